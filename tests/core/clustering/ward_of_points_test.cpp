#include "blobs.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/agreement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>

using namespace nodesentry;

namespace {

/// Ward's tree from the distances of all pairs, in double precision: the other way to the same thing.
MergeTree fromDistances(const FeatureMatrix& points)
{
    return *agglomerate(*euclideanDistances<double>(points), Linkage::Ward);
}

std::vector<double> heightsOf(const MergeTree& tree)
{
    std::vector<double> heights;
    for (const auto& merge : tree.merges)
        heights.push_back(merge.height);
    return heights;
}

} // namespace

TEST(WardOfPoints, TreeEqualsThatFromTheDistances)
{
    for (const std::int64_t count : {2, 3, 17, 300, 700}) {
        const auto points = test::makeBlobs(count, 5, 3, 2.0, static_cast<unsigned>(count)).points;
        const auto tree = agglomerateWard(points);
        ASSERT_TRUE(tree) << tree.error().text();
        const auto expected = fromDistances(points);
        ASSERT_EQ(tree->merges.size(), expected.merges.size());
        for (std::size_t step = 0; step < expected.merges.size(); ++step) {
            EXPECT_NEAR(tree->merges[step].height, expected.merges[step].height,
                        1e-10 * expected.merges.back().height);
            EXPECT_EQ(tree->merges[step].first, expected.merges[step].first) << step;
            EXPECT_EQ(tree->merges[step].second, expected.merges[step].second) << step;
            EXPECT_EQ(tree->merges[step].size, expected.merges[step].size) << step;
        }
    }
}

TEST(WardOfPoints, CopiesOfAPointMergeFirstAndAtHeightZero)
{
    // Three places with 200, 300 and 500 copies.
    FeatureMatrix points(1000, 2);
    std::vector<int> place;
    for (int i = 0; i < 1000; ++i) {
        place.push_back(i % 10 < 2 ? 0 : i % 10 < 5 ? 1 : 2);
        points.row(i) << 0.1 * place.back() * place.back(), 0.3 * place.back();
    }
    const auto tree = agglomerateWard(points);
    ASSERT_TRUE(tree);
    for (std::size_t step = 0; step < 997; ++step)
        ASSERT_EQ(tree->merges[step].height, 0.0) << step;
    EXPECT_EQ(adjustedRandIndex(cutTree(*tree, 3), place), 1.0);
    const auto expected = fromDistances(points);
    EXPECT_NEAR(tree->merges[997].height, expected.merges[997].height, 1e-9);
    EXPECT_NEAR(tree->merges[998].height, expected.merges[998].height, 1e-9);
}

TEST(WardOfPoints, EqualDistancesGiveTheSameTreeWithAnyNumberOfThreads)
{
    // A square grid: every inner point has four nearest neighbours.
    FeatureMatrix points(900, 2);
    for (int i = 0; i < 900; ++i)
        points.row(i) << i % 30, i / 30;
    const auto one = agglomerateWard(points);
    const auto three = agglomerateWard(points, RunContext({}, {}, 3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ(one->merges, three->merges);
    EXPECT_TRUE(std::is_sorted(one->merges.begin(), one->merges.end(),
                               [](const Merge& a, const Merge& b) { return a.height < b.height; }));
    // Each point has one of the first merges at most, so half of the points can merge at distance 1.
    const auto heights = heightsOf(*one);
    EXPECT_GT(std::count(heights.begin(), heights.end(), 1.0), 300);
}

TEST(WardOfPoints, OneNeighbourOfManyDoesNotBringItToAHalt)
{
    // Corners of a simplex around the origin, each a little farther out than the one before: the origin is
    // nearest to all, so that rounds merge one pair each until the chain takes over.
    constexpr int kCorners = 150;
    FeatureMatrix points = FeatureMatrix::Zero(kCorners + 1, kCorners);
    for (int i = 0; i < kCorners; ++i)
        points(i + 1, i) = 1.0 + 1e-3 * i;
    const auto tree = agglomerateWard(points);
    ASSERT_TRUE(tree);
    const auto expected = fromDistances(points);
    for (std::size_t step = 0; step < expected.merges.size(); ++step)
        EXPECT_NEAR(tree->merges[step].height, expected.merges[step].height, 1e-10) << step;
}

TEST(WardOfPoints, NoneAndOnePointHaveNoMerges)
{
    EXPECT_TRUE(agglomerateWard(FeatureMatrix(0, 3))->merges.empty());
    const auto one = agglomerateWard(FeatureMatrix::Ones(1, 3));
    EXPECT_TRUE(one->merges.empty());
    EXPECT_EQ(one->points, 1);
}

TEST(WardOfPoints, WhatIsNotFiniteIsRefusedAndAStopIsObeyed)
{
    FeatureMatrix points = FeatureMatrix::Ones(3, 2);
    points(1, 1) = std::nan("");
    EXPECT_EQ(agglomerateWard(points).error().code, ErrorCode::InvalidArgument);
    std::stop_source source;
    source.request_stop();
    EXPECT_EQ(agglomerateWard(FeatureMatrix::Random(50, 2), RunContext(source.get_token())).error().code,
              ErrorCode::Cancelled);
}
