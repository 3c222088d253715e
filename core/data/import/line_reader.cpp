#include "core/data/import/line_reader.h"

#include "core/data/import/gzip_stream_p.h"
#include "core/data/import/utf16_p.h"

#include <spdlog/fmt/fmt.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

namespace {

constexpr std::size_t kLargestBlock = 1 << 20;
constexpr std::size_t kFirstBlock = 1 << 18; // many files are opened for their first lines only
constexpr std::size_t kSmallestBlock = 4096;
constexpr std::size_t kUsualCompression = 4;
constexpr std::size_t kLargestZlibBuffer = 256 * 1024;

struct Signature {
    std::string_view bytes; ///< at the beginning of the file
    const char* what;
    const char* advice;
};

constexpr const char* kUnpack = "unpack it first; plain text and gzip are read";
constexpr std::array<Signature, 10> kNoText{{
    {{"PK\x03\x04", 4},
     "a spreadsheet (xlsx, ods) or a zip archive",
     "save the sheet as CSV, or unpack the archive"},
    {{"\xD0\xCF\x11\xE0", 4}, "a spreadsheet of Excel (xls)", "save the sheet as CSV"},
    {{"\x28\xB5\x2F\xFD", 4}, "compressed with zstd", kUnpack},
    {{"\xFD\x37\x7A\x58\x5A", 5}, "compressed with xz", kUnpack},
    {{"BZh", 3}, "compressed with bzip2", kUnpack},
    {{"PAR1", 4}, "a Parquet file", "export it as CSV"},
    {{"\x89HDF", 4}, "an HDF5 file", "export it as CSV"},
    {{"SQLite format 3", 15}, "an SQLite database", "export the table as CSV"},
    {{"%PDF-", 5}, "a PDF", "export the table as CSV"},
    {{"\x7F"
      "ELF",
      4},
     "a program",
     "name the files with the samples"},
}};

} // namespace

struct LineReader::Private {
    std::string path;
    std::unique_ptr<gzFile_s, CloseGzip> file;
    std::vector<char> buffer;
    std::size_t begin = 0; ///< first byte not yet given out
    std::size_t end = 0; ///< one past the last byte read
    std::int64_t line = 0;
    std::size_t block = kFirstBlock; ///< bytes read at a time
    std::size_t mostBytes = kLargestBlock; ///< that block grows to
    bool atEnd = false;
    bool tooLong = false;
    bool cut = false; ///< the line last given out had no end
    char lineEnd = '\n';
    std::optional<Utf16Decoder> utf16; ///< of a file in UTF-16
    std::vector<char> raw; ///< bytes of such a file as they lie on disk

    /// Skips the rest of a line of which the first bytes are in the buffer.
    Result<void> skipLine()
    {
        for (;;) {
            const char* const start = buffer.data() + begin;
            if (const auto* found = static_cast<const char*>(std::memchr(start, lineEnd, end - begin))) {
                begin += static_cast<std::size_t>(found - start) + 1;
                return {};
            }
            begin = end;
            if (atEnd)
                return {};
            NODESENTRY_CHECK(fill());
        }
    }

    /// Reads one more block behind the bytes not yet given out.
    Result<void> fill()
    {
        if (begin > 0) {
            std::memmove(buffer.data(), buffer.data() + begin, end - begin);
            end -= begin;
            begin = 0;
        }
        if (!utf16 && buffer.size() < end + block)
            buffer.resize(end + block);
        if (utf16)
            raw.resize(block);
        const int count
            = gzread(file.get(), utf16 ? raw.data() : buffer.data() + end, static_cast<unsigned>(block));
        int status = Z_OK;
        const char* text = gzerror(file.get(), &status);
        // What a file holds before it breaks off is given out first, so that the error names the right line.
        if (count < 0 || (count == 0 && status == Z_BUF_ERROR)) {
            const bool damaged = status == Z_BUF_ERROR || status == Z_DATA_ERROR;
            if (damaged)
                return fail(Error{ErrorCode::ParseError, "the compressed data breaks off or is damaged", path,
                                  line + 1, 0,
                                  "copy the file again, or make it again with gzip; gzip -t FILE tests it"});
            return fail(
                Error{ErrorCode::IoError, fmt::format("cannot read: {}", text), path, line + 1, 0, {}});
        }
        if (utf16)
            decode(std::string_view(raw.data(), static_cast<std::size_t>(count)));
        else
            end += static_cast<std::size_t>(count);
        atEnd = count == 0;
        return {};
    }

    void decode(std::string_view bytes)
    {
        std::string text;
        utf16->append(bytes, text);
        buffer.resize(std::max(buffer.size(), end + text.size()));
        std::memcpy(buffer.data() + end, text.data(), text.size());
        end += text.size();
    }

