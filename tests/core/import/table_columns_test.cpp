#include "core/data/import/table_columns.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Kinds = std::vector<ColumnKind>;
using Fields = std::vector<std::string>;

const Kinds kCommandUserFolder{ColumnKind::Free, ColumnKind::Token, ColumnKind::Path};

TEST(ReadColumns, OneWayOfManyPieces)
{
    const auto readings = readColumns(
        kCommandUserFolder, {"sbatch --wrap=cat x ", " sort ", " uniq", "u1", "/home/u1", "a"}, '|');
    EXPECT_EQ(readings.count, 1);
    EXPECT_EQ(readings.fields, (Fields{"sbatch --wrap=cat x | sort | uniq", "u1", "/home/u1|a"}));
}

TEST(ReadColumns, NoWayAndTwoWays)
{
    EXPECT_EQ(readColumns(kCommandUserFolder, {"a", "u1"}, '|').count, 0) << "too few";
    EXPECT_EQ(readColumns(kCommandUserFolder, {"a", "b c", "no folder"}, '|').count, 0);
    EXPECT_EQ(readColumns(kCommandUserFolder, {"a", "u1", "/x", "u1", "/x"}, '|').count, 2)
        << "'a' of u1 in '/x|u1|/x', or 'a|u1|/x' of u1 in '/x'";
    EXPECT_EQ(readColumns({ColumnKind::Free, ColumnKind::Free}, {"a", "b", "c"}, '|').count, 2);
    EXPECT_EQ(readColumns({}, {"a"}, '|').count, 0);
}

TEST(ReadColumns, ASurplusFieldMakesNoEmptyTime)
{
    const Kinds kinds{ColumnKind::Free, ColumnKind::Nodes, ColumnKind::Time};
    EXPECT_EQ(readColumns(kinds, {"a", "n1", ""}, '|').count, 1) << "not known";
    EXPECT_EQ(readColumns(kinds, {"a", "n1", "n2", ""}, '|').count, 0);
}

TEST(ReadColumns, CommasDoNotPartNodesAndResources)
{
    const Kinds kinds{ColumnKind::Id, ColumnKind::Nodes, ColumnKind::Resources, ColumnKind::Time};
    const auto readings = readColumns(kinds, {"1", "n1", "n2", "cpu=4", "node=2", "1795435230"}, ',');
    EXPECT_EQ(readings.fields, (Fields{"1", "n1,n2", "cpu=4,node=2", "1795435230"}));
}

TEST(ReadColumns, ManyPiecesCostLittleAndTooManyAreNoWay)
{
    Fields pieces(4000, "x");
    pieces.emplace_back("u1");
    pieces.emplace_back("/home");
    EXPECT_EQ(readColumns({ColumnKind::Free, ColumnKind::Number, ColumnKind::Path}, pieces, '|').count, 0);
    EXPECT_EQ(readColumns({ColumnKind::Free, ColumnKind::Any, ColumnKind::Path}, pieces, '|').count, 1);
    pieces.resize(10000);
    EXPECT_EQ(readColumns({ColumnKind::Free}, pieces, '|').count, 0);
}

TEST(FitsColumn, TellsWhatAColumnCanHold)
{
    struct Case {
        ColumnKind kind;
        Fields good;
        Fields bad;
    };
    for (const auto& [kind, good, bad] :
         {Case{ColumnKind::Id,
               {"200", "9_3", "12+0", "15_[1,3%2]", "61.srv", "61[3].srv"},
               {"x", "a b", " 1"}},
          Case{ColumnKind::Time,
               {"2026-11-23T12:00:30", "1795435230", "Unknown", "Mon Nov 23 12:00:30 2026",
                "2026-11-23 12:00:30Z"},
               {"ten", "cn1", "10 apples"}},
          Case{ColumnKind::Nodes,
               {"cn1", "cn[1-4,7]", "10.0.0.3", "cn1/0*4+cn2/0", "(cn1:ncpus=4)", "None assigned", "a,b"},
               {"1795435230", "#x", "a|b", "cpu=4"}},
          Case{
              ColumnKind::Duration, {"00:04:30", "1-02:00:00", "270", "UNLIMITED", "00:00.123"}, {"x", "1h"}},
          Case{ColumnKind::Number, {"64", "240G", "4Gn", "1.5K", "-1"}, {"x", "4 G", "1:2"}},
          Case{
              ColumnKind::State, {"COMPLETED", "CANCELLED by 1001", "OUT_OF_MEMORY"}, {"1", "was it by x y"}},
          Case{ColumnKind::ExitCode, {"0:0", "0:125", "-1"}, {"x", "0 0"}},
          Case{ColumnKind::Resources, {"billing=64,cpu=64", "cpu=1"}, {"cpu", "cpu=1 node=2"}},
          Case{ColumnKind::Features, {"intel&gpu", "[rack1"}, {"a b"}},
          Case{ColumnKind::Path, {"/home/a b", "/a\nb", "(null)"}, {"home", "\n/x"}},
          Case{ColumnKind::Word, {"domain users"}, {" x", "x "}}}) {
        for (const auto& field : good)
            EXPECT_TRUE(fitsColumn(kind, field)) << field;
        for (const auto& field : bad)
            EXPECT_FALSE(fitsColumn(kind, field)) << field;
        EXPECT_TRUE(fitsColumn(kind, "")) << static_cast<int>(kind);
    }
}

} // namespace
} // namespace nodesentry
