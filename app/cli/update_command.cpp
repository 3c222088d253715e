// update: take in what was imported since the models were made.

#include "app/cli/command.h"
#include "app/cli/progress_printer.h"
#include "core/base/time.h"
#include "core/model/torch_runtime.h"
#include "core/pipeline/stored_options.h"
#include "core/pipeline/update_stage.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <memory>

namespace nodesentry::cli {

namespace {

struct UpdateArguments {
    std::string project;
    std::string device = "auto";
    std::vector<std::string> settings; ///< "update.parameter=value"
    bool json = false;
};

Result<PipelineOptions> updateOptions(const Project& project, const UpdateArguments& arguments)
{
    NODESENTRY_TRY(auto options, storedOptions(project));
    options.device = arguments.device;
    NODESENTRY_CHECK(resolveDevice(options.device));
    auto binder = bindParameters(options);
    for (const auto& setting : arguments.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || !setting.starts_with("update."))
            return fail(ErrorCode::InvalidArgument,
                        fmt::format("--set {}: not of the form update.parameter=value", setting),
                        "other parameters are those that the models were made with");
        NODESENTRY_CHECK(binder.set(setting.substr(0, equals), setting.substr(equals + 1)));
    }
    return options;
}

void print(const nlohmann::json& summary)
{
    fmt::print("{} new segments, {} of them matched; {} fit no cluster yet\n",
               summary["new_segments"].get<int>(), summary["matched"].get<int>(),
               summary["waiting"].get<int>());
    for (const auto& model : summary["fine_tuned"])
        fmt::print(
            "cluster {:<5} {} new and {} old segments: error on new {:.4g} -> {:.4g}, on old {:.4g} -> "
            "{:.4g}{}\n",
            model["cluster"].get<int>(), model["new_segments"].get<int>(),
            model["replayed_segments"].get<int>(), model["loss_on_new"]["before"].get<double>(),
            model["loss_on_new"]["after"].get<double>(), model["loss_on_old"]["before"].get<double>(),
            model["loss_on_old"]["after"].get<double>(),
            model["kept_old_model"].get<bool>() ? "; it would forget, so it stays as it was" : "");
    for (const auto& model : summary["new_clusters"])
        fmt::print("cluster {:<5} new, of {} segments\n", model["cluster"].get<int>(),
                   model["segments"].get<int>());
    const auto& cost = summary["cost"];
    fmt::print("{} models untouched; {} and {} steps, where training all took {} and {} steps\n",
               summary["untouched"].size(), formatDuration(cost["seconds"].get<double>()),
               cost["steps"].get<std::int64_t>(), formatDuration(cost["full_training_seconds"].get<double>()),
               cost["full_training_steps"].get<std::int64_t>());
}

Result<void> update(const UpdateArguments& arguments, const Environment& environment)
{
    NODESENTRY_CHECK(mayChange(environment));
    NODESENTRY_TRY(const auto project, Project::open(arguments.project, OpenMode::ReadWrite));
    NODESENTRY_TRY(const auto options, updateOptions(*project, arguments));
    std::string answer;
    {
        ProgressPrinter printer(!environment.quiet);
        NODESENTRY_TRY(answer,
                       runUpdate(*project, options, {},
                                 RunContext(environment.stop, printer.function(), environment.threads)));
    }
    if (arguments.json)
        fmt::print("{}\n", answer);
    else
        print(nlohmann::json::parse(answer));
    return {};
}

} // namespace

void addUpdateCommand(CommandList& commands)
{
    const auto arguments = std::make_shared<UpdateArguments>();
    auto* command = commands.add(
        "update",
        "Let the models learn from what was imported since they were made, without making "
        "everything anew",
        [arguments](const Environment& environment) { return update(*arguments, environment); });
    command->add_option("PROJECT", arguments->project, "Project folder, NAME.nsproj")->required();
    command->add_option("--device", arguments->device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    command
        ->add_option("--set", arguments->settings,
                     "Set update.steps, update.max_forgetting or update.min_segments")
        ->type_name("PARAMETER=VALUE")
        ->allow_extra_args(false);
    command->add_flag("--json", arguments->json, "Answer with one JSON object");
}

} // namespace nodesentry::cli
