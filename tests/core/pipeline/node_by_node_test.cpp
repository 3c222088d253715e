// The stages read a project node by node, on any number of threads, and score no more than they must.

#include "core/detect/score_store.h"
#include "core/features/feature_store.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/score_details.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <random>

namespace nodesentry {
namespace {

constexpr int kNodes = 7;

/// Seven nodes of three metrics and 200 samples, of which the last node has only the last 60; a job each
/// second hundred samples.
class ProjectOfSeveralNodes {
public:
    ProjectOfSeveralNodes() : path(m_folder.file("p.nsproj"))
    {
        std::mt19937 random(4);
        std::vector<std::string> files;
        for (int i = 0; i < kNodes; ++i) {
            std::vector<std::vector<double>> values(3, std::vector<double>(200));
            for (auto& metric : values)
                for (auto& value : metric)
                    value = static_cast<double>(random() % 1000) / 100.0 + i;
            values[1][170] += 500;
            auto text = test::csvOf({"cpu", "mem", "net"}, values);
            if (i == kNodes - 1) { // only there in test time
                std::size_t line = text.find('\n') + 1;
                auto end = line;
                for (int sample = 0; sample < 140; ++sample)
                    end = text.find('\n', end) + 1;
                text.erase(line, end - line);
            }
            files.push_back(m_folder.file("n" + std::to_string(i) + ".csv"));
            test::writeText(files.back(), text);
        }
        const auto report = importIntoProject(path, files, {}, {});
        EXPECT_TRUE(report) << report.error().text();
        project = Project::open(path, OpenMode::ReadWrite).value();
        options.train.minSteps = options.train.maxSteps = 5;
        options.train.width = 16;
    }

    std::vector<StageOutcome> run(const std::vector<std::string>& methods, Stage last, int threads = 1)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods(methods);
        auto outcomes = pipeline.run(RunContext({}, {}, threads), last);
        EXPECT_TRUE(outcomes) << outcomes.error().text();
        return outcomes ? *outcomes : std::vector<StageOutcome>();
    }

