// A node that does something else than the other nodes of its job is found by comparing them: from the
// samples through training and detection to what is said of each metric.

#include "core/detect/score_store.h"
#include "core/model/cluster_model.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/score_details.h"
#include "core/pipeline/update_stage.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

namespace nodesentry {
namespace {

constexpr int kNodes = 5;
constexpr int kJobs = 10; ///< six of them in the training range
constexpr std::int64_t kJobSamples = 100;
constexpr std::int64_t kDeviationBegin = 740; ///< of node n3, in job 8
constexpr std::int64_t kDeviationEnd = 760;

/// Five nodes that run one job after the other together. What a job does nobody could foresee, not even
/// a model: every sample is drawn anew; but all nodes do it, but for noise. For some samples in test time one
/// node goes its own way, by values as they are seen at any time.
class JobsOnSeveralNodes {
public:
    JobsOnSeveralNodes() : path(m_folder.file("p.nsproj"))
    {
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 16;
        options.train.windowSamples = 40;
        options.train.minSteps = options.train.maxSteps = 10;
        options.cluster.k = 1;
        options.update.steps = 5;
        options.detect.storeDetails = "off";
        import(0, kJobs);
    }

    /// Imports jobs [first, last).
    void import(int first, int last)
    {
        const auto samples = static_cast<std::size_t>((last - first) * kJobSamples);
        const auto anything = [this] { return static_cast<double>(m_random() % 1000) / 100.0; };
        const auto noise = [this] { return static_cast<double>(m_random() % 1000) / 5000.0; };
        std::vector<std::vector<double>> done(3, std::vector<double>(samples));
        for (auto& metric : done)
            std::generate(metric.begin(), metric.end(), anything);
        std::vector<std::string> files;
        for (int node = 0; node < kNodes; ++node) {
            auto values = done;
            for (auto& metric : values)
                for (auto& value : metric)
                    value += noise();
            if (node == 3 && first == 0)
                std::generate(values[1].begin() + kDeviationBegin, values[1].begin() + kDeviationEnd,
                              anything);
            files.push_back(m_folder.file("n" + std::to_string(node) + ".csv"));
            test::writeText(files.back(), test::csvOf({"cpu", "mem", "net"}, values, first * kJobSamples));
        }
        std::string jobs = "JobID|NodeList|Start|End|App\n";
        for (int job = first; job < last; ++job)
            jobs += std::to_string(job + 1) + "|n[0-" + std::to_string(kNodes - 1) + "]|" + at(job) + "|"
                + at(job + 1) + "|app\n";
        ImportOptions importOptions;
        importOptions.jobsFile = m_folder.file("jobs.psv");
        test::writeText(importOptions.jobsFile, jobs);
        project.reset(); // one at a time
        const auto report = importIntoProject(path, files, importOptions, {});
        ASSERT_TRUE(report) << report.error().text();
        project = Project::open(path, OpenMode::ReadWrite).value();
    }

    void run(Stage last, int threads = 2)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods({"nodesentry"});
        const auto outcomes = pipeline.run(RunContext({}, {}, threads), last);
        ASSERT_TRUE(outcomes) << outcomes.error().text();
    }

    [[nodiscard]] StoredScores scores(int node) const
    {
        const auto name = "n" + std::to_string(node);
        auto read = ScoreStore::read(project->scoresPath(), "nodesentry", name, true);
        EXPECT_TRUE(read) << read.error().text();
        return read ? std::move(*read) : StoredScores();
    }

    [[nodiscard]] std::vector<ClusterModel> models() const
    {
        std::vector<ClusterModel> all;
        const auto clusters = project->clusters().value();
        for (const auto& cluster : clusters) {
            auto model = ClusterModel::load(project->modelPath(cluster.id), "cpu");
            EXPECT_TRUE(model) << model.error().text();
            all.push_back(std::move(*model));
        }
        EXPECT_FALSE(all.empty());
        return all;
    }

private:
    static std::string at(int job)
    {
        return std::to_string((test::kStart + job * kJobSamples * test::kStepMs) / 1000);
    }

