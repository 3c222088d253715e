#include "core/clustering/cluster_library.h"

#include "blobs.h"
#include "core/base/expects.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace nodesentry;

namespace {

ClusterOptions plainOptions()
{
    ClusterOptions options;
    options.metricBalance = false;
    options.clip = 0;
    options.signedRoot = false;
    return options;
}

Eigen::VectorXd rowOf(const FeatureMatrix& matrix, std::int64_t row)
{
    return matrix.row(row).transpose();
}

void expectEqual(const ClusterLibrary& a, const ClusterLibrary& b)
{
    ASSERT_EQ(a.entries().size(), b.entries().size());
    for (std::size_t i = 0; i < a.entries().size(); ++i) {
        const auto& x = a.entries()[i];
        const auto& y = b.entries()[i];
        EXPECT_EQ(x.id, y.id);
        EXPECT_EQ(x.centroid, y.centroid);
        EXPECT_EQ(x.matchCentroid, y.matchCentroid);
        EXPECT_EQ(x.spread, y.spread);
        EXPECT_EQ(x.members, y.members);
        EXPECT_EQ(x.training, y.training);
        EXPECT_EQ(x.silhouette, y.silhouette);
    }
    EXPECT_EQ(a.calibration(), b.calibration());
}

} // namespace

TEST(ClusterLibrary, CentroidsMembersAndTrainingFollowFromTheAssignment)
{
    // One feature; columns already have mean 0 and deviation 1, so that scaling changes nothing.
    FeatureMatrix whole(6, 1);
    whole << -1, -1, -1, 1, 1, 1;
    FeatureMatrix prefix(6, 1);
    const double r = std::sqrt(1.5);
    prefix << -r, -r, 0, 0, r, r;
    auto options = plainOptions();
    options.trainingSegments = 2;
    const auto library
        = ClusterLibrary::describe({11, 12, 13, 14, 15, 16}, {4, 4, 4, 9, 9, 9}, whole, prefix, 1, options);
    ASSERT_TRUE(library);
    ASSERT_EQ(library->entries().size(), 2U);
    const auto& first = library->entries()[0];
    EXPECT_EQ(first.id, 4);
    EXPECT_NEAR(first.centroid[0], -1.0, 1e-12);
    EXPECT_NEAR(first.matchCentroid[0], -2 * r / 3, 1e-12);
    EXPECT_EQ(first.members, (std::vector<std::int64_t>{11, 12, 13}));
    EXPECT_EQ(first.training, (std::vector<std::int64_t>{11, 12}));
    EXPECT_EQ(library->find(9)->members, (std::vector<std::int64_t>{14, 15, 16}));
    EXPECT_EQ(library->find(5), nullptr);
}

TEST(ClusterLibrary, TrainingSegmentsAtRandomAreAsManyAndDependOnTheSegmentsAlone)
{
    constexpr int kSegments = 40;
    FeatureMatrix whole(kSegments, 1);
    for (int i = 0; i < kSegments; ++i)
        whole(i, 0) = i - 19.5; // the nearest to the centroid are in the middle
    auto options = plainOptions();
    options.trainingSegments = 10;
    options.trainingChoice = "random";
    std::vector<std::int64_t> ids;
    for (int i = 0; i < kSegments; ++i)
        ids.push_back(100 + i);
    const std::vector<int> one(kSegments, 1);
    const auto chosen = ClusterLibrary::describe(ids, one, whole, whole, 1, options)->entries()[0].training;
    EXPECT_EQ(std::set<std::int64_t>(chosen.begin(), chosen.end()).size(), 10U);
    EXPECT_TRUE(std::any_of(chosen.begin(), chosen.end(), [](auto id) { return id < 110 || id >= 130; }));
    // The same segments in another order.
    std::reverse(ids.begin(), ids.end());
    EXPECT_EQ(ClusterLibrary::describe(ids, one, whole, whole, 1, options)->entries()[0].training, chosen);
}

