// What was imported after the models were made is taken in without making everything anew.

#include "core/pipeline/update_stage.h"

#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/features/feature_store.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/model_freshness.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <set>

namespace nodesentry {
namespace {

constexpr int kJob = 40; ///< samples

/// Two nodes of three metrics that run one job after the other, each of one of three kinds.
class Site {
public:
    Site() : path(m_folder.file("p.nsproj"))
    {
        options.prepare.correlationThreshold = 1.0;
        options.cluster.minClusterSize = 3;
        options.cluster.kMax = 4;
        options.cluster.matchPeriodSeconds = kJob * 15.0;
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 16;
        options.train.windowSamples = 20;
        options.train.minSteps = options.train.maxSteps = 60;
        options.train.patience = 0; // all steps
        options.update.steps = 40;
    }

    /// Imports the next jobs of both nodes.
    /// @param kinds  one letter a job
    void import(const std::string& kinds)
    {
        std::vector<std::string> files;
        std::string jobs = "JobID|NodeList|Start|End|App\n";
        const auto batch = std::to_string(m_batches++);
        for (int node = 0; node < 2; ++node) {
            std::vector<std::vector<double>> values(3);
            for (std::size_t i = 0; i < kinds.size(); ++i)
                append(values, kinds[i]);
            const auto name = "n" + std::to_string(node);
            std::filesystem::create_directories(m_folder.file(batch));
            files.push_back(m_folder.file(batch + "/" + name + ".csv"));
            test::writeText(
                files.back(),
                test::csvOf({"cpu", "mem", "net"}, values, static_cast<std::int64_t>(m_jobs) * kJob));
            for (std::size_t i = 0; i < kinds.size(); ++i)
                jobs += std::to_string(1000 * (node + 1) + static_cast<int>(m_jobs + i)) + "|" + name + "|"
                    + secondOf(m_jobs + i) + "|" + secondOf(m_jobs + i + 1) + "|" + kinds[i] + "\n";
        }
        m_jobs += kinds.size();
        ImportOptions importOptions;
        importOptions.jobsFile = m_folder.file(batch + "/jobs.psv");
        test::writeText(importOptions.jobsFile, jobs);
        project.reset(); // one at a time
        const auto report = importIntoProject(path, files, importOptions, {});
        ASSERT_TRUE(report) << report.error().text();
        project = Project::open(path, OpenMode::ReadWrite).value();
    }

    std::vector<StageOutcome> run(Stage last)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods({"nodesentry"});
        auto outcomes = pipeline.run({}, last);
        EXPECT_TRUE(outcomes) << outcomes.error().text();
        return outcomes ? *outcomes : std::vector<StageOutcome>();
    }

    nlohmann::json update(const EpochListener& listener = {})
    {
        const auto answer = runUpdate(*project, options, listener, RunContext({}, {}, 2));
        EXPECT_TRUE(answer) << answer.error().text();
        return answer ? nlohmann::json::parse(*answer) : nlohmann::json();
    }

    /// Content of every file of every model, by name.
    [[nodiscard]] std::map<std::string, std::string> modelFiles() const
    {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(
                 std::filesystem::path(project->modelPath(0)).parent_path())) {
            std::ifstream file(entry.path(), std::ios::binary);
            files[entry.path().filename().string()].assign(std::istreambuf_iterator<char>(file), {});
        }
        return files;
    }

    /// The cluster that most jobs of a kind are in.
    [[nodiscard]] int clusterOf(char kind) const
    {
        std::map<std::string, char> kindOfJob;
        const auto jobs = project->jobs().value();
        for (const auto& job : jobs)
            kindOfJob[job.id] = job.attributes.at("App").front();
        std::map<std::int64_t, char> kindOfSegment;
        const auto segments = project->segments().value();
        for (const auto& segment : segments)
            if (kindOfJob.contains(segment.job))
                kindOfSegment[segment.id] = kindOfJob[segment.job];
        std::map<int, int> votes;
        const auto members = project->clusterMembers().value();
        for (const auto& member : members)
            if (kindOfSegment[member.segment] == kind)
                ++votes[member.cluster];
        return std::max_element(votes.begin(), votes.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    }

private:
    void append(std::vector<std::vector<double>>& values, char kind)
    {
        const auto noise = [this] { return 0.2 * static_cast<double>(m_random()) / 4294967296.0; };
        for (int t = 0; t < kJob; ++t) {
            const double fast = std::sin(t / 1.5);
            const double slow = std::sin(t / 9.0);
            values[0].push_back((kind == 'A'       ? 5 + slow
                                     : kind == 'B' ? 1 + 0.1 * fast
                                                   : 9 * (t % 3))
                                + noise());
            values[1].push_back((kind == 'A' ? 2 + fast : kind == 'B' ? 6 + slow : -8) + noise());
            values[2].push_back((kind == 'A' ? 1 : kind == 'B' ? 3 + fast : 12 + 4 * fast * slow) + noise());
        }
    }

    [[nodiscard]] static std::string secondOf(std::size_t job)
    {
        return std::to_string((test::kStart + static_cast<TimeMs>(job) * kJob * test::kStepMs) / 1000);
    }

    test::TemporaryFolder m_folder;
    std::mt19937 m_random{5};
    std::size_t m_jobs = 0; ///< imported so far
    int m_batches = 0;

public:
    std::string path;
    std::shared_ptr<Project> project;
    PipelineOptions options;
};

TEST(Update, LearnsFromMatchedSegmentsMakesNewClustersAndLeavesTheRestAlone)
{
    Site site;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Detect);
    const int a = site.clusterOf('A');
    const int b = site.clusterOf('B');
    ASSERT_NE(a, b);
    const auto filesBefore = site.modelFiles();
    const auto segmentsBefore = site.project->segments().value();
    const auto clustersBefore = site.project->clusters().value();
    const int nextId = site.project->nextClusterId().value();

