#include "core/clustering/edit/replay_edits.h"

#include "editable_blobs.h"

#include <gtest/gtest.h>

using namespace nodesentry;
using Kind = ClusterEditKind;

namespace {

/// Edits are made on one clustering (row r in cluster r % 3 + 1) and done again on another one of the same
/// segments, whose clusters are 11 and up and which each test rearranges before.
class ClusterEditReplay : public ::testing::Test {
protected:
    test::EditableBlobs blobs{24, 0, 3, 4};
    EditableClustering old = blobs.make();
    std::vector<PastEdit> edits;
    EditableClustering::Input next = blobs.input;

    void SetUp() override
    {
        for (auto& cluster : next.clusterOfRow)
            cluster += 10;
        for (auto& facts : next.clusters)
            facts = {facts.id + 10, "", "", "", false};
        next.nextId = 20;
    }
    SegmentKey key(std::int64_t row) const { return blobs.key(row); }
    std::vector<SegmentKey> keys(const std::vector<std::int64_t>& rows) const
    {
        std::vector<SegmentKey> some;
        for (const auto row : rows)
            some.push_back(key(row));
        return some;
    }
    void did(const ClusterEdit& edit) { edits.push_back({edit, old.apply(edit).value()}); }
    void put(std::int64_t row, int cluster) { next.clusterOfRow[static_cast<std::size_t>(row)] = cluster; }

    std::vector<ReplayedEdit> replay()
    {
        std::map<SegmentKey, int> before;
        for (std::size_t row = 0; row < blobs.input.segments->keys.size(); ++row)
            before[blobs.input.segments->keys[row]] = blobs.input.clusterOfRow[row];
        clustering = EditableClustering::make(next).value();
        return replayEdits(before, edits, *clustering).value();
    }
    int clusterOf(std::int64_t row) const { return clustering->placeOf(clustering->rowOf(key(row))).cluster; }

    std::optional<EditableClustering> clustering;
};

} // namespace

TEST_F(ClusterEditReplay, OnTheSameClustersEverythingIsDoneAgainWithNewIds)
{
    did({Kind::Move, 2, {}, {key(0)}, {}});
    did({Kind::Split, 1, {}, keys({3, 6, 9}), "part"});
    did({Kind::Annotate, 4, {}, {}, "made by hand"});
    did({Kind::Merge, 2, {3}, {}, {}});
    did({Kind::CannotLink, 0, {}, keys({3, 12}), {}});
    did({Kind::Lock, 2, {}, {}, {}});
    const auto replayed = replay();
    for (const auto& edit : replayed)
        EXPECT_EQ(edit.outcome, ReplayOutcome::Applied) << edit.detail;
    EXPECT_EQ(clusterOf(0), 12);
    EXPECT_EQ(clusterOf(3), 20);
    EXPECT_EQ(clustering->find(20)->note, "made by hand");
    EXPECT_EQ(clusterOf(2), 12);
    EXPECT_EQ(clustering->find(13), nullptr);
    EXPECT_TRUE(clustering->find(12)->locked);
    EXPECT_EQ(clustering->links().size(), 1U);
    for (std::int64_t row = 0; row < 24; ++row) { // the same grouping
        for (std::int64_t other = 0; other < row; ++other)
            EXPECT_EQ(clusterOf(row) == clusterOf(other),
                      old.placeOf(row).cluster == old.placeOf(other).cluster);
    }
}

TEST_F(ClusterEditReplay, WhatTheNewClusteringDoesByItselfHolds)
{
    did({Kind::Move, 2, {}, {key(0)}, {}});
    did({Kind::Merge, 2, {3}, {}, {}});
    did({Kind::Split, 1, {}, keys({3, 6, 9}), "part"});
    did({Kind::Rename, 4, {}, {}, "idle"});
    put(0, 12);
    for (const std::int64_t row : {2, 5, 8, 11, 14, 17, 20, 23})
        put(row, 12);
    for (const std::int64_t row : {3, 6, 9})
        put(row, 13);
    const auto replayed = replay();
    // Cluster 2 is most of no new cluster (8 of 17), so that a move to it is not certain to be meant there.
    EXPECT_EQ(replayed[0].outcome, ReplayOutcome::Conflict);
    EXPECT_EQ(replayed[1].outcome, ReplayOutcome::Holds);
    EXPECT_EQ(replayed[2].outcome, ReplayOutcome::Holds);
    EXPECT_EQ(replayed[3].outcome, ReplayOutcome::Applied);
    EXPECT_EQ(clustering->find(13)->name, "idle");
}

