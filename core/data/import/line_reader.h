#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace nodesentry {

/// Reads a plain or gzip-compressed text file line by line, without holding more of it than one block and one line of
/// at most kLongestLine bytes.
///
/// A byte order mark is taken off; UTF-16, with the mark or told by its zero bytes, becomes UTF-8. Lines end with
/// `\n`, `\r\n`, or, in a file whose first block has no `\n`, with `\r`. Other bytes are given as they are: text in
/// Latin-1 is made UTF-8 by those who keep it (utf8Of()).
class LineReader {
public:
    static constexpr std::size_t kLongestLine = std::size_t{8} << 20;

    /// @error NotFound    no such file, or a folder
    /// @error ParseError  the name ends in .gz, but the content is not gzip; or the content is no text but that of a
    ///                    spreadsheet, another compression, a database (says which)
    [[nodiscard]] static Result<LineReader> open(const std::string& path);
    LineReader(LineReader&&) noexcept;
    LineReader& operator=(LineReader&&) noexcept;
    ~LineReader();

    /// Moves to the next line; @p line is valid until the next call.
    /// @return false at the end of the file
    /// @error ParseError  the compressed data breaks off or is damaged (names the line reached)
    ///                     or the line is longer than kLongestLine; only then wasTooLong(), and the next
    ///                     call gives the line behind it
    /// @error IoError     the system could not read
    [[nodiscard]] Result<bool> next(std::string_view& line);
    [[nodiscard]] bool wasTooLong() const; ///< the last call failed for this
    /// The line last read is the file's last and has no line end: who writes the file may not be done with it.
    [[nodiscard]] bool wasCut() const;

    [[nodiscard]] std::int64_t lineNumber() const; ///< of the line last read, from 1
    [[nodiscard]] std::int64_t bytesRead() const; ///< of the file as it lies on disk
    [[nodiscard]] const std::string& path() const;

private:
    LineReader();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
