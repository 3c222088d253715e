#include "core/data/import/series_reducer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// A plan of series all of which go to metrics of their own, or all to metric 0.
FilePlan planOf(int series, bool joined = false)
{
    FilePlan plan;
    plan.roles = {ColumnRole::Time};
    for (int i = 0; i < series; ++i) {
        plan.roles.push_back(ColumnRole::Value);
        plan.values.push_back({"s" + std::to_string(i), joined ? 0 : i});
    }
    return plan;
}

std::vector<MetricTarget> targetsOf(int count, RawKind kind, Aggregation aggregation = Aggregation::Sum)
{
    return std::vector<MetricTarget>(static_cast<std::size_t>(count),
                                     MetricTarget{"m", "Other", "", kind, aggregation});
}

void expectSamples(const std::vector<float>& samples, const std::vector<float>& expected)
{
    ASSERT_EQ(samples.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (std::isnan(expected[i]))
            EXPECT_TRUE(std::isnan(samples[i])) << "sample " << i << " is " << samples[i];
        else
            EXPECT_FLOAT_EQ(samples[i], expected[i]) << "sample " << i;
    }
}

TEST(SeriesReducer, CounterIsItsIncreasePerSecond)
{
    const auto targets = targetsOf(1, RawKind::Counter);
    SeriesReducer reducer(10000, false, targets);
    reducer.beginFile(planOf(1));
    for (const auto& [time, value] :
         {std::pair<TimeMs, double>{0, 100}, {10000, 160}, {20000, 160}, {30000, 165}})
        reducer.addRow(time, std::vector{value}, 0);
    expectSamples(reducer.finish().metrics[0].rate, {kNaN, 6, 0, 0.5F});
}

// cn2 of the recording was rebooted: 2106241 at its last scrape, 24775 at the first one 10 s later.
TEST(SeriesReducer, FallIsARestartFromZero)
{
    const auto targets = targetsOf(1, RawKind::Counter);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(1));
    reducer.addRow(0, std::vector{2106038.0}, 0);
    reducer.addRow(1000, std::vector{2106241.0}, 0);
    reducer.addRow(11000, std::vector{24775.0}, 0);
    reducer.addRow(12000, std::vector{25063.0}, 0);
    const auto node = reducer.finish();
    expectSamples(node.metrics[0].rate,
                  {kNaN, 203, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, 2477.5F, 288});
    EXPECT_EQ(node.gaps, 1);
}

TEST(SeriesReducer, RateOverMissingValuesStandsBehindThem)
{
    const auto targets = targetsOf(1, RawKind::Counter);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(1));
    for (const double value : {10.0, 12.0, std::nan(""), std::nan(""), 24.0, 25.0}) {
        const auto time = reducer.rows() * 1000;
        reducer.addRow(time, std::vector{value}, 0);
    }
    const auto node = reducer.finish();
    expectSamples(node.metrics[0].rate, {kNaN, 2, kNaN, kNaN, 4, 1});
    EXPECT_EQ(node.gaps, 0) << "rows without a value are no gap";
}

TEST(SeriesReducer, ElapsedTimeIsThatOfTheRowsNotOfTheGrid)
{
    const auto targets = targetsOf(1, RawKind::Counter);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(1));
    reducer.addRow(0, std::vector{0.0}, 0);
    reducer.addRow(1200, std::vector{12.0}, 0);
    EXPECT_EQ(reducer.lastOffsetMs(), 200);
    reducer.addRow(2000, std::vector{20.0}, 0);
    expectSamples(reducer.finish().metrics[0].rate, {kNaN, 10, 10});
}

TEST(SeriesReducer, CoarseStepTakesMeansOfGaugesAndLastValuesOfCounters)
{
    std::vector<MetricTarget> targets = targetsOf(2, RawKind::Gauge);
    targets[1].kind = RawKind::Counter;
    SeriesReducer reducer(3000, true, targets);
    reducer.beginFile(planOf(2));
    const std::vector<double> gauge{1, 2, 6, 4, std::nan(""), 8, 5};
    const std::vector<double> counter{0, 1, 5, 6, 7, 20, 2};
    for (std::size_t i = 0; i < gauge.size(); ++i)
        reducer.addRow(static_cast<TimeMs>(i) * 1000, std::vector{gauge[i], counter[i]}, i == 4 ? 1U : 0U);
    const auto node = reducer.finish();
    EXPECT_EQ(node.grid, (TimeGrid{0, 3000, 3}));
    expectSamples(node.metrics[0].gauge, {3, 6, 5});
    // Last values 5 at 2 s, 20 at 5 s, and 2 at 6 s after a restart.
    expectSamples(node.metrics[1].rate, {kNaN, 5, 2});
}

TEST(SeriesReducer, SeriesJoinAfterTheirRates)
{
    for (const auto& [aggregation, expected] :
         {std::pair{Aggregation::Sum, 7.0F}, {Aggregation::Mean, 3.5F}, {Aggregation::Max, 5.0F}}) {
        const auto targets = targetsOf(1, RawKind::Counter, aggregation);
        SeriesReducer reducer(1000, false, targets);
        reducer.beginFile(planOf(2, true));
        reducer.addRow(0, std::vector{1.0, 100.0}, 0);
        reducer.addRow(1000, std::vector{3.0, 5.0}, 0); // the second one restarted
        expectSamples(reducer.finish().metrics[0].rate, {kNaN, expected});
    }
}

TEST(SeriesReducer, JoinedSampleIsOfTheSeriesThatArePresent)
{
    const auto targets = targetsOf(1, RawKind::Gauge, Aggregation::Mean);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(2, true));
    reducer.addRow(0, std::vector{1.0, 3.0}, 0);
    reducer.addRow(1000, std::vector{std::nan(""), 5.0}, 0);
    reducer.addRow(2000, std::vector{std::nan(""), std::nan("")}, 0);
    expectSamples(reducer.finish().metrics[0].gauge, {2, 5, kNaN});
}

TEST(SeriesReducer, SeriesGoOnByNameInTheNextFile)
{
    const auto targets = targetsOf(2, RawKind::Counter);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(1));
    reducer.addRow(0, std::vector{10.0}, 0);
    FilePlan second = planOf(2);
    std::swap(second.values[0], second.values[1]); // s1 first
    reducer.beginFile(second);
    reducer.addRow(2000, std::vector{7.0, 14.0}, 0);
    const auto node = reducer.finish();
    ASSERT_EQ(node.metrics.size(), 2U);
    expectSamples(node.metrics[0].rate, {kNaN, kNaN, 2});
    expectSamples(node.metrics[1].rate, {kNaN, kNaN, kNaN});
}

TEST(SeriesReducer, ValueBeyondAFloatIsMissing)
{
    const auto targets = targetsOf(1, RawKind::Gauge);
    SeriesReducer reducer(1000, false, targets);
    reducer.beginFile(planOf(1));
    reducer.addRow(0, std::vector{1e300}, 0);
    expectSamples(reducer.finish().metrics[0].gauge, {kNaN});
}

TEST(ChangeCount, CounterNeverFallsAndRisesOftenEnough)
{
    EXPECT_TRUE((ChangeCount{1000, 10, 0}).looksLikeCounter());
    EXPECT_FALSE((ChangeCount{1001, 10, 0}).looksLikeCounter()) << "under 1 %";
    EXPECT_FALSE((ChangeCount{20, 9, 0}).looksLikeCounter()) << "under 10 rises";
    EXPECT_FALSE((ChangeCount{1000, 999, 1}).looksLikeCounter());
    EXPECT_FALSE(ChangeCount{}.looksLikeCounter());
}

} // namespace
} // namespace nodesentry