    site.import("ACACACACAC");
    const auto summary = site.update();
    ASSERT_TRUE(summary.is_object());
    EXPECT_EQ(summary["new_segments"], 20);
    EXPECT_EQ(summary["removed_segments"], 0);
    EXPECT_EQ(summary["waiting"], 0);

    // The cluster of the known kind has learned, and forgotten nothing.
    ASSERT_EQ(summary["fine_tuned"].size(), 1U) << summary;
    const auto& tuned = summary["fine_tuned"][0];
    EXPECT_EQ(tuned["cluster"], a);
    EXPECT_EQ(tuned["steps"], 40);
    EXPECT_FALSE(tuned["kept_old_model"]);
    EXPECT_LE(tuned["loss_on_old"]["after"].get<double>(),
              site.options.update.maxForgetting * tuned["loss_on_old"]["before"].get<double>());
    EXPECT_LT(tuned["loss_on_new"]["after"].get<double>(), tuned["loss_on_new"]["before"].get<double>());

    // The new kind has clusters of its own, with ids that were never used.
    ASSERT_GE(summary["new_clusters"].size(), 1U) << summary;
    for (const auto& cluster : summary["new_clusters"])
        EXPECT_GE(cluster["cluster"], nextId);
    EXPECT_GE(site.clusterOf('C'), nextId);
    EXPECT_EQ(site.project->clusters().value().size(),
              clustersBefore.size() + summary["new_clusters"].size());
    EXPECT_EQ(site.clusterOf('A'), a);
    EXPECT_EQ(site.clusterOf('B'), b);

    // Everything else is byte for byte what it was.
    const auto filesAfter = site.modelFiles();
    const std::set<std::string> changed{std::to_string(a) + ".pt", std::to_string(a) + ".json"};
    for (const auto& [name, content] : filesBefore) {
        ASSERT_TRUE(filesAfter.contains(name)) << name;
        EXPECT_EQ(filesAfter.at(name) == content, !changed.contains(name)) << name;
    }
    EXPECT_EQ(summary["untouched"].size(), clustersBefore.size() - 1);
    const auto segmentsAfter = site.project->segments().value();
    for (const auto& segment : segmentsBefore)
        EXPECT_NE(std::find(segmentsAfter.begin(), segmentsAfter.end(), segment), segmentsAfter.end());

    const auto& cost = summary["cost"];
    EXPECT_EQ(cost["steps"], 40 + 60 * static_cast<int>(summary["new_clusters"].size()));
    EXPECT_EQ(cost["full_training_steps"],
              60 * static_cast<int>(clustersBefore.size() + summary["new_clusters"].size()));
    EXPECT_GT(cost["seconds"].get<double>(), 0.0);
}

TEST(Update, EachEpochOfTheModelsThatLearnIsToldAndOfTheOthersNone)
{
    Site site;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    site.import("ACACACACAC");
    std::mutex mutex; // models learn side by side
    std::map<int, std::vector<EpochFigures>> told;
    const auto summary = site.update([&](int cluster, const EpochFigures& figures) {
        const std::lock_guard lock(mutex);
        told[cluster].push_back(figures);
    });
    std::set<int> learned;
    for (const auto* list : {"fine_tuned", "new_clusters"})
        for (const auto& model : summary[list]) {
            EXPECT_FALSE(model.value("kept_old_model", false));
            learned.insert(model["cluster"].get<int>());
        }
    ASSERT_GE(learned.size(), 2U) << summary;
    EXPECT_EQ(told.size(), learned.size());
    const auto trainings = readTrainings(*site.project);
    ASSERT_TRUE(trainings) << trainings.error().text();
    for (const auto& [cluster, report] : *trainings) {
        ASSERT_EQ(told.contains(cluster), learned.contains(cluster)) << cluster;
        if (!learned.contains(cluster))
            continue;
        const auto& epochs = told[cluster];
        ASSERT_EQ(epochs.size(), report.epochs.size()) << cluster;
        for (std::size_t i = 0; i < epochs.size(); ++i) {
            EXPECT_EQ(epochs[i].losses.epoch, static_cast<int>(i) + 1);
            EXPECT_EQ(epochs[i].losses.trainLoss, report.epochs[i].trainLoss);
            EXPECT_EQ(epochs[i].plannedEpochs, report.plannedEpochs);
        }
        EXPECT_TRUE(epochs.back().last);
    }
}

