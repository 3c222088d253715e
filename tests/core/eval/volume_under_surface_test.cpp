#include "core/eval/volume_under_surface.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

using Scores = std::vector<float>;
using Flags = std::vector<std::uint8_t>;

double volume(const Scores& score, const Flags& truth, int maxBuffer, Flags counted = {})
{
    if (counted.empty())
        counted.assign(score.size(), 1);
    const auto result = volumeUnderPrSurface(score, truth, counted, maxBuffer);
    EXPECT_TRUE(result);
    return *result;
}

TEST(VolumeUnderPrSurface, WithoutBufferRecallIsWeightedByEventsTouched)
{
    // Two events of one sample. Thresholds from the top: nothing found; one found: recall 1/2 * 1/2 at
    // precision 1/2; the same; both found: recall 1 at precision 2/4.
    EXPECT_DOUBLE_EQ(volume({4, 3, 2, 1}, {0, 1, 0, 1}, 0), 0.25 * 0.5 + 0.75 * 0.5);
}

TEST(VolumeUnderPrSurface, ANearMissCountsInPartOnceTheBufferReachesIt)
{
    const Scores score{0, 2, 1, 0, 0};
    const Flags truth{0, 0, 1, 0, 0};
    // Widths 0 and 1 reach no neighbour: recall 1 at precision 1/2.
    EXPECT_DOUBLE_EQ(volume(score, truth, 1), 0.5);
    // Width 2: neighbours get w = sqrt(1 - 1/2); wanted = (1 + 1 + 2w) / 2 = 1 + w.
    // First threshold: TP w, recall w / (1 + w), precision w. Second: TP 1 + w, recall 1, precision (1 + w)
    // / 2.
    const double w = std::sqrt(0.5);
    const double second = w / (1 + w) * w + (1 - w / (1 + w)) * (1 + w) / 2;
    EXPECT_NEAR(volume(score, truth, 2), (0.5 + 0.5 + second) / 3, 1e-12);
}

TEST(VolumeUnderPrSurface, EventsWhoseBuffersMeetAreOne)
{
    // Width 2 joins the events at 0 and 2. Labels 1, w, 1, w, 0; wanted = (2 + 2 + 2w) / 2 = 2 + w.
    const Scores score{5, 4, 3, 2, 1};
    const Flags truth{1, 0, 1, 0, 0};
    const double w = std::sqrt(0.5);
    // Width 0 (and 1): recall 1/2 * 1/2 at precision 1, then recall 1 at precision 2/3.
    const double narrow = 0.25 * 1.0 + 0.75 * 2.0 / 3.0;
    // TP: 1, 1 + w, 2 + w (recall 1). Gains 1, w, 1 over (2 + w) at precisions 1, (1 + w) / 2, (2 + w) / 3.
    const double wide = (1.0 + w * (1 + w) / 2 + (2 + w) / 3) / (2 + w);
    EXPECT_NEAR(volume(score, truth, 2), (narrow + narrow + wide) / 3, 1e-12);
}

TEST(VolumeUnderPrSurface, TiedSamplesAreFlaggedTogether)
{
    EXPECT_DOUBLE_EQ(volume({1, 1, 1, 1}, {0, 1, 0, 0}, 0), 0.25);
}

TEST(VolumeUnderPrSurface, SamplesLeftOutKeepTheirPlaceInTime)
{
    // The sample beside the event is left out: with a buffer the one after it must not slide next to the
    // event.
    EXPECT_DOUBLE_EQ(volume({0, 1, 9, 2, 0}, {0, 1, 0, 0, 0}, 2, {1, 1, 0, 1, 1}),
                     volume({0, 1, 9, 2, 0, 0}, {0, 1, 0, 0, 0, 0}, 2, {1, 1, 0, 1, 1, 0}));
    // Left in, the high score beside the event counts in part; two samples away it is a plain false alarm.
    EXPECT_GT(volume({0, 1, 9, 0, 0}, {0, 1, 0, 0, 0}, 2), volume({0, 1, 0, 9, 0}, {0, 1, 0, 0, 0}, 2));
}

TEST(VolumeUnderPrSurface, PerfectScoreIsOneWithoutBufferAndLessWithOne)
{
    const Scores score{0, 0, 0, 1, 1, 0, 0, 0};
    const Flags truth{0, 0, 0, 1, 1, 0, 0, 0};
    EXPECT_DOUBLE_EQ(volume(score, truth, 0), 1.0);
    EXPECT_LT(volume(score, truth, 4), 1.0);
    EXPECT_GT(volume(score, truth, 4), 0.8);
}

TEST(VolumeUnderPrSurface, RandomScoreIsNearThePrevalence)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<float> uniform;
    Scores score(20'000);
    Flags truth(score.size(), 0);
    for (std::size_t i = 0; i < score.size(); ++i) {
        score[i] = uniform(random);
        truth[i] = i % 2000 < 100 ? 1 : 0; // 5 %
    }
    EXPECT_NEAR(volume(score, truth, 20), 0.055, 0.02);
}

TEST(VolumeUnderPrSurface, IsUndefinedWithoutAnAnomalousSampleThatCounts)
{
    EXPECT_TRUE(std::isnan(volume({1, 2}, {0, 0}, 3)));
    EXPECT_TRUE(std::isnan(volume({1, 2}, {1, 0}, 3, {0, 1})));
    EXPECT_TRUE(std::isnan(volume({}, {}, 3)));
}

TEST(VolumeUnderPrSurface, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = volumeUnderPrSurface(Scores{1}, Flags{1}, Flags{1}, 3, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace nodesentry
