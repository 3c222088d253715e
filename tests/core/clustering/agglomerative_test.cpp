#include "core/clustering/agglomerative.h"

#include "blobs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace nodesentry;

namespace {

constexpr Linkage kAllLinkages[] = {Linkage::Single, Linkage::Complete, Linkage::Average, Linkage::Ward};

MergeTree treeOf(const FeatureMatrix& points, Linkage linkage)
{
    return *agglomerate(*euclideanDistances<double>(points), linkage);
}

/// Heights of the merges by the definition of each linkage: all pairs of clusters are compared at every step.
std::vector<double> heightsByDefinition(const FeatureMatrix& points, Linkage linkage)
{
    std::vector<std::vector<Eigen::Index>> clusters;
    for (Eigen::Index i = 0; i < points.rows(); ++i)
        clusters.push_back({i});
    const auto meanOf = [&](const std::vector<Eigen::Index>& members) {
        Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(points.cols());
        for (const auto i : members)
            mean += points.row(i);
        return Eigen::RowVectorXd(mean / static_cast<double>(members.size()));
    };
    const auto apart = [&](const std::vector<Eigen::Index>& a, const std::vector<Eigen::Index>& b) {
        const auto sizeA = static_cast<double>(a.size());
        const auto sizeB = static_cast<double>(b.size());
        if (linkage == Linkage::Ward)
            return std::sqrt(2 * sizeA * sizeB / (sizeA + sizeB)) * (meanOf(a) - meanOf(b)).norm();
        double least = std::numeric_limits<double>::infinity(), most = 0, sum = 0;
        for (const auto i : a)
            for (const auto j : b) {
                const double d = (points.row(i) - points.row(j)).norm();
                least = std::min(least, d);
                most = std::max(most, d);
                sum += d;
            }
        return linkage == Linkage::Single  ? least
            : linkage == Linkage::Complete ? most
                                           : sum / (sizeA * sizeB);
    };
    std::vector<double> heights;
    while (clusters.size() > 1) {
        std::size_t bestA = 0, bestB = 1;
        double best = std::numeric_limits<double>::infinity();
        for (std::size_t a = 0; a < clusters.size(); ++a)
            for (std::size_t b = a + 1; b < clusters.size(); ++b)
                if (const double d = apart(clusters[a], clusters[b]); d < best) {
                    best = d;
                    bestA = a;
                    bestB = b;
                }
        heights.push_back(best);
        clusters[bestA].insert(clusters[bestA].end(), clusters[bestB].begin(), clusters[bestB].end());
        clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(bestB));
    }
    return heights;
}

} // namespace

