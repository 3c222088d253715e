#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

/// What went wrong, for programs. Texts for people are made from it in widgets/base/text/error_text.
enum class ErrorCode {
    InvalidArgument, ///< a parameter or command is outside its allowed values
    NotFound, ///< a file, node, metric, job or method that was named does not exist
    AlreadyExists, ///< something would be overwritten that must not be
    ParseError, ///< a text file does not say what its format demands
    InconsistentData, ///< each part is readable, but the parts contradict each other
    IoError, ///< the system could not read or write
    Corrupt, ///< a file of ours is damaged
    Locked, ///< another program holds the project
    ReadOnly, ///< the project was opened for reading only
    VersionTooNew, ///< a file was made by a newer version of this program
    StageMissing, ///< a stage needs the result of an earlier one that has not run
    TrainingDiverged, ///< the loss became infinite or not a number
    Unsupported, ///< recognised, but not something this build can do
    Cancelled, ///< a stop was requested; never shown as an error
};

/// What exactly is wrong, of the errors that a person at the window can meet; defined in core/base/reason.h, so that a
/// new one does not compile everything anew. Its first value is "none of them".
enum class Reason : int;

/// What a person can do to mend an error; defined in core/base/reason.h. Its first value is "nothing known".
enum class Remedy : int;

/// An expected failure, with everything a person needs to find and mend the cause.
struct Error {
    ErrorCode code = ErrorCode::InvalidArgument;
    std::string message{}; ///< what is wrong, English, no final full stop
    std::string file{}; ///< path of the offending file; empty when there is none
    std::int64_t line = 0; ///< from 1; 0 when it does not apply
    std::int64_t column = 0; ///< column of a table or of a line, from 1; 0 when it does not apply
    std::string advice{}; ///< what to do about it; may be empty
    Reason
        reason{}; ///< that the message is the English text of; the first value: the message stands for itself
    std::vector<std::string> arguments{}; ///< of the reason, in the order of its text: paths, names, numbers
    Remedy remedy{}; ///< a button of the window, a command of the command line

    Error& inFile(std::string path, std::int64_t atLine = 0, std::int64_t atColumn = 0);
    Error& advise(std::string what);

    /// "jobs.psv:12:4: not a time: 'yesterday' (write it as 2026-01-31T12:00:00)"
    [[nodiscard]] std::string text() const;
};

/// Value or Error. Core functions never throw for expected failures.
template <class T> using Result = tl::expected<T, Error>;

/// A failed Result: `return fail(ErrorCode::NotFound, "no node 'cn7'");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string advice = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), {}, 0, 0, std::move(advice)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace nodesentry

#define NODESENTRY_JOIN2(a, b) a##b
#define NODESENTRY_JOIN(a, b) NODESENTRY_JOIN2(a, b)

/// `NODESENTRY_TRY(const auto table, readTable(path));` declares table, or returns the error.
#define NODESENTRY_TRY(declaration, ...)                                                                     \
    auto NODESENTRY_JOIN(nsResult, __LINE__) = (__VA_ARGS__);                                                \
    if (!NODESENTRY_JOIN(nsResult, __LINE__))                                                                \
        return ::tl::unexpected<::nodesentry::Error>(                                                        \
            std::move(NODESENTRY_JOIN(nsResult, __LINE__)).error());                                         \
    declaration = std::move(*NODESENTRY_JOIN(nsResult, __LINE__))

/// `NODESENTRY_CHECK(writeTable(path));` returns the error of a Result<void>, or goes on.
#define NODESENTRY_CHECK(...)                                                                                \
    if (auto NODESENTRY_JOIN(nsResult, __LINE__) = (__VA_ARGS__); !NODESENTRY_JOIN(nsResult, __LINE__))      \
    return ::tl::unexpected<::nodesentry::Error>(std::move(NODESENTRY_JOIN(nsResult, __LINE__)).error())
