#include "core/experiment/experiment_plan.h"

#include <gtest/gtest.h>

#include <set>

namespace nodesentry {
namespace {

std::vector<std::string> namesOf(const std::vector<ExperimentRow>& rows)
{
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.push_back(row.name);
    return names;
}

ExperimentRequest sweepOf(const std::string& parameter, std::vector<std::string> values = {})
{
    ExperimentRequest request;
    request.table = ExperimentTable::Sweep;
    request.parameter = parameter;
    request.values = std::move(values);
    return request;
}

TEST(ExperimentPlan, MethodsAreAllThatAreKnownAndRandomComesLastOnce)
{
    const auto rows = planExperiment({}, knownMethods(), {}).value();
    EXPECT_EQ(rows.size(), knownMethods().size());
    EXPECT_EQ(rows.front().name, "nodesentry");
    EXPECT_EQ(rows.back().name, "random");

    ExperimentRequest two;
    two.methods = {"random", "knn"};
    EXPECT_EQ(namesOf(planExperiment(two, knownMethods(), {}).value()),
              (std::vector<std::string>{"knn", "random"}));
}

TEST(ExperimentPlan, EveryAblationDiffersFromTheWholeAndFromTheOthers)
{
    ExperimentRequest request;
    request.table = ExperimentTable::Ablation;
    const auto rows = planExperiment(request, knownMethods(), {}).value();
    EXPECT_EQ(namesOf(rows),
              (std::vector<std::string>{"nodesentry", "C1", "C2", "C3", "C4", "C5", "M", "W", "T", "P", "L",
                                        "N", "S", "random"}));
    std::set<std::string> parameters;
    for (const auto& row : rows)
        if (row.method == kNodeSentryMethod) {
            EXPECT_TRUE(parameters.insert(parametersJson(optionsOf(row, {}, 1).value())).second) << row.name;
        }
}

TEST(ExperimentPlan, EverySweepCanBeRunWithTheDefaults)
{
    for (const auto& sweep : sweeps()) {
        const auto rows = planExperiment(sweepOf(sweep.name), knownMethods(), {});
        ASSERT_TRUE(rows) << sweep.name << ": " << rows.error().text();
        EXPECT_EQ(rows->size(), sweep.values.size() + 1) << sweep.name;
    }
}

TEST(ExperimentPlan, AnyParameterCanBeSweptWithValues)
{
    const auto rows = planExperiment(sweepOf("detect.k", {"2", "4"}), knownMethods(), {}).value();
    EXPECT_EQ(namesOf(rows), (std::vector<std::string>{"2", "4", "random"}));
    const auto options = optionsOf(rows[1], {}, 7).value();
    EXPECT_EQ(options.detect.k, 4.0);
    EXPECT_EQ(options.seed, 7);
}

TEST(ExperimentPlan, MistakesAreFoundBeforeTheFirstRun)
{
    EXPECT_EQ(planExperiment(sweepOf("no_such"), knownMethods(), {}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(planExperiment(sweepOf("detect.no_such", {"1"}), knownMethods(), {}).error().code,
              ErrorCode::NotFound);
    EXPECT_EQ(planExperiment(sweepOf("detect.k"), knownMethods(), {}).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(planExperiment(sweepOf("detect.k", {"-1"}), knownMethods(), {}).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(planExperiment(sweepOf("detect.k", {"1", "1"}), knownMethods(), {}).error().code,
              ErrorCode::InvalidArgument);
    ExperimentRequest request;
    request.seeds = {};
    EXPECT_EQ(planExperiment(request, knownMethods(), {}).error().code, ErrorCode::InvalidArgument);
    request.seeds = {1, 2, 1};
    EXPECT_EQ(planExperiment(request, knownMethods(), {}).error().code, ErrorCode::InvalidArgument);
    request.seeds = {1};
    request.methods = {"no_such"};
    EXPECT_EQ(planExperiment(request, knownMethods(), {}).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
