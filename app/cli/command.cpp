#include "app/cli/command.h"

namespace nodesentry::cli {

CLI::App* CommandList::add(const std::string& name, const std::string& description, CommandFunction function)
{
    auto* command = m_app.add_subcommand(name, description);
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
