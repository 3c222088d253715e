#include "core/data/import/gzip_stream_p.h"

#include <spdlog/fmt/fmt.h>
#include <zlib.h>

#include <filesystem>
#include <streambuf>
#include <vector>

namespace nodesentry {

namespace {

constexpr std::size_t kReadAtOnce = 256 * 1024;

} // namespace

void CloseGzip::operator()(gzFile_s* file) const
{
    gzclose(file);
}

class GzipStream::Buffer final : public std::streambuf {
public:
    Buffer(std::string path, gzFile_s* file) : m_path(std::move(path)), m_file(file), m_block(kReadAtOnce) { }

    [[nodiscard]] Result<void> check() const
    {
        int status = Z_OK;
        const char* text = gzerror(m_file.get(), &status);
        if (status == Z_OK || status == Z_STREAM_END)
            return {};
        if (status == Z_BUF_ERROR || status == Z_DATA_ERROR)
            return fail(Error{ErrorCode::ParseError, "the compressed data breaks off or is damaged", m_path,
                              0, 0,
                              "copy the file again, or make it again with gzip; gzip -t FILE tests it"});
        return fail(Error{ErrorCode::IoError, fmt::format("cannot read: {}", text), m_path, 0, 0, {}});
    }
    [[nodiscard]] std::int64_t bytesRead() const { return gzoffset(m_file.get()); }

protected:
    int_type underflow() override
    {
        const int count = gzread(m_file.get(), m_block.data(), static_cast<unsigned>(m_block.size()));
        if (count <= 0)
            return traits_type::eof();
        setg(m_block.data(), m_block.data(), m_block.data() + count);
        return traits_type::to_int_type(*gptr());
    }

private:
    std::string m_path;
    std::unique_ptr<gzFile_s, CloseGzip> m_file;
    std::vector<char> m_block;
};

GzipStream::GzipStream() = default;
GzipStream::GzipStream(GzipStream&&) noexcept = default;
GzipStream& GzipStream::operator=(GzipStream&&) noexcept = default;
GzipStream::~GzipStream() = default;

Result<GzipStream> GzipStream::open(const std::string& path)
{
    std::error_code ignored; // a path that cannot be looked at cannot be opened either
    gzFile_s* file = std::filesystem::is_directory(path, ignored) ? nullptr : gzopen(path.c_str(), "rb");
    if (file == nullptr)
        return fail(Error{ErrorCode::NotFound, "cannot open the file", path, 0, 0,
                          "check the path and that you may read it"});
    GzipStream stream;
    stream.m_buffer = std::make_unique<Buffer>(path, file);
    stream.m_text = std::make_unique<std::istream>(stream.m_buffer.get());
    return stream;
}

std::istream& GzipStream::text()
{
    return *m_text;
}
Result<void> GzipStream::check() const
{
    return m_buffer->check();
}
std::int64_t GzipStream::bytesRead() const
{
    return m_buffer->bytesRead();
}

} // namespace nodesentry
