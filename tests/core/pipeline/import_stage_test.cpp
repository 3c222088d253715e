#include "core/pipeline/import_stage.h"

#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

using test::csvOf;
using test::writeText;

class ImportStageTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");

    Result<ImportReport> import(const std::string& node, const std::vector<std::string>& metrics,
                                const std::vector<std::vector<double>>& values)
    {
        const auto file = folder.file(node + ".csv");
        writeText(file, csvOf(metrics, values));
        return importIntoProject(path, {file}, {}, {});
    }
};

TEST_F(ImportStageTest, ASecondImportKeepsTheOtherNodesAndJoinsMetricsByName)
{
    ASSERT_TRUE(import("n1", {"cpu", "mem"}, {{1, 2, 1}, {5, 6, 5}}));
    ASSERT_TRUE(import("n2", {"mem", "io"}, {{7, 8, 7}, {9, 4, 9}}));
    const auto project = Project::open(path, OpenMode::ReadOnly).value();
    const auto metrics = project->metrics().value();
    ASSERT_EQ(metrics.size(), 3U);
    const auto store = project->openSeries().value();
    ASSERT_EQ(store->nodes().size(), 2U);
    const auto valueOf = [&](const std::string& node, const std::string& metric) {
        for (std::size_t i = 0; i < metrics.size(); ++i)
            if (metrics[i].name == metric)
                return store->read(node, static_cast<int>(i), 0, 1).value().at(0);
        throw std::runtime_error("no such metric");
    };
    EXPECT_EQ(valueOf("n1", "cpu"), 1.0F);
    EXPECT_EQ(valueOf("n1", "mem"), 5.0F);
    EXPECT_EQ(valueOf("n2", "mem"), 7.0F);
    EXPECT_EQ(valueOf("n2", "io"), 9.0F);
    EXPECT_TRUE(std::isnan(valueOf("n2", "cpu")));
}

TEST_F(ImportStageTest, ANodeThatComesAgainIsReplaced)
{
    ASSERT_TRUE(import("n1", {"cpu"}, {{1, 2, 1}}));
    ASSERT_TRUE(import("n1", {"cpu"}, {{3, 4, 3, 4}}));
    const auto store = Project::open(path, OpenMode::ReadOnly).value()->openSeries().value();
    EXPECT_EQ(store->read("n1", 0, 0, 4).value(), (std::vector<float>{3, 4, 3, 4}));
}

TEST_F(ImportStageTest, AFailedFirstImportLeavesNoFolder)
{
    EXPECT_FALSE(importIntoProject(path, {folder.file("nothing.csv")}, {}, {}));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(ImportStageTest, AStopLeavesTheProjectAsItWas)
{
    ASSERT_TRUE(import("n1", {"cpu"}, {{1, 2, 1}}));
    writeText(folder.file("n2.csv"), csvOf({"cpu"}, {{5, 6, 5}}));
    std::stop_source stop;
    stop.request_stop();
    const auto result = importIntoProject(path, {folder.file("n2.csv")}, {}, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(Project::open(path, OpenMode::ReadOnly).value()->openSeries().value()->nodes().size(), 1U);
}

} // namespace
} // namespace nodesentry