    test::TemporaryFolder m_folder;
    std::mt19937 m_random{7};

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

double meanOf(const std::vector<float>& values, std::int64_t begin, std::int64_t end)
{
    double sum = 0.0;
    for (auto i = begin; i < end; ++i)
        sum += values[static_cast<std::size_t>(i)];
    return sum / static_cast<double>(end - begin);
}

/// How far the deviation stands out: its mean score in units of the rest of the job's.
double contrast(const std::vector<float>& score)
{
    const double before = meanOf(score, 700, kDeviationBegin);
    const double after = meanOf(score, kDeviationEnd, 800);
    return meanOf(score, kDeviationBegin, kDeviationEnd) / (0.5 * (before + after));
}

TEST(PeerDetection, ANodeThatDeviatesFromItsPeersStandsOutByThemAlone)
{
    JobsOnSeveralNodes site;
    site.run(Stage::Detect);
    for (const auto& model : site.models())
        EXPECT_TRUE(model.comparesNodes());
    const auto compared = site.scores(3);
    const auto peer = site.scores(2).scores.score;

    site.options.train.peerWeight = 0.0;
    site.run(Stage::Detect);
    for (const auto& model : site.models())
        EXPECT_FALSE(model.comparesNodes());
    const auto alone = site.scores(3);

    EXPECT_LT(contrast(alone.scores.score), 1.5) << "without its peers it is nothing unusual";
    EXPECT_GT(contrast(compared.scores.score), 3.0);
    EXPECT_LT(contrast(peer), 1.5) << "those it deviates from do nothing unusual";
    EXPECT_GT(meanOf(compared.scores.score, kDeviationBegin, kDeviationEnd),
              3.0 * meanOf(alone.scores.score, kDeviationBegin, kDeviationEnd));
    // Of the five metrics that are kept of each sample, the first is the one that it deviates in.
    int named = 0;
    for (auto t = kDeviationBegin; t < kDeviationEnd; ++t)
        named += compared.top.row(0, t) == 1 ? 1 : 0;
    EXPECT_GE(named, 18) << "two of twenty values drawn anew may be near what the others do";
}

TEST(PeerDetection, WhatPeersAddToTheScoreIsProportionalToTheirWeight)
{
    std::vector<std::vector<float>> ofWeight;
    JobsOnSeveralNodes site;
    for (const double weight : {0.0, 1.0, 2.0}) {
        site.options.train.peerWeight = weight;
        site.run(Stage::Detect);
        ofWeight.push_back(site.scores(3).scores.score);
    }
    for (std::size_t t = 0; t < ofWeight[0].size(); ++t) {
        const double added = static_cast<double>(ofWeight[1][t]) - ofWeight[0][t];
        EXPECT_GE(added, -1e-4) << t;
        EXPECT_NEAR(ofWeight[2][t] - ofWeight[0][t], 2.0 * added, 1e-3 * std::max(1.0, added)) << t;
    }
}

TEST(PeerDetection, DetailsComputedAgainEqualTheStoredScores)
{
    JobsOnSeveralNodes site;
    site.run(Stage::Detect);
    for (const int node : {0, 3}) {
        const auto name = "n" + std::to_string(node);
        const auto stored = site.scores(node);
        ASSERT_EQ(stored.scores.metricError.size(), 0) << "nothing to be computed again";
        const auto computed = scoreDetails(*site.project, site.options, "nodesentry", name, {});
        ASSERT_TRUE(computed) << computed.error().text();
        EXPECT_TRUE(same(computed->score, stored.rawScore.empty() ? stored.scores.score : stored.rawScore));
        const auto& score = computed->score;
        for (std::size_t t = 0; t < score.size(); t += 13) // its shares make up the score
            EXPECT_NEAR(computed->metricError.col(static_cast<Eigen::Index>(t)).sum(), score[t],
                        1e-3 * score[t]);
    }
    const auto writable = scoreDetails(*site.project, site.options, "nodesentry", "n3", {});
    site.project.reset();
    const auto reader = Project::open(site.path, OpenMode::ReadOnly);
    ASSERT_TRUE(reader) << reader.error().text();
    const auto read = scoreDetails(**reader, site.options, "nodesentry", "n3", {});
    ASSERT_TRUE(read) << "where nothing may be written: " << read.error().text();
    EXPECT_TRUE(same(read->score, writable->score));
    EXPECT_TRUE(read->metricError == writable->metricError);
}

TEST(PeerDetection, ScoresAreTheSameOnAnyNumberOfThreads)
{
    JobsOnSeveralNodes one;
    JobsOnSeveralNodes four;
    one.run(Stage::Detect, 1);
    four.run(Stage::Detect, 4);
    for (int node = 0; node < kNodes; ++node)
        EXPECT_TRUE(same(one.scores(node).scores.score, four.scores(node).scores.score)) << node;
}

TEST(PeerDetection, ModelsThatAreUpdatedGoOnComparing)
{
    JobsOnSeveralNodes site;
    site.run(Stage::Train);
    site.import(kJobs, kJobs + 2);
    const auto updated = runUpdate(*site.project, site.options, {}, RunContext({}, {}, 2));
    ASSERT_TRUE(updated) << updated.error().text();
    for (const auto& model : site.models())
        EXPECT_TRUE(model.comparesNodes());
    site.run(Stage::Detect);
    EXPECT_GT(contrast(site.scores(3).scores.score), 3.0);
}

} // namespace
} // namespace nodesentry
