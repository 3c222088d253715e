// What docs/preprocessing.md promises of data that is not as one would wish.

#include "core/preprocess/preparation.h"
#include "core/preprocess/select_metrics.h"
#include "core/preprocess/standardise.h"
#include "tests/core/preprocess/series_store_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr TimeMs kOrigin = 1'699'998'080'000; // 320 s after a multiple of 2880 s, the length of a piece
const MetricCatalog kCatalog{{"load", "", MetricKind::Gauge, "CPU"},
                             {"memory", "", MetricKind::Gauge, "Memory"},
                             {"disk", "", MetricKind::Gauge, "Filesystem"}};

/// Independent noise about 10, 20, … on a grid of one second that begins @p from seconds after the origin.
NodeSeries noise(const std::string& name, std::int64_t samples, std::int64_t from = 0, unsigned seed = 1)
{
    NodeSeries series{name, {kOrigin + from * 1000, 1000, samples}, {0, 1, 2}, {}, {}};
    series.values.resize(3, samples);
    std::mt19937 random(seed);
    for (Eigen::Index row = 0; row < 3; ++row)
        for (Eigen::Index i = 0; i < samples; ++i)
            series.values(row, i)
                = static_cast<float>(10 * (row + 1)) + static_cast<float>(random() % 1000) / 1000.0F;
    return series;
}

Job job(const std::string& id, std::int64_t begin, std::int64_t end)
{
    Job made;
    made.id = id;
    made.nodes = {"cn1"};
    made.begin = kOrigin + begin * 1000;
    made.end = kOrigin + end * 1000;
    return made;
}

/// begin, end, job, position
using Stretch = std::tuple<std::int64_t, std::int64_t, std::string, std::int64_t>;

std::vector<Stretch> stretches(const Preparation& preparation, const std::string& node)
{
    std::vector<Stretch> found;
    for (const auto& segment : preparation.segmentsOf(node))
        found.emplace_back(segment.begin, segment.end, segment.job, segment.position);
    return found;
}

PrepareOptions allTraining()
{
    PrepareOptions options;
    options.trainFraction = 1.0;
    return options;
}

class SpecialCases : public test::SeriesStoreFixture { };

