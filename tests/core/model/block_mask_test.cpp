#include "core/model/block_mask_p.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

class EveryMaskMode : public ::testing::TestWithParam<const char*> { };

TEST_P(EveryMaskMode, HidesEachValueInTheSameNumberOfPasses)
{
    TrainOptions options;
    options.maskMode = GetParam();
    options.maskBlock = 5;
    for (const int passes : {2, 3, 4, 7}) {
        for (const double ratio : {0.05, 0.5, 1.0}) {
            options.scoreMasks = passes;
            options.maskRatio = ratio;
            const BlockMask mask = scoringMasks(options, 7).front();
            Random random(5);
            const BlockMask training = trainingMask(options, 7, random);
            EXPECT_GE(mask.hiddenPasses, 1);
            for (std::int64_t t = 0; t < 100; ++t) {
                for (int m = 0; m < 7; ++m) {
                    int hidden = 0;
                    int hiddenInTraining = 0;
                    for (int pass = 0; pass < passes; ++pass) {
                        hidden += mask.hides(pass, t, m) ? 1 : 0;
                        hiddenInTraining += training.hides(pass, t, m) ? 1 : 0;
                    }
                    ASSERT_EQ(hidden, mask.hiddenPasses) << "pass count " << passes << ", sample " << t;
                    ASSERT_EQ(hiddenInTraining, training.hiddenPasses);
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Modes, EveryMaskMode, ::testing::Values("time", "metric", "both"));

TEST(BlockMask, TimeModeHidesAllMetricsOfABlockTogether)
{
    TrainOptions options;
    options.maskMode = "time";
    options.maskBlock = 4;
    options.scoreMasks = 2;
    options.maskRatio = 0.5;
    const BlockMask mask = scoringMasks(options, 3).front();
    for (std::int64_t t = 0; t < 16; ++t) {
        for (int m = 0; m < 3; ++m)
            EXPECT_EQ(mask.hides(0, t, m), (t / 4) % 2 == 0);
    }
}

TEST(BlockMask, MetricModeHidesAMetricForTheWholeWindow)
{
    TrainOptions options;
    options.maskMode = "metric";
    options.scoreMasks = 2;
    options.maskRatio = 0.5;
    const BlockMask mask = scoringMasks(options, 4).front();
    for (std::int64_t t = 0; t < 50; ++t) {
        for (int m = 0; m < 4; ++m)
            EXPECT_EQ(mask.hides(1, t, m), m % 2 == 1);
    }
}

TEST(BlockMask, OnePassHidesNothingInScoringButTrainingStillHides)
{
    TrainOptions options;
    options.scoreMasks = 1;
    options.maskRatio = 0.5;
    const BlockMask scoring = scoringMasks(options, 2).front();
    Random random(1);
    const BlockMask training = trainingMask(options, 2, random);
    int hidden = 0;
    for (std::int64_t t = 0; t < 400; ++t) {
        EXPECT_FALSE(scoring.hides(0, t, 0));
        hidden += training.hides(0, t, 0) ? 1 : 0;
    }
    EXPECT_GT(hidden, 100);
    EXPECT_LT(hidden, 300);
}

TEST(BlockMask, MixedScoresInBothWaysAndTrainsInEither)
{
    TrainOptions options;
    options.maskMode = "mixed";
    const auto masks = scoringMasks(options, 5);
    ASSERT_EQ(masks.size(), 2U);
    EXPECT_TRUE(masks[0].byTime);
    EXPECT_EQ(masks[0].groups, 1);
    EXPECT_FALSE(masks[1].byTime);
    EXPECT_EQ(masks[1].groups, options.scoreMasks);
    Random random(1);
    int byTime = 0;
    for (int i = 0; i < 100; ++i)
        byTime += trainingMask(options, 5, random).byTime ? 1 : 0;
    EXPECT_GT(byTime, 30);
    EXPECT_LT(byTime, 70);
    EXPECT_EQ(scoringMasks(options, 1).size(), 1U) << "a single metric has no others";
}

TEST(BlockMask, ASingleMetricIsHiddenByTimeInEveryMode)
{
    TrainOptions options;
    options.maskMode = "metric";
    options.maskBlock = 8;
    options.scoreMasks = 2;
    const BlockMask mask = scoringMasks(options, 1).front();
    EXPECT_NE(mask.hides(0, 0, 0), mask.hides(0, 8, 0));
}

} // namespace
} // namespace nodesentry
