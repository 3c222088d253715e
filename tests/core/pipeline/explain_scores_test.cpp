#include "core/detect/score_store.h"
#include "core/base/reason.h"
#include "core/pipeline/explain_scores.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/score_details.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace nodesentry {
namespace {

using Kind = MetricExpectation::Kind;

/// Two nodes of 200 samples: a metric that varies in thousands, one that is twice it, one that never changes,
/// one that varies by hundredths.
class ProjectToExplain {
public:
    ProjectToExplain() : path(m_folder.file("p.nsproj"))
    {
        std::mt19937 random(7);
        std::vector<std::string> files;
        for (int node = 0; node < 2; ++node) {
            std::vector<std::vector<double>> values(4, std::vector<double>(200));
            for (int i = 0; i < 200; ++i) {
                const auto at = static_cast<std::size_t>(i);
                values[0][at] = 5000.0 + static_cast<double>(random() % 1000);
                values[1][at] = 2.0 * values[0][at];
                values[2][at] = 64.0;
                values[3][at] = static_cast<double>(random() % 100) / 1000.0;
            }
            values[0][170] += 20'000;
            values[1][170] += 40'000;
            files.push_back(m_folder.file("n" + std::to_string(node) + ".csv"));
            test::writeText(files.back(), test::csvOf({"load1", "load5", "memory_total", "context"}, values));
        }
        const auto report = importIntoProject(path, files, {}, {});
        EXPECT_TRUE(report) << report.error().text();
        project = Project::open(path, OpenMode::ReadWrite).value();
        options.train.minSteps = options.train.maxSteps = 5;
        options.train.width = 16;
    }

    void run(const std::vector<std::string>& methods)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods(methods);
        const auto outcomes = pipeline.run({}, Stage::Detect);
        ASSERT_TRUE(outcomes) << outcomes.error().text();
    }

    [[nodiscard]] int metric(const std::string& name) const
    {
        const auto catalog = project->metrics().value();
        const auto found = std::find_if(catalog.begin(), catalog.end(),
                                        [&](const Metric& entry) { return entry.name == name; });
        return static_cast<int>(found - catalog.begin());
    }

private:
    test::TemporaryFolder m_folder;

public:
    std::string path;
    std::shared_ptr<Project> project;
    PipelineOptions options;
};

TEST(ExplainScores, WhatIsExpectedIsInTheMetricsUnitWhetherStoredOrComputed)
{
    ProjectToExplain one;
    for (const std::string store : {"on", "off"}) {
        one.options.detect.storeDetails = store;
        one.run({"nodesentry"});
        const auto explained = explainScores(*one.project, one.options, "nodesentry", "n1", {});
        ASSERT_TRUE(explained) << explained.error().text();
        const auto details = scoreDetails(*one.project, one.options, "nodesentry", "n1", {}).value();
        // Mean and spread as the document of the project has them.
        const auto preparation = nlohmann::json::parse(*one.project->document("preparation").value());
        ASSERT_EQ(explained->metricOfRow, preparation["kept_metrics"].get<std::vector<int>>());
        const auto& node = preparation["nodes"][1];
        ASSERT_EQ(node["node"], "n1");
        ASSERT_EQ(explained->expected.cols(), 200);
        int compared = 0;
        for (Eigen::Index row = 0; row < explained->expected.rows(); ++row) {
            const double mean = node["mean"][static_cast<std::size_t>(row)];
            const double scale = node["scale"][static_cast<std::size_t>(row)];
            for (Eigen::Index i = 0; i < 200; ++i) {
                const double standardised = details.reconstruction(row, i);
                if (scale == 0.0 || !std::isfinite(standardised)) {
                    EXPECT_TRUE(std::isnan(explained->expected(row, i)));
                    continue;
                }
                EXPECT_NEAR(explained->expected(row, i), mean + scale * standardised,
                            1e-6 * (std::abs(mean) + scale));
                ++compared;
            }
        }
        EXPECT_GT(compared, 200);
        EXPECT_TRUE(explained->error == details.metricError);
        EXPECT_EQ(explained->expert, details.expert);
        EXPECT_EQ(explained->threshold.size(), 200U);
    }
}

TEST(ExplainScores, TheSharesOfNodeSentrySumToItsScoreBeforeSmoothing)
{
    ProjectToExplain one;
    one.run({"nodesentry"});
    const auto explained = explainScores(*one.project, one.options, "nodesentry", "n0", {}).value();
    const auto raw = scoreDetails(*one.project, one.options, "nodesentry", "n0", {}).value().score;
    const auto series = one.project->openSeries().value();
    double sum = 0.0;
    for (int i = 160; i < 180; ++i)
        sum += raw[static_cast<std::size_t>(i)];
    const auto range = explainRange(explained, *series, 160, 180).value();
    EXPECT_NEAR(range.error, sum, 1e-3 * sum);
    ASSERT_FALSE(range.contributions.empty());
    EXPECT_EQ(range.contributions.front().metric, one.metric("load5")); // it jumped
    EXPECT_GT(range.contributions.front().observed, range.contributions.front().expected);
}

TEST(ExplainScores, EveryMetricSaysWhetherAndWhyNothingIsExpectedOfIt)
{
    ProjectToExplain one;
    one.run({"nodesentry", "mean_z2"});
    const auto explained = explainScores(*one.project, one.options, "nodesentry", "n0", {}).value();
    ASSERT_EQ(explained.metrics.size(), 4U);
    const auto of = [&](const std::string& name) {
        return explained.metrics[static_cast<std::size_t>(one.metric(name))];
    };
    // load5 varies more, so it stands for load1.
    EXPECT_EQ(of("load5").kind, Kind::Known);
    EXPECT_EQ(of("load1"), (MetricExpectation{Kind::Represented, one.metric("load5")}));
    EXPECT_EQ(of("memory_total").kind, Kind::Constant);
    EXPECT_EQ(of("context").kind, Kind::Known);
    EXPECT_EQ(explained.rowOf(one.metric("load1")), -1);

    const auto other = explainScores(*one.project, one.options, "mean_z2", "n0", {}).value();
    EXPECT_EQ(other.metrics[static_cast<std::size_t>(one.metric("context"))].kind, Kind::NotByMethod);
    EXPECT_EQ(other.metrics[static_cast<std::size_t>(one.metric("memory_total"))].kind, Kind::Constant);
    EXPECT_EQ(other.expected.size(), 0);
    EXPECT_GT(other.error.size(), 0);
}

TEST(ExplainScores, OldScoresAndMethodsWithoutSharesAreErrorsThatSayWhatToDo)
{
    ProjectToExplain one;
    one.options.detect.storeDetails = "on";
    one.run({"nodesentry", "random"});
    const auto without = explainScores(*one.project, one.options, "random", "n0", {});
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(without.error().advice.empty());
    EXPECT_EQ(explainScores(*one.project, one.options, "nodesentry", "n9", {}).error().code,
              ErrorCode::NotFound);
    // Stored values would be taken back by a mean and spread that they were not made with.
    one.options.prepare.clip = 4.0;
    const auto old = explainScores(*one.project, one.options, "nodesentry", "n0", {});
    ASSERT_FALSE(old);
    EXPECT_EQ(old.error().code, ErrorCode::StageMissing);
    EXPECT_EQ(old.error().remedy, Remedy::RunStages);
}

} // namespace
} // namespace nodesentry