TEST_F(SpecialCases, JobsThatShareANodeFormASegmentOfTheirOwn)
{
    const auto opened = store({noise("cn1", 300)});
    const auto preparation
        = prepare(*opened, kCatalog, {job("1", 0, 200), job("2", 100, 300)}, allTraining(), {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(stretches(*preparation, "cn1"),
              (std::vector<Stretch>{{0, 100, "1", 0}, {100, 200, "1+2", 0}, {200, 300, "2", 0}}));
}

TEST_F(SpecialCases, MaintenanceWithTheMonitoringOnIsIdleTime)
{
    const auto opened = store({noise("cn1", 300)});
    const auto preparation
        = prepare(*opened, kCatalog, {job("1", 0, 100), job("2", 200, 300)}, allTraining(), {});
    ASSERT_TRUE(preparation);
    // Idle time is counted from the multiple of 2880 s that was 320 s before the origin.
    EXPECT_EQ(stretches(*preparation, "cn1"),
              (std::vector<Stretch>{{0, 100, "1", 0}, {100, 200, "", 420}, {200, 300, "2", 0}}));
}

TEST_F(SpecialCases, ALongTimeWithoutDataEndsASegmentAndTheNextGoesOnByTheClock)
{
    auto series = noise("cn1", 400);
    series.values.middleCols(150, 61).setConstant(kNaN); // one more than is bridged
    series.values.middleCols(300, 60).setConstant(kNaN);
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {job("1", 0, 400)}, allTraining(), {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(stretches(*preparation, "cn1"), (std::vector<Stretch>{{0, 150, "1", 0}, {211, 400, "1", 211}}));

    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    ASSERT_TRUE(prepared);
    EXPECT_TRUE((prepared->values.middleCols(150, 61).array() == 0.0F).all()) << "nothing is invented";
    EXPECT_TRUE((prepared->filled.middleCols(150, 61).array() == 1).all());
    EXPECT_TRUE((prepared->filled.middleCols(300, 60).array() == 1).all());
    EXPECT_FALSE((prepared->values.middleCols(300, 60).array() == 0.0F).all()) << "a line across the gap";
    EXPECT_TRUE(prepared->values.allFinite());
}

TEST_F(SpecialCases, AClockThatStepsForwardLeavesAGapLikeAnyOther)
{
    // Import puts samples where their clock says: 1000 s went missing from the grid.
    auto series = noise("cn1", 1400);
    series.values.middleCols(200, 1000).setConstant(kNaN);
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {}, allTraining(), {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(stretches(*preparation, "cn1"),
              (std::vector<Stretch>{{0, 200, "", 320}, {1200, 1400, "", 1520}}));
}

TEST_F(SpecialCases, DaysWithoutOneMetricAreFilledAndMarkedWhileTheOthersGoOn)
{
    auto series = noise("cn1", 400);
    series.values.row(1).segment(100, 200).setConstant(kNaN);
    series.values(1, 99) = 20.0F;
    series.values(1, 300) = 21.0F;
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {}, allTraining(), {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(stretches(*preparation, "cn1"), (std::vector<Stretch>{{0, 400, "", 320}}));
    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    EXPECT_EQ(prepared->filled.row(1).cast<int>().sum(), 200);
    EXPECT_EQ(prepared->filled.row(0).cast<int>().sum(), 0);
    const auto& statistics = preparation->nodes[0];
    for (const int i : {100, 200, 299}) {
        const double line = 20.0 + (i - 99) / 201.0;
        EXPECT_NEAR(prepared->values(1, i), (line - statistics.mean[1]) / statistics.scale[1], 1e-4) << i;
    }
}

TEST_F(SpecialCases, TrainingEndsAtOneTimeOnNodesThatComeOrGo)
{
    // The project lasts 1000 s: training ends after 600 s, whatever part of it a node has seen.
    const auto opened = store(
        {noise("always", 1000), noise("early", 300), noise("late", 300, 700), noise("middle", 500, 300)});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(preparation->findNode("always")->trainEnd, 600);
    EXPECT_EQ(preparation->findNode("early")->trainEnd, 300) << "gone before the test";
    EXPECT_EQ(preparation->findNode("middle")->trainEnd, 300);
    EXPECT_EQ(preparation->findNode("late")->trainEnd, 0) << "not there before the test";
    EXPECT_EQ(preparation->findNode("none"), nullptr);
    EXPECT_FALSE(preparation->segmentsOf("late")[0].train);
    EXPECT_EQ(stretches(*preparation, "late"), (std::vector<Stretch>{{0, 300, "", 1020}}));
    EXPECT_EQ(stretches(*preparation, "middle"),
              (std::vector<Stretch>{{0, 300, "", 620}, {300, 500, "", 920}}))
        << "the piece after training goes on where the one before it ended";
}

TEST_F(SpecialCases, ANodeWithoutTrainingIsMeasuredByAllOthersTogether)
{
    auto a = noise("a", 600);
    auto b = noise("b", 600);
    a.values.row(0).setConstant(1.0F);
    a.values.row(0).head(100).setConstant(3.0F);
    b.values.row(0).setConstant(5.0F);
    b.values.row(0).head(100).setConstant(7.0F);
    auto late = noise("late", 200, 500);
    late.values.row(0).setConstant(4.5F);
    PrepareOptions options;
    options.trainUntil = formatUtc(kOrigin + 200'000);
    options.trimFraction = 0.0;
    const auto opened = store({a, b, late});
    const auto preparation = prepare(*opened, kCatalog, {}, options, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    // a: 2 +- 1, b: 6 +- 1, together 4 with variance 1 within and 4 between.
    EXPECT_DOUBLE_EQ(preparation->findNode("late")->mean[0], 4.0);
    EXPECT_DOUBLE_EQ(preparation->findNode("late")->scale[0], std::sqrt(5.0));
    EXPECT_DOUBLE_EQ(preparation->findNode("a")->mean[0], 2.0);
    const auto prepared = applyPreparation(*preparation, *opened, "late");
    EXPECT_FLOAT_EQ(prepared->values(0, 7), static_cast<float>(0.5 / std::sqrt(5.0)));
}

TEST_F(SpecialCases, OnTheCommonScaleALevelMeansTheSameOnEveryNode)
{
    auto a = noise("a", 600);
    auto b = noise("b", 600);
    for (Eigen::Index i = 0; i < 600; ++i) {
        a.values(0, i) = i % 2 == 0 ? 1.0F : 3.0F;
        b.values(0, i) = i % 2 == 0 ? 5.0F : 7.0F;
    }
    PrepareOptions options;
    options.trainUntil = formatUtc(kOrigin + 200'000);
    options.trimFraction = 0.0;
    const auto opened = store({a, b});
    const auto preparation = prepare(*opened, kCatalog, {}, options, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_DOUBLE_EQ(preparation->commonMean[0], 4.0);
    EXPECT_DOUBLE_EQ(preparation->commonScale[0], std::sqrt(5.0));
    const auto own = applyPreparation(*preparation, *opened, "b");
    EXPECT_FLOAT_EQ(own->values(0, 7), 1.0F);
    const auto common = applyPreparation(*preparation, *opened, "b", StandardiseBy::Common);
    EXPECT_FLOAT_EQ(common->values(0, 7), static_cast<float>(3.0 / std::sqrt(5.0)));

    // What earlier versions stored has no common scale: it is made of the nodes'.
    auto text = preparation->toJson();
    for (const std::string name : {"common_mean", "common_scale"})
        text.replace(text.find(name), name.size(), "x" + name);
    const auto old = Preparation::fromJson(text, preparation->segments);
    ASSERT_TRUE(old) << old.error().text();
    EXPECT_EQ(*old, *preparation);
}

TEST_F(SpecialCases, WhatDidNotMoveInTrainingIsNeverFarFromUsual)
{
    auto series = noise("cn1", 1000);
    series.values.row(2).setConstant(1e9F);
    series.values.row(2).tail(100).setConstant(2e9F); // after training
    const auto opened = store({series});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation);
    EXPECT_EQ(preparation->keptMetrics, (std::vector<int>{0, 1, 2}));
    EXPECT_EQ(preparation->nodes[0].scale[2], 0.0);
    const auto prepared = applyPreparation(*preparation, *opened, "cn1");
    EXPECT_TRUE((prepared->unclipped.row(2).array() == 0.0F).all());
    EXPECT_TRUE((prepared->filled.row(2).array() == 1).all()) << "it says nothing";
}

TEST_F(SpecialCases, AMetricWithoutValuesIsDroppedWhereNoNodeHasItAndMaskedWhereThisOneHasNot)
{
    auto first = noise("a", 500);
    auto second = noise("b", 500);
    auto third = noise("c", 500);
    first.values.row(2).setConstant(kNaN);
    second.values.row(1).setConstant(kNaN);
    second.values.row(2).setConstant(kNaN);
    third.metrics = {0}; // lacks the others altogether
    third.values.conservativeResize(1, Eigen::NoChange);
    const auto opened = store({first, second, third});
    const auto preparation = prepare(*opened, kCatalog, {}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(preparation->keptMetrics, (std::vector<int>{0, 1}));
    EXPECT_EQ(preparation->dropped, std::vector<int>{2});
    for (const char* name : {"b", "c"}) {
        const auto prepared = applyPreparation(*preparation, *opened, name);
        ASSERT_TRUE(prepared);
        EXPECT_EQ(prepared->values.rows(), 2);
        EXPECT_TRUE((prepared->values.row(1).array() == 0.0F).all()) << name;
        EXPECT_TRUE((prepared->filled.row(1).array() == 1).all()) << name;
        EXPECT_TRUE((prepared->filled.row(0).array() == 0).all()) << name;
    }
}

TEST_F(SpecialCases, ANodeThatWasNeverMeasuredHasNoSegmentsAndDisturbsNobody)
{
    auto silent = noise("silent", 500);
    silent.values.setConstant(kNaN);
    const auto with = prepare(*store({noise("cn1", 500), silent}), kCatalog, {}, {}, {});
    const auto without = prepare(*store({noise("cn1", 500)}), kCatalog, {}, {}, {});
    ASSERT_TRUE(with && without);
    EXPECT_TRUE(with->segmentsOf("silent").empty());
    EXPECT_EQ(with->nodes[0], without->nodes[0]);
    EXPECT_EQ(with->segments, without->segments);
}

// --- exactness ---

TEST_F(SpecialCases, ManyNodesOnAnyNumberOfThreadsEqualEachNodeByItselfBitForBit)
{
    std::vector<NodeSeries> nodes;
    for (unsigned i = 0; i < 9; ++i) {
        nodes.push_back(noise("cn" + std::to_string(i), 700, 0, i + 1));
        if (i % 2 == 1) // pair by pair is another way through the correlations
            nodes.back().values(static_cast<Eigen::Index>(i % 3), 17) = kNaN;
    }
    const auto all = store(nodes);
    PrepareOptions options;
    for (const std::string spread : {"common", "node"}) {
        options.spread = spread;
        const auto expected = prepare(*all, kCatalog, {}, options, RunContext({}, {}, 1));
        ASSERT_TRUE(expected) << expected.error().text();
        for (const int threads : {2, 5, 16})
            EXPECT_EQ(*prepare(*all, kCatalog, {}, options, RunContext({}, {}, threads)), *expected)
                << threads;
    }

    // By its own spread, a node is prepared the same whether or not there are others.
    const auto expected = prepare(*all, kCatalog, {}, options, {});
    ASSERT_TRUE(expected);

    std::size_t segment = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto alone = store({nodes[i]});
        const auto single = prepare(*alone, kCatalog, {}, options, {});
        ASSERT_TRUE(single);
        ASSERT_EQ(single->keptMetrics, expected->keptMetrics);
        EXPECT_EQ(single->nodes[0], expected->nodes[i]);
        for (auto own : single->segments) {
            own.id = static_cast<std::int64_t>(segment) + 1;
            EXPECT_EQ(own, expected->segments[segment++]);
        }
        const auto fromAll = applyPreparation(*expected, *all, nodes[i].node);
        const auto fromOne = applyPreparation(*single, *alone, nodes[i].node);
        EXPECT_EQ(fromAll->values, fromOne->values);
        EXPECT_EQ(fromAll->unclipped, fromOne->unclipped);
        EXPECT_EQ(fromAll->filled, fromOne->filled);
    }
}

TEST(TrimmedStatistics, LeaveOutWhatSortingWouldLeaveOut)
{
    std::mt19937 random(3);
    for (const std::size_t size : {1U, 19U, 20U, 21U, 1000U, 24'192U}) {
        std::vector<float> samples(size);
        for (auto& sample : samples)
            sample = static_cast<float>(random() % 100'000) * 0.01F - 300.0F;
        auto sorted = samples;
        std::sort(sorted.begin(), sorted.end());
        const auto cut = size / 20;
        long double sum = 0;
        for (auto i = cut; i < size - cut; ++i)
            sum += sorted[i];
        const auto mean = sum / static_cast<long double>(size - 2 * cut);
        long double squares = 0;
        for (auto i = cut; i < size - cut; ++i)
            squares += (sorted[i] - mean) * (sorted[i] - mean);
        const auto scale = std::sqrt(squares / static_cast<long double>(size - 2 * cut));
        const auto statistics = trimmedStatistics(samples, 0.05);
        EXPECT_NEAR(statistics.mean, static_cast<double>(mean), 1e-12 * 1000) << size;
        EXPECT_NEAR(statistics.scale, static_cast<double>(scale), 1e-12 * 1000) << size;
    }
}

TEST(Correlations, NodeByNodeEqualAllSamplesAtOnceAboutTheNodesMeans)
{
    const MetricCatalog catalog{{"a", "", MetricKind::Gauge, "CPU"}, {"b", "", MetricKind::Gauge, "CPU"}};
    std::mt19937 random(8);
    CorrelationAccumulator streamed(catalog);
    std::vector<long double> a;
    std::vector<long double> b;
    const std::vector<int> metrics{0, 1};
    for (int node = 0; node < 20; ++node) {
        const Eigen::Index samples = 200 + 13 * node;
        SampleMatrix values(2, samples);
        for (Eigen::Index i = 0; i < samples; ++i) {
            values(0, i) = static_cast<float>(random() % 1000) + 1000.0F * static_cast<float>(node);
            values(1, i) = 0.2F * values(0, i) + static_cast<float>(random() % 300);
        }
        const bool gap = node % 3 == 0;
        if (gap)
            values(1, 5) = kNaN;
        CorrelationAccumulator own(catalog);
        own.addNode(values, metrics);
        streamed.merge(own);
        std::vector<Eigen::Index> common;
        for (Eigen::Index i = 0; i < samples; ++i)
            if (!(gap && i == 5))
                common.push_back(i);
        for (const int row : {0, 1}) {
            long double mean = 0;
            for (const auto i : common)
                mean += values(row, i) / static_cast<long double>(common.size());
            for (const auto i : common)
                (row == 0 ? a : b).push_back(values(row, i) - mean);
        }
    }
    long double products = 0;
    long double squaresA = 0;
    long double squaresB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        products += a[i] * b[i];
        squaresA += a[i] * a[i];
        squaresB += b[i] * b[i];
    }
    EXPECT_NEAR(streamed.correlation(0, 1), static_cast<double>(products / std::sqrt(squaresA * squaresB)),
                1e-12);
}

} // namespace
} // namespace nodesentry
