#include "app/cli/usage_error.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry::cli {

namespace {

/// CLI11's own words, on one line.
std::string wordsOf(const CLI::Error& error)
{
    std::string words = error.what();
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
}

} // namespace

std::string usageError(const CLI::App& app, const CLI::Error& error)
{
    const auto* command = &app;
    std::string name = app.get_name();
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        name += ' ' + command->get_name();
    }
    // A misspelt word is the cause where something else is missing for it.
    const auto unknown = app.remaining(true);
    const bool wantsCommand = !command->get_subcommands([](const CLI::App*) { return true; }).empty();
    std::string what;
    if (unknown.empty())
        what = wantsCommand ? "a command is missing" : wordsOf(error);
    else if (wantsCommand && unknown.front().rfind('-', 0) != 0)
        what = fmt::format("there is no command '{}'", unknown.front());
    else
        what = fmt::format("'{}' is not understood", unknown.front());
    return fmt::format("{}: {}; see '{} --help'\n", name, what, name);
}

} // namespace nodesentry::cli
