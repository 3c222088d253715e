#include "core/data/import/job_table.h"
#include "tests/support/temporary_folder.h"
#include "core/data/import/label_table.h"
#include "test_files.h"

#include <fstream>

namespace nodesentry {
namespace {

using test::csvFile;

Result<std::vector<Label>> readText(const std::string& text, const std::vector<Job>& jobs = {})
{
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary) << text;
    return readLabelTable(path, "UTC", jobs);
}

TEST(LabelTable, HostListGivesOneLabelForEachNode)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_node.csv"), "UTC", {});
    ASSERT_TRUE(labels) << labels.error().text();
    ASSERT_EQ(labels->size(), 3U);
    EXPECT_EQ((*labels)[0],
              (Label{0, "cn1", 1795392000000, 1795392060000, "mem_leak", "parameters=T=5", "import"}));
    EXPECT_EQ((*labels)[1].node, "cn2");
}

TEST(LabelTable, MissingEndIsOpenAndMissingKindIsAnomaly)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_node.csv"), "UTC", {});
    ASSERT_TRUE(labels);
    EXPECT_EQ((*labels)[2], (Label{0, "cn4", 1795392060500, std::nullopt, "anomaly", "", "import"}));
}

TEST(LabelTable, JobColumnTellsTheNodesFromTheJobTable)
{
    ImportReport report;
    const auto jobs = readJobTable(csvFile("tables/jobfiles.psv"), "UTC", report);
    ASSERT_TRUE(jobs);
    const auto labels = readLabelTable(csvFile("tables/labels_by_job.csv"), "UTC", *jobs);
    ASSERT_TRUE(labels) << labels.error().text();
    ASSERT_EQ(labels->size(), 3U);
    EXPECT_EQ((*labels)[0].node, "n1");
    EXPECT_EQ((*labels)[1].node, "n2");
    EXPECT_EQ((*labels)[1].category, "memleak");
    EXPECT_EQ((*labels)[2], (Label{0, "n1", 1000000, 1001000, "cpuoccupy", "", "import"}));
}

TEST(LabelTable, JobThatIsNotInTheJobTableIsAnError)
{
    const auto labels = readLabelTable(csvFile("tables/labels_by_job.csv"), "UTC", {});
    ASSERT_FALSE(labels);
    EXPECT_EQ(labels.error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(labels.error().line, 2);
    EXPECT_EQ(labels.error().column, 1);
    EXPECT_NE(labels.error().advice.find("--jobs"), std::string::npos);
}

TEST(LabelTable, ErrorsNameLineAndColumn)
{
    struct Case {
        std::string text;
        ErrorCode code;
        int line;
        int column;
    };
    for (const auto& [text, code, line, column] :
         {Case{"start,end,class\n", ErrorCode::ParseError, 1, 0},
          {"node,end,class\n", ErrorCode::ParseError, 1, 0},
          {"node,start,class\n", ErrorCode::ParseError, 1, 0},
          {"node,start,end,class\na,0,1,x\nb,one,2,x\n", ErrorCode::ParseError, 3, 2},
          {"node,start,end,class\na,0,never,x\n", ErrorCode::ParseError, 2, 3},
          {"node,start,end,class\na,5,5,x\n", ErrorCode::InconsistentData, 2, 3},
          {"node,start,end,class\nn[1-,5,6,x\n", ErrorCode::ParseError, 2, 1},
          {"node,start,end,class\na,5,6\n", ErrorCode::ParseError, 2, 4},
          {"node,start,end,class\na,5,6,\"x\n", ErrorCode::ParseError, 2, 5},
          {"", ErrorCode::ParseError, 1, 0}}) {
        const auto labels = readText(text);
        ASSERT_FALSE(labels) << text;
        EXPECT_EQ(labels.error().code, code) << text;
        EXPECT_EQ(labels.error().line, line) << text;
        EXPECT_EQ(labels.error().column, column) << text << labels.error().text();
    }
}

} // namespace
} // namespace nodesentry
