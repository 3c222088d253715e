#include "core/clustering/edit/editable_clustering.h"

#include "editable_blobs.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace nodesentry;
using Kind = ClusterEditKind;

namespace {

/// Twelve training segments, row r in cluster r % 3 + 1, and three matched ones, rows 12 to 14.
class ClusterEditRules : public ::testing::Test {
protected:
    test::EditableBlobs blobs{12, 3, 3, 4};
    EditableClustering clustering = blobs.make();

    SegmentKey key(std::int64_t row) const { return blobs.key(row); }
    int clusterOf(std::int64_t row) const { return clustering.placeOf(row).cluster; }
    ClusterChange apply(const ClusterEdit& edit)
    {
        auto change = clustering.apply(edit);
        EXPECT_TRUE(change) << change.error().text();
        return change.value_or(ClusterChange{});
    }
    /// @return the message of the refusal, which the preview must announce too
    std::string refusal(const ClusterEdit& edit)
    {
        const auto preview = clustering.preview(edit);
        const auto change = clustering.apply(edit);
        if (change)
            return "it was done";
        EXPECT_TRUE(!preview || !preview->violations.empty());
        return change.error().message;
    }
};

} // namespace

TEST_F(ClusterEditRules, ALockedClusterRefusesEverythingUntilItIsUnlocked)
{
    apply({Kind::Lock, 1, {}, {}, {}});
    EXPECT_EQ(refusal({Kind::Move, 2, {}, {key(0)}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Move, 1, {}, {key(1)}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Merge, 2, {1}, {}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Merge, 1, {2}, {}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Split, 1, {}, {key(0)}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Create, 0, {}, {key(0)}, {}}), "cluster 1 ('blob 1') is locked");
    EXPECT_EQ(refusal({Kind::Rename, 1, {}, {}, "other"}), "cluster 1 ('blob 1') is locked");
    apply({Kind::Move, 3, {}, {key(1)}, {}}); // between other clusters
    apply({Kind::Unlock, 1, {}, {}, {}});
    apply({Kind::Move, 2, {}, {key(0)}, {}});
}

TEST_F(ClusterEditRules, AnEmptiedClusterDisappearsAndItsIdIsNotUsedAgain)
{
    const auto change = apply({Kind::Move, 1, {}, {key(1), key(4), key(7), key(10)}, {}});
    EXPECT_EQ(clustering.find(2), nullptr);
    EXPECT_EQ(clustering.library().entries().size(), 2U);
    apply({Kind::Create, 0, {}, {key(1)}, "one"});
    EXPECT_EQ(clusterOf(1), 4);
    ASSERT_TRUE(clustering.apply(ClusterEdit{Kind::Move, 1, {}, {key(1)}, {}})); // empties 4
    apply({Kind::Create, 0, {}, {key(1)}, "two"});
    EXPECT_EQ(clusterOf(1), 5);
}

TEST_F(ClusterEditRules, ALinkMustHoldWhenItIsMadeAndIsKeptFromThenOn)
{
    EXPECT_NE(refusal({Kind::MustLink, 0, {}, {key(0), key(1)}, {}}).find("different clusters"),
              std::string::npos);
    EXPECT_NE(refusal({Kind::CannotLink, 0, {}, {key(0), key(3)}, {}}).find("the same cluster"),
              std::string::npos);
    apply({Kind::MustLink, 0, {}, {key(3), key(0)}, {}});
    apply({Kind::CannotLink, 0, {}, {key(0), key(1)}, {}});
    EXPECT_NE(refusal({Kind::Move, 3, {}, {key(0)}, {}}).find("must stay together"), std::string::npos);
    EXPECT_NE(refusal({Kind::Split, 1, {}, {key(3), key(6)}, {}}).find("must stay together"),
              std::string::npos);
    EXPECT_NE(refusal({Kind::Merge, 1, {2}, {}, {}}).find("must stay apart"), std::string::npos);
    apply({Kind::Move, 3, {}, {key(0), key(3)}, {}});
    apply({Kind::Unlink, 0, {}, {key(1), key(0)}, {}});
    apply({Kind::Merge, 3, {2}, {}, {}});
    EXPECT_EQ(clustering.links().size(), 1U);
}

TEST_F(ClusterEditRules, AMatchedSegmentPlacedByHandStaysAndChangesNoCluster)
{
    const auto before = clustering.library().toBytes();
    const int matched = clusterOf(12);
    const int other = matched == 1 ? 2 : 1;
    apply({Kind::Move, other, {}, {key(12)}, {}});
    EXPECT_EQ(clusterOf(12), other);
    EXPECT_TRUE(clustering.placeOf(12).fixed);
    EXPECT_TRUE(std::isnan(clustering.placeOf(12).silhouette));
    EXPECT_EQ(clustering.library().toBytes(), before) << "test data never shapes a cluster";
    apply({Kind::Release, 0, {}, {key(12)}, {}});
    EXPECT_EQ(clusterOf(12), matched);
    EXPECT_FALSE(clustering.placeOf(12).fixed);
    EXPECT_NE(refusal({Kind::Create, 0, {}, {key(12)}, {}}).find("training range"), std::string::npos);
    EXPECT_NE(refusal({Kind::Release, 0, {}, {key(0)}, {}}).find("in training"), std::string::npos);
}

