#include "core/experiment/experiment_plan.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <set>

namespace nodesentry {

namespace {

/// The parts of the method that the ablations take away, one each (docs/experiments.md).
const std::vector<ExperimentRow>& ablations()
{
    static const std::vector<ExperimentRow> rows{
        {"nodesentry", "nodesentry, all parts", kNodeSentryMethod, {}},
        {"C1", "C1 no clustering: one model", kNodeSentryMethod, {{"cluster.k", "1"}}},
        {"C2", "C2 clusters at random", kNodeSentryMethod, {{"cluster.method", "shuffled"}}},
        {"C3", "C3 training segments at random", kNodeSentryMethod, {{"cluster.training_choice", "random"}}},
        {"C4",
         "C4 no mixture: one expert",
         kNodeSentryMethod,
         {{"train.experts", "1"}, {"train.top_k", "1"}}},
        {"C5",
         "C5 no position, no segment encoding",
         kNodeSentryMethod,
         {{"train.position_encoding", "false"}, {"train.segment_slots", "0"}}},
        {"M", "M no matching: cluster by lot", kNodeSentryMethod, {{"cluster.matching", "random"}}},
        {"W", "W no metric weights in the loss", kNodeSentryMethod, {{"train.weight_floor", "1"}}},
        {"T", "T no tails of errors", kNodeSentryMethod, {{"train.tail_weight", "0"}}},
        {"P",
         "P no profile of jobs",
         kNodeSentryMethod,
         {{"train.profile_weight", "0"}, {"train.lasting_weight", "0"}}},
        {"L", "L no distances that last", kNodeSentryMethod, {{"train.lasting_weight", "0"}}},
        {"N", "N no comparison with the job's other nodes", kNodeSentryMethod, {{"train.peer_weight", "0"}}},
        {"S", "S each node's own spread", kNodeSentryMethod, {{"prepare.spread", "node"}}},
    };
    return rows;
}

ExperimentRow randomRow()
{
    return {kRandomMethod, kRandomMethod, kRandomMethod, {}};
}

Result<std::vector<ExperimentRow>> methodRows(const ExperimentRequest& request,
                                              const std::vector<MethodEntry>& known)
{
    auto names = request.methods;
    if (names.empty())
        for (const auto& method : known)
            names.push_back(method.name);
    NODESENTRY_TRY(const auto methods, checkedMethods(std::move(names), known));
    std::vector<ExperimentRow> rows;
    for (const auto& method : methods)
        if (method != kRandomMethod)
            rows.push_back({method, method, method, {}});
    return rows;
}

Result<std::vector<ExperimentRow>> sweepRows(const ExperimentRequest& request)
{
    std::vector<std::string> names;
    Sweep sweep{request.parameter, request.parameter, request.parameter, {}};
    for (const auto& entry : sweeps()) {
        names.push_back(entry.name);
        if (entry.name == request.parameter)
            sweep = entry;
    }
    if (!request.values.empty())
        sweep.values = request.values;
    if (sweep.parameter.find('.') == std::string::npos)
        return fail(ErrorCode::NotFound, fmt::format("there is no sweep '{}'", request.parameter),
                    fmt::format("known are {}; any other parameter is named 'stage.parameter'",
                                fmt::join(names, ", ")));
    if (sweep.values.empty())
        return fail(ErrorCode::InvalidArgument, fmt::format("no values of {} to try", sweep.parameter),
                    "name them with --values 1,2,3");
    std::vector<ExperimentRow> rows;
    for (const auto& value : sweep.values) {
        ExperimentRow row{value,
                          fmt::format("{} = {}", sweep.parameter, value),
                          kNodeSentryMethod,
                          {{sweep.parameter, value}}};
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<void> checkUnique(const std::vector<ExperimentRow>& rows, const std::vector<int>& seeds)
{
    std::set<std::string> names;
    for (const auto& row : rows)
        if (!names.insert(row.name).second)
            return fail(ErrorCode::InvalidArgument, fmt::format("'{}' is there twice", row.name));
    if (seeds.empty())
        return fail(ErrorCode::InvalidArgument, "there are no seeds", "name them with --seeds 1,2,3");
    if (std::set<int>(seeds.begin(), seeds.end()).size() != seeds.size())
        return fail(ErrorCode::InvalidArgument, "a seed is there twice",
                    "the same seed gives the same result: take others");
    return {};
}

} // namespace

std::string ExperimentRequest::name() const
{
    switch (table) {
    case ExperimentTable::Methods:
        return "methods";
    case ExperimentTable::Ablation:
        return "ablation";
    case ExperimentTable::Sweep:
        break;
    }
    return "sweep_" + parameter;
}

const std::vector<Sweep>& sweeps()
{
    static const std::vector<Sweep> all{
        {"training_size",
         "share of the training segments",
         "cluster.training_share",
         {"0.2", "0.4", "0.6", "0.8", "1"}},
        {"clusters", "clusters", "cluster.k", {"1", "2", "3", "4", "6", "8", "12"}},
        {"experts", "experts of each layer", "train.experts", {"1", "2", "3", "4", "6", "8"}},
        {"top_k", "experts that a token is sent to", "train.top_k", {"1", "2", "3"}},
        {"match_period",
         "match period in s",
         "cluster.match_period_s",
         {"900", "1800", "3600", "7200", "10800"}},
        {"window",
         "window of the threshold in s",
         "detect.window_s",
         {"300", "600", "900", "1200", "1800", "3600"}},
    };
    return all;
}

Result<std::vector<ExperimentRow>> planExperiment(const ExperimentRequest& request,
                                                  const std::vector<MethodEntry>& known,
                                                  const PipelineOptions& base)
{
    std::vector<ExperimentRow> rows;
    switch (request.table) {
    case ExperimentTable::Methods: {
        NODESENTRY_TRY(rows, methodRows(request, known));
        break;
    }
    case ExperimentTable::Ablation:
        rows = ablations();
        break;
    case ExperimentTable::Sweep: {
        NODESENTRY_TRY(rows, sweepRows(request));
        break;
    }
    }
    rows.push_back(randomRow());
    NODESENTRY_CHECK(checkUnique(rows, request.seeds));
    for (const auto& row : rows)
        for (const int seed : request.seeds)
            NODESENTRY_CHECK(optionsOf(row, base, seed)); // all mistakes are found before the first run
    return rows;
}

Result<PipelineOptions> optionsOf(const ExperimentRow& row, const PipelineOptions& base, int seed)
{
    auto options = base;
    auto binder = bindParameters(options);
    NODESENTRY_CHECK(binder.set("run.seed", std::to_string(seed)));
    for (const auto& [name, value] : row.settings)
        NODESENTRY_CHECK(binder.set(name, value));
    // No one looks at the errors of single metrics here, and they are most of what is written.
    options.detect.storeDetails = "off";
    return options;
}

} // namespace nodesentry
