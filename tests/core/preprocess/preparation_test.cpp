#include "core/preprocess/preparation.h"
#include "tests/core/preprocess/series_store_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr TimeMs kOrigin = 1'700'000'000'000;
const MetricCatalog kCatalog{{"busy", "", MetricKind::Gauge, "CPU"},
                             {"busy_twice", "", MetricKind::Gauge, "CPU"},
                             {"swap", "", MetricKind::Gauge, "Memory"},
                             {"never", "", MetricKind::Gauge, "Memory"},
                             {"level", "", MetricKind::Gauge, "Memory"}};

/// Each node: busy alternates between 9 and 11 about its own level, busy_twice follows it, swap is constant,
/// never is missing, level is a random walk.
NodeSeries node(const std::string& name, Eigen::Index samples, float busy)
{
    NodeSeries series{name, {kOrigin, 1000, samples}, {0, 1, 2, 3, 4}, {}, {}};
    series.values.resize(5, samples);
    std::mt19937 random(5);
    float level = 0;
    for (Eigen::Index i = 0; i < samples; ++i) {
        const float x = busy + (i % 2 == 0 ? -1.0F : 1.0F);
        level += static_cast<float>(random() % 3) - 1.0F;
        series.values.col(i) << x * 0.5F, x, 3.0F, kNaN, level;
    }
    return series;
}

class PreparationTest : public test::SeriesStoreFixture { };

TEST_F(PreparationTest, KeepsOneOfTwinsAndStandardisesByTheNodesOwnTraining)
{
    auto first = node("cn1", 200, 10.0F);
    first.values.block(1, 120, 1, 80).array() += 4.0F; // after training only
    const auto opened = store({first, node("cn2", 200, 50.0F)});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(preparation->keptMetrics, (std::vector<int>{1, 2, 4}));
    EXPECT_EQ(preparation->keptFor, (std::map<int, std::vector<int>>{{1, {0}}}));
    EXPECT_EQ(preparation->dropped, std::vector<int>{3});
    ASSERT_EQ(preparation->nodes.size(), 2U);
    EXPECT_EQ(preparation->nodes[0].trainEnd, 120);
    EXPECT_DOUBLE_EQ(preparation->nodes[0].mean[0], 10.0);
    EXPECT_DOUBLE_EQ(preparation->nodes[0].scale[0], 1.0);
    EXPECT_DOUBLE_EQ(preparation->nodes[1].mean[0], 50.0);
    EXPECT_EQ(preparation->nodes[0].scale[1], 0.0);

    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    ASSERT_TRUE(prepared) << prepared.error().text();
    EXPECT_EQ(prepared->trainEnd, 120);
    EXPECT_EQ(prepared->values(0, 0), -1.0F);
    EXPECT_EQ(prepared->values(0, 1), 1.0F);
    EXPECT_EQ(prepared->values(0, 121), 5.0F);
    EXPECT_EQ(prepared->values(0, 120), 3.0F);
    EXPECT_TRUE((prepared->values.row(1).array() == 0.0F).all()) << "constant";
    EXPECT_TRUE(prepared->values.allFinite());
    EXPECT_EQ(prepared->filled.cast<int>().sum(), 200) << "the constant one";
    ASSERT_EQ(prepared->segments.size(), 2U);
    EXPECT_EQ(prepared->segments[0], (Segment{1, "cn1", "", 0, 120, true, 2240}));
    EXPECT_EQ(prepared->segments[1], (Segment{2, "cn1", "", 120, 200, false, 2360}));
}

TEST_F(PreparationTest, WhatANodeHasNotDoneInTrainingIsMeasuredByWhatOthersDo)
{
    auto quiet = node("cn1", 200, 10.0F);
    quiet.values.row(1).setConstant(10.0F);
    quiet.values(1, 150) = 16.0F;
    auto calm = node("cn2", 200, 20.0F);
    calm.values.row(1).array() = 20.0F + 0.01F * (calm.values.row(1).array() - 20.0F);
    auto busy = node("cn3", 200, 30.0F);
    busy.values.row(1).array() = 30.0F + 2.0F * (busy.values.row(1).array() - 30.0F);
    const auto opened = store({quiet, calm, busy});
    const auto common = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(common) << common.error().text();
    ASSERT_EQ(common->keptMetrics[1], 1) << "no twin any more";
    const double spread = std::sqrt((0.01 * 0.01 + 2.0 * 2.0) / 2.0); // of the two on which it moves
    for (std::size_t n = 0; n < 3; ++n) {
        EXPECT_NEAR(common->nodes[n].scale[1], spread, 1e-6) << n;
        EXPECT_NEAR(common->nodes[n].mean[1], 10.0 * static_cast<double>(n + 1), 1e-6) << n;
    }
    const auto prepared = applyPreparation(*common, *opened, "cn1");
    ASSERT_TRUE(prepared);
    EXPECT_NEAR(prepared->unclipped(1, 150), 6.0 / spread, 1e-5);
    EXPECT_EQ(prepared->filled.row(1).cast<int>().sum(), 0);

    PrepareOptions options;
    options.spread = "node";
    const auto own = prepare(*opened, kCatalog, {}, options, {});
    ASSERT_TRUE(own);
    EXPECT_EQ(own->nodes[0].scale[1], 0.0);
    EXPECT_NEAR(own->nodes[1].scale[1], 0.01, 1e-4);
    EXPECT_NEAR(own->nodes[2].scale[1], 2.0, 1e-6);
    const auto alone = applyPreparation(*own, *opened, "cn1");
    ASSERT_TRUE(alone);
    EXPECT_EQ(alone->filled.row(1).cast<int>().sum(), 200) << "nothing says how far is far";
}