TEST(ClusterLibrary, TrainingSegmentsAreTheNearestToTheCentroidNearestFirst)
{
    FeatureMatrix whole(5, 1);
    whole << 0, 10, 4, 5, 7; // mean 5.2
    auto options = plainOptions();
    options.trainingSegments = 3;
    const auto library = ClusterLibrary::describe({1, 2, 3, 4, 5}, {1, 1, 1, 1, 1}, whole, whole, 1, options);
    EXPECT_EQ(library->entries()[0].training, (std::vector<std::int64_t>{4, 3, 5}));
}

TEST(ClusterLibrary, SpreadIsALimitThatTheStatedShareOfMembersExceeds)
{
    // Eleven members at -5 .. 5: the mean of the others is -x/10 for member x, so it is 1.1 |x| away from it.
    // A quarter may lie beyond: the limit is the ceil(12 * 0.75) = 9th smallest of 0, 1, 1, 2, 2, …, 5, 5.
    FeatureMatrix points(11, 1);
    for (int i = 0; i < 11; ++i)
        points(i, 0) = i - 5;
    auto options = plainOptions();
    options.falseRate = 0.25;
    const auto library
        = ClusterLibrary::describe(test::idsFrom(1, 11), std::vector<int>(11, 1), points, points, 1, options);
    EXPECT_NEAR(library->entries()[0].spread, 1.1 * 4 / std::sqrt(10.0), 1e-12); // deviation sqrt(10)
}

TEST(ClusterLibrary, SmallClustersBorrowTheShapeOfOthersInTheirOwnScale)
{
    // Two clusters of 15, one ten times as wide as the other: each has too few members for one in fifty.
    FeatureMatrix points(30, 1);
    std::vector<int> clusters;
    for (int i = 0; i < 30; ++i) {
        clusters.push_back(1 + i / 15);
        points(i, 0) = i < 15 ? 0.1 * (i - 7) : 1000.0 + (i - 22);
    }
    auto options = plainOptions();
    options.falseRate = 0.05;
    const auto library
        = *ClusterLibrary::describe(test::idsFrom(1, 30), clusters, points, points, 1, options);
    // Both have the median 4 of their steps. The 30 distances in units of it: the ceil(31 * 0.95) = 30th
    // smallest is 7 / 4.
    const double deviation = library.prefixScaler().deviation()[0];
    const double step = 15.0 / 14.0 / deviation;
    EXPECT_NEAR(library.find(2)->spread, 7 * step, 1e-9);
    EXPECT_NEAR(library.find(1)->spread, 0.7 * step, 1e-9);
}

TEST(ClusterLibrary, ARateThatTheMembersAreTooFewForIsExtrapolated)
{
    const auto blobs = test::makeBlobs(40, 5, 1, 0.0, 3);
    auto options = plainOptions();
    options.falseRate = 0.1;
    const auto spreadFor = [&](double rate) {
        options.falseRate = rate;
        return ClusterLibrary::describe(test::idsFrom(1, 40), blobs.centreOf, blobs.points, blobs.points, 5,
                                        options)
            ->entries()[0]
            .spread;
    };
    EXPECT_LT(spreadFor(0.2), spreadFor(0.03));
    EXPECT_LT(spreadFor(0.03), spreadFor(0.001));
    EXPECT_LT(spreadFor(0.001), 3 * spreadFor(0.2));
}

TEST(ClusterLibrary, ASegmentFarFromEveryClusterFitsNone)
{
    const auto blobs = test::makeBlobs(200, 10, 4, 10.0, 6);
    auto options = plainOptions();
    options.useNearest = false;
    auto library = ClusterLibrary::describe(test::idsFrom(1, 200), blobs.centreOf, blobs.points, blobs.points,
                                            10, options);
    const Eigen::VectorXd between = Eigen::VectorXd::Constant(10, 5.0);
    const auto none = library->match(between);
    EXPECT_FALSE(none.fits);
    EXPECT_EQ(none.cluster, -1);
    EXPECT_GE(none.nearest, 0);
    EXPECT_GT(none.distance, library->find(none.nearest)->spread);

    library->setUsesNearest(true);
    const auto nearest = library->match(between);
    EXPECT_FALSE(nearest.fits);
    EXPECT_EQ(nearest.cluster, none.nearest);
}

