#include "app/cli/command.h"

namespace nodesentry::cli {

Result<void> mayChange(const Environment& environment)
{
    if (environment.readOnly)
        return fail(ErrorCode::ReadOnly, "this command changes a project, and --read-only was given",
                    "leave --read-only out");
    return {};
}

CLI::App* CommandList::add(const std::string& name, const std::string& description, CommandFunction function)
{
    return add(m_app, name, description, std::move(function));
}

CLI::App& CommandList::addGroup(const std::string& name, const std::string& description)
{
    auto* group = m_app.add_subcommand(name, description);
    group->require_subcommand(1);
    return *group;
}

CLI::App* CommandList::add(CLI::App& group, const std::string& name, const std::string& description,
                           CommandFunction function)
{
    auto* command = group.add_subcommand(name, description);
    m_entries.push_back({command, std::move(function)});
    return command;
}

const CommandFunction* CommandList::chosen() const
{
    for (const auto& entry : m_entries)
        if (entry.app->parsed())
            return &entry.function;
    return nullptr;
}

} // namespace nodesentry::cli
