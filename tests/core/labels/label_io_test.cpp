#include "core/labels/label_io.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TEST(LabelIo, WhatIsWrittenReadsBackAsItWas)
{
    const std::vector<Label> labels{
        {0, "cn1", 1795392000000, 1795392060250, "mem_leak", "a note, with \"quotes\"\nand a second line",
         "ann"},
        {0, "cn2", -1000, std::nullopt, "", "", ""},
        {0, "rack 1, slot 2", 0, 1, "anomaly", " blanks ", "import", 0.1, {"a;b", "c\\", "d,e"}},
    };
    const auto text = formatLabels(labels);
    const auto back = parseLabels(text, "labels.csv");
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_EQ(*back, labels);

    const auto path = nodesentry::test::scratchPath("labels_written.csv");
    ASSERT_TRUE(writeLabelFile(path, text));
    EXPECT_EQ(*readLabelFile(path), text);
}

TEST(LabelIo, TableIsReadableText)
{
    EXPECT_EQ(formatLabels({{7, "cn1", 1795392000000, 1795392060250, "leak", "", "ann"}}),
              "node,begin,end,category,confidence,metrics,note,author\n"
              "cn1,2026-11-23T00:00:00Z,2026-11-23T00:01:00.250Z,leak,1,,,ann\n");
}

TEST(LabelIo, ATableOfAnOlderVersionIsRead)
{
    const auto labels
        = parseLabels("node,begin,end,category,note,author\ncn1,1700000000,,leak,seen,ann\n", "old.csv");
    ASSERT_TRUE(labels) << labels.error().text();
    EXPECT_EQ(*labels, (std::vector<Label>{{0, "cn1", 1700000000000, std::nullopt, "leak", "seen", "ann"}}));
}

TEST(LabelIo, MetricsAreReadInAnyOrderAndOnce)
{
    EXPECT_EQ(splitNames("b;a;;b"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(joinNames({"a;b", "c"}), "a\\;b;c");
}

TEST(LabelIo, ErrorsNameLineAndColumn)
{
    struct Case {
        std::string text;
        int line;
        int column;
    };
    const std::string header = "node,begin,end,category,note,author\n";
    for (const auto& [text, line, column] :
         {Case{"", 1, 0},
          {"node,start,end\n", 1, 0},
          {header + "a,1700000000,1700000001,x,,y\nb,zero,1700000001,x,,y\n", 3, 2},
          {header + "a,1700000000,one,x,,y\n", 2, 3},
          {header + "a,1700000002,1700000001,x,,y\n", 2, 3},
          {header + ",1700000000,1700000001,x,,y\n", 2, 1},
          {header + "a,1700000000,1700000001,x\n", 2, 0},
          {header + "a,1700000000,1700000001,\"x\ny\n", 2, 0},
          {"node,begin,end,category,confidence\na,1700000000,1700000001,x,1.5\n", 2, 5},
          {"node,begin,end,category,node\n", 1, 0}}) {
        const auto labels = parseLabels(text, "labels.csv");
        ASSERT_FALSE(labels) << text;
        EXPECT_EQ(labels.error().file, "labels.csv");
        EXPECT_EQ(labels.error().line, line) << text;
        EXPECT_EQ(labels.error().column, column) << text;
    }
}

TEST(LabelIo, AFileThatCannotBeWrittenOrReadIsNamed)
{
    EXPECT_EQ(writeLabelFile("/no/such/folder/labels.csv", {}).error().code, ErrorCode::IoError);
    EXPECT_EQ(readLabelFile("/no/such/folder/labels.csv").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace nodesentry
