#include "core/clustering/edit/cluster_edit.h"

#include <gtest/gtest.h>

using namespace nodesentry;

namespace {

SegmentKey key(const char* node, TimeMs begin)
{
    return {node, begin};
}

} // namespace

TEST(ClusterEdit, ASegmentIsNamedByNodeAndBeginning)
{
    const auto named = SegmentKey::parse("cn1@2026-11-23T00:02:01Z");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->node, "cn1");
    EXPECT_EQ(named->text(), "cn1@2026-11-23T00:02:01Z");
    EXPECT_EQ(SegmentKey::parse("cn1").error().code, ErrorCode::ParseError);
    EXPECT_EQ(SegmentKey::parse("@2026-11-23T00:02:01Z").error().code, ErrorCode::ParseError);
}

TEST(ClusterEdit, ComesBackFromItsText)
{
    const ClusterEdit split{ClusterEditKind::Split, 3, {}, {key("cn1", 5000), key("a \"b\"", -1)}, "idle"};
    EXPECT_EQ(ClusterEdit::fromJson(split.toJson()).value(), split);
    const ClusterEdit merge{ClusterEditKind::Merge, 3, {4, 9}, {}, ""};
    EXPECT_EQ(ClusterEdit::fromJson(merge.toJson()).value(), merge);
    EXPECT_EQ(ClusterEdit::fromJson("{}").error().code, ErrorCode::Corrupt);
    EXPECT_EQ(ClusterEdit::fromJson(R"({"kind":"explode"})").error().code, ErrorCode::Corrupt);
}

TEST(ClusterEdit, AChangeComesBackFromWhatTheJournalKeeps)
{
    ClusterChange change;
    change.placements = {{key("cn1", 1), 3, 7, true, true}, {key("cn2", 2), 3, 3, true, false}};
    change.clusters = {{ClusterFacts{3, "a", "#ff0000", "n", false}, std::nullopt},
                       {std::nullopt, ClusterFacts{7, "b", "", "", false}}};
    change.links = {{{key("cn1", 1), key("cn2", 2), false}, false, true}};
    EXPECT_EQ(ClusterChange::fromJson(change.beforeJson(), change.afterJson()).value(), change);
    EXPECT_EQ(change.inverse().inverse(), change);
    EXPECT_EQ(change.createdCluster(), 7);
    EXPECT_EQ(change.inverse().createdCluster(), 3);
    EXPECT_EQ(change.inverse().beforeJson(), change.afterJson());
    EXPECT_EQ(ClusterChange::fromJson("{", "{}").error().code, ErrorCode::Corrupt);
}
