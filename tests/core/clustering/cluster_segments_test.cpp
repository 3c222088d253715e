#include "core/clustering/cluster_library.h"

#include "blobs.h"
#include "core/clustering/agreement.h"
#include "core/clustering/distance.h"
#include "core/clustering/silhouette.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>
#include <string>

using namespace nodesentry;

namespace {

/// Whole segments and their starts: the same three kinds, but on different scales, since a start has not yet
/// shown all that a segment does.
struct Segments {
    test::Blobs whole;
    FeatureMatrix prefix;
    std::vector<std::int64_t> ids;
};

Segments makeSegments(std::int64_t count, int kinds, unsigned seed)
{
    Segments segments{test::makeBlobs(count, 12, kinds, 12.0, seed), {}, test::idsFrom(500, count)};
    segments.prefix = test::makeBlobs(count, 12, kinds, 12.0, seed + 1).points.array() * 0.1 + 3.0;
    return segments;
}

Result<ClusteringResult> cluster(const Segments& segments, const ClusterOptions& options = {},
                                 int firstId = 1)
{
    return clusterSegments(segments.ids, segments.whole.points, segments.prefix, 4, options, firstId, {});
}

} // namespace

TEST(ClusterSegments, FindsSeparatedKindsByThemselves)
{
    for (const std::string linkage : {"average", "complete", "ward", "single"}) {
        const auto segments = makeSegments(90, 3, 31);
        ClusterOptions options;
        options.linkage = linkage;
        const auto result = cluster(segments, options, 7);
        ASSERT_TRUE(result) << result.error().text();
        EXPECT_EQ(adjustedRandIndex(result->clusterOfRow, segments.whole.centreOf), 1.0) << linkage;
        EXPECT_EQ(result->curve.best(1), std::vector<int>{3});
        EXPECT_EQ(std::set<int>(result->clusterOfRow.begin(), result->clusterOfRow.end()),
                  (std::set<int>{7, 8, 9}));
        EXPECT_EQ(result->tree.merges.size(), 89U);
        for (const auto& entry : result->library.entries()) {
            EXPECT_EQ(entry.members.size(), 30U);
            EXPECT_GT(entry.silhouette, 0.5);
        }
    }
}

TEST(ClusterSegments, TheStartOfATrainingSegmentMatchesItsOwnCluster)
{
    const auto segments = makeSegments(120, 4, 5);
    const auto result = cluster(segments);
    ASSERT_TRUE(result);
    int fitting = 0;
    for (std::int64_t row = 0; row < 120; ++row) {
        const auto match = result->library.match(segments.prefix.row(row).transpose());
        EXPECT_EQ(match.cluster, result->clusterOfRow[static_cast<std::size_t>(row)]);
        fitting += match.fits ? 1 : 0;
    }
    EXPECT_GE(fitting, 119); // the quantile leaves one in a hundred out, before the margin
}

TEST(ClusterSegments, PerRowFiguresBelongToTheRows)
{
    const auto segments = makeSegments(60, 3, 8);
    const auto result = cluster(segments);
    ASSERT_TRUE(result);
    const auto scaled = result->library.wholeScaler().apply(segments.whole.points);
    std::vector<double> sum(3, 0.0);
    for (std::int64_t row = 0; row < 60; ++row) {
        const auto& entry = *result->library.find(result->clusterOfRow[static_cast<std::size_t>(row)]);
        EXPECT_NEAR(result->distanceOfRow[static_cast<std::size_t>(row)],
                    (scaled.row(row).transpose() - entry.centroid).norm(), 1e-12);
        EXPECT_EQ(entry.members[static_cast<std::size_t>(row / 3)],
                  segments.ids[static_cast<std::size_t>(row)]);
        sum[static_cast<std::size_t>(entry.id - 1)] += result->silhouetteOfRow[static_cast<std::size_t>(row)];
    }
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(result->library.entries()[i].silhouette, sum[i] / 20.0, 1e-12);
}

TEST(ClusterSegments, AGivenNumberOfClustersIsKeptUpToOneASegment)
{
    const auto segments = makeSegments(20, 2, 3);
    ClusterOptions options;
    options.k = 5;
    EXPECT_EQ(cluster(segments, options)->library.entries().size(), 5U);
    options.k = 1;
    EXPECT_EQ(cluster(segments, options)->library.entries().size(), 1U);
    options.k = 1000;
    EXPECT_EQ(cluster(segments, options)->library.entries().size(), 20U);
}

