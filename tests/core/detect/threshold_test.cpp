#include "core/detect/threshold.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Window of 20 samples of 1 s, no floor: the tests that need one set it.
DetectOptions twentySamples()
{
    DetectOptions options;
    options.windowSeconds = 20;
    options.floorShare = 0;
    return options;
}

/// 1, 3, 1, 3, …: mean 2 and deviation 1 over every even stretch.
std::vector<float> alternating(std::size_t size)
{
    std::vector<float> score(size);
    for (std::size_t t = 0; t < size; ++t)
        score[t] = t % 2 == 0 ? 1.0F : 3.0F;
    return score;
}

TEST(ComputeThreshold, IsMeanPlusKSigmaOfThePastWindow)
{
    const auto threshold = computeThreshold(alternating(60), 0, 1.0, twentySamples());
    for (std::size_t t = 20; t < 60; ++t)
        EXPECT_FLOAT_EQ(threshold[t], 2.0F + 3.0F * 1.0F) << t;
}

TEST(ComputeThreshold, DoesNotDependOnTheSampleItselfNorOnLaterOnes)
{
    auto score = alternating(60);
    const auto before = computeThreshold(score, 0, 1.0, twentySamples());
    for (std::size_t t = 40; t < 60; ++t)
        score[t] = 1000;
    const auto after = computeThreshold(score, 0, 1.0, twentySamples());
    EXPECT_TRUE(std::equal(before.begin(), before.begin() + 41, after.begin()));
}

TEST(ComputeThreshold, TrainingScoresStandInUntilHalfTheWindowIsSeen)
{
    std::vector<float> score(30, 5.0F);
    const auto tail = alternating(10);
    score.insert(score.end(), tail.begin(), tail.end());
    const auto threshold = computeThreshold(score, 40, 1.0, twentySamples());
    // All 40 scores: mean (30*5 + 10*2)/40 = 4.25, variance (30*.5625 + 10*(5.0625+1))/40 = 1.9375.
    const double standIn = 4.25 + 3.0 * std::sqrt(1.9375);
    for (std::size_t t = 0; t < 10; ++t)
        EXPECT_NEAR(threshold[t], standIn, 1e-5) << t;
    EXPECT_FLOAT_EQ(threshold[10], 5.0F) << "ten fives seen: deviation 0";
}

TEST(ComputeThreshold, FlagsNothingBeforeAnythingIsKnown)
{
    const auto score = alternating(30);
    const auto threshold = computeThreshold(score, 0, 1.0, twentySamples());
    EXPECT_TRUE(
        std::all_of(threshold.begin(), threshold.begin() + 10, [](float x) { return x == kInfinity; }));
    EXPECT_LT(threshold[10], kInfinity);
    EXPECT_EQ(flagScores(score, threshold)[5], 0);
}

TEST(ComputeThreshold, AFaultDoesNotRaiseItsOwnThreshold)
{
    auto score = alternating(200);
    std::fill(score.begin() + 50, score.begin() + 150, 50.0F);
    auto options = twentySamples();
    const auto frozen = computeThreshold(score, 0, 1.0, options);
    EXPECT_FLOAT_EQ(frozen[149], 5.0F);
    EXPECT_EQ(flagScores(score, frozen)[149], 1);

    options.freeze = false;
    const auto moving = computeThreshold(score, 0, 1.0, options);
    EXPECT_FLOAT_EQ(moving[149], 50.0F) << "the window holds nothing but the fault";
    EXPECT_EQ(flagScores(score, moving)[149], 0);
}

TEST(ComputeThreshold, ASpikeIsLearntOnceItIsOver)
{
    auto score = alternating(60);
    score[40] = score[41] = 50;
    const auto threshold = computeThreshold(score, 0, 1.0, twentySamples());
    EXPECT_FLOAT_EQ(threshold[41], 5.0F) << "it may still become a case";
    EXPECT_FLOAT_EQ(threshold[42], 5.0F) << "it may still become a case";
    // Two of 50, nine of 1 and nine of 3: mean 6.8, mean square (5000 + 9 + 81) / 20 = 254.5.
    EXPECT_NEAR(threshold[43], 6.8 + 3 * std::sqrt(254.5 - 6.8 * 6.8), 1e-4);
}