TEST_F(ClusterEditRules, WhatWasPlacedInAClusterThatGoesIsMatchedAgain)
{
    apply({Kind::Move, 2, {}, {key(12)}, {}});
    const auto change = apply({Kind::Move, 1, {}, {key(1), key(4), key(7), key(10)}, {}});
    EXPECT_FALSE(clustering.placeOf(12).fixed);
    ASSERT_TRUE(clustering.apply(change.inverse()));
    EXPECT_TRUE(clustering.placeOf(12).fixed);
    EXPECT_EQ(clusterOf(12), 2);
}

TEST_F(ClusterEditRules, EditsThatMakeNoSenseSayWhy)
{
    EXPECT_EQ(clustering.apply(ClusterEdit{Kind::Move, 9, {}, {key(0)}, {}}).error().code,
              ErrorCode::NotFound);
    EXPECT_EQ(clustering.apply(ClusterEdit{Kind::Move, 1, {}, {{"cn9", 0}}, {}}).error().code,
              ErrorCode::NotFound);
    EXPECT_NE(refusal({Kind::Move, 1, {}, {key(0)}, {}}).find("change nothing"), std::string::npos);
    EXPECT_NE(refusal({Kind::Merge, 1, {1}, {}, {}}).find("itself"), std::string::npos);
    EXPECT_NE(refusal({Kind::Split, 1, {}, {key(1)}, {}}).find("is not in cluster 1"), std::string::npos);
    EXPECT_NE(refusal({Kind::Split, 1, {}, {key(0), key(3), key(6), key(9)}, {}}).find("would leave it"),
              std::string::npos);
    EXPECT_NE(refusal({Kind::Recolour, 1, {}, {}, "red"}).find("no colour"), std::string::npos);
    EXPECT_NE(refusal({Kind::MustLink, 0, {}, {key(0)}, {}}).find("two segments"), std::string::npos);
}

TEST_F(ClusterEditRules, AChangeOfAnotherStateIsRefused)
{
    const auto change = apply({Kind::Move, 2, {}, {key(0)}, {}});
    apply({Kind::Move, 3, {}, {key(0)}, {}});
    EXPECT_EQ(clustering.apply(change.inverse()).error().code, ErrorCode::InconsistentData);
    EXPECT_EQ(clusterOf(0), 3);
}

TEST_F(ClusterEditRules, ThePreviewSaysWhatWouldHappenAndDoesNothing)
{
    const auto before = clustering.library().toBytes();
    const auto preview = clustering.preview({Kind::Move, 2, {}, {key(0)}, {}}).value();
    EXPECT_EQ(clustering.library().toBytes(), before);
    EXPECT_LT(preview.silhouetteAfter, preview.silhouetteBefore) << "a blob's member in another blob";
    ASSERT_EQ(preview.clusters.size(), 2U);
    EXPECT_EQ(preview.clusters[0].id, 1);
    EXPECT_EQ(preview.clusters[0].sizeBefore, 4);
    EXPECT_EQ(preview.clusters[0].sizeAfter, 3);
    // The mean of four moves by a third of the distance of the one that leaves.
    EXPECT_NEAR(preview.clusters[0].centroidShift, clustering.placeOf(0).distance / 3, 1e-9);
    EXPECT_EQ(preview.staleModels,
              (std::vector<int>{1, 2})); // four segments each, and a model learns from five
    EXPECT_TRUE(preview.goneModels.empty());

    const auto merge = clustering.preview({Kind::Merge, 1, {3}, {}, {}}).value();
    EXPECT_EQ(merge.staleModels, std::vector<int>{1});
    EXPECT_EQ(merge.goneModels, std::vector<int>{3});
    EXPECT_TRUE(std::isnan(merge.clusters[1].centroidShift));
    EXPECT_TRUE(clustering.preview({Kind::Rename, 1, {}, {}, "x"}).value().staleModels.empty());
}

TEST(ClusterEditModels, AModelThatLearnsFromTheNearestOnlyIsNotStaleWhenAnOutlierLeaves)
{
    const test::EditableBlobs blobs(400, 0, 2, 3);
    const auto clustering = blobs.make();
    std::int64_t farthest = 0;
    for (const auto row : clustering.trainingRowsOf(1))
        if (clustering.placeOf(row).distance > clustering.placeOf(farthest).distance)
            farthest = row;
    const auto preview = clustering.preview({Kind::Create, 0, {}, {blobs.key(farthest)}, {}}).value();
    EXPECT_EQ(preview.staleModels, std::vector<int>{3})
        << "the new cluster needs a model, cluster 1 keeps its own";
}
