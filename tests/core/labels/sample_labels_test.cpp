#include "core/labels/sample_labels.h"

#include <gtest/gtest.h>

#include <sstream>

namespace nodesentry {
namespace {

const NodeGrid kNode{"cn1", {0, 10, 5}}; // samples at 0, 10, 20, 30, 40

Label label(TimeMs begin, std::optional<TimeMs> end, std::string category = "anomaly")
{
    return {0, "cn1", begin, end, std::move(category), "", "ann"};
}

TEST(SampleLabels, ASampleIsLabelledFromItsTimeOn)
{
    EXPECT_EQ(sampleNumbers({label(10, 30)}, kNode), (std::vector<int>{0, 1, 1, 0, 0}));
    EXPECT_EQ(sampleNumbers({label(11, 31)}, kNode), (std::vector<int>{0, 0, 1, 1, 0}));
    EXPECT_EQ(sampleNumbers({label(11, 19)}, kNode), (std::vector<int>{0, 0, 0, 0, 0}));
    EXPECT_EQ(sampleNumbers({label(0, 1)}, kNode), (std::vector<int>{1, 0, 0, 0, 0})); // the very first one
    EXPECT_EQ(sampleNumbers({label(30, std::nullopt)}, kNode), (std::vector<int>{0, 0, 0, 1, 1}));
}

TEST(SampleLabels, TheLargestNumberCountsWhereLabelsOverlap)
{
    EXPECT_EQ(sampleNumbers({label(0, 30, "label 3"), label(10, 50, "label 2")}, kNode),
              (std::vector<int>{3, 3, 3, 2, 2}));
}

TEST(SampleLabels, IndexTableIsTheAuthorsForm)
{
    EXPECT_EQ(formatIndexTable(std::vector<int>{0, 2}), "index,label\n0,0\n1,2\n");
    EXPECT_EQ(parseIndexTable("index,label\r\n3,1.0\n\n1,2\n", kNode.grid, "n").value(),
              (std::vector<int>{0, 2, 0, 1, 0}));
}

TEST(SampleLabels, WrongIndexTablesNameTheLine)
{
    EXPECT_EQ(parseIndexTable("", kNode.grid, "n").error().line, 1);
    EXPECT_EQ(parseIndexTable("a,b\n", kNode.grid, "n").error().line, 1);
    EXPECT_EQ(parseIndexTable("index,label\n0,1\nx,1\n", kNode.grid, "n").error().line, 3);
    const auto beyond = parseIndexTable("index,label\n5,1\n", kNode.grid, "n");
    EXPECT_EQ(beyond.error().code, ErrorCode::InconsistentData);
}

// The form and the end's meaning are those of interpretation_label/machine-1-1.txt of the data set, whose
// line "15849-16395:..." belongs to the lines 15849 up to and with 16394 of test_label, counted from 0.
TEST(SampleLabels, SmdEndsAreExclusiveAndMetricsCountFromOne)
{
    auto limited = label(10, 30);
    limited.metrics = {"b", "c"};
    EXPECT_EQ(formatSmdIntervals({limited, label(30, std::nullopt)}, kNode, {"c", "a", "b"}),
              "1-3:1,3\n3-5:1,2,3\n");
    EXPECT_EQ(formatSmdLines(sampleNumbers({limited}, kNode)), "0\n1\n1\n0\n0\n");
    auto closed = label(30, 50);
    EXPECT_EQ(parseSmdIntervals("1-3:1,3\n3-5:1,2,3\n", kNode, {"c", "a", "b"}, "ann", "n").value(),
              (std::vector<Label>{limited, closed}));
}

TEST(SampleLabels, WrongSmdFilesNameTheLine)
{
    for (const auto* text :
         {"1-2:1\n2:1\n", "1-2:1\nx-3:1\n", "1-2:1\n2-2:1\n", "1-2:1\n2-6:1\n", "1-2:1\n2-3:4\n"})
        EXPECT_EQ(parseSmdIntervals(text, kNode, {"c", "a", "b"}, "ann", "n").error().line, 2) << text;
    EXPECT_EQ(parseSmdLines("0\n1\n2\n0\n0\n", kNode.grid, "n").error().line, 3);
    EXPECT_EQ(parseSmdLines("0\n1\n", kNode.grid, "n").error().code, ErrorCode::InconsistentData);
}

TEST(SampleLabels, MasksHaveAColumnForEachClass)
{
    const std::vector<Label> labels{label(10, 30, "b, c"), label(20, 40, "a")};
    std::ostringstream out;
    writeMaskTable(out, labels, {kNode});
    EXPECT_EQ(out.str(),
              "node,time,a,\"b, c\"\n"
              "cn1,1970-01-01T00:00:00Z,0,0\n"
              "cn1,1970-01-01T00:00:00.010Z,0,1\n"
              "cn1,1970-01-01T00:00:00.020Z,1,1\n"
              "cn1,1970-01-01T00:00:00.030Z,1,0\n"
              "cn1,1970-01-01T00:00:00.040Z,0,0\n");
    EXPECT_EQ(parseMaskTable(out.str(), {kNode}, "ann", "n").value(),
              (std::vector<Label>{labels[1], labels[0]}));
}

TEST(SampleLabels, WrongMasksNameLineAndColumn)
{
    struct Case {
        const char* text;
        int line;
        int column;
    };
    for (const auto& [text, line, column] : {Case{"node,when,a\n", 1, 0},
                                             {"node,time,a\ncn1,0\n", 2, 0},
                                             {"node,time,a\ncn9,0,1\n", 2, 1},
                                             {"node,time,a\ncn1,1970-01-01T00:00:00.005Z,1\n", 2, 2},
                                             {"node,time,a\ncn1,1970-01-01T00:00:00Z,2\n", 2, 3}}) {
        const auto read = parseMaskTable(text, {kNode}, "ann", "n");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().line, line) << text;
        EXPECT_EQ(read.error().column, column) << text;
    }
}

} // namespace
} // namespace nodesentry
