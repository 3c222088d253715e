#include "core/data/import/import.h"
#include "tests/support/temporary_folder.h"
#include "imported_data.h"
#include "test_files.h"

#include <zlib.h>

#include <fstream>

// Input that no tool writes, but that files on disks have.

namespace nodesentry {
namespace {

using test::importSources;

class Robustness : public ::testing::Test {
protected:
    void SetUp() override
    {
        folder = nodesentry::test::scratchPath("robustness_")
            + testing::UnitTest::GetInstance()->current_test_info()->name();
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string write(const std::string& name, const std::string& text) const
    {
        const auto path = folder + "/" + name;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

    std::string folder;
};

TEST_F(Robustness, TimesThatGoBackAreSorted)
{
    const auto data = importSources(
        {write("a.csv", "time,x\n1700000000,1\n1700000020,3\n1700000010,2\n1700000030,4\n1700000040,5\n")},
        {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].grid, (TimeGrid{1700000000000, 10000, 5}));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(data->nodes[0].values(0, i), static_cast<float>(i + 1));
    EXPECT_EQ(data->report.repeated, 0);
}

TEST_F(Robustness, RowThatComesTwiceCountsOnceAndTheLaterOneWins)
{
    const auto data = importSources(
        {write("a.csv", "time,x,y\n1700000000,1,1\n1700000010,2,2\n1700000010,7,7\n1700000020,3,3\n")}, {},
        {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes[0].values(0, 1), 7);
    EXPECT_EQ(data->report.repeated, 1);
    EXPECT_EQ(data->report.samples, 3);
}

TEST_F(Robustness, MarkAndLineEndsOfWindowsAreNoPartOfTheData)
{
    const auto data
        = importSources({write("a.csv", "\xEF\xBB\xBFtime,x\r\n1700000000,1\r\n1700000010,2\r\n")}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->metrics[0].name, "x");
    EXPECT_EQ(data->nodes[0].values(0, 1), 2);
}

TEST_F(Robustness, ZeroBytesAreRejectedWithTheirLine)
{
    ImportOptions options;
    options.allowRejected = true;
    const auto data = importSources(
        {write("a.csv", std::string("time,x\n1700000000,1\n1700000010,\0\n1700000020,3\n", 46))}, options,
        {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.rejectedLines.at("not a number"), 1);
    EXPECT_EQ(data->report.skipped.at(0).line, 3);
}

TEST_F(Robustness, LineOf100MegabytesIsRejectedAndTheNextOneRead)
{
    const auto path = write("a.csv", "time,x\n1700000000,1\n");
    {
        std::ofstream file(path, std::ios::binary | std::ios::app);
        const std::string block(1 << 20, '7');
        for (int i = 0; i < 100; ++i)
            file << block;
        file << "\n1700000010,2\n1700000020,3\n";
    }
    ImportOptions options;
    options.allowRejected = true;
    const auto data = importSources({path}, options, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->report.rejectedLines.at("a line longer than 8 MiB"), 1);
    EXPECT_EQ(data->report.skipped.at(0).line, 3);
    EXPECT_EQ(data->nodes[0].grid.size, 3);
    EXPECT_EQ(data->nodes[0].values(0, 2), 3);
}

TEST_F(Robustness, FileThatIsOneLineOf100MegabytesIsAnError)
{
    const auto path = write("a.csv", "");
    {
        std::ofstream file(path, std::ios::binary);
        const std::string block(1 << 20, 'x');
        for (int i = 0; i < 100; ++i)
            file << block;
    }
    const auto data = importSources({path}, {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::ParseError) << data.error().text();
}

TEST_F(Robustness, EmptyFilesInAFolderAreListedAndTheOthersRead)
{
    write("a.csv", "time,x\n1700000000,1\n1700000010,2\n");
    write("b.csv", "");
    write("c.csv", "time,x\n");
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    EXPECT_EQ(data->nodes.size(), 1U);
    ASSERT_EQ(data->report.skipped.size(), 2U);
    EXPECT_EQ(data->report.skipped[0].reason, "the file is empty");
    EXPECT_EQ(data->report.skipped[1].reason, "the file has a header and no rows");
}

TEST_F(Robustness, FoldersInFoldersAreReadAndDatesAreNoNodes)
{
    write("cn1/2026-01-01.csv", "time,x\n1700000000,1\n1700000010,2\n");
    write("cn1/2026-01-02.csv", "time,x\n1700000020,3\n1700000030,4\n");
    write("rack/cn2.csv", "time,x\n1700000000,5\n1700000010,6\n");
    write(".hidden/cn3.csv", "time,x\n1700000000,5\n1700000010,6\n");
    const auto data = importSources({folder}, {}, {});
    ASSERT_TRUE(data) << data.error().text();
    ASSERT_EQ(data->nodes.size(), 2U);
    EXPECT_EQ(data->nodes[0].node, "cn1");
    EXPECT_EQ(data->nodes[0].grid.size, 4);
    EXPECT_EQ(data->nodes[1].node, "cn2");
}

TEST_F(Robustness, TimesBeyondAllCalendarsAreNoCrash)
{
    const auto data = importSources(
        {write("a.csv", "time,x\n1700000000,1\n1700000010,2\n99999999999999999,3\n-99999999999999999,4\n")},
        {}, {});
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::ParseError) << data.error().text();
    EXPECT_EQ(data.error().line, 4);
}

TEST_F(Robustness, TinyBufferGivesTheSameNodes)
{
    std::string text = "time,x,y\n";
    for (int i = 0; i < 60000; ++i)
        text += std::to_string(1700000000 + i * 10) + "," + std::to_string(i % 17) + ".25,"
            + std::to_string(i % 5) + "\n";
    for (const auto* node : {"a.csv", "b.csv", "c.csv"})
        write(node, text);
    ImportOptions small;
    small.bufferMiB = 1;
    const auto spilled = Import::read({folder}, small, {});
    ASSERT_TRUE(spilled) << spilled.error().text();
    EXPECT_LE(spilled->peakBufferBytes(), std::size_t{2} << 20);
    const auto inMemory = importSources({folder}, {}, {});
    ASSERT_TRUE(inMemory);
    std::size_t at = 0;
    ASSERT_TRUE(spilled->forEachNode([&](const NodeSeries& node) -> Result<void> {
        EXPECT_EQ(node.values, inMemory->nodes.at(at).values);
        EXPECT_EQ(node.node, inMemory->nodes.at(at++).node);
        return {};
    }));
    EXPECT_EQ(at, 3U);
}

} // namespace
} // namespace nodesentry