TEST(Update, WhatIsUsualIsMeasuredOnAllSegmentsOfAClusterNotOnlyOnThoseLearnedFrom)
{
    Site site;
    site.options.cluster.trainingSegments = 2; // fewer than a level by time takes
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    const auto descriptionOf = [&site](int cluster) {
        return nlohmann::json::parse(site.modelFiles().at(std::to_string(cluster) + ".json"));
    };
    const auto followsTime = [](const nlohmann::json& description) {
        const auto levels = description.at("profile").at("levels").at(0).get<std::vector<double>>();
        return std::any_of(levels.begin(), levels.end(),
                           [&](double level) { return level != levels.back(); });
    };
    const int a = site.clusterOf('A');
    const auto before = descriptionOf(a);
    EXPECT_TRUE(followsTime(before)) << before.at("profile");

    site.import("ACACACACAC");
    const auto summary = site.update();
    ASSERT_EQ(summary["fine_tuned"].size(), 1U) << summary;
    const auto after = descriptionOf(a);
    EXPECT_TRUE(followsTime(after)) << after.at("profile");
    EXPECT_NE(after.at("profile"), before.at("profile")) << "there are more jobs now";
    EXPECT_TRUE(followsTime(descriptionOf(site.clusterOf('C'))));
}

TEST(Update, AfterItNothingIsStaleAndTheNewSamplesAreScored)
{
    Site site;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    site.import("ABABCCC");
    ASSERT_TRUE(site.update().is_object());
    EXPECT_TRUE(staleModels(*site.project, site.options).value().empty());
    const auto files = site.modelFiles();
    for (const auto& outcome : site.run(Stage::Train))
        EXPECT_TRUE(outcome.upToDate) << stageName(outcome.stage);
    site.run(Stage::Detect);
    EXPECT_EQ(site.modelFiles(), files);
    const auto scores = ScoreStore::read(site.project->scoresPath(), "nodesentry", "n0", false);
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->scores.score.size(), 27U * kJob);
    EXPECT_TRUE(std::isfinite(scores->scores.score.back()));
    const auto features = readFeatures(site.project->featuresPath());
    ASSERT_TRUE(features);
    EXPECT_EQ(features->segments.size(), 2U * 27U);

    // A second update has nothing to do and does nothing.
    const auto again = site.update();
    EXPECT_EQ(again["new_segments"], 0);
    EXPECT_TRUE(again["fine_tuned"].empty());
    EXPECT_TRUE(again["new_clusters"].empty());
    EXPECT_EQ(site.modelFiles(), files);
}

TEST(Update, SegmentsThatFitNoClusterWaitUntilThereAreEnough)
{
    Site site;
    site.options.update.minSegments = 5;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    site.import("CC"); // on two nodes: four segments
    const auto first = site.update();
    EXPECT_EQ(first["waiting"], 4) << first;
    EXPECT_TRUE(first["new_clusters"].empty());
    site.import("C");
    const auto second = site.update();
    EXPECT_EQ(second["waiting"], 0) << second;
    ASSERT_EQ(second["new_clusters"].size(), 1U) << second;
    EXPECT_EQ(second["new_clusters"][0]["segments"], 6);
}

TEST(Update, AModelThatWouldForgetStaysAsItWas)
{
    Site site;
    site.options.train.minSteps = site.options.train.maxSteps = 600;
    site.options.train.learningRate
        = 0.05; // of what has been learned, the first steps of fine tuning undo much
    site.options.update.maxForgetting = 1.0;
    site.options.update.steps = 2;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    const auto files = site.modelFiles();
    site.import("AB");
    const auto summary = site.update();
    bool kept = false;
    for (const auto& tuned : summary["fine_tuned"]) {
        const bool worse
            = tuned["loss_on_old"]["after"].get<double>() > tuned["loss_on_old"]["before"].get<double>();
        EXPECT_EQ(tuned["kept_old_model"], worse);
        const auto name = std::to_string(tuned["cluster"].get<int>()) + ".pt";
        EXPECT_EQ(site.modelFiles().at(name) == files.at(name), worse);
        kept = kept || worse;
    }
    EXPECT_TRUE(kept) << summary;
    EXPECT_TRUE(staleModels(*site.project, site.options).value().empty());
}

TEST(Update, WithoutModelsThereIsNothingToUpdate)
{
    Site site;
    site.import("ABABABABAB");
    const auto answer = runUpdate(*site.project, site.options, {}, {});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::StageMissing);
    EXPECT_EQ(answer.error().remedy, Remedy::RunStages);
}

TEST(Update, OneThatIsStoppedChangesNothing)
{
    Site site;
    site.import("ABABABABABABABABABAB");
    site.run(Stage::Train);
    const auto files = site.modelFiles();
    site.import("ABAB");
    std::stop_source stop;
    const RunContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.stage == "train")
            stop.request_stop();
    });
    const auto answer = runUpdate(*site.project, site.options, {}, context);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(site.modelFiles(), files);
    EXPECT_EQ(site.update()["new_segments"], 8);
}

} // namespace
} // namespace nodesentry
