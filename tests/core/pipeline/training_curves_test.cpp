// How the models of a project were trained: told while it goes on, and read afterwards.

#include "core/pipeline/training_curves.h"

#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>

namespace nodesentry {
namespace {

/// A node of two metrics that runs jobs of two kinds in turn, which become at least two clusters.
class TwoKinds {
public:
    TwoKinds()
    {
        constexpr int kJobs = 24;
        constexpr int kSamples = 40;
        std::mt19937 random(5);
        std::vector<std::vector<double>> values(2);
        std::string jobs = "JobID|NodeList|Start|End\n";
        for (int job = 0; job < kJobs; ++job) {
            const bool calm = job % 2 == 0;
            for (int t = 0; t < kSamples; ++t) {
                const double noise = 0.2 * static_cast<double>(random()) / 4294967296.0;
                values[0].push_back((calm ? 5.0 + std::sin(t / 9.0) : 9.0 * (t % 3)) + noise);
                values[1].push_back((calm ? 2.0 : -8.0 + std::sin(t / 1.5)) + noise);
            }
            const auto second = [](int sample) {
                return std::to_string(test::kStart / 1000 + sample * (test::kStepMs / 1000));
            };
            jobs += std::to_string(job) + "|n1|" + second(job * kSamples) + "|" + second((job + 1) * kSamples)
                + "\n";
        }
        test::writeText(m_folder.file("n1.csv"), test::csvOf({"cpu", "mem"}, values));
        ImportOptions importOptions;
        importOptions.jobsFile = m_folder.file("jobs.psv");
        test::writeText(importOptions.jobsFile, jobs);
        const auto path = m_folder.file("p.nsproj");
        const auto report = importIntoProject(path, {m_folder.file("n1.csv")}, importOptions, {});
        EXPECT_TRUE(report) << report.error().text();
        project = Project::open(path, OpenMode::ReadWrite).value();
        options.cluster.minClusterSize = 3;
        options.cluster.matchPeriodSeconds = 600.0;
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 16;
        options.train.windowSamples = 20;
        options.train.minSteps = options.train.maxSteps = 12;
        options.train.epochs = 4;
    }

    Result<std::vector<StageOutcome>> run(const EpochListener& listener)
    {
        Pipeline pipeline(project, options);
        pipeline.setMethods({"nodesentry"});
        pipeline.setEpochListener(listener);
        return pipeline.run(RunContext({}, {}, 2), Stage::Train);
    }

private:
    test::TemporaryFolder m_folder;

public:
    std::shared_ptr<Project> project;
    PipelineOptions options;
};

/// What was told, by cluster; clusters are trained at the same time.
class Told {
public:
    EpochListener listener()
    {
        return [this](int cluster, const EpochFigures& figures) {
            const std::lock_guard lock(m_mutex);
            byCluster[cluster].push_back(figures);
        };
    }
    std::map<int, std::vector<EpochFigures>> byCluster;

private:
    std::mutex m_mutex;
};

TEST(TrainingCurves, WhatWasToldWhileTrainingIsWhatIsReadAfterwards)
{
    TwoKinds site;
    ASSERT_TRUE(readTrainings(*site.project)->empty()); // there are no clusters yet
    Told told;
    const auto outcomes = site.run(told.listener());
    ASSERT_TRUE(outcomes) << outcomes.error().text();
    const auto trainings = readTrainings(*site.project);
    ASSERT_TRUE(trainings) << trainings.error().text();
    ASSERT_GE(trainings->size(), 2U);
    ASSERT_EQ(told.byCluster.size(), trainings->size());
    int previous = -1;
    for (const auto& [cluster, report] : *trainings) {
        EXPECT_GT(cluster, previous);
        previous = cluster;
        const auto& epochs = told.byCluster[cluster];
        ASSERT_EQ(epochs.size(), report.epochs.size());
        for (std::size_t i = 0; i < epochs.size(); ++i) {
            EXPECT_EQ(epochs[i].losses.epoch, static_cast<int>(i) + 1);
            EXPECT_EQ(epochs[i].losses.trainLoss, report.epochs[i].trainLoss);
            EXPECT_EQ(epochs[i].plannedEpochs, report.plannedEpochs);
        }
        EXPECT_TRUE(epochs.back().last);
    }
}

TEST(TrainingCurves, OfModelsThatAreKeptNothingIsTold)
{
    TwoKinds site;
    ASSERT_TRUE(site.run({})); // nobody listens
    const auto trainings = readTrainings(*site.project);
    ASSERT_TRUE(trainings && trainings->size() >= 2U);
    const int gone = trainings->front().cluster;
    std::filesystem::remove(site.project->modelPath(gone) + ".json");
    const auto rest = readTrainings(*site.project);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->size(), trainings->size() - 1);
    ASSERT_TRUE(site.project->forgetStage("train"));
    Told told;
    ASSERT_TRUE(site.run(told.listener()));
    ASSERT_EQ(told.byCluster.size(), 1U);
    EXPECT_EQ(told.byCluster.begin()->first, gone);
}

TEST(TrainingCurves, ADamagedDescriptionIsAnErrorThatNamesIt)
{
    TwoKinds site;
    ASSERT_TRUE(site.run({}));
    const auto file = site.project->modelPath(readTrainings(*site.project)->front().cluster) + ".json";
    test::writeText(file, "{");
    const auto trainings = readTrainings(*site.project);
    ASSERT_FALSE(trainings);
    EXPECT_EQ(trainings.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(trainings.error().file, file);
}

} // namespace
} // namespace nodesentry
