// Models are files of their own in the project's folder; what happens when they are gone.

#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

class MissingModels : public ::testing::Test {
protected:
    /// @return whether training was up to date
    bool train()
    {
        PipelineOptions options;
        options.cluster.minClusterSize = 1;
        options.cluster.k = 1;
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 8;
        options.train.minSteps = options.train.maxSteps = 3;
        const auto outcomes = Pipeline(m_site.project, options).run({}, Stage::Train);
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

TEST_F(MissingModels, AreMadeAgain)
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

TEST_F(MissingModels, AreMadeAgainWithTheirFolder)
{
    EXPECT_FALSE(train());
    const auto made = files();
    fs::remove_all(folder());
    EXPECT_FALSE(train());
    EXPECT_EQ(files(), made);
}

} // namespace
} // namespace nodesentry