TEST(ClusterSegments, AStrayNeitherDecidesTheNumberOfClustersNorStaysAlone)
{
    auto segments = makeSegments(91, 3, 61);
    segments.whole.points.row(90).setConstant(300);
    ClusterOptions options;
    options.clip = 0;
    options.signedRoot = false;
    const auto result = cluster(segments, options);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->library.entries().size(), 3U);
    const std::vector<int> others(result->clusterOfRow.begin(), result->clusterOfRow.end() - 1);
    const std::vector<int> kinds(segments.whole.centreOf.begin(), segments.whole.centreOf.end() - 1);
    EXPECT_EQ(adjustedRandIndex(others, kinds), 1.0);

    options.minClusterSize = 1; // the paper's rule: the best cut parts the stray from all the rest
    const auto kept = cluster(segments, options);
    EXPECT_EQ(kept->library.entries().size(), 2U);
    EXPECT_EQ(kept->library.find(kept->clusterOfRow.back())->members, std::vector<std::int64_t>{590});
}

TEST(ClusterSegments, FewOrEqualSegmentsMakeOneCluster)
{
    for (const std::int64_t count : {1, 2}) {
        const auto segments = makeSegments(count, 2, 3);
        const auto result = cluster(segments);
        ASSERT_TRUE(result) << result.error().text();
        EXPECT_EQ(result->library.entries().size(), 1U);
        EXPECT_TRUE(result->curve.k.empty());
        EXPECT_EQ(result->library.match(segments.prefix.row(0).transpose()).cluster, 1);
    }
    Segments equal{{FeatureMatrix::Ones(9, 12), std::vector<int>(9, 0)},
                   FeatureMatrix::Ones(9, 12),
                   test::idsFrom(1, 9)};
    ClusterOptions options;
    options.k = 4;
    const auto result = cluster(equal, options);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->library.entries().size(), 1U);
    EXPECT_TRUE(result->library.match(Eigen::VectorXd::Ones(12)).fits);
}

TEST(ClusterSegments, MissingFeaturesDoNotStopIt)
{
    auto segments = makeSegments(60, 3, 17);
    const double missing = std::numeric_limits<double>::quiet_NaN();
    segments.whole.points.col(2).setConstant(missing);
    segments.whole.points(5, 0) = missing;
    segments.prefix(7, 3) = std::numeric_limits<double>::infinity();
    const auto result = cluster(segments);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(adjustedRandIndex(result->clusterOfRow, segments.whole.centreOf), 1.0);
}

TEST(ClusterSegments, NewKindsExtendALibraryWithoutChangingItsClusters)
{
    const auto segments = makeSegments(90, 3, 41);
    const auto old = cluster(segments);
    ASSERT_TRUE(old);
    Segments fresh{test::makeBlobs(20, 12, 1, -30.0, 50), {}, test::idsFrom(900, 20)};
    fresh.prefix = test::makeBlobs(20, 12, 1, -30.0, 51).points.array() * 0.1 + 3.0;
    for (std::int64_t row = 0; row < 20; ++row)
        EXPECT_FALSE(old->library.match(fresh.prefix.row(row).transpose()).fits);

    ClusterOptions options;
    options.k = 1;
    const auto grown
        = clusterSegments(fresh.ids, fresh.whole.points, fresh.prefix, 4, options, 4, {}, &old->library);
    ASSERT_TRUE(grown) << grown.error().text();
    ASSERT_EQ(grown->library.entries().size(), 4U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(grown->library.entries()[i].matchCentroid, old->library.entries()[i].matchCentroid);
        EXPECT_EQ(grown->library.entries()[i].spread, old->library.entries()[i].spread);
        EXPECT_EQ(grown->library.entries()[i].silhouette, old->library.entries()[i].silhouette);
    }
    for (std::int64_t row = 0; row < 20; ++row)
        EXPECT_EQ(grown->library.match(fresh.prefix.row(row).transpose()).cluster, 4);
    for (std::int64_t row = 0; row < 90; ++row)
        EXPECT_EQ(grown->library.match(segments.prefix.row(row).transpose()).cluster,
                  old->clusterOfRow[static_cast<std::size_t>(row)]);

    const auto again
        = clusterSegments(fresh.ids, fresh.whole.points, fresh.prefix, 4, options, 2, {}, &old->library);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::InvalidArgument);
}

TEST(ClusterSegments, IsTheSameEachTimeWhateverTheThreads)
{
    const auto segments = makeSegments(150, 5, 23);
    const auto one = cluster(segments);
    const auto three = clusterSegments(segments.ids, segments.whole.points, segments.prefix, 4, {}, 1,
                                       RunContext({}, {}, 3));
    EXPECT_EQ(one->library.toBytes(), three->library.toBytes());
    EXPECT_EQ(one->tree.merges, three->tree.merges);
}