TEST_F(PreparationTest, ExcursionsAreClippedButTheirSizeIsKeptBeside)
{
    auto series = node("cn1", 200, 10.0F);
    series.values(1, 150) = 110.0F;
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation);
    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->values(0, 150), 5.0F);
    EXPECT_EQ(prepared->unclipped(0, 150), 100.0F);
}

TEST_F(PreparationTest, TrainingEndsWhereAskedElseWhereTheSourceSplitsElseByFraction)
{
    auto split = node("cn2", 200, 10.0F);
    split.trainEnd = kOrigin + 50'000;
    const auto opened = store({node("cn1", 200, 10.0F), split});
    PrepareOptions options;
    options.trainFraction = 0.25;
    auto preparation = prepare(*opened, kCatalog, {}, options, {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(preparation->nodes[0].trainEnd, 50);
    EXPECT_EQ(preparation->nodes[1].trainEnd, 50);
    options.trainFraction = 0.5;
    preparation = prepare(*opened, kCatalog, {}, options, {});
    EXPECT_EQ(preparation->nodes[0].trainEnd, 100);
    EXPECT_EQ(preparation->nodes[1].trainEnd, 50);
    options.trainUntil = "2023-11-14T22:14:00Z"; // origin is 22:13:20
    preparation = prepare(*opened, kCatalog, {}, options, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(preparation->nodes[0].trainEnd, 40);
    EXPECT_EQ(preparation->nodes[1].trainEnd, 40);
}

TEST_F(PreparationTest, GapsAreFilledWithinSegmentsAndMarked)
{
    auto series = node("cn1", 200, 10.0F);
    Job job;
    job.id = "5";
    job.nodes = {"cn1"};
    job.begin = kOrigin + 140'000;
    job.end = kOrigin + 160'000;
    // Across the job's begin: before it the last value (11), after it the next (9).
    series.values.row(1).segment(136, 8).setConstant(kNaN);
    series.values(1, 135) = 11.0F;
    series.values(1, 144) = 9.0F;
    // The last segment has no measured swap or level at all.
    series.values.row(4).segment(160, 40).setConstant(kNaN);
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {job}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    ASSERT_EQ(preparation->segments.size(), 4U);
    EXPECT_EQ(preparation->segments[2].job, "5");
    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    ASSERT_TRUE(prepared) << prepared.error().text();
    for (int i = 136; i < 144; ++i) {
        EXPECT_EQ(prepared->values(0, i), i < 140 ? 1.0F : -1.0F) << i;
        EXPECT_EQ(prepared->filled(0, i), 1);
    }
    EXPECT_EQ(prepared->filled(0, 135), 0);
    EXPECT_TRUE((prepared->values.row(2).segment(160, 40).array() == 0.0F).all());
    EXPECT_EQ(prepared->filled.row(2).cast<int>().sum(), 40);
}

TEST_F(PreparationTest, NodesWithFewerMetricsAndWithoutTrainingAreComparedWithAll)
{
    const auto full = node("cn1", 200, 10.0F);
    auto reduced = node("cn2", 200, 20.0F);
    reduced.metrics = {1, 4};
    const SampleMatrix rows = reduced.values({1, 4}, Eigen::all);
    reduced.values = rows;
    reduced.values.leftCols(120).setConstant(kNaN); // switched on after training
    const auto opened = store({full, reduced});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(preparation->nodes[1].mean, preparation->nodes[0].mean);
    EXPECT_EQ(preparation->nodes[1].scale, preparation->nodes[0].scale);
    const auto prepared = applyPreparation(*preparation, *opened, "cn2");
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->values.rows(), 3);
    EXPECT_TRUE(prepared->values.allFinite());
    EXPECT_EQ(prepared->filled.row(1).cast<int>().sum(), 200) << "swap is not measured there";
    EXPECT_EQ(prepared->unclipped(0, 120), 9.0F) << "19 by cn1's 10 +- 1";
    ASSERT_EQ(prepared->segments.size(), 1U) << "nothing was measured before sample 120";
    EXPECT_EQ(prepared->segments[0].begin, 120);
    EXPECT_FALSE(prepared->segments[0].train);
}

TEST_F(PreparationTest, IsTheSameOnAnyNumberOfThreads)
{
    std::vector<NodeSeries> nodes;
    for (int i = 0; i < 7; ++i)
        nodes.push_back(node("cn" + std::to_string(i), 300 + i, static_cast<float>(10 + i)));
    const auto opened = store(nodes);
    const auto one = prepare(*opened, kCatalog, {}, {}, RunContext({}, {}, 1));
    const auto three = prepare(*opened, kCatalog, {}, {}, RunContext({}, {}, 3));
    ASSERT_TRUE(one && three);
    EXPECT_EQ(*one, *three);
    EXPECT_EQ(one->segments.back().id, static_cast<std::int64_t>(one->segments.size()));
}

TEST_F(PreparationTest, NumbersReadBackExactlyFromJson)
{
    const auto opened = store({node("cn1", 200, 0.1F), node("cn2", 333, 1.0F / 3.0F)});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation);
    const auto again = Preparation::fromJson(preparation->toJson(), preparation->segments);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(*again, *preparation);
}

TEST_F(PreparationTest, ASegmentInAGapIsNotUsed)
{
    auto series = node("cn1", 200, 10.0F);
    series.values.block(0, 40, 5, 40).setConstant(kNaN); // idle between two jobs, not observed
    series.values.block(0, 100, 5, 10).setConstant(kNaN); // a short gap within a job
    const std::vector<Job> jobs{{"1", {"cn1"}, kOrigin, kOrigin + 40'000, {}, {}, {}, {}},
                                {"2", {"cn1"}, kOrigin + 80'000, kOrigin + 200'000, {}, {}, {}, {}}};
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, jobs, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    ASSERT_EQ(preparation->segments.size(), 3U) << "job 1, and job 2 cut where training ends";
    EXPECT_EQ(preparation->segments[0].job, "1");
    EXPECT_EQ(preparation->segments[1].begin, 80);
    EXPECT_EQ(preparation->segments[2].begin, 120);

    PrepareOptions all;
    all.minMeasuredShare = 0.0;
    EXPECT_EQ(prepare(*opened, kCatalog, jobs, all, {})->segments.size(), 4U);
}

TEST(Preparation, DamagedJsonIsRefused)
{
    EXPECT_EQ(Preparation::fromJson("", {}).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(Preparation::fromJson("[1]", {}).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(
        Preparation::fromJson(R"({"version":1,"kept_metrics":[0,1],"kept_for":[],"dropped":[],"clip":5.0,)"
                              R"("nodes":[{"node":"a","mean":[1],"scale":[1],"train_end":3}]})",
                              {})
            .error()
            .code,
        ErrorCode::Corrupt);
    EXPECT_EQ(Preparation::fromJson(R"({"version":99})", {}).error().code, ErrorCode::VersionTooNew);
}

TEST_F(PreparationTest, SaysWhatIsWrong)
{
    const auto opened = store({node("cn1", 200, 10.0F)});
    PrepareOptions options;
    options.trainFraction = 0.0;
    EXPECT_EQ(prepare(*opened, kCatalog, {}, options, {}).error().code, ErrorCode::InconsistentData);
    options = {};
    options.trainUntil = "soon";
    EXPECT_EQ(prepare(*opened, kCatalog, {}, options, {}).error().code, ErrorCode::InvalidArgument);
    options = {};
    options.maxSegmentSamples = 20;
    EXPECT_EQ(prepare(*opened, kCatalog, {}, options, {}).error().code, ErrorCode::InvalidArgument);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(prepare(*opened, kCatalog, {}, {}, RunContext(stop.get_token())).error().code,
              ErrorCode::Cancelled);

    auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(applyPreparation(*preparation, *opened, "cn9").error().code, ErrorCode::NotFound);
    preparation->segments.push_back({9, "cn1", "", 190, 900, false});
    EXPECT_EQ(applyPreparation(*preparation, *opened, "cn1").error().code, ErrorCode::InconsistentData);
}

TEST(PrepareOptions, EveryMemberIsBound)
{
    PrepareOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    EXPECT_EQ(binder.parameters().size(), 11U);
    EXPECT_TRUE(binder.set("train_until", "2026-01-31T12:00:00Z"));
    EXPECT_EQ(options.trainUntil, "2026-01-31T12:00:00Z");
    EXPECT_FALSE(binder.set("trim_fraction", "0.5"));
}

} // namespace
} // namespace nodesentry