TEST(Agglomerative, HeightsFollowFromTheDefinitionOfEachLinkage)
{
    const auto points = test::makeBlobs(45, 3, 4, 2.5, 11).points;
    for (const auto linkage : kAllLinkages) {
        const auto tree = treeOf(points, linkage);
        const auto expected = heightsByDefinition(points, linkage);
        ASSERT_EQ(tree.merges.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(tree.merges[i].height, expected[i], 1e-11) << static_cast<int>(linkage) << " " << i;
    }
}

TEST(Agglomerative, EveryMergeIsAtLeastAsHighAsThoseItContains)
{
    for (unsigned seed = 0; seed < 20; ++seed) {
        auto points = test::makeBlobs(60, 2, 3, 2.0, seed).points;
        if (seed % 2 == 1)
            points = points.array().round(); // many equal distances
        for (const auto linkage : kAllLinkages) {
            const auto tree = *agglomerate(*euclideanDistances(points), linkage);
            std::set<int> open;
            for (int i = 0; i < 60; ++i)
                open.insert(i);
            for (std::size_t step = 0; step < tree.merges.size(); ++step) {
                const auto& merge = tree.merges[step];
                EXPECT_LT(merge.first, merge.second);
                ASSERT_EQ(open.erase(merge.first), 1U);
                ASSERT_EQ(open.erase(merge.second), 1U);
                open.insert(60 + static_cast<int>(step));
                if (step > 0) {
                    EXPECT_GE(merge.height, tree.merges[step - 1].height);
                }
            }
            EXPECT_EQ(tree.merges.back().size, 60);
        }
    }
}

TEST(Agglomerative, EqualDistancesMergeLowerIndexFirst)
{
    // Four points on a line, one apart: 0-1 and 1-2 are equally near, and so are 2-3 and 1-2.
    FeatureMatrix points(4, 1);
    points << 0, 1, 2, 3;
    const auto tree = treeOf(points, Linkage::Complete);
    EXPECT_EQ(tree.merges[0], (Merge{0, 1, 1.0, 2}));
    EXPECT_EQ(tree.merges[1], (Merge{2, 3, 1.0, 2}));
    EXPECT_EQ(tree.merges[2], (Merge{4, 5, 3.0, 4}));
}

TEST(Agglomerative, EqualPointsMergeAtHeightZeroAndTerminate)
{
    for (const auto linkage : kAllLinkages) {
        const auto tree = treeOf(FeatureMatrix::Ones(30, 4), linkage);
        ASSERT_EQ(tree.merges.size(), 29U);
        for (const auto& merge : tree.merges)
            EXPECT_EQ(merge.height, 0.0);
        EXPECT_EQ(treeOf(FeatureMatrix::Ones(30, 4), linkage).merges, tree.merges);
    }
}

TEST(Agglomerative, NoneOneAndTwoPointsAreTrees)
{
    EXPECT_TRUE(treeOf(FeatureMatrix(0, 2), Linkage::Average).merges.empty());
    EXPECT_TRUE(cutTree(treeOf(FeatureMatrix(0, 2), Linkage::Average), 1).empty());
    EXPECT_TRUE(treeOf(FeatureMatrix::Zero(1, 2), Linkage::Average).merges.empty());
    EXPECT_EQ(cutTree(treeOf(FeatureMatrix::Zero(1, 2), Linkage::Average), 1), std::vector<int>{0});
    FeatureMatrix two(2, 2);
    two << 0, 0, 3, 4;
    const auto tree = treeOf(two, Linkage::Ward);
    ASSERT_EQ(tree.merges.size(), 1U);
    EXPECT_EQ(tree.merges[0], (Merge{0, 1, 5.0, 2}));
    EXPECT_EQ(cutTree(tree, 2), (std::vector<int>{0, 1}));
}

TEST(Agglomerative, CutsHaveKClustersNumberedByFirstAppearanceAndNested)
{
    const auto tree = treeOf(test::makeBlobs(80, 3, 5, 3.0, 4).points, Linkage::Average);
    std::vector<int> coarser(80, 0);
    for (int k = 1; k <= 80; ++k) {
        const auto labels = cutTree(tree, k);
        int next = 0;
        std::set<std::pair<int, int>> within;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            ASSERT_LE(labels[i], next);
            next += labels[i] == next ? 1 : 0;
            within.insert({labels[i], coarser[i]});
        }
        EXPECT_EQ(next, k);
        EXPECT_EQ(static_cast<int>(within.size()), k); // no cluster lies in two of the coarser cut
        coarser = labels;
    }
    EXPECT_THROW((void)cutTree(tree, 81), ContractViolation);
    EXPECT_THROW((void)cutTree(tree, 0), ContractViolation);
}

TEST(Agglomerative, SeparatedBlobsAreFoundByEveryLinkage)
{
    const auto blobs = test::makeBlobs(120, 6, 3, 12.0, 5);
    for (const auto linkage : kAllLinkages)
        EXPECT_EQ(cutTree(treeOf(blobs.points, linkage), 3), blobs.centreOf);
}

TEST(Agglomerative, NamesTheLinkagesItKnows)
{
    EXPECT_EQ(*parseLinkage("ward"), Linkage::Ward);
    const auto unknown = parseLinkage("centroid");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(unknown.error().advice.find("average"), std::string::npos);
}

TEST(Agglomerative, StopsWhenAskedTo)
{
    std::stop_source stop;
    stop.request_stop();
    const auto tree = agglomerate(*euclideanDistances(test::makeBlobs(20, 2, 2, 1, 1).points),
                                  Linkage::Average, RunContext(stop.get_token()));
    ASSERT_FALSE(tree);
    EXPECT_EQ(tree.error().code, ErrorCode::Cancelled);
}