TEST(ClusterLibrary, UnseenSegmentsOfTheSameClustersAreTurnedAwayAtTheStatedRate)
{
    for (const double rate : {0.01, 0.05, 0.2}) {
        int wrong = 0, turnedAway = 0, total = 0;
        for (unsigned seed = 0; seed < 10; ++seed) {
            const auto all = test::makeBlobs(2000, 20, 4, 10.0, 100 + seed);
            const FeatureMatrix training = all.points.topRows(200);
            const std::vector<int> clusters(all.centreOf.begin(), all.centreOf.begin() + 200);
            ClusterOptions options;
            options.falseRate = rate;
            const auto library
                = ClusterLibrary::describe(test::idsFrom(1, 200), clusters, training, training, 10, options);
            for (std::int64_t row = 200; row < 2000; ++row) {
                const auto match = library->match(rowOf(all.points, row));
                wrong += match.nearest != all.centreOf[static_cast<std::size_t>(row)] ? 1 : 0;
                turnedAway += match.fits ? 0 : 1;
                ++total;
            }
        }
        EXPECT_EQ(wrong, 0);
        // Ten limits from 200 distances each: their mean varies by about a fifth at a rate of 0.01.
        EXPECT_GT(turnedAway, 0.6 * rate * total) << rate;
        EXPECT_LT(turnedAway, 1.6 * rate * total) << rate;
        RecordProperty("turned_away_per_million_at_" + std::to_string(rate),
                       static_cast<int>(1e6 * turnedAway / total));
    }
}

TEST(ClusterLibrary, MatchTellsTheRunnerUpAndHowSureItIs)
{
    FeatureMatrix points(4, 1);
    points << -1, -1, 1, 1;
    const auto library
        = ClusterLibrary::describe({1, 2, 3, 4}, {1, 1, 2, 2}, points, points, 1, plainOptions());
    const auto sure = library->match(Eigen::VectorXd::Constant(1, 1.0));
    EXPECT_EQ(sure.cluster, 2);
    EXPECT_EQ(sure.runnerUp, 1);
    EXPECT_NEAR(sure.distance, 0.0, 1e-12);
    EXPECT_NEAR(sure.margin, 1.0, 1e-12);
    const auto doubtful = library->match(Eigen::VectorXd::Constant(1, 0.5)); // 0.5 and 1.5 away
    EXPECT_NEAR(doubtful.margin, 2.0 / 3.0, 1e-12);
    const auto missing
        = library->match(Eigen::VectorXd::Constant(1, std::numeric_limits<double>::quiet_NaN()));
    EXPECT_NEAR(missing.distance, 1.0, 1e-12); // counts as average
    EXPECT_NEAR(missing.margin, 0.0, 1e-12);
}

TEST(ClusterLibrary, AClusterOfOneMemberReachesAsFarAsTheOthers)
{
    auto blobs = test::makeBlobs(61, 6, 3, 15.0, 12);
    blobs.points.row(60).setConstant(40);
    blobs.centreOf[60] = 3;
    const auto library = ClusterLibrary::describe(test::idsFrom(1, 61), blobs.centreOf, blobs.points,
                                                  blobs.points, 6, plainOptions());
    const auto& alone = *library->find(3);
    EXPECT_EQ(alone.members.size(), 1U);
    EXPECT_GT(alone.spread, 0.0);
    EXPECT_LE(alone.spread, 2 * library->find(0)->spread);
    Eigen::VectorXd like = rowOf(blobs.points, 60);
    like[0] += 0.5;
    const auto match = library->match(like);
    EXPECT_TRUE(match.fits);
    EXPECT_EQ(match.cluster, 3);
}

TEST(ClusterLibrary, ShortSegmentsMayBeFartherFromTheirCluster)
{
    const auto blobs = test::makeBlobs(60, 6, 2, 15.0, 12);
    auto library = ClusterLibrary::describe(test::idsFrom(1, 60), blobs.centreOf, blobs.points, blobs.points,
                                            6, plainOptions());
    Eigen::VectorXd apart = rowOf(blobs.points, 0);
    const auto cluster = library->match(apart).cluster;
    while (library->match(apart).fits)
        apart[0] += 0.25 * library->wholeScaler().deviation()[0];
    library->setShortReach({{24, 4.0}, {48, 2.0}});
    EXPECT_FALSE(library->match(apart).fits);
    EXPECT_FALSE(library->match(apart, 48).fits) << "as long as others";
    EXPECT_TRUE(library->match(apart, 47).fits);
    EXPECT_EQ(library->match(apart, 47).cluster, cluster);
    EXPECT_EQ(library->match(apart, 47).distance, library->match(apart).distance);
}