TEST(ClusterSegments, SaysWhatIsWrongWithTheOptions)
{
    const auto segments = makeSegments(10, 2, 1);
    ClusterOptions options;
    options.linkage = "median";
    EXPECT_EQ(cluster(segments, options).error().code, ErrorCode::InvalidArgument);
    options = {};
    options.kMin = 9;
    options.kMax = 4;
    const auto range = cluster(segments, options);
    ASSERT_FALSE(range);
    EXPECT_NE(range.error().message.find("9 to 4"), std::string::npos);
    const auto none = cluster(Segments{{FeatureMatrix(0, 12), {}}, FeatureMatrix(0, 12), {}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(none.error().advice.empty());
}

TEST(ClusterSegments, StopsWhenAskedToAndReportsProgress)
{
    const auto segments = makeSegments(50, 2, 1);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(clusterSegments(segments.ids, segments.whole.points, segments.prefix, 4, {}, 1,
                              RunContext(stop.get_token()))
                  .error()
                  .code,
              ErrorCode::Cancelled);
    double last = 0;
    const RunContext watched({}, [&](const Progress& progress) {
        EXPECT_GE(progress.fraction, last);
        last = progress.fraction;
    });
    ASSERT_TRUE(clusterSegments(segments.ids, segments.whole.points, segments.prefix, 4, {}, 1, watched));
    EXPECT_GT(last, 0.9);
}

TEST(ClusterOptions, AreBoundWithTheirDefaults)
{
    ClusterOptions options;
    ParameterBinder binder;
    binder.setStage("cluster");
    bindParameters(binder, options);
    ASSERT_TRUE(binder.set("cluster.linkage", "ward"));
    ASSERT_TRUE(binder.set("cluster.k_max", "64"));
    EXPECT_EQ(options.linkage, "ward");
    EXPECT_EQ(options.kMax, 64);
    EXPECT_FALSE(binder.set("cluster.linkage", "centroid"));
    EXPECT_FALSE(binder.set("cluster.false_rate", "0.6"));
}

TEST(ClusterSegments, WithoutStructureAllSegmentsAreOneCluster)
{
    std::mt19937 random(4);
    std::normal_distribution<double> normal;
    FeatureMatrix noise(40, 20);
    for (Eigen::Index i = 0; i < noise.size(); ++i)
        noise.data()[i] = normal(random);
    std::vector<std::int64_t> ids(40);
    std::iota(ids.begin(), ids.end(), 1);
    ClusterOptions options;
    const auto one = clusterSegments(ids, noise, noise, 20, options, 1, {});
    ASSERT_TRUE(one) << one.error().text();
    EXPECT_EQ(one->library.entries().size(), 1U);

    options.minSilhouette = -1;
    options.minClusterSize = 1;
    EXPECT_GT(clusterSegments(ids, noise, noise, 20, options, 1, {})->library.entries().size(), 1U);
    options.minSilhouette = 0.1;
    options.k = 3; // who asks for three gets three
    EXPECT_EQ(clusterSegments(ids, noise, noise, 20, options, 1, {})->library.entries().size(), 3U);
}

/// Jobs of two kinds on three nodes each; the third node differs more from the others than the kinds do.
struct JobsOfThreeNodes {
    FeatureMatrix features{120, 12};
    std::vector<std::int64_t> ids = test::idsFrom(1, 120);
    std::vector<int> job;
    std::vector<int> kind;

    JobsOfThreeNodes()
    {
        std::mt19937 random(9);
        std::normal_distribution<double> normal;
        for (int row = 0; row < 120; ++row) {
            job.push_back(row / 3);
            kind.push_back(row / 3 % 2);
            for (int column = 0; column < 12; ++column)
                features(row, column) = normal(random)
                    + (column < 4                        ? 4.0 * kind.back()
                           : column < 10 && row % 3 == 2 ? 6.0
                                                         : 0.0);
        }
    }
};

TEST(ClusterSegments, NodesOfOneJobStayTogether)
{
    const JobsOfThreeNodes jobs;
    for (const std::string method : {"hac", "kmeans", "gmm"}) {
        ClusterOptions options;
        options.method = method;
        options.kMax = 6;
        const auto apart = clusterSegments(jobs.ids, jobs.features, jobs.features, 12, options, 1, {});
        ASSERT_TRUE(apart) << method;
        EXPECT_LT(adjustedRandIndex(apart->clusterOfRow, jobs.kind), 0.6) << method;

        const auto result = clusterSegments(jobs.ids, jobs.features, jobs.features, 12, options, 1, {},
                                            nullptr, {jobs.job, {}});
        ASSERT_TRUE(result) << method;
        EXPECT_EQ(adjustedRandIndex(result->clusterOfRow, jobs.kind), 1.0) << method;
        // Silhouettes tell how the rows lie, not their means.
        const auto scaled = result->library.wholeScaler().apply(jobs.features);
        const auto expected
            = silhouetteSamples(euclideanDistances(scaled, {}).value(), result->clusterOfRow, {}).value();
        for (std::size_t row = 0; row < expected.size(); ++row)
            EXPECT_NEAR(result->silhouetteOfRow[row], expected[row], 1e-6) << method;
        EXPECT_LT(result->silhouette, result->curve.mean.front()) << method;
    }
}

TEST(ClusterSegments, WhatIsKeptApartIsOneClusterAndDecidesNothingElse)
{
    const auto segments = makeSegments(90, 3, 17);
    const auto alone = cluster(segments);
    // Thirty idle segments of two very different kinds, between the others.
    constexpr std::int64_t kAll = 120;
    FeatureMatrix whole(kAll, segments.whole.points.cols());
    FeatureMatrix prefix(kAll, whole.cols());
    SegmentHints hints;
    std::int64_t job = 0;
    for (std::int64_t row = 0; row < kAll; ++row) {
        const bool idle = row % 4 == 1;
        hints.apart.push_back(idle);
        whole.row(row).setConstant(row % 8 == 1 ? 1000 : -1000);
        prefix.row(row) = whole.row(row);
        if (idle)
            continue;
        whole.row(row) = segments.whole.points.row(job);
        prefix.row(row) = segments.prefix.row(job++);
    }
    const auto result = clusterSegments(test::idsFrom(1, kAll), whole, prefix, 4, {}, 1, {}, nullptr, hints);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->library.entries().size(), 4U);
    EXPECT_EQ(result->tree.merges, alone->tree.merges);
    EXPECT_EQ(result->curve.mean, alone->curve.mean);
    EXPECT_EQ(result->library.wholeScaler().mean(), alone->library.wholeScaler().mean());
    job = 0;
    for (std::int64_t row = 0; row < kAll; ++row) {
        const int found = result->clusterOfRow[static_cast<std::size_t>(row)];
        if (hints.apart[static_cast<std::size_t>(row)]) {
            EXPECT_EQ(found, 4);
            continue;
        }
        EXPECT_EQ(found, alone->clusterOfRow[static_cast<std::size_t>(job)]);
        EXPECT_EQ(result->treeRows[static_cast<std::size_t>(job++)], row);
    }
}

TEST(ClusterSegments, NodesOfOneJobAloneAreOneCluster)
{
    const JobsOfThreeNodes jobs;
    const auto result = clusterSegments(jobs.ids, jobs.features, jobs.features, 12, {}, 1, {}, nullptr,
                                        {std::vector<int>(120, 0), {}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->library.entries().size(), 1U);
    EXPECT_EQ(result->tree.merges.size(), 119U) << "kept for those who split it all the same";
    EXPECT_FALSE(result->note.empty());
    ClusterOptions two;
    two.k = 2; // who asks for two gets two
    EXPECT_EQ(clusterSegments(jobs.ids, jobs.features, jobs.features, 12, two, 1, {}, nullptr,
                              {std::vector<int>(120, 0), {}})
                  ->library.entries()
                  .size(),
              2U);
}

TEST(ClusterSegments, EveryMethodFindsSeparatedKinds)
{
    for (const std::string method : {"hac", "kmeans", "gmm", "dbscan"}) {
        const auto segments = makeSegments(150, 3, 31);
        ClusterOptions options;
        options.method = method;
        options.kMax = 8;
        const auto result = cluster(segments, options);
        ASSERT_TRUE(result) << method << ": " << result.error().text();
        std::vector<int> clusters, truth; // noise aside
        for (std::size_t row = 0; row < 150; ++row)
            if (result->clusterOfRow[row] >= 0) {
                clusters.push_back(result->clusterOfRow[row]);
                truth.push_back(segments.whole.centreOf[row]);
            }
        EXPECT_GE(clusters.size(), 135U) << method;
        EXPECT_EQ(adjustedRandIndex(clusters, truth), 1.0) << method;
        EXPECT_EQ(result->curve.best(1), std::vector<int>{3}) << method;
        EXPECT_EQ(result->tree.merges.empty(), method != "hac");
        EXPECT_GT(result->silhouette, 0.5) << method;
        EXPECT_EQ(result->note, "") << method;
    }
}

TEST(ClusterSegments, ShuffledClustersAreAsManyAndAsLargeAsThoseOfHacAndAlikeInNothing)
{
    const auto segments = makeSegments(90, 3, 31);
    ClusterOptions options;
    options.method = "shuffled";
    const auto result = cluster(segments, options);
    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->library.entries().size(), 3U);
    for (const auto& entry : result->library.entries())
        EXPECT_EQ(entry.members.size(), 30U);
    // By chance the index is 0 on average, with a deviation of about 0.01 for these sizes.
    EXPECT_LT(std::abs(adjustedRandIndex(result->clusterOfRow, segments.whole.centreOf)), 0.1);
    EXPECT_LT(result->silhouette, 0.1);
    EXPECT_EQ(cluster(segments, options)->clusterOfRow, result->clusterOfRow)
        << "the lots are always the same";
}

TEST(ClusterSegments, NoiseOfDbscanBelongsToNoCluster)
{
    auto segments = makeSegments(120, 3, 4);
    segments.whole.points.row(7).setConstant(500);
    ClusterOptions options;
    options.method = "dbscan";
    options.clip = 0;
    const auto result = cluster(segments, options);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->clusterOfRow[7], -1);
    EXPECT_TRUE(std::isnan(result->silhouetteOfRow[7]));
    EXPECT_TRUE(std::isnan(result->distanceOfRow[7]));
    EXPECT_GT(result->eps, 0.0);
    for (const auto& entry : result->library.entries())
        EXPECT_EQ(std::count(entry.members.begin(), entry.members.end(), segments.ids[7]), 0);
    options.dbscanEps = 1e-6;
    EXPECT_EQ(cluster(segments, options).error().code, ErrorCode::InvalidArgument);
    options.method = "unheard_of";
    EXPECT_EQ(cluster(segments, options).error().code, ErrorCode::InvalidArgument);
}

