#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <stop_token>
#include <string>

namespace nodesentry::cli {

/// What every command may use.
struct Environment {
    std::stop_token stop;
    int threads = 1;
    bool quiet = false; ///< no progress
    bool readOnly = false; ///< no project is changed
};

/// Whether a command may change a project.
/// @error ReadOnly  --read-only was given
[[nodiscard]] Result<void> mayChange(const Environment& environment);

/// A command does its work and prints its answer to standard output.
using CommandFunction = std::function<Result<void>(const Environment&)>;

/// Adds one command to the program; its function is called after parsing. The functions below each do so.
class CommandList {
public:
    explicit CommandList(CLI::App& app) : m_app(app) { }
    CLI::App* add(const std::string& name, const std::string& description, CommandFunction function);
    /// A command that is followed by one of its own: `nodesentry NAME COMMAND …`.
    CLI::App& addGroup(const std::string& name, const std::string& description);
    CLI::App* add(CLI::App& group, const std::string& name, const std::string& description,
                  CommandFunction function);
    /// The command that was named on the command line; null when none was.
    [[nodiscard]] const CommandFunction* chosen() const;

private:
    struct Entry {
        CLI::App* app;
        CommandFunction function;
    };
    CLI::App& m_app;
    std::vector<Entry> m_entries;
};

void addImportCommand(CommandList& commands);
void addStageCommands(CommandList& commands); ///< run, prepare, cluster, train, detect
void addUpdateCommand(CommandList& commands);
void addMatchCommand(CommandList& commands);
void addClusterEditCommand(CommandList& commands); ///< cluster edit list, move, merge, split, undo …
void addEvaluateCommand(CommandList& commands);
void addExperimentCommand(CommandList& commands);
void addInfoCommand(CommandList& commands);
void addExportCommand(CommandList& commands);
void addLabelCommand(CommandList& commands); ///< label export, import, diff, agreement
void addParametersCommand(CommandList& commands);
void addSimulateCommand(CommandList& commands);
void addDemoCommand(CommandList& commands);

} // namespace nodesentry::cli
