#include "core/clustering/silhouette.h"

#include "blobs.h"
#include "core/clustering/agglomerative.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace nodesentry;

TEST(Silhouette, EveryCutOfTheCurveEqualsTheMeanOfItsPoints)
{
    // More than one block of points, and a curve that reaches far down the tree.
    const auto distances = euclideanDistances<double>(test::makeBlobs(300, 3, 5, 3.0, 9).points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    const auto curve = silhouetteCurve(*distances, *tree, CutRange{2, 64});
    ASSERT_EQ(curve->k.size(), 63U);
    for (std::size_t i = 0; i < curve->k.size(); ++i) {
        const auto samples = silhouetteSamples(*distances, cutTree(*tree, curve->k[i]));
        const double mean = std::accumulate(samples->begin(), samples->end(), 0.0) / 300.0;
        EXPECT_NEAR(curve->mean[i], mean, 1e-12) << curve->k[i];
    }
}

TEST(Silhouette, IsBestAtTheNumberOfSeparatedBlobs)
{
    const auto distances = euclideanDistances(test::makeBlobs(200, 8, 4, 10.0, 2).points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    const auto best = silhouetteCurve(*distances, *tree, CutRange{2, 20})->best();
    ASSERT_EQ(best.size(), 3U);
    EXPECT_EQ(best.front(), 4);
}

TEST(Silhouette, BestAreInOrderAndTheSmallerNumberWinsATie)
{
    const SilhouetteCurve curve{{2, 3, 4, 5}, {0.3, 0.5, 0.1, 0.5}};
    EXPECT_EQ(curve.best(), (std::vector<int>{3, 5, 2}));
    EXPECT_EQ(curve.best(9), (std::vector<int>{3, 5, 2, 4}));
    EXPECT_TRUE(SilhouetteCurve{}.best().empty());
}

TEST(Silhouette, ChoicesDifferInTheClustersThatAreNoStrays)
{
    const SilhouetteCurve curve{{2, 3, 4, 5}, {0.3, 0.5, 0.1, 0.4}, {}, {1, 2, 3, 2}};
    EXPECT_EQ(curve.choices(), (std::vector<std::size_t>{1, 0, 2})); // 5 leaves two clusters, as 3 does
    EXPECT_EQ(curve.choices(2), (std::vector<std::size_t>{1, 0}));
}

TEST(Silhouette, StraysOfEveryCutAreCounted)
{
    auto blobs = test::makeBlobs(90, 3, 2, 12.0, 8);
    blobs.points.row(4).array() += 80.0;
    blobs.points.row(7).array() -= 80.0;
    const auto distances = euclideanDistances(blobs.points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    const auto curve = silhouetteCurve(*distances, *tree, CutRange{2, 20, 5});
    for (std::size_t i = 0; i < curve->k.size(); ++i) {
        const auto labels = cutTree(*tree, curve->k[i]);
        std::vector<int> size(20, 0);
        for (const int label : labels)
            ++size[static_cast<std::size_t>(label)];
        EXPECT_EQ(curve->kept[i], std::count_if(size.begin(), size.end(), [](int s) { return s >= 5; }))
            << curve->k[i];
    }
    EXPECT_EQ(curve->kept[2], 2); // two blobs, two strays
}

TEST(Silhouette, FollowsFromItsDefinition)
{
    // 0 and 1 together, 4 apart: point 0 has a = 1, b = 4; point 1 has a = 1, b = 3; point 2 is alone.
    FeatureMatrix points(3, 1);
    points << 0, 1, 4;
    const auto samples = silhouetteSamples(*euclideanDistances<double>(points), {0, 0, 5});
    EXPECT_DOUBLE_EQ((*samples)[0], 0.75);
    EXPECT_DOUBLE_EQ((*samples)[1], 2.0 / 3.0);
    EXPECT_EQ((*samples)[2], 0.0);
}

TEST(Silhouette, OneClusterAndEqualPointsGiveZero)
{
    const auto distances = euclideanDistances(FeatureMatrix(FeatureMatrix::Ones(6, 2)));
    EXPECT_EQ(*silhouetteSamples(*distances, {0, 0, 0, 0, 0, 0}), std::vector<double>(6, 0.0));
    EXPECT_EQ(*silhouetteSamples(*distances, {0, 0, 0, 1, 1, 1}), std::vector<double>(6, 0.0));
}

TEST(Silhouette, RangeIsLimitedToWhatThePointsAllow)
{
    const auto distances = euclideanDistances(test::makeBlobs(5, 2, 2, 5.0, 1).points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    EXPECT_EQ(silhouetteCurve(*distances, *tree, CutRange{2, 100})->k, (std::vector<int>{2, 3, 4}));
    EXPECT_EQ(silhouetteCurve(*distances, *tree, CutRange{50, 100})->k, std::vector<int>{4});
    const auto two = euclideanDistances(test::makeBlobs(2, 2, 2, 5.0, 1).points);
    EXPECT_TRUE(
        silhouetteCurve(*two, *agglomerate(two->clone(), Linkage::Average), CutRange{2, 9})->k.empty());
}

TEST(Silhouette, ClustersBelowTheMinimumCountAsStrayPoints)
{
    // 0, 1 | 10, 11 | 100. Cut into 3, every a is 1; the outer points have b = 10.5, the inner ones 9.5, and
    // the stray gives 0. Cut into 2, one cluster is left, which has no neighbour.
    FeatureMatrix points(5, 1);
    points << 0, 1, 10, 11, 100;
    const auto distances = euclideanDistances<double>(points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    const auto curve = silhouetteCurve(*distances, *tree, CutRange{2, 3, 2});
    EXPECT_EQ(curve->mean[0], 0.0);
    EXPECT_NEAR(curve->mean[1], (2 * 9.5 / 10.5 + 2 * 8.5 / 9.5) / 5, 1e-12);
    EXPECT_GT(silhouetteCurve(*distances, *tree, CutRange{2, 3, 1})->mean[0], 0.6);
}

TEST(Silhouette, DoesNotDependOnTheNumberOfThreads)
{
    const auto distances = euclideanDistances(test::makeBlobs(500, 3, 3, 2.0, 8).points);
    const auto tree = agglomerate(distances->clone(), Linkage::Ward);
    EXPECT_EQ(silhouetteCurve(*distances, *tree, CutRange{2, 20})->mean,
              silhouetteCurve(*distances, *tree, CutRange{2, 20}, RunContext({}, {}, 3))->mean);
}

TEST(Silhouette, StopsWhenAskedTo)
{
    std::stop_source stop;
    stop.request_stop();
    const auto distances = euclideanDistances(test::makeBlobs(20, 2, 2, 5.0, 1).points);
    const auto tree = agglomerate(distances->clone(), Linkage::Average);
    const RunContext context(stop.get_token());
    EXPECT_EQ(silhouetteCurve(*distances, *tree, CutRange{2, 9}, context).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(silhouetteSamples(*distances, cutTree(*tree, 2), context).error().code, ErrorCode::Cancelled);
}