TEST(ClusterSegments, BeyondTheMemoryBudgetWardStandsInAndIsNamed)
{
    const auto segments = makeSegments(400, 4, 9);
    ClusterOptions options;
    options.memoryBudget = 1e-4; // 100 kB; the distances take 319 kB
    options.silhouetteSample = 100;
    const auto result = cluster(segments, options);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->linkage, "ward");
    EXPECT_NE(result->note.find("by ward instead of average"), std::string::npos) << result->note;
    EXPECT_EQ(adjustedRandIndex(result->clusterOfRow, segments.whole.centreOf), 1.0);
    EXPECT_EQ(result->tree.merges.size(), 399U);
    ASSERT_EQ(result->curve.error.size(), result->curve.k.size());
    EXPECT_GT(result->silhouetteError, 0.0);

    options.memoryBudget = 1.0;
    options.linkage = "ward";
    const auto exact = cluster(segments, options);
    EXPECT_EQ(exact->note, "");
    EXPECT_TRUE(exact->curve.error.empty());
    EXPECT_EQ(exact->silhouetteError, 0.0);
    EXPECT_NEAR(exact->silhouette, result->silhouette, 3 * result->silhouetteError);
    EXPECT_EQ(adjustedRandIndex(exact->clusterOfRow, result->clusterOfRow), 1.0);
}

