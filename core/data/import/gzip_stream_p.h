#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <istream>
#include <memory>
#include <string>

struct gzFile_s;

namespace nodesentry {

/// Closes what zlib has opened, for std::unique_ptr.
struct CloseGzip {
    void operator()(gzFile_s* file) const;
};

/// A plain or gzip-compressed file as a stream of bytes, for parsers that read streams; holds one block of
/// it.
class GzipStream {
public:
    /// @error NotFound  no such file, or a folder
    [[nodiscard]] static Result<GzipStream> open(const std::string& path);
    GzipStream(GzipStream&&) noexcept;
    GzipStream& operator=(GzipStream&&) noexcept;
    ~GzipStream();

    [[nodiscard]] std::istream& text();
    /// Why the stream ended: at the end of the file, or early.
    /// @error ParseError  the compressed data breaks off or is damaged
    /// @error IoError     the system could not read
    [[nodiscard]] Result<void> check() const;
    [[nodiscard]] std::int64_t bytesRead() const; ///< of the file as it lies on disk

private:
    GzipStream();
    class Buffer;
    std::unique_ptr<Buffer> m_buffer;
    std::unique_ptr<std::istream> m_text;
};

} // namespace nodesentry