    /// Finds out from the first block how the text is written.
    Result<void> lookAtStart()
    {
        const std::string_view start(buffer.data(), end);
        for (const auto& signature : kNoText) {
            if (start.starts_with(signature.bytes))
                return fail(Error{ErrorCode::ParseError, fmt::format("not a text: {}", signature.what), path,
                                  0, 0, signature.advice});
        }
        constexpr std::string_view kUtf32("\xFF\xFE\0\0", 4);
        if (start.starts_with(kUtf32))
            return fail(
                Error{ErrorCode::ParseError, "the text is in UTF-32", path, 0, 0, "save it as UTF-8"});
        utf16 = Utf16Decoder::of(start);
        if (utf16) {
            const std::string first(start);
            end = 0;
            decode(first);
        }
        constexpr std::string_view kMark = "\xEF\xBB\xBF";
        if (std::string_view(buffer.data(), end).starts_with(kMark))
            begin = kMark.size();
        const std::string_view text(buffer.data() + begin, end - begin);
        const auto mark = text.find('\r');
        if (text.find('\n') == std::string_view::npos && mark != std::string_view::npos
            && (mark + 1 < text.size() || text.size() < block))
            lineEnd = '\r';
        return {};
    }
};

LineReader::LineReader() : d(std::make_unique<Private>()) { }
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;
LineReader::~LineReader() = default;

Result<LineReader> LineReader::open(const std::string& path)
{
    LineReader reader;
    reader.d->path = path;
    std::error_code ignored; // a path that cannot be looked at cannot be opened either
    if (!std::filesystem::is_directory(path, ignored))
        reader.d->file.reset(gzopen(path.c_str(), "rb"));
    if (!reader.d->file) {
        return fail(Error{ErrorCode::NotFound, "cannot open the file", path, 0, 0,
                          "check the path and that you may read it"});
    }
    // Folders may hold very many small files, for which large blocks would take longer than reading them.
    if (const auto size = std::filesystem::file_size(path, ignored); !ignored)
        reader.d->mostBytes = std::clamp(kUsualCompression * static_cast<std::size_t>(size) + 1,
                                         kSmallestBlock, kLargestBlock);
    reader.d->block = std::min(kFirstBlock, reader.d->mostBytes);
    gzbuffer(reader.d->file.get(), static_cast<unsigned>(std::min(reader.d->block, kLargestZlibBuffer)));
    NODESENTRY_CHECK(reader.d->fill());
    if (path.ends_with(".gz") && reader.d->end > 0 && gzdirect(reader.d->file.get()) == 1) {
        return fail(Error{ErrorCode::ParseError, "the name ends in .gz, but the file is not compressed", path,
                          0, 0, "take .gz off its name, or compress it with gzip"});
    }
    NODESENTRY_CHECK(reader.d->lookAtStart());
    return reader;
}

Result<bool> LineReader::next(std::string_view& line)
{
    std::size_t searched = 0; // bytes behind begin that hold no line end
    d->tooLong = false;
    for (;;) {
        const char* start = d->buffer.data() + d->begin;
        const std::size_t available = d->end - d->begin;
        const auto* found
            = static_cast<const char*>(std::memchr(start + searched, d->lineEnd, available - searched));
        if ((found ? static_cast<std::size_t>(found - start) : available) > kLongestLine) {
            ++d->line;
            NODESENTRY_CHECK(d->skipLine());
            d->tooLong = true;
            return fail(Error{ErrorCode::ParseError,
                              fmt::format("a line longer than {} MiB", kLongestLine >> 20), d->path, d->line,
                              0, "the file may not be a text, or its line ends may be missing"});
        }
        if (!found && !d->atEnd) {
            searched = available;
            d->block = std::min(2 * d->block, d->mostBytes);
            NODESENTRY_CHECK(d->fill());
            continue;
        }
        if (!found && available == 0)
            return false;
        std::size_t length = found ? static_cast<std::size_t>(found - start) : available;
        d->begin += found ? length + 1 : length;
        d->cut = !found;
        ++d->line;
        if (length > 0 && start[length - 1] == '\r')
            --length;
        line = std::string_view(start, length);
        return true;
    }
}

bool LineReader::wasTooLong() const
{
    return d->tooLong;
}
bool LineReader::wasCut() const
{
    return d->cut;
}
std::int64_t LineReader::lineNumber() const
{
    return d->line;
}
std::int64_t LineReader::bytesRead() const
{
    return gzoffset(d->file.get());
}
const std::string& LineReader::path() const
{
    return d->path;
}

} // namespace nodesentry