TEST(ClusterLibrary, SurvivesItsBytesExactly)
{
    const auto blobs = test::makeBlobs(50, 12, 3, 5.0, 21);
    FeatureMatrix prefix = blobs.points.array() * 1.7 + 0.3;
    auto library = ClusterLibrary::describe(test::idsFrom(1'000'000'000'000, 50), blobs.centreOf,
                                            blobs.points, prefix, 4, ClusterOptions{});
    library->setSilhouettes({0.1, 1.0 / 3.0, -0.25});
    library->setCalibration({0.01, 50, 2, 1});
    library->setShortReach({{12, 3.0}, {96, 1.0 + 1.0 / 3.0}});
    const auto read = ClusterLibrary::fromBytes(library->toBytes());
    ASSERT_TRUE(read) << read.error().text();
    expectEqual(*library, *read);
    EXPECT_EQ(read->shortReach(), library->shortReach());
    EXPECT_TRUE(read->wholeScaler().signedRoot());
    for (std::int64_t row = 0; row < 50; ++row) {
        const auto a = library->match(rowOf(prefix, row));
        const auto b = read->match(rowOf(prefix, row));
        EXPECT_EQ(a.cluster, b.cluster);
        EXPECT_EQ(a.distance, b.distance);
    }
    EXPECT_EQ(read->toBytes(), library->toBytes());
}

TEST(ClusterLibrary, AnInfiniteSpreadSurvivesItsBytes)
{
    const FeatureMatrix one = FeatureMatrix::Ones(1, 2);
    const auto library = ClusterLibrary::describe({7}, {1}, one, one, 2, ClusterOptions{});
    EXPECT_TRUE(std::isinf(library->entries()[0].spread));
    const auto read = ClusterLibrary::fromBytes(library->toBytes());
    ASSERT_TRUE(read);
    EXPECT_TRUE(std::isinf(read->entries()[0].spread));
}

TEST(ClusterLibrary, DamagedBytesAreCorruptAndNewerOnesTooNew)
{
    const FeatureMatrix points = FeatureMatrix::Random(6, 2);
    const auto library = ClusterLibrary::describe({1, 2, 3, 4, 5, 6}, {1, 1, 1, 2, 2, 2}, points, points, 2,
                                                  ClusterOptions{});
    const auto bytes = library->toBytes();
    for (std::size_t length = 0; length < bytes.size(); length += 7)
        EXPECT_EQ(ClusterLibrary::fromBytes(bytes.substr(0, length)).error().code, ErrorCode::Corrupt)
            << length;
    EXPECT_EQ(ClusterLibrary::fromBytes("not a library").error().code, ErrorCode::Corrupt);

    const auto edited = [&](const auto& edit) {
        auto json = nlohmann::json::from_cbor(bytes);
        edit(json);
        std::string out;
        nlohmann::json::to_cbor(json, out);
        return ClusterLibrary::fromBytes(out);
    };
    EXPECT_EQ(edited([](auto& json) { json["version"] = 99; }).error().code, ErrorCode::VersionTooNew);
    EXPECT_EQ(edited([](auto& json) { json["clusters"][0]["centroid"] = {1.0}; }).error().code,
              ErrorCode::Corrupt);
    EXPECT_EQ(edited([](auto& json) { json["clusters"][1]["id"] = 1; }).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(edited([](auto& json) { json["prefix_scaler"]["weight"] = {1.0}; }).error().code,
              ErrorCode::Corrupt);
    EXPECT_TRUE(edited([](auto&) {}));
    // Libraries of earlier programs say nothing of their calibration.
    EXPECT_EQ(edited([](auto& json) { json.erase("calibration"); })->calibration().heldBack, 0);
}
