// Detection on some nodes, candidates as suggestions, what a review reads, and what is like a label.

#include "core/pipeline/label_assist.h"

#include "core/detect/score_store.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stop_token>
#include <tuple>

namespace nodesentry {
namespace {

/// Three nodes of 400 samples of noise, 240 for training. A job holds n1 and n2; on both, metric "mem" has
/// the same triangle of 20 samples at 300, on n1 also at 350; n3 has it at 320 and no job in common.
class LabelAssist : public ::testing::Test {
protected:
    static constexpr std::int64_t kSamples = 400;
    static constexpr std::int64_t kShape = 20;

    LabelAssist()
    {
        std::mt19937 random(5);
        std::uniform_real_distribution<double> uniform(0.0, 1.0);
        std::vector<std::string> files;
        for (const std::string node : {"n1", "n2", "n3"}) {
            std::vector<std::vector<double>> values(2, std::vector<double>(kSamples));
            for (auto& metric : values)
                for (auto& value : metric)
                    value = uniform(random);
            for (const auto begin : node == "n1" ? std::vector<std::size_t>{300, 350}
                     : node == "n2"              ? std::vector<std::size_t>{300}
                                                 : std::vector<std::size_t>{320})
                for (std::size_t i = 0; i < kShape; ++i)
                    values[1][begin + i] += 20.0 * (1.0 - std::abs(double(i) - 9.5) / 10.0);
            files.push_back(folder.file(node + ".csv"));
            test::writeText(files.back(), test::csvOf({"cpu", "mem"}, values));
        }
        const auto at = [](std::int64_t sample) { return std::to_string(timeOf(sample) / 1000); };
        test::writeText(folder.file("jobs.psv"),
                        "JobID|NodeList|Start|End|App\n1|n1,n2|" + at(0) + "|" + at(kSamples) + "|a\n2|n3|"
                            + at(0) + "|" + at(kSamples) + "|a\n");
        ImportOptions import;
        import.jobsFile = folder.file("jobs.psv");
        const auto path = folder.file("p.nsproj");
        const auto report = importIntoProject(path, files, import, {});
        if (!report)
            throw std::runtime_error(report.error().text());
        project = Project::open(path, OpenMode::ReadWrite).value();
    }

    static TimeMs timeOf(std::int64_t sample) { return test::kStart + sample * test::kStepMs; }
    std::vector<float> scoresOf(const std::string& method, const std::string& node) const
    {
        const auto stored = ScoreStore::read(project->scoresPath(), method, node, false);
        return stored ? stored->scores.score : std::vector<float>();
    }
    std::vector<float> thresholdsOf(const std::string& method, const std::string& node) const
    {
        return ScoreStore::read(project->scoresPath(), method, node, false)->threshold;
    }
    void detectAll(const std::string& method)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods({method});
        const auto done = pipeline.run({}, Stage::Detect);
        ASSERT_TRUE(done) << done.error().text();
    }
    static void expectSame(const std::vector<float>& a, const std::vector<float>& b)
    {
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            EXPECT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) << i;
    }

    test::TemporaryFolder folder;
    std::shared_ptr<Project> project;
    PipelineOptions options;
};

TEST_F(LabelAssist, OneNodeIsScoredAsARunOverAllWouldAndNoOtherIsTouched)
{
    // A method that learns each node apart, and one that learns from all.
    for (const std::string method : {"mean_z2", "pca_residual", "isolation_forest"}) {
        const auto done = detectNodes(project, options, method, {"n2"}, {});
        ASSERT_TRUE(done) << done.error().text();
        const auto alone = scoresOf(method, "n2");
        const auto thresholds = thresholdsOf(method, "n2");
        EXPECT_TRUE(scoresOf(method, "n1").empty());
        const auto found = project->cases(method).value();
        EXPECT_FALSE(found.empty());
        for (const auto& item : found)
            EXPECT_EQ(item.node, "n2");
        detectAll(method); // it was stale: two nodes were missing
        EXPECT_EQ(scoresOf(method, "n1").size(), std::size_t(kSamples));
        expectSame(scoresOf(method, "n2"), alone);
        expectSame(thresholdsOf(method, "n2"), thresholds);

        const auto cases = project->cases(method).value();
        const auto record = project->stage("detect:" + method).value();
        ASSERT_TRUE(detectNodes(project, options, method, {"n3", "n1"}, {}));
        EXPECT_EQ(project->cases(method)->size(), cases.size());
        // All of it is as it was, so it is still up to date.
        EXPECT_EQ(project->stage("detect:" + method).value()->fingerprint, record->fingerprint);
    }
}

TEST_F(LabelAssist, NoNodeFallsBelowTheLevelOfTheFleetAlsoWhenItIsScoredAnew)
{
    options.detect.alarmsPerDay = 100; // the training range is an hour
    options.detect.fleetFloor = false;
    detectAll("mean_z2");
    EXPECT_EQ(ScoreStore::fleetLevel(project->scoresPath(), "mean_z2").value(), std::nullopt);
    const std::vector<std::string> nodes{"n1", "n2", "n3"};
    std::vector<float> own; // the lowest threshold of each
    for (const auto& node : nodes) {
        const auto thresholds = thresholdsOf("mean_z2", node);
        own.push_back(*std::min_element(thresholds.begin(), thresholds.end()));
    }
    options.detect.fleetFloor = true;
    detectAll("mean_z2");
    const auto level = ScoreStore::fleetLevel(project->scoresPath(), "mean_z2").value();
    ASSERT_TRUE(level);
    EXPECT_LT(*std::min_element(own.begin(), own.end()), *level) << "it says something here";
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto thresholds = thresholdsOf("mean_z2", nodes[i]);
        EXPECT_EQ(*std::min_element(thresholds.begin(), thresholds.end()), std::max(own[i], *level));
        ASSERT_TRUE(detectNodes(project, options, "mean_z2", {nodes[i]}, {}));
        expectSame(thresholdsOf("mean_z2", nodes[i]), thresholds);
    }
}

