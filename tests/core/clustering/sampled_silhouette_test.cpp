#include "blobs.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/silhouette.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stop_token>

using namespace nodesentry;

namespace {

struct Subject {
    FeatureMatrix points = test::makeBlobs(600, 4, 4, 2.5, 11).points;
    BasicCondensedDistances<double> distances = *euclideanDistances<double>(points);
    MergeTree tree = *agglomerate(distances.clone(), Linkage::Ward);
};

} // namespace

TEST(SampledSilhouette, OfAllPointsItIsExactAndItsErrorZero)
{
    const Subject subject;
    const CutRange range{2, 12, 3};
    const auto exact = silhouetteCurve(subject.distances, subject.tree, range);
    const auto all = sampledSilhouetteCurve(subject.points, subject.tree, range, {600, 1});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->k, exact->k);
    for (std::size_t i = 0; i < exact->k.size(); ++i) {
        EXPECT_NEAR(all->mean[i], exact->mean[i], 1e-12);
        EXPECT_EQ(all->error[i], 0.0);
    }
    const auto labels = cutTree(subject.tree, 4);
    const auto samples = silhouetteSamples(subject.distances, labels);
    const auto points = sampledSilhouettes(subject.points, labels, {600, 1});
    for (std::size_t i = 0; i < labels.size(); ++i)
        EXPECT_NEAR(points->ofPoint[i], (*samples)[i], 1e-12);
}

TEST(SampledSilhouette, TwoStandardErrorsCoverTheExactValueInNineteenOfTwentySamples)
{
    const Subject subject;
    const CutRange range{2, 10};
    const auto exact = silhouetteCurve(subject.distances, subject.tree, range);
    const auto labels = cutTree(subject.tree, 4);
    int covered = 0, cuts = 0, means = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto curve = sampledSilhouetteCurve(subject.points, subject.tree, range, {150, seed});
        ASSERT_TRUE(curve);
        for (std::size_t i = 0; i < exact->k.size(); ++i, ++cuts)
            covered += std::abs(curve->mean[i] - exact->mean[i]) <= 2 * curve->error[i] ? 1 : 0;
        const auto sampled = sampledSilhouettes(subject.points, labels, {150, seed});
        means += std::abs(sampled->mean - exact->mean[2]) <= 2 * sampled->error ? 1 : 0;
        EXPECT_GT(sampled->error, 0.0);
    }
    // A normal mean lies within two errors in 95.4 % of all samples; an error told a third too small would
    // cover 82 %.
    EXPECT_GT(covered, 0.92 * cuts);
    EXPECT_LT(covered, 0.985 * cuts);
    EXPECT_GT(means, 0.9 * 200);
}

TEST(SampledSilhouette, PointsThatWereNotDrawnAreEstimatedFromThoseThatWere)
{
    const Subject subject;
    const auto labels = cutTree(subject.tree, 4);
    const auto exact = *silhouetteSamples(subject.distances, labels);
    const auto sampled = sampledSilhouettes(subject.points, labels, {120, 5});
    ASSERT_TRUE(sampled);
    double largest = 0, squares = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double difference = std::abs(sampled->ofPoint[i] - exact[i]);
        largest = std::max(largest, difference);
        squares += difference * difference;
    }
    EXPECT_GT(largest, 0.0);
    EXPECT_LT(std::sqrt(squares / 600), 0.05);
}

TEST(SampledSilhouette, ASmallClusterIsSeenEvenIfTheSampleMissesIt)
{
    auto blobs = test::makeBlobs(500, 3, 2, 12.0, 8);
    std::vector<int> labels = blobs.centreOf;
    for (std::int64_t i = 490; i < 500; ++i) {
        blobs.points.row(i).array() += 60.0;
        labels[static_cast<std::size_t>(i)] = 2;
    }
    const auto exact = *silhouetteSamples(*euclideanDistances<double>(blobs.points), labels);
    const auto sampled = sampledSilhouettes(blobs.points, labels, {20, 3});
    for (std::size_t i = 490; i < 500; ++i)
        EXPECT_NEAR(sampled->ofPoint[i], exact[i], 0.05) << i;
}

TEST(SampledSilhouette, ThreadsChangeNothingAndAStopIsObeyed)
{
    const Subject subject;
    const auto one = sampledSilhouetteCurve(subject.points, subject.tree, {2, 8}, {100, 1});
    const auto three
        = sampledSilhouetteCurve(subject.points, subject.tree, {2, 8}, {100, 1}, RunContext({}, {}, 3));
    EXPECT_EQ(one->mean, three->mean);
    EXPECT_EQ(one->error, three->error);
    std::stop_source source;
    source.request_stop();
    const RunContext stopped(source.get_token());
    EXPECT_EQ(sampledSilhouetteCurve(subject.points, subject.tree, {2, 8}, {100, 1}, stopped).error().code,
              ErrorCode::Cancelled);
}
