#include "core/detect/pareto_tail.h"

#include "core/base/splitmix.h"
#include "core/detect/threshold.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {
namespace {

/// The n quantiles of a generalised Pareto distribution at (i - 0.5) / n: a sample without chance.
std::vector<double> quantiles(double scale, double shape, int n)
{
    std::vector<double> values;
    for (int i = 0; i < n; ++i) {
        const double above = 1.0 - (i + 0.5) / n;
        values.push_back(shape == 0.0 ? -scale * std::log(above)
                                      : scale * (std::pow(above, -shape) - 1.0) / shape);
    }
    return values;
}

TEST(ParetoTail, QuantilesFollowTheDefinition)
{
    EXPECT_NEAR((ParetoTail{2.0, 0.0}.exceededBy(0.01)), 2.0 * std::log(100.0), 1e-12);
    EXPECT_NEAR((ParetoTail{2.0, 0.5}.exceededBy(0.01)), 2.0 * (std::sqrt(100.0) - 1.0) / 0.5, 1e-12);
    EXPECT_NEAR((ParetoTail{2.0, -1.0}.exceededBy(0.01)), 2.0 * 0.99, 1e-12) << "uniform up to 2";
    EXPECT_NEAR((ParetoTail{2.0, 1e-9}.exceededBy(0.01)), 2.0 * std::log(100.0), 1e-6) << "no jump at 0";
    EXPECT_EQ((ParetoTail{2.0, 0.3}.exceededBy(1.0)), 0.0);
}

TEST(ParetoTail, MomentsByHand)
{
    // Of 1, 2, 4: positions 0.65/3, 1.65/3, 2.65/3; a0 = 7/3; a1 = (1*2.35 + 2*1.35 + 4*0.35)/9 = 6.45/9.
    std::vector<double> excesses{4, 1, 2};
    const auto tail = fitParetoTail(excesses);
    const double a0 = 7.0 / 3.0;
    const double a1 = 6.45 / 9.0;
    EXPECT_NEAR(tail.shape, 2.0 - a0 / (a0 - 2.0 * a1), 1e-12);
    EXPECT_NEAR(tail.scale, 2.0 * a0 * a1 / (a0 - 2.0 * a1), 1e-12);
}

TEST(ParetoTail, FindsTheParametersOfKnownDistributions)
{
    for (const auto& [scale, shape] : {std::pair(1.0, 0.0), std::pair(3.0, 0.25), std::pair(0.5, -0.4)}) {
        auto excesses = quantiles(scale, shape, 20'000);
        const auto tail = fitParetoTail(excesses);
        EXPECT_NEAR(tail.scale, scale, 0.01 * scale) << shape;
        EXPECT_NEAR(tail.shape, shape, 0.01) << shape;
    }
}

TEST(ParetoTail, ExcessesAllAlikeGiveADistributionOfTheirMean)
{
    std::vector<double> excesses(50, 2.0);
    const auto tail = fitParetoTail(excesses);
    EXPECT_EQ(tail.shape, -1.0);
    EXPECT_DOUBLE_EQ(tail.scale, 4.0);
}

TEST(PeaksOverThreshold, ExtrapolatesAnExponentialTail)
{
    // P(X > x) = e^-x is exceeded with 1e-5 at 11.51, which no sample of 20,000 shows.
    std::vector<float> scores;
    SplitMix random(7);
    for (int i = 0; i < 20'000; ++i)
        scores.push_back(static_cast<float>(-std::log1p(-random.uniform())));
    EXPECT_NEAR(peaksOverThreshold(scores, 0.9, 1e-5), -std::log(1e-5), 1.2);
    EXPECT_NEAR(peaksOverThreshold(scores, 0.9, 0.05), -std::log(0.05), 0.1) << "inside the sample";
}

TEST(PeaksOverThreshold, ARiskAboveTheInitialQuantileStaysAtIt)
{
    std::vector<float> scores(1001);
    std::iota(scores.begin(), scores.end(), 0.0F);
    EXPECT_NEAR(peaksOverThreshold(scores, 0.98, 0.5), 980.0, 1e-9);
}

TEST(PeaksOverThreshold, FewExcessesGiveTheLargestScoreAndNoScoresZero)
{
    std::vector<float> scores(100);
    std::iota(scores.begin(), scores.end(), 0.0F);
    scores.push_back(std::numeric_limits<float>::quiet_NaN());
    EXPECT_EQ(peaksOverThreshold(scores, 0.98, 1e-4), 99.0);
    EXPECT_EQ(peaksOverThreshold(std::vector<float>(100, 3.0F), 0.98, 1e-4), 3.0) << "nothing exceeds";
    EXPECT_EQ(peaksOverThreshold(std::vector<float>(3, std::numeric_limits<float>::quiet_NaN()), 0.98, 1e-4),
              0.0);
}

TEST(ComputeThreshold, PotIsOneValueFromTheTrainingScores)
{
    std::vector<float> score;
    SplitMix random(7);
    for (int i = 0; i < 3000; ++i)
        score.push_back(static_cast<float>(-std::log1p(-random.uniform())));
    DetectOptions options;
    options.threshold = "pot";
    options.potRisk = 1e-3;
    options.potInitialQuantile = 0.9;
    const auto threshold = computeThreshold(score, 2000, 15.0, options);
    const double expected = peaksOverThreshold(std::span(score).first(2000), 0.9, 1e-3);
    ASSERT_EQ(threshold.size(), 3000U);
    EXPECT_FLOAT_EQ(threshold.front(), static_cast<float>(expected));
    EXPECT_EQ(threshold.front(), threshold.back());
    EXPECT_EQ(computeThreshold(score, 0, 15.0, options).front(), std::numeric_limits<float>::infinity());
}

} // namespace
} // namespace nodesentry
