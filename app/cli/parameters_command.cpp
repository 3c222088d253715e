// parameters: what --set can set.

#include "app/cli/command.h"
#include "app/cli/parameter_text.h"

#include <spdlog/fmt/fmt.h>

#include <memory>

namespace nodesentry::cli {

void addParametersCommand(CommandList& commands)
{
    const auto json = std::make_shared<bool>(false);
    auto* command = commands.add("parameters", "List every parameter with its default, range and meaning",
                                 [json](const Environment&) -> Result<void> {
                                     if (*json)
                                         fmt::print("{}\n", parameterJson());
                                     else
                                         fmt::print("{}", parameterHelp(Audience::Experiment));
                                     return {};
                                 });
    command->add_flag("--json", *json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