TEST_F(LabelAssist, ADetectionThatCannotBeDoneSaysWhyAndChangesNothing)
{
    detectAll("mean_z2");
    const auto before = project->stages().value();
    EXPECT_EQ(detectNodes(project, options, "mean_z2", {"n9"}, {}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(detectNodes(project, options, "no_such", {"n1"}, {}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(detectNodes(project, options, "nodesentry", {"n1"}, {}).error().code, ErrorCode::StageMissing);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(detectNodes(project, options, "mean_z2", {"n1"}, RunContext(stop.get_token())).error().code,
              ErrorCode::Cancelled);
    EXPECT_EQ(project->stages()->size(), before.size());
    EXPECT_EQ(scoresOf("mean_z2", "n1").size(), std::size_t(kSamples));
}

TEST_F(LabelAssist, CandidatesAreTheCasesAndFewerAboveAHigherThreshold)
{
    EXPECT_EQ(offerCandidates(*project, options, "mean_z2", 1.0, {}).error().code, ErrorCode::NotFound);
    detectAll("mean_z2");
    ASSERT_TRUE(offerCandidates(*project, options, "mean_z2", 1.0, {}));
    auto cases = project->cases("mean_z2").value();
    const auto suggestions = project->suggestions().value();
    ASSERT_EQ(suggestions.size(), cases.size());
    std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) {
        return std::tie(a.node, a.range.begin) < std::tie(b.node, b.range.begin);
    });
    for (std::size_t i = 0; i < cases.size(); ++i) {
        EXPECT_EQ(suggestions[i].range, cases[i].range);
        EXPECT_EQ(suggestions[i].node, cases[i].node);
        EXPECT_GT(suggestions[i].strength, 1.0);
    }
    ASSERT_TRUE(offerCandidates(*project, options, "mean_z2", 1.5, {}));
    const auto fewer = project->suggestions().value();
    for (const auto& item : fewer)
        EXPECT_GT(item.strength, 1.5);
    EXPECT_LE(fewer.size(), suggestions.size());
    ASSERT_TRUE(offerCandidates(*project, options, "mean_z2", 1.0, {}));
    EXPECT_EQ(project->suggestions()->size(), suggestions.size());
}

TEST_F(LabelAssist, AReviewReadsWhatEvaluationJudges)
{
    detectAll("mean_z2");
    const auto nodes = reviewNodes(*project, options, "mean_z2", {"n1", "n2"}, {});
    ASSERT_TRUE(nodes) << nodes.error().text();
    ASSERT_EQ(nodes->size(), 2U);
    const auto stored = ScoreStore::read(project->scoresPath(), "mean_z2", "n1", false).value();
    const auto& node = nodes->front();
    for (std::size_t i = 0; i < node.ratio.size(); ++i)
        EXPECT_EQ(node.ratio[i] > 1.0F, stored.flagged[i] != 0);
    EXPECT_EQ(node.ignored.front(), 1); // training
    EXPECT_EQ(node.ignored.back(), 0);
    EXPECT_EQ(node.excluded.back(), 1); // the job ends there
    EXPECT_TRUE(reviewNodes(*project, options, "knn", {"n1"}, {})->empty());
}

TEST_F(LabelAssist, WhatIsLikeALabelIsSuggestedOnItsNodeAndItsJobsOtherNodes)
{
    Label label;
    label.node = "n1";
    label.begin = timeOf(300);
    label.end = timeOf(300 + kShape);
    label.category = "memory_leak";
    label.metrics = {"mem"};
    const auto id = project->addLabel(label).value();
    options.similar.leastCorrelation = 0.9;
    const auto count = offerSimilar(*project, options, id, {});
    ASSERT_TRUE(count) << count.error().text();
    EXPECT_EQ(*count, 2);
    const auto suggestions = project->suggestions().value();
    ASSERT_EQ(suggestions.size(), 2U);
    EXPECT_EQ(suggestions[0].node, "n1");
    EXPECT_EQ(suggestions[0].range, (TimeRange{timeOf(350), timeOf(350 + kShape)}));
    EXPECT_EQ(suggestions[1].node, "n2"); // n3 has no job in common
    EXPECT_EQ(suggestions[1].range, (TimeRange{timeOf(300), timeOf(300 + kShape)}));
    for (const auto& item : suggestions) {
        EXPECT_TRUE(item.isSimilar());
        EXPECT_EQ(item.category, "memory_leak");
        EXPECT_GE(item.strength, 1.0);
    }
    // Without named metrics, the one whose level changes tells most.
    label.metrics.clear();
    label.begin += test::kStepMs;
    options.similar.tellingMetrics = 1;
    const auto second = project->addLabel(label).value();
    EXPECT_EQ(offerSimilar(*project, options, second, {}).value(), 2);
    EXPECT_EQ(offerSimilar(*project, options, 99, {}).error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