    [[nodiscard]] StoredScores scores(const std::string& method, int node, bool details = false) const
    {
        const auto name = "n" + std::to_string(node);
        const auto read = ScoreStore::read(project->scoresPath(), method, name, details);
        EXPECT_TRUE(read) << read.error().text();
        return read ? *read : StoredScores();
    }

private:
    test::TemporaryFolder m_folder;

public:
    std::string path;
    std::shared_ptr<Project> project;
    PipelineOptions options;
};

/// Equal bit for bit, NaN included.
bool same(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

TEST(NodeByNode, FeaturesAndBaselinesAreTheSameOnAnyNumberOfThreads)
{
    const std::vector<std::string> methods{"mean_z2", "first_difference", "pca_residual", "isolation_forest",
                                           "random"};
    ProjectOfSeveralNodes one;
    ProjectOfSeveralNodes three;
    one.run({"nodesentry"}, Stage::Features, 1);
    three.run({"nodesentry"}, Stage::Features, 3);
    const auto a = readFeatures(one.project->featuresPath());
    const auto b = readFeatures(three.project->featuresPath());
    ASSERT_TRUE(a && b);
    EXPECT_EQ(a->segments, b->segments);
    EXPECT_GT(a->segments.size(), 6U);
    EXPECT_TRUE(a->whole == b->whole && a->prefix == b->prefix);

    one.run(methods, Stage::Detect, 1);
    three.run(methods, Stage::Detect, 3);
    for (const auto& method : methods) {
        for (int node = 0; node < kNodes; ++node) {
            EXPECT_TRUE(same(one.scores(method, node).scores.score, three.scores(method, node).scores.score))
                << method << node;
            EXPECT_TRUE(same(one.scores(method, node).threshold, three.scores(method, node).threshold));
        }
        EXPECT_EQ(one.project->cases(method)->size(), three.project->cases(method)->size());
    }
}

TEST(NodeByNode, ANodeWithoutTrainingIsScoredWhereThatIsPossible)
{
    ProjectOfSeveralNodes several;
    several.run({"mean_z2", "pca_residual"}, Stage::Detect);
    const auto possible = several.scores("mean_z2", kNodes - 1).scores.score;
    const auto impossible = several.scores("pca_residual", kNodes - 1).scores.score;
    ASSERT_EQ(possible.size(), 60U);
    ASSERT_EQ(impossible.size(), 60U);
    for (std::size_t i = 0; i < 60; ++i) {
        EXPECT_TRUE(std::isfinite(possible[i]));
        EXPECT_TRUE(std::isnan(impossible[i]));
    }
}

TEST(NodeByNode, ANewThresholdKeepsTheScoresAndEqualsARunFromTheBeginning)
{
    ProjectOfSeveralNodes anew;
    const auto first = anew.run({"mean_z2"}, Stage::Detect);
    EXPECT_FALSE(nlohmann::json::parse(first.back().summary)["mean_z2"]["scores_kept"]);
    ProjectOfSeveralNodes fresh;
    for (auto* project : {&anew, &fresh}) {
        project->options.detect.k = 1.5;
        project->options.detect.smoothingSamples = 3;
    }
    const auto second = anew.run({"mean_z2"}, Stage::Detect, 2);
    EXPECT_TRUE(nlohmann::json::parse(second.back().summary)["mean_z2"]["scores_kept"]);
    fresh.run({"mean_z2"}, Stage::Detect);

    const auto expectEqual = [&] {
        for (int node = 0; node < kNodes; ++node) {
            const auto a = anew.scores("mean_z2", node, true);
            const auto b = fresh.scores("mean_z2", node, true);
            EXPECT_TRUE(same(a.scores.score, b.scores.score));
            EXPECT_TRUE(same(a.rawScore, b.rawScore));
            EXPECT_TRUE(same(a.threshold, b.threshold));
            EXPECT_EQ(a.flagged, b.flagged);
            EXPECT_EQ(a.top.row, b.top.row);
        }
        const auto a = anew.project->cases("mean_z2").value();
        const auto b = fresh.project->cases("mean_z2").value();
        ASSERT_EQ(a.size(), b.size());
        EXPECT_FALSE(a.empty());
        for (std::size_t i = 0; i < a.size(); ++i) {
            EXPECT_EQ(a[i].range, b[i].range);
            EXPECT_EQ(a[i].topMetrics, b[i].topMetrics);
        }
    };
    expectEqual();

    // And back again: the score before smoothing was not lost.
    anew.options.detect.smoothingSamples = fresh.options.detect.smoothingSamples = 1;
    anew.run({"mean_z2"}, Stage::Detect);
    fresh.options.prepare.clip = 4.9; // scores of their own
    fresh.run({"mean_z2"}, Stage::Detect);
    fresh.options.prepare.clip = 5.0;
    const auto last = fresh.run({"mean_z2"}, Stage::Detect);
    EXPECT_FALSE(nlohmann::json::parse(last.back().summary)["mean_z2"]["scores_kept"]);
    expectEqual();
}

TEST(NodeByNode, DetailsThatWereNotStoredAreComputedWhenLookedAt)
{
    ProjectOfSeveralNodes several;
    const std::vector<std::string> methods{"nodesentry", "pca_residual", "mean_z2", "random"};
    several.options.detect.storeDetails = "on";
    several.run(methods, Stage::Detect);
    std::vector<NodeScores> stored;
    for (const auto& method : methods)
        stored.push_back(scoreDetails(*several.project, several.options, method, "n2", {}).value());
    several.options.detect.storeDetails = "off";
    several.run(methods, Stage::Detect);
    for (std::size_t i = 0; i < methods.size(); ++i) {
        EXPECT_EQ(several.scores(methods[i], 2, true).scores.metricError.size(), 0);
        const auto computed = scoreDetails(*several.project, several.options, methods[i], "n2", {});
        ASSERT_TRUE(computed) << computed.error().text();
        EXPECT_TRUE(same(computed->score, stored[i].score)) << methods[i];
        EXPECT_TRUE(computed->metricError == stored[i].metricError);
        EXPECT_EQ(computed->reconstruction.size(), stored[i].reconstruction.size());
        EXPECT_EQ(computed->cluster, stored[i].cluster);
    }
    EXPECT_GT(stored[0].metricError.size(), 0);

    auto other = several.options;
    other.prepare.clip = 4.0;
    EXPECT_EQ(scoreDetails(*several.project, other, "mean_z2", "n2", {}).error().code,
              ErrorCode::StageMissing);
    EXPECT_EQ(scoreDetails(*several.project, several.options, "mean_z2", "n99", {}).error().code,
              ErrorCode::NotFound);
}

TEST(NodeByNode, TheModelsScoreManyNodesAtOnceAsOneByOne)
{
    ProjectOfSeveralNodes several;
    several.run({"nodesentry"}, Stage::Detect, 1);
    std::vector<std::vector<float>> expected;
    for (int node = 0; node < kNodes; ++node)
        expected.push_back(several.scores("nodesentry", node).scores.score);
    several.options.detect.storeDetails = "on"; // scored anew by the same models
    several.run({"nodesentry"}, Stage::Detect, 3);
    for (int node = 0; node < kNodes; ++node) {
        const auto scores = several.scores("nodesentry", node).scores.score;
        ASSERT_EQ(scores.size(), expected[static_cast<std::size_t>(node)].size());
        for (std::size_t i = 0; i < scores.size(); ++i) {
            const auto wanted = expected[static_cast<std::size_t>(node)][i];
            if (std::isfinite(wanted))
                EXPECT_NEAR(scores[i], wanted, 1e-3F * std::max(1.0F, wanted));
            else
                EXPECT_TRUE(std::isnan(scores[i]));
        }
    }
}

} // namespace
} // namespace nodesentry
