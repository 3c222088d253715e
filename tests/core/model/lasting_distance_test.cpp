#include "core/model/lasting_distance_p.h"

#include "tests/core/model/level_views.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {
namespace {

using testing::nothing;
using testing::viewOfJob;

constexpr std::int64_t kLength = 100;
constexpr float kExpectedSoFar = -7.0F;

/// Jobs of two metrics, both of which should be 0. In job j the first is 0.1 (j + 1) away throughout, but 30
/// in its first sample; the second never is.
class LastingDistanceTest : public ::testing::Test {
protected:
    explicit LastingDistanceTest(int jobs = 7)
    {
        for (int j = 0; j < jobs; ++j) {
            SampleMatrix values = SampleMatrix::Zero(2, kLength);
            values.row(0).setConstant(0.1F * static_cast<float>(j + 1));
            values(0, 0) = 30.0F;
            m_values.push_back(std::move(values));
        }
    }
    [[nodiscard]] LastingDistance measured(std::int64_t shortest = kLength) const
    {
        std::vector<ScoreView> views;
        for (const auto& values : m_values)
            views.push_back(viewOfJob(values));
        std::vector<const ScoreView*> jobs;
        for (const auto& view : views)
            jobs.push_back(&view);
        return LastingDistance::measure(jobs, shortest,
                                        [](const ScoreView&, Eigen::Index, std::int64_t) { return 0.0; });
    }
    static Reconstruction judged(const LastingDistance& distance, const ScoreView& view, double weight = 1.0)
    {
        auto result = nothing(view.end - view.firstScored());
        result.values.setConstant(kExpectedSoFar);
        distance.add(
            view,
            [](const ScoreView&, Eigen::Index, std::int64_t, std::span<float> levels) {
                std::fill(levels.begin(), levels.end(), 0.0F);
            },
            weight, result);
        return result;
    }

    std::vector<SampleMatrix> m_values;
};

TEST_F(LastingDistanceTest, TheReachIsTwiceWhatThreeJobsInFiveStayWithinButForAFewSamples)
{
    const auto distance = measured();
    ASSERT_EQ(distance.reach().size(), 2U);
    EXPECT_NEAR(distance.reach()[0], 2.0 * 0.5, 1e-6) << "the fifth of seven jobs; not the first sample's 30";
    EXPECT_DOUBLE_EQ(distance.reach()[1], 0.1) << "the smallest there is";
}

TEST_F(LastingDistanceTest, FaultsInFewerThanTwoJobsInFiveDoNotMoveIt)
{
    for (std::size_t j = 5; j < 7; ++j)
        m_values[j].row(0).tail(60).setConstant(50.0F);
    EXPECT_NEAR(measured().reach()[0], 2.0 * 0.5, 1e-6);
}

TEST_F(LastingDistanceTest, OfFewJobsNothingIsKnown)
{
    EXPECT_TRUE(measured(kLength + 1).empty()) << "none is so long";
    m_values.resize(LastingDistance::kFewestJobs - 1);
    EXPECT_TRUE(measured().empty());
    SampleMatrix wild = SampleMatrix::Constant(2, kLength, 40.0F);
    EXPECT_EQ(judged(measured(), viewOfJob(wild)).score, nothing(kLength).score);
}

TEST_F(LastingDistanceTest, ADistanceCountsFromTheFifthOfEightSamplesOn)
{
    const auto distance = measured();
    SampleMatrix values = SampleMatrix::Zero(2, kLength);
    values.row(0).segment(20, 4).setConstant(8.0F); // too short
    values.row(0).segment(50, 30).setConstant(8.0F);
    values(0, 60) = 0.0F; // a gap of one sample does not end it
    const auto found = judged(distance, viewOfJob(values), 3.0);
    for (std::int64_t t = 0; t < kLength; ++t) {
        // Lasting until four of the last eight are left.
        const bool lasts = 54 <= t && t < 83;
        const double expected = lasts ? 3.0 * std::log(8.0) / 2.0 : 0.0;
        EXPECT_NEAR(found.score[static_cast<std::size_t>(t)], expected, 1e-5) << t;
        EXPECT_NEAR(found.error(0, t), expected, 1e-5) << t;
        EXPECT_EQ(found.error(1, t), 0.0F) << t;
    }
    EXPECT_EQ(found.values(0, 70), 0.0F) << "the level is what was expected";
    EXPECT_EQ(found.values(0, 20), kExpectedSoFar) << "nothing was added there";
}

TEST_F(LastingDistanceTest, WhatLastsIsTheFifthLargestOfTheLastEight)
{
    SampleMatrix values = SampleMatrix::Zero(2, kLength);
    for (Eigen::Index t = 40; t < 48; ++t)
        values(0, t) = static_cast<float>(t - 39); // 1 to 8
    EXPECT_NEAR(judged(measured(), viewOfJob(values)).score[47], std::log(4.0) / 2.0, 1e-5);
}

TEST_F(LastingDistanceTest, WhatWasFilledInIsNoDistanceAndNotJudged)
{
    const auto distance = measured();
    SampleMatrix values = SampleMatrix::Constant(2, kLength, 8.0F);
    MaskMatrix filled = MaskMatrix::Zero(2, kLength);
    filled.row(0).head(50).setOnes();
    auto view = viewOfJob(values);
    view.filled = &filled;
    const auto found = judged(distance, view);
    EXPECT_EQ(found.error.row(0).head(54).maxCoeff(), 0.0F) << "the fifth measured one is at 54";
    EXPECT_NEAR(found.error(0, 54), std::log(8.0) / 2.0, 1e-5);
    EXPECT_NEAR(found.error(1, 40), std::log(8.0 / 0.1), 1e-5) << "the only one that is measured there";
}

TEST_F(LastingDistanceTest, NewestSamplesAreJudgedWithThoseBeforeThem)
{
    const auto distance = measured();
    SampleMatrix values = SampleMatrix::Zero(2, kLength);
    values.row(0).tail(50).setConstant(8.0F);
    const auto whole = judged(distance, viewOfJob(values));
    auto view = viewOfJob(values);
    view.from = 53;
    const auto newest = judged(distance, view);
    for (std::size_t t = 53; t < kLength; ++t)
        EXPECT_EQ(newest.score[t - 53], whole.score[t]) << t;
}

TEST_F(LastingDistanceTest, PartsThatDoNotAgreeDoNotFit)
{
    EXPECT_TRUE(measured().fits(2));
    EXPECT_FALSE(measured().fits(3));
    EXPECT_TRUE(LastingDistance().fits(3));
    EXPECT_TRUE(LastingDistance::of({1.0, std::numeric_limits<double>::infinity()}).fits(2));
    EXPECT_FALSE(LastingDistance::of({1.0, 0.0}).fits(2));
}

} // namespace
} // namespace nodesentry
