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
    EXPECT_EQ((*labels)[2], (Label{0, "n1", 1700001000000, 1700001001000, "cpuoccupy", "", "import"}));
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
          {"node,start,end,class\na,1700000000,1700000001,x\nb,one,1700000002,x\n", ErrorCode::ParseError, 3,
           2},
          {"node,start,end,class\na,1700000000,never,x\n", ErrorCode::ParseError, 2, 3},
          {"node,start,end,class\na,1700000006,1700000005,x\n", ErrorCode::InconsistentData, 2, 3},
          {"node,start,end,class\nn[1-,1700000005,1700000006,x\n", ErrorCode::ParseError, 2, 1},
          {"node,start,end,class\na,1700000005,1700000006\n", ErrorCode::ParseError, 2, 4},
          {"node,start,end,class\na,1700000005,1700000006,\"x\n", ErrorCode::ParseError, 2, 4},
          {"", ErrorCode::ParseError, 1, 0}}) {
        const auto labels = readText(text);
        ASSERT_FALSE(labels) << text;
        EXPECT_EQ(labels.error().code, code) << text;
        EXPECT_EQ(labels.error().line, line) << text;
        EXPECT_EQ(labels.error().column, column) << text << labels.error().text();
    }
}

// The job ran twice: on cn1 from 12:00:30 to 12:02:00, and on cn2 from 12:03:00 to 12:06:00.
TEST(LabelTable, OfTwoRunsOfAJobTheOneThatOverlapsCounts)
{
    constexpr TimeMs kNoon = 1795435200000;
    const std::vector<Job> jobs{{"48", {"cn1"}, kNoon + 30000, kNoon + 120000, "", "", "PREEMPTED", {}},
                                {"48#2", {"cn2"}, kNoon + 180000, kNoon + 360000, "", "", "COMPLETED", {}},
                                {"480", {"cn3"}, kNoon, kNoon + 360000, "", "", "", {}}};
    const auto read = [&](const std::string& begin, const std::string& end, const std::string& id = "48") {
        return readText("job,begin,end,category\n" + id + ",2026-11-23T" + begin + "Z,2026-11-23T" + end
                            + "Z,mem_leak\n",
                        jobs);
    };
    const auto second = read("12:04:00", "12:05:00");
    ASSERT_TRUE(second) << second.error().text();
    ASSERT_EQ(second->size(), 1U);
    EXPECT_EQ(second->front().node, "cn2");
    EXPECT_EQ(read("12:00:00", "12:01:00")->front().node, "cn1");
    EXPECT_EQ(read("12:04:00", "12:05:00", "48#2")->front().node, "cn2");

    const auto none = read("12:02:10", "12:02:50");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(none.error().line, 2);
    EXPECT_EQ(none.error().column, 1);
    EXPECT_EQ(none.error().message,
              "job '48' did not run at the time of the label; it ran from 2026-11-23T12:00:30Z to "
              "2026-11-23T12:02:00Z, and 1 times more");
    const auto both = read("12:01:00", "12:04:00");
    ASSERT_FALSE(both);
    EXPECT_NE(both.error().message.find("overlaps 2 runs of job '48'"), std::string::npos)
        << both.error().text();
    EXPECT_NE(both.error().advice.find("48#2"), std::string::npos) << both.error().text();
    EXPECT_FALSE(read("12:04:00", "12:05:00", "4"));
}

TEST(LabelTable, TextsInLatin1BecomeUtf8AndAreSaid)
{
    const auto path = nodesentry::test::scratchPath("labels_under_test.csv");
    std::ofstream(path, std::ios::binary)
        << "node,begin,end,category,note\n"
           "cn1,2026-11-23T12:00:30Z,2026-11-23T12:03:00Z,mem_leak,f\xFCr\n";
    ImportReport report;
    const auto labels = readLabelTable(path, "UTC", {}, &report);
    ASSERT_TRUE(labels) << labels.error().text();
    EXPECT_EQ(labels->front().note, "für");
    EXPECT_EQ(report.notes, (std::vector<std::string>{path + ": 1 text not in UTF-8, read as Windows-1252"}));
}

} // namespace
} // namespace nodesentry
