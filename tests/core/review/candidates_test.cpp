#include "core/review/candidates.h"

#include "core/detect/threshold.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(ThresholdRatios, FlagExactlyWhatTheDetectorFlags)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(0.0F, 2.0F);
    std::vector<float> score;
    std::vector<float> threshold;
    for (int i = 0; i < 20'000; ++i) {
        threshold.push_back(uniform(random));
        // Half of the scores are a bit above, below or at the threshold.
        const float next = std::nextafter(threshold.back(), i % 3 == 0 ? 3.0F : 0.0F);
        score.push_back(i % 2 == 0 ? uniform(random) : i % 3 == 1 ? threshold.back() : next);
    }
    score.insert(score.end(), {kNaN, 1.0F, 1.0F, 0.0F, 1.0F});
    threshold.insert(threshold.end(), {1.0F, kInfinity, 0.0F, 0.0F, kNaN});
    const auto flagged = flagScores(score, threshold);
    const auto ratio = thresholdRatios(score, threshold);
    for (std::size_t i = 0; i < score.size(); ++i)
        EXPECT_EQ(ratio[i] > 1.0F, flagged[i] != 0) << score[i] << " over " << threshold[i];
}

TEST(FindCandidates, AreFewerAndShorterAboveAHigherThreshold)
{
    const TimeGrid grid{1'000'000, 60'000, 12};
    const std::vector<float> ratio{0, 0, 1.5F, 3.0F, 1.2F, 0, 0, 0, 0, 1.1F, 0, kNaN};
    const DetectOptions options{.mergeGapSeconds = 60.0};
    const auto low = findCandidates("m", "n", grid, ratio, 1.0, options);
    ASSERT_EQ(low.size(), 2U);
    EXPECT_EQ(low[0].range, (TimeRange{grid.timeOf(2), grid.timeOf(5)}));
    EXPECT_EQ(low[0].peak, grid.timeOf(3));
    EXPECT_DOUBLE_EQ(low[0].strength, 3.0);
    EXPECT_EQ(low[1].range, (TimeRange{grid.timeOf(9), grid.timeOf(10)}));
    const auto high = findCandidates("m", "n", grid, ratio, 1.3, options);
    ASSERT_EQ(high.size(), 1U);
    EXPECT_EQ(high[0].range, (TimeRange{grid.timeOf(2), grid.timeOf(4)}));
    EXPECT_EQ(high[0].state, SuggestionState::Pending);
    EXPECT_EQ(high[0].source, "m");
}

} // namespace
} // namespace nodesentry