TEST(ClusterSegments, BeyondTheBudgetManyFeaturesAreReduced)
{
    Segments segments{test::makeBlobs(300, 400, 3, 8.0, 2), {}, test::idsFrom(1, 300)};
    segments.prefix = segments.whole.points;
    ClusterOptions options;
    options.memoryBudget = 1e-4;
    const auto result = cluster(segments, options);
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_NE(result->note.find("400 features were reduced to 256"), std::string::npos) << result->note;
    EXPECT_EQ(adjustedRandIndex(result->clusterOfRow, segments.whole.centreOf), 1.0);
}

TEST(ClusterSegments, HeldBackSegmentsAreTurnedAwayAtAboutTheStatedRate)
{
    for (const double rate : {0.02, 0.1}) {
        const auto segments = makeSegments(900, 3, 12);
        ClusterOptions options;
        options.falseRate = rate;
        const auto result = cluster(segments, options);
        ASSERT_TRUE(result);
        const auto& calibration = result->library.calibration();
        EXPECT_EQ(calibration.heldBack, 900);
        EXPECT_EQ(calibration.statedRate, rate);
        EXPECT_EQ(calibration.misplaced, 0);
        EXPECT_GT(calibration.reachedRate(), 0.5 * rate);
        EXPECT_LT(calibration.reachedRate(), 1.7 * rate);
    }
}
