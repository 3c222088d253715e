#include "app/cli/remedy_command.h"

#include "core/base/reason.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace nodesentry::cli {

namespace {

/// As one word for a shell.
std::string shellWord(const std::string& text)
{
    const auto isPlain = [](unsigned char c) {
        return c >= 0x80 || std::isalnum(c) != 0
            || std::string_view("_-./:=,+@%").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), isPlain))
        return text;
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

/// The command that makes what is missing, and no more.
std::string stageCommand(const Error& error, const std::string& project)
{
    const auto detect = [&](const std::string& method) {
        return fmt::format("nodesentry detect {} --method {}", project, shellWord(method));
    };
    switch (error.reason) {
    case Reason::NotPrepared:
        return "nodesentry prepare " + project;
    case Reason::NoClusters:
    case Reason::ClustersUnfit:
        return "nodesentry cluster " + project;
    case Reason::ScoresMissing:
    case Reason::ScoresOfNodeMissing:
        return detect(error.arguments[0]);
    case Reason::CaseDamaged:
        return detect(error.arguments[1]);
    case Reason::EvaluationDamaged:
        return "nodesentry evaluate " + project;
    default:
        return "nodesentry run " + project;
    }
}

} // namespace

std::string projectOf(const CLI::App& app)
{
    const auto* command = &app;
    while (!command->get_subcommands().empty())
        command = command->get_subcommands().front();
    for (const auto* name : {"PROJECT", "--into"})
        if (const auto* option = command->get_option_no_throw(name); option != nullptr && option->count() > 0)
            return option->results().front();
    return {};
}

std::string remedyCommand(const Error& error, const std::string& project)
{
    const auto name = project.empty() ? std::string("PROJECT") : shellWord(project);
    if (error.reason == Reason::ScoreDetailsMissing)
        return fmt::format("nodesentry detect {} --method {} --set detect.store_details=on", name,
                           shellWord(error.arguments[0]));
    switch (error.remedy) {
    case Remedy::None:
        break;
    case Remedy::RunStages:
        return stageCommand(error, name);
    case Remedy::Train:
        return "nodesentry train " + name;
    case Remedy::OpenWritable:
        if (error.reason == Reason::ProjectOutdated)
            return "nodesentry run " + name;
        return "the same command, without --read-only, when the project is free";
    case Remedy::FreeDisk:
        return "the same command, when there is room on the disk";
    case Remedy::Import:
    case Remedy::ImportAgain:
        return "nodesentry import SOURCE --into " + name;
    }
    return {};
}

} // namespace nodesentry::cli
