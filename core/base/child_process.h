#pragma once

#include "core/base/run_context.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nodesentry {

/// A program to be run with everything it is given.
struct ChildCommand {
    std::vector<std::string> arguments; ///< argv; no shell sees it. A name without '/' is looked for in PATH
    std::string folder; ///< working directory; a relative program path starts here
    std::vector<std::pair<std::string, std::string>> environment; ///< added to our own
    double timeoutSeconds = 60.0; ///< > 0
    std::size_t outputLimit = 0; ///< most bytes of standard output that are taken
    int outputFile = -1; ///< an open file that standard output goes to instead, whatever its size; -1: none
};

/// What became of it.
struct ChildOutcome {
    enum class End {
        Exited, ///< with exitCode
        Killed, ///< by a signal that was not ours
        TimedOut, ///< and was killed by us
        WroteTooMuch, ///< more than outputLimit, and was killed by us
    };
    End end = End::Exited;
    int exitCode = 0;
    int signal = 0; ///< of Killed
    std::string output; ///< standard output; empty where it went to a file
    std::string errors; ///< the first bytes of standard error, at most 4 KiB
};

/// Runs a program, gives it @p input on standard input and reads what it answers, all at the same time, so
/// that neither side waits for the other. It may end without having read everything.
///
/// The program gets a process group of its own; when it ends, or is ended, whatever of the group is left is
/// killed. No other file of ours is open in it.
///
/// @error NotFound   there is no such program, or it may not be run
/// @error IoError    the system has no process, or no pipe, left
/// @error Cancelled  a stop was requested; the program was killed. Polled every 50 ms
/// @thread any
[[nodiscard]] Result<ChildOutcome> runChild(const ChildCommand& command, std::string_view input,
                                            const RunContext& context);

} // namespace nodesentry