TEST(ComputeThreshold, NoiseIsFlaggedAboutAsOftenAsItsTailSays)
{
    // Exponential scores exceed mean + 3 sigma with a chance of e^-4 = 1.8 %; a window that dropped all it
    // flags would cut its own tail and flag 10 % in the end.
    std::mt19937_64 random(2);
    std::vector<float> score(20'000);
    for (float& value : score)
        value = static_cast<float>(-std::log1p(-static_cast<double>(random() >> 11U) * 0x1p-53));
    auto options = twentySamples();
    options.windowSeconds = 200;
    const auto flagged = flagScores(score, computeThreshold(score, 0, 1.0, options));
    EXPECT_NEAR(std::accumulate(flagged.begin(), flagged.end(), 0) / 20'000.0, std::exp(-4.0), 0.004);
}

TEST(ComputeThreshold, ALastingNewLevelIsLearntAfterTheFreezeLimit)
{
    auto score = alternating(200);
    std::fill(score.begin() + 50, score.end(), 50.0F);
    auto options = twentySamples();
    options.freezeLimitSeconds = 60;
    const auto flagged = flagScores(score, computeThreshold(score, 0, 1.0, options));
    EXPECT_EQ(flagged[50 + 60], 1) << "still frozen when this sample comes";
    EXPECT_EQ(flagged[199], 0);
}

TEST(ComputeThreshold, UnscoredSamplesAreSkipped)
{
    auto score = alternating(40);
    score.insert(score.begin() + 30, 7, kNaN);
    const auto threshold = computeThreshold(score, 0, 1.0, twentySamples());
    for (std::size_t t = 30; t < threshold.size(); ++t)
        EXPECT_FLOAT_EQ(threshold[t], 5.0F) << t;
    EXPECT_EQ(flagScores(score, threshold)[33], 0);
}

TEST(ComputeThreshold, FloorKeepsACalmStretchFromFlaggingNoise)
{
    // Training scores 0, 1, …, 100; the 0.9 quantile is 90, and 0.5 of it is 45.
    std::vector<float> score(101);
    for (std::size_t t = 0; t < score.size(); ++t)
        score[t] = static_cast<float>(t);
    score.insert(score.end(), 40, 0.25F);
    auto options = twentySamples();
    options.floorShare = 0.5;
    options.trainQuantile = 0.9;
    EXPECT_FLOAT_EQ(computeThreshold(score, 101, 1.0, options)[140], 45.0F);
    options.floorShare = 0;
    EXPECT_FLOAT_EQ(computeThreshold(score, 101, 1.0, options)[140], 0.25F);
}

TEST(ComputeThreshold, WindowHasTwentySamplesHoweverCoarseTheGrid)
{
    DetectOptions options = twentySamples();
    options.windowSeconds = 300;
    EXPECT_EQ(computeThreshold(alternating(60), 0, 300.0, options),
              computeThreshold(alternating(60), 0, 1.0, twentySamples()));
}

TEST(ComputeThreshold, NeverBelowTheLevelOfSoManyAlarmsADay)
{
    // Two days of hourly scores of noise with four peaks, then a calm day.
    std::vector<float> score = alternating(48);
    score[5] = 10;
    score[15] = 20;
    score[16] = 19;
    score[25] = 30;
    score[35] = 40;
    score.insert(score.end(), 24, 0.25F);
    auto options = twentySamples();
    options.mergeGapSeconds = 60;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options)[71], 20.0F) << "two cases in two days";
    options.alarmsPerDay = 1.5;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options)[71], 10.0F);
    options.alarmsPerDay = 0.4;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options)[71], 0.25F) << "less than one case: unknown";
    options.alarmsPerDay = 0;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options)[71], 0.25F);
}

TEST(ComputeThreshold, NorBelowTheLevelOfTheFleet)
{
    std::vector<float> score = alternating(48); // two days of hourly scores, one peak
    score[5] = 20;
    score.insert(score.end(), 24, 0.25F);
    auto options = twentySamples();
    options.alarmsPerDay = 0.5;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options)[71], 3.0F) << "one case in two days";
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options, 12.5F)[71], 12.5F);
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options, 2.5F)[71], 3.0F) << "its own is higher";
    options.alarmsPerDay = 0.1;
    EXPECT_FLOAT_EQ(computeThreshold(score, 48, 3600.0, options, 2.5F)[71], 2.5F) << "it has none of its own";
    EXPECT_FLOAT_EQ(computeThreshold(score, 0, 3600.0, options, 2.5F)[71], 2.5F) << "nor a training range";
    options.threshold = "train_quantile";
    EXPECT_EQ(computeThreshold(score, 48, 3600.0, options, 12.5F),
              computeThreshold(score, 48, 3600.0, options));
}

TEST(ComputeThreshold, TrainQuantileIsOneConstant)
{
    DetectOptions options;
    options.threshold = "train_quantile";
    options.trainQuantile = 0.75;
    const std::vector<float> score{4, kNaN, 2, 1, 3, 99, 100};
    // Of 1, 2, 3, 4: position 0.75 * 3 = 2.25, between 3 and 4.
    EXPECT_EQ(computeThreshold(score, 5, 1.0, options), std::vector<float>(7, 3.25F));
    EXPECT_EQ(computeThreshold(score, 0, 1.0, options), std::vector<float>(7, kInfinity));
}

TEST(ComputeThreshold, RefusesAnUnknownKind)
{
    DetectOptions options;
    options.threshold = "oracle";
    EXPECT_THROW((void)computeThreshold({}, 0, 1.0, options), ContractViolation);
}

TEST(DetectOptions, EveryMemberCanBeSetByName)
{
    DetectOptions options;
    ParameterBinder binder;
    binder.setStage("detect");
    bindParameters(binder, options);
    for (const auto& [name, text] : {std::pair{"threshold", "train_quantile"},
                                     {"k", "4"},
                                     {"window_s", "900"},
                                     {"train_quantile", "0.99"},
                                     {"pot_risk", "1e-3"},
                                     {"pot_initial_quantile", "0.9"},
                                     {"floor_share", "0.25"},
                                     {"alarms_per_day", "2"},
                                     {"fleet_floor", "false"},
                                     {"freeze", "false"},
                                     {"freeze_after_samples", "4"},
                                     {"freeze_limit_s", "60"},
                                     {"smoothing_samples", "5"},
                                     {"min_case_samples", "2"},
                                     {"merge_gap_s", "30"}})
        EXPECT_TRUE(binder.set(std::string("detect.") + name, text)) << name;
    EXPECT_EQ(binder.parameters().size(), 16U);
    EXPECT_EQ(options.threshold, "train_quantile");
    EXPECT_EQ(options.windowSeconds, 900);
    EXPECT_EQ(options.potRisk, 1e-3);
    EXPECT_EQ(options.potInitialQuantile, 0.9);
    EXPECT_FALSE(options.freeze);
    EXPECT_FALSE(options.fleetFloor);
    EXPECT_EQ(options.mergeGapSeconds, 30);
    EXPECT_FALSE(binder.set("detect.threshold", "oracle"));
}

} // namespace
} // namespace nodesentry
