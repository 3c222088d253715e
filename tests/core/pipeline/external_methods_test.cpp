// External detectors as methods of a run: from the project's folder and from another.

#include "core/detect/score_store.h"
#include "core/pipeline/method_names.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_options.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace nodesentry {
namespace {

class ExternalMethods : public ::testing::Test {
protected:
    ExternalMethods() { ::setenv("XDG_CONFIG_HOME", m_small.folder.file("settings").c_str(), 1); }
    ~ExternalMethods() override { ::unsetenv("XDG_CONFIG_HOME"); }

    void allow() { ASSERT_TRUE(allowDetectors(*m_small.project, m_options, true)); }

    void declare(const std::string& folder, const std::string& name, const std::string& script)
    {
        std::filesystem::create_directories(folder);
        test::writeText(folder + "/" + name + ".sh", script);
        test::writeText(folder + "/" + name + ".json",
                        nlohmann::json{{"name", name}, {"command", {"sh", name + ".sh"}}}.dump());
    }

    Result<std::vector<StageOutcome>> detect(const std::string& method)
    {
        Pipeline pipeline(m_small.project, m_options);
        pipeline.setMethods({method});
        return pipeline.run({}, Stage::Detect);
    }

    test::SmallProject m_small;
    PipelineOptions m_options;
};

TEST_F(ExternalMethods, AreFoundInTheProjectAndInTheFolderOfTheOptions)
{
    declare(m_small.path + "/detectors", "own", "awk -F, 'NR > 1 { print $4 * $4 }'");
    m_options.detectors = m_small.folder.file("elsewhere");
    EXPECT_EQ(missingDetectors(*m_small.project, m_options), m_options.detectors);
    EXPECT_EQ(knownMethods(*m_small.project, m_options)->back().name, "external:own");
    declare(m_options.detectors, "other", "awk 'NR > 1 { print 1 }'");
    const auto known = knownMethods(*m_small.project, m_options);
    ASSERT_TRUE(known) << known.error().text();
    EXPECT_EQ((*known)[known->size() - 2].name, "external:own");
    EXPECT_EQ(known->back().name, "external:other");
    EXPECT_TRUE(checkedMethods({"external:own"}, *known));
    EXPECT_FALSE(checkedMethods({"external:missing"}, *known));
}

TEST_F(ExternalMethods, ScoreAProjectAndAreStaleWhenTheirProgramChanges)
{
    const auto folder = m_small.path + "/detectors";
    // Fails unless the columns carry the names of the metrics.
    declare(folder, "own", "awk -F, 'NR == 1 && $4 != \"cpu\" { exit 1 } NR > 1 { print $4 * $4 }'");
    allow();
    const auto first = detect("external:own");
    ASSERT_TRUE(first) << first.error().text();
    const auto scores = ScoreStore::read(m_small.project->scoresPath(), "external:own", "n1", true);
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->scores.score.size(), 200U);
    EXPECT_TRUE(detect("external:own")->back().upToDate);

    declare(folder, "own", "awk 'NR > 1 { print 7 }'");
    EXPECT_FALSE(detect("external:own")); // a changed program is another one
    allow();
    EXPECT_FALSE(detect("external:own")->back().upToDate);
    EXPECT_EQ(
        ScoreStore::read(m_small.project->scoresPath(), "external:own", "n1", false)->scores.score.front(),
        7.0F);
}

TEST_F(ExternalMethods, AFailingProgramFailsTheRunAndSaysWhy)
{
    declare(m_small.path + "/detectors", "own", "echo no licence >&2; exit 3");
    allow();
    const auto outcome = detect("external:own");
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().message.find("no licence"), std::string::npos) << outcome.error().text();
}

TEST_F(ExternalMethods, WhatAProjectBringsIsListedButNotRun)
{
    const auto mark = m_small.folder.file("was_run");
    declare(m_small.path + "/detectors", "own", "touch '" + mark + "'; awk 'NR > 1 { print 7 }'");
    const auto known = knownMethods(*m_small.project, m_options);
    ASSERT_TRUE(known) << known.error().text();
    EXPECT_EQ(known->back().name, "external:own");
    EXPECT_FALSE(known->back().allowed);
    EXPECT_EQ(allowedOnly({"knn", "external:own"}, *known), (std::vector<std::string>{"knn"}));
    const auto outcome = detect("external:own");
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().message.find("brings a program"), std::string::npos) << outcome.error().text();
    EXPECT_FALSE(std::filesystem::exists(mark));

    allow();
    ASSERT_TRUE(detect("external:own"));
    EXPECT_TRUE(std::filesystem::exists(mark));
    EXPECT_TRUE(knownMethods(*m_small.project, m_options)->back().allowed);
}

TEST_F(ExternalMethods, AFolderThatTheProjectNamesIsNotAllowedByItself)
{
    m_options.detectors = m_small.folder.file("elsewhere");
    declare(m_options.detectors, "other", "awk 'NR > 1 { print 1 }'");
    EXPECT_FALSE(detect("external:other"));
    ASSERT_TRUE(allowDetectors(*m_small.project, m_options, false));
    EXPECT_TRUE(detect("external:other"));
}

TEST_F(ExternalMethods, ADefaultRunLeavesOutWhatIsNotAllowed)
{
    declare(m_small.path + "/detectors", "own", "awk 'NR > 1 { print 7 }'");
    allow();
    ASSERT_TRUE(detect("external:own"));
    const auto has = [&] {
        const auto methods = methodsOfProject(*m_small.project).value();
        return std::find(methods.begin(), methods.end(), "external:own") != methods.end();
    };
    EXPECT_TRUE(has());
    declare(m_small.path + "/detectors", "own", "awk 'NR > 1 { print 8 }'");
    EXPECT_FALSE(has());
}

TEST_F(ExternalMethods, AFolderBesideTheProjectMovesWithIt)
{
    const auto& project = *m_small.project;
    const auto parent = std::filesystem::path(m_small.path).parent_path();
    EXPECT_EQ(storedDetectorsFolder(project, (parent / "own").string()), "../own");
    EXPECT_EQ(storedDetectorsFolder(project, m_small.path + "/mine/x"), "mine/x");
    EXPECT_EQ(storedDetectorsFolder(project, "/usr/share"), "/usr/share");
    EXPECT_EQ(storedDetectorsFolder(project, ""), "");
    m_options.detectors = "../own";
    EXPECT_EQ(detectorsFolder(project, m_options), (parent / "own").string());
}

TEST_F(ExternalMethods, ParametersOfABaselineMakeOnlyItsOwnScoresStale)
{
    for (const char* method : {"knn", "pca_residual"})
        ASSERT_TRUE(detect(method));
    m_options.baselines.knnK = 3;
    EXPECT_FALSE(detect("knn")->back().upToDate);
    EXPECT_TRUE(detect("pca_residual")->back().upToDate);
}

} // namespace
} // namespace nodesentry
