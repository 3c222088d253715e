// nodesentry: the command line. Needs neither Qt nor a display.

#include "app/cli/command.h"
#include "app/cli/remedy_command.h"
#include "app/cli/stop_signals.h"
#include "app/cli/usage_error.h"
#include "app/cli/version.h"
#include "core/base/expects.h"
#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/base/process_start.h"
#include "core/model/torch_runtime.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <new>
#include <string>
#include <thread>
#include <vector>

namespace {

enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2, ExitInterrupted = 130 };

/// Whether the system has taken all that was printed: a full disk or a closed pipe takes none of it.
bool isPrinted()
{
    errno = 0;
    const bool flushed = std::cout.flush().good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (!flushed)
        fmt::print(stderr,
                   "nodesentry: cannot write to standard output{}{} (what was printed is incomplete)\n",
                   errno != 0 ? ": " : "", errno != 0 ? std::strerror(errno) : "");
    return flushed;
}

int report(nodesentry::Error error, const CLI::App& app)
{
    if (error.code == nodesentry::ErrorCode::Cancelled) {
        fmt::print(stderr, "stopped; the project is as usable as before, run the command again to go on\n");
        return ExitInterrupted;
    }
    if (const auto command = nodesentry::cli::remedyCommand(error, nodesentry::cli::projectOf(app));
        !command.empty())
        error.advice += (error.advice.empty() ? "run: " : "; run: ") + command;
    fmt::print(stderr, "nodesentry: {}\n", error.text());
    return ExitFailed;
}

/// The words of the command line, the last one first, as the parser wants them. `cluster edit MOVE …` is the group
/// cluster-edit, which has that as its older spelling: a command cannot be a group as well.
std::vector<std::string> wordsOf(int argc, char** argv)
{
    std::vector<std::string> words(argv + 1, argv + argc);
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (*word == "--threads" || *word == "--log") {
            if (++word == words.end())
                break;
        } else if (!word->starts_with('-')) { // the command
            if (*word == "cluster" && word + 1 != words.end() && word[1] == "edit") {
                *word = "cluster-edit";
                words.erase(word + 1);
            }
            break;
        }
    }
    std::reverse(words.begin(), words.end());
    return words;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace nodesentry;

    CLI::App app("Finds anomalies in the compute nodes of HPC systems: clusters job segments, trains one "
                 "mixture-of-experts Transformer for each cluster, and flags what they cannot reconstruct.",
                 "nodesentry");
    app.set_version_flag("--version", std::string("nodesentry ") + kVersion);
    app.require_subcommand(1);
    app.fallthrough();
    cli::Environment environment;
    environment.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::string logLevel = "warn";
    app.add_option("--threads", environment.threads, "Threads to work with")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_flag("--quiet", environment.quiet, "Print no progress");
    app.add_flag("--read-only", environment.readOnly,
                 "Change no project; commands that would have to are refused");
    app.add_option("--log", logLevel, "How much to log: trace, debug, info, warn, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
        ->capture_default_str();

    cli::CommandList commands(app);
    cli::addImportCommand(commands);
    cli::addStageCommands(commands);
    cli::addUpdateCommand(commands);
    cli::addMatchCommand(commands);
    cli::addClusterEditCommand(commands);
    cli::addEvaluateCommand(commands);
    cli::addExperimentCommand(commands);
    cli::addInfoCommand(commands);
    cli::addExportCommand(commands);
    cli::addParametersCommand(commands);
    cli::addLabelCommand(commands);
    cli::addSimulateCommand(commands);
    cli::addDemoCommand(commands);
    try {
        app.parse(wordsOf(argc, argv));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) { // help or version was asked for
            (void)app.exit(error);
            return isPrinted() ? ExitDone : ExitFailed;
        }
        fmt::print(stderr, "{}", argc == 1 ? app.help() : cli::usageError(app, error));
        return ExitUsage;
    }
    // Loading the libraries takes four tenths of a second: whoever only looks need not wait for it twice.
    if (!app.got_subcommand("info") && !app.got_subcommand("export") && !app.got_subcommand("parameters"))
        restartWithPassiveWaiting(argv);

    try {
        setUpLog(logLevel);
        const cli::StopSignals signals;
        environment.stop = signals.token();
        setTorchThreads(environment.threads);
        const auto result = (*commands.chosen())(environment);
        if (!result)
            return report(result.error(), app);
        return isPrinted() ? ExitDone : ExitFailed;
    } catch (const ContractViolation& bug) {
        fmt::print(stderr, "nodesentry: this is a bug in the program, please report it: {}\n", bug.what());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr,
                   "nodesentry: there is not enough memory for this (close other programs, or work on fewer "
                   "nodes at a time)\n");
    } catch (const nlohmann::json::exception& error) {
        fmt::print(stderr,
                   "nodesentry: a result that the project holds is damaged: {} (make it anew with "
                   "'nodesentry run', or restore the project from a backup)\n",
                   jsonProblem(error));
    } catch (const std::exception& error) {
        if (std::ferror(stdout) == 0 || isPrinted()) // which says why not
            fmt::print(stderr, "nodesentry: unexpected failure: {}\n", error.what());
    }
    return ExitFailed;
}
