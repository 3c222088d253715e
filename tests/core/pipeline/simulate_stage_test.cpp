#include "core/pipeline/simulate_stage.h"

#include "core/project/project.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <filesystem>

namespace nodesentry {
namespace {

class SimulateStageTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");

    static SimulationOptions options()
    {
        SimulationOptions made;
        made.nodes = 11;
        made.days = 0.5;
        made.stepSeconds = 60;
        made.metrics = 40;
        made.jobs = 60;
        made.anomalyRatio = 0.03;
        return made;
    }
};

TEST_F(SimulateStageTest, TheProjectHoldsWhatTheReportSays)
{
    const auto report = simulateIntoProject(path, options(), RunContext({}, {}, 2)).value();
    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    const auto store = project->openSeries().value();
    EXPECT_EQ(store->nodes().size(), 11U);
    EXPECT_EQ(project->metrics().value().size(), 40U);
    EXPECT_EQ(project->jobs().value().size(), 60U);
    const auto labels = project->labels().value();
    EXPECT_EQ(static_cast<std::int64_t>(labels.size()), report.labels);
    ASSERT_FALSE(labels.empty());

    std::int64_t samples = 0;
    std::int64_t missing = 0;
    std::int64_t anomalous = 0;
    for (const auto& entry : store->nodes()) {
        const auto series = store->readNode(entry.node).value();
        samples += series.grid.size;
        missing += series.values.array().isNaN().count();
    }
    for (const auto& label : labels)
        anomalous += (*label.end - label.begin) / 60'000;
    EXPECT_EQ(report.samples, samples);
    EXPECT_EQ(report.missing, missing);
    EXPECT_EQ(report.anomalousSamples, anomalous);
    EXPECT_NEAR(report.anomalyRatio(), 0.03, 0.003);
    const auto json = nlohmann::json::parse(report.toJson());
    EXPECT_EQ(json.at("options").at("seed"), 1);
    EXPECT_EQ(json.at("options").at("step"), 60.0);
    EXPECT_EQ(json.at("benign_bursts"), report.benignBursts.size());
    const auto listed = nlohmann::json::parse(report.toJson(true)).at("benign_bursts");
    ASSERT_EQ(listed.size(), report.benignBursts.size());
    for (const auto& burst : report.benignBursts)
        EXPECT_TRUE(report.span.begin <= burst.range.begin && burst.range.begin < burst.range.end
                    && burst.range.end <= report.span.end)
            << burst.node << ' ' << burst.activity;
}

TEST_F(SimulateStageTest, TheNumberOfThreadsChangesNothing)
{
    const auto other = folder.file("q.nsproj");
    ASSERT_TRUE(simulateIntoProject(path, options(), RunContext({}, {}, 1)));
    ASSERT_TRUE(simulateIntoProject(other, options(), RunContext({}, {}, 4)));
    const auto one = Project::open(path, OpenMode::ReadOnly).value();
    const auto two = Project::open(other, OpenMode::ReadOnly).value();
    EXPECT_EQ(one->jobs().value(), two->jobs().value());
    EXPECT_EQ(one->labels().value(), two->labels().value());
    EXPECT_EQ(one->metrics().value(), two->metrics().value());
    const auto a = one->openSeries().value();
    const auto b = two->openSeries().value();
    ASSERT_EQ(a->nodes().size(), b->nodes().size());
    for (std::size_t i = 0; i < a->nodes().size(); ++i) {
        const auto left = a->readNode(a->nodes()[i].node).value();
        const auto right = b->readNode(b->nodes()[i].node).value();
        ASSERT_EQ(left.grid, right.grid);
        EXPECT_EQ(std::memcmp(left.values.data(), right.values.data(),
                              static_cast<std::size_t>(left.values.size()) * sizeof(float)),
                  0);
    }
}

TEST_F(SimulateStageTest, AStopOnTheWayLeavesNothing)
{
    std::stop_source stop;
    const auto stopHalfWay = [&](const Progress& progress) {
        if (progress.fraction > 0.4)
            stop.request_stop();
    };
    const auto report = simulateIntoProject(path, options(), RunContext(stop.get_token(), stopHalfWay, 2));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(SimulateStageTest, ImpossibleOptionsLeaveNothing)
{
    auto tooMany = options();
    tooMany.jobs = 100'000;
    const auto report = simulateIntoProject(path, tooMany, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(SimulateStageTest, AProjectWithDataIsRefusedAndLeftAlone)
{
    ASSERT_TRUE(simulateIntoProject(path, options(), {}));
    auto other = options();
    other.seed = 2;
    const auto again = simulateIntoProject(path, other, {});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(Project::open(path, OpenMode::ReadOnly).value()->jobs().value().size(), 60U);
}

} // namespace
} // namespace nodesentry
