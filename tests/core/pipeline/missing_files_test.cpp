// Features, models and scores are files in the project's folder; what happens when they are gone.

#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

class MissingFiles : public ::testing::Test {
protected:
    /// @return whether training was up to date
    bool train() { return runUntil(Stage::Train); }
    /// @return whether detection was up to date
    bool detect() { return runUntil(Stage::Detect); }
    /// @return whether the last stage was up to date
    bool runUntil(Stage last)
    {
        PipelineOptions options;
        options.cluster.minClusterSize = 1;
        options.cluster.k = 1;
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 8;
        options.train.minSteps = options.train.maxSteps = 3;
        const auto outcomes = Pipeline(m_site.project, options).run({}, last);
        EXPECT_TRUE(outcomes) << outcomes.error().text();
        return outcomes && outcomes->back().upToDate;
    }
    [[nodiscard]] fs::path folder() const { return fs::path(m_site.project->modelPath(0)).parent_path(); }
    [[nodiscard]] std::size_t files() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder()), fs::directory_iterator()));
    }

    test::SmallProject m_site;
};

TEST_F(MissingFiles, ModelsAreMadeAgain)
{
    EXPECT_FALSE(train());
    const auto made = files();
    ASSERT_GE(made, 2U);
    EXPECT_TRUE(train());
    for (const auto& entry : fs::directory_iterator(folder()))
        if (entry.path().extension() == ".pt")
            fs::remove(entry.path());
    EXPECT_FALSE(train());
    EXPECT_EQ(files(), made);
    EXPECT_TRUE(train());
}

TEST_F(MissingFiles, ModelsAreMadeAgainWithTheirFolder)
{
    EXPECT_FALSE(train());
    const auto made = files();
    fs::remove_all(folder());
    EXPECT_FALSE(train());
    EXPECT_EQ(files(), made);
}

TEST_F(MissingFiles, ScoresAreMadeAgain)
{
    EXPECT_FALSE(detect());
    EXPECT_TRUE(detect());
    ASSERT_TRUE(fs::remove(m_site.project->scoresPath()));
    EXPECT_FALSE(detect());
    EXPECT_TRUE(fs::exists(m_site.project->scoresPath()));
    EXPECT_TRUE(detect());
}

TEST_F(MissingFiles, FeaturesAreMadeAgain)
{
    EXPECT_FALSE(runUntil(Stage::Features));
    EXPECT_TRUE(runUntil(Stage::Features));
    ASSERT_TRUE(fs::remove(m_site.project->featuresPath()));
    EXPECT_FALSE(runUntil(Stage::Features));
    EXPECT_TRUE(fs::exists(m_site.project->featuresPath()));
}

} // namespace
} // namespace nodesentry
