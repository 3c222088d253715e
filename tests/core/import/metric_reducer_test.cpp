#include "core/data/import/metric_reducer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

struct Raw {
    std::vector<TimeMs> times;
    std::vector<double> values;
};

MetricDraft reduce(const ReductionGrid& grid, const std::vector<Raw>& series,
                   Aggregation aggregation = Aggregation::Sum)
{
    MetricReducer reducer(grid, aggregation, true, true);
    for (const auto& raw : series)
        reducer.add(raw.times, raw.values);
    return reducer.finish();
}

ReductionGrid gridOf(std::int64_t stepMs, std::int64_t size, bool coarse = false)
{
    return {{0, stepMs, size}, coarse};
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

TEST(MetricReducer, CounterIsItsIncreasePerSecond)
{
    const auto draft = reduce(gridOf(10000, 4), {{{0, 10000, 20000, 30000}, {100, 160, 160, 165}}});
    expectSamples(draft.rate, {kNaN, 6, 0, 0.5F});
    expectSamples(draft.gauge, {100, 160, 160, 165});
}

// Times of samples jitter: a second of a CPU may be counted in 0.9 s of the clock.
TEST(MetricReducer, RateFarAboveItsBoundIsNoValue)
{
    MetricReducer reducer(gridOf(1000, 5), Aggregation::Sum, false, true, 1);
    reducer.add(std::vector<TimeMs>{0, 1000, 2000, 3000, 4000}, std::vector<double>{0, 0.5, 1.6, 3.6, 4.6});
    const auto draft = reducer.finish();
    expectSamples(draft.rate, {kNaN, 0.5F, 1.1F, kNaN, 1});
    EXPECT_EQ(draft.impossible, 1);
}

TEST(MetricReducer, SmallStepBackWaitsUntilItIsPassed)
{
    // 100, back to 99, then 102: two more than before the step; 60 is neither a step nor a restart; 20 is a restart.
    const auto draft
        = reduce(gridOf(1000, 6), {{{0, 1000, 2000, 3000, 4000, 5000}, {100, 99, 102, 60, 65, 20}}});
    expectSamples(draft.rate, {kNaN, 0, 2, kNaN, 5, 20});
    EXPECT_EQ(draft.impossible, 1);
    EXPECT_EQ(draft.changes.falls, 3);
    EXPECT_EQ(draft.changes.resets, 1);
}

// cn2 of the recording was rebooted: 2106241 at its last scrape, 24775 at the first one 10 s later.
TEST(MetricReducer, FallIsARestartFromZero)
{
    const auto draft
        = reduce(gridOf(1000, 13), {{{0, 1000, 11000, 12000}, {2106038, 2106241, 24775, 25063}}});
    expectSamples(draft.rate,
                  {kNaN, 203, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN, 2477.5F, 288});
    EXPECT_EQ(draft.changes.falls, 1);
    EXPECT_EQ(draft.changes.rises, 2);
    EXPECT_EQ(draft.changes.pairs, 3);
}

TEST(MetricReducer, ElapsedTimeIsThatOfTheRowsNotOfTheGrid)
{
    expectSamples(reduce(gridOf(1000, 3), {{{0, 1200, 2000}, {0, 12, 20}}}).rate, {kNaN, 10, 10});
}

TEST(MetricReducer, CoarseStepTakesMeansOfGaugesAndLastValuesOfCounters)
{
    const auto grid = gridOf(3000, 3, true);
    expectSamples(reduce(grid, {{{0, 1000, 2000, 3000, 5000, 6000}, {1, 2, 6, 4, 8, 5}}}).gauge, {3, 6, 5});
    // Last values 5 at 2 s, 20 at 5 s, and 2 at 6 s after a restart.
    expectSamples(reduce(grid, {{{0, 1000, 2000, 3000, 4000, 5000, 6000}, {0, 1, 5, 6, 7, 20, 2}}}).rate,
                  {kNaN, 5, 2});
}

TEST(MetricReducer, SeriesJoinAfterTheirRates)
{
    for (const auto& [aggregation, expected] :
         {std::pair{Aggregation::Sum, 7.0F}, {Aggregation::Mean, 3.5F}, {Aggregation::Max, 5.0F}}) {
        // The second one restarted.
        const auto draft = reduce(gridOf(1000, 2), {{{0, 1000}, {1, 3}}, {{0, 1000}, {100, 5}}}, aggregation);
        expectSamples(draft.rate, {kNaN, expected});
    }
}

TEST(MetricReducer, JoinedSampleIsOfTheSeriesThatArePresent)
{
    const auto draft = reduce(gridOf(1000, 3), {{{0}, {1}}, {{0, 1000}, {3, 5}}}, Aggregation::Mean);
    expectSamples(draft.gauge, {2, 5, kNaN});
}

TEST(MetricReducer, ValueBeyondAFloatIsMissing)
{
    expectSamples(reduce(gridOf(1000, 1), {{{0}, {1e300}}}).gauge, {kNaN});
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
