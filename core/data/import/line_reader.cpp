#include "core/data/import/line_reader.h"

#include <spdlog/fmt/fmt.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <vector>

namespace nodesentry {

namespace {

constexpr std::size_t kLargestBlock = 1 << 20;
constexpr std::size_t kSmallestBlock = 4096;
constexpr std::size_t kUsualCompression = 4;
constexpr std::size_t kLargestZlibBuffer = 256 * 1024;

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};

} // namespace

struct LineReader::Private {
    std::string path;
    std::unique_ptr<gzFile_s, CloseGzip> file;
    std::vector<char> buffer;
    std::size_t begin = 0; ///< first byte not yet given out
    std::size_t end = 0; ///< one past the last byte read
    std::int64_t line = 0;
    std::size_t block = kLargestBlock; ///< bytes read at a time
    bool atEnd = false;
    bool tooLong = false;

    /// Skips the rest of a line of which the first bytes are in the buffer.
    Result<void> skipLine()
    {
        for (;;) {
            const char* const start = buffer.data() + begin;
            if (const auto* found = static_cast<const char*>(std::memchr(start, '\n', end - begin))) {
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
        if (buffer.size() < end + block)
            buffer.resize(end + block);
        const int count = gzread(file.get(), buffer.data() + end, static_cast<unsigned>(block));
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
        end += static_cast<std::size_t>(count);
        atEnd = count == 0;
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
        reader.d->block = std::clamp(kUsualCompression * static_cast<std::size_t>(size) + 1, kSmallestBlock,
                                     kLargestBlock);
    gzbuffer(reader.d->file.get(), static_cast<unsigned>(std::min(reader.d->block, kLargestZlibBuffer)));
    NODESENTRY_CHECK(reader.d->fill());
    if (path.ends_with(".gz") && reader.d->end > 0 && gzdirect(reader.d->file.get()) == 1) {
        return fail(Error{ErrorCode::ParseError, "the name ends in .gz, but the file is not compressed", path,
                          0, 0, "take .gz off its name, or compress it with gzip"});
    }
    if (reader.d->end >= 3 && std::memcmp(reader.d->buffer.data(), "\xEF\xBB\xBF", 3) == 0)
        reader.d->begin = 3;
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
            = static_cast<const char*>(std::memchr(start + searched, '\n', available - searched));
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
            NODESENTRY_CHECK(d->fill());
            continue;
        }
        if (!found && available == 0)
            return false;
        std::size_t length = found ? static_cast<std::size_t>(found - start) : available;
        d->begin += found ? length + 1 : length;
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
