#pragma once

#include "core/base/result.h"
#include "core/data/import/importer.h"

#include <cstdint>
#include <optional>
#include <string>

namespace nodesentry {

/// Why a last line without line end is left out, and what to do.
constexpr const char* kCutLine = "a line without line end";
constexpr const char* kCutLineAdvice
    = "it may still be written; where it is complete, end it with a line feed";

/// What kind of fault an error tells, without the text that it quotes at its end: reports count by it.
[[nodiscard]] std::string kindOfFault(const Error& fault);

/// The error for a file, or a table, of which more than one line in ten is bad.
/// @param first  what is wrong with the first of them; its message may name the text
/// @param lines  all lines, the bad ones too
/// @return nullopt: they are few enough
[[nodiscard]] std::optional<Error> tooManyRejected(Error first, std::int64_t bad, std::int64_t lines);

/// Counts the lines of one file that cannot be read, and says when they are too many.
///
/// A few bad lines are damage; where more than one in ten is bad, the file is something else than it is taken for, and
/// what is left of it would be wrong in silence.
class RejectedLines {
public:
    /// @param allowed  of options: a file is read however many of its lines are rejected, if one is good
    RejectedLines(std::string path, bool allowed, ImportSink& sink)
        : m_path(std::move(path)),
          m_allowed(allowed),
          m_sink(sink)
    {
    }

    void accept(std::int64_t lines = 1) { m_good += lines; }
    /// Several faults of one line count once.
    /// @param fault  with line and column; its message names the kind of fault
    /// @param text   the field that is at fault
    void reject(const Error& fault, const std::string& text);
    /// A line that is left out without being wrong: the last one, which is still written.
    void leaveOut(const Error& fault);

    [[nodiscard]] std::int64_t good() const { return m_good; }

    /// @error ParseError  no line is good and one is bad; or more than one in ten is bad, and that is not allowed:
    ///                    names the first bad line, its column and text
    [[nodiscard]] Result<void> check() const;

private:
    std::string m_path;
    bool m_allowed;
    ImportSink& m_sink;
    std::int64_t m_good = 0;
    std::int64_t m_bad = 0;
    std::int64_t m_lastBad = 0; ///< number of the line
    std::optional<Error> m_first;
    std::string m_firstText;
    std::optional<Error> m_leftOut;
};

} // namespace nodesentry