TEST_F(ClusterEditReplay, AClusterThatIsSpreadOutIsAConflictAndSoIsWhatRestsOnIt)
{
    did({Kind::Rename, 1, {}, {}, "gone"});
    did({Kind::Split, 1, {}, keys({0, 6, 12, 18}), "part"});
    did({Kind::Lock, 4, {}, {}, {}});
    for (std::int64_t row = 0; row < 24; row += 3)
        put(row, row % 2 == 0 ? 12 : 13);
    put(0, 13);
    put(6, 13);
    put(1, 11);
    const auto replayed = replay();
    EXPECT_EQ(replayed[0].outcome, ReplayOutcome::Conflict);
    EXPECT_NE(replayed[0].detail.find("no counterpart"), std::string::npos) << replayed[0].detail;
    EXPECT_EQ(replayed[1].outcome, ReplayOutcome::Conflict);
    EXPECT_NE(replayed[1].detail.find("spread over"), std::string::npos) << replayed[1].detail;
    EXPECT_EQ(replayed[2].outcome, ReplayOutcome::Conflict);
    EXPECT_EQ(clustering->find(13)->name, "");
}

TEST_F(ClusterEditReplay, SegmentsThatAreGoneAreNamed)
{
    did({Kind::Move, 2, {}, keys({0, 3}), {}});
    did({Kind::MustLink, 0, {}, keys({0, 1}), {}});
    auto fewer = std::make_shared<ClusteredSegments>(*next.segments);
    fewer->keys[0] = {"cn9", 77}; // row 0 is another segment now
    next.segments = fewer;
    const auto replayed = replay();
    EXPECT_EQ(replayed[0].outcome, ReplayOutcome::Partly);
    EXPECT_EQ(replayed[0].detail, "no longer there: " + key(0).text());
    EXPECT_EQ(clusterOf(3), 12);
    EXPECT_EQ(replayed[1].outcome, ReplayOutcome::Conflict);
}

TEST_F(ClusterEditReplay, ALockBringsBackWhatTheNewClusteringTook)
{
    did({Kind::Lock, 1, {}, {}, {}});
    put(3, 12);
    put(1, 11); // and a new member, which stays
    const auto replayed = replay();
    EXPECT_EQ(replayed[0].outcome, ReplayOutcome::Applied);
    EXPECT_EQ(replayed[0].detail, "brought back: " + key(3).text());
    EXPECT_EQ(replayed[0].done.size(), 2U);
    EXPECT_EQ(clusterOf(3), 11);
    EXPECT_EQ(clusterOf(1), 11);
    EXPECT_TRUE(clustering->find(11)->locked);
}

TEST_F(ClusterEditReplay, LinksAreKeptAgainstTheNewClustering)
{
    did({Kind::MustLink, 0, {}, keys({0, 3}), {}});
    did({Kind::CannotLink, 0, {}, keys({1, 2}), {}});
    did({Kind::Lock, 3, {}, {}, {}});
    did({Kind::MustLink, 0, {}, keys({2, 5}), {}});
    put(3, 12);
    put(2, 12);
    const auto replayed = replay();
    EXPECT_EQ(replayed[0].outcome, ReplayOutcome::Applied);
    EXPECT_EQ(replayed[0].detail, key(3).text() + " was moved to cluster 11");
    EXPECT_EQ(clusterOf(3), 11);
    EXPECT_EQ(clusterOf(2), 13) << "a member of blob 3 goes to the nearest other cluster, its own";
    EXPECT_EQ(replayed[3].outcome, ReplayOutcome::Applied);
    EXPECT_EQ(clustering->links().size(), 3U);
}
