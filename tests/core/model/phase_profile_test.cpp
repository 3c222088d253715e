#include "core/model/phase_profile_p.h"

#include "tests/core/model/level_views.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {
namespace {

using testing::nothing;
using testing::viewOfJob;

constexpr std::int64_t kLength = 40;
constexpr std::int64_t kWindow = 8; // levels are four samples apart

/// Jobs of two metrics: the first climbs by a tenth of a standard deviation a sample, and each job is a
/// little (-0.2 to 0.2) off; the second is constant.
class PhaseProfileTest : public ::testing::Test {
protected:
    explicit PhaseProfileTest(int jobs = 7)
    {
        for (int j = 0; j < jobs; ++j) {
            SampleMatrix values = SampleMatrix::Constant(2, kLength, 3.0F);
            for (Eigen::Index t = 0; t < kLength; ++t)
                values(0, t) = 0.1F * static_cast<float>(t) + 0.2F * static_cast<float>(j % 3 - 1);
            m_values.push_back(std::move(values));
        }
    }
    [[nodiscard]] std::vector<ScoreView> views() const
    {
        std::vector<ScoreView> all;
        for (const auto& values : m_values)
            all.push_back(viewOfJob(values));
        return all;
    }

    std::vector<SampleMatrix> m_values;
};

TEST_F(PhaseProfileTest, TheLevelIsTheMedianOfAWindowAndLinearBetween)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    EXPECT_EQ(profile.step(), 4);
    // Samples 8 to 15 of seven jobs: off by -0.2 three times, 0 and 0.2 twice; the 29th of 56 in order.
    EXPECT_NEAR(profile.levelAt(0, 12), 1.1, 0.1001);
    EXPECT_NEAR(profile.levelAt(0, 14), 0.5 * (profile.levelAt(0, 12) + profile.levelAt(0, 16)), 1e-6);
    EXPECT_GT(profile.levelAt(0, 30), profile.levelAt(0, 20) + 0.9);
    EXPECT_EQ(profile.levelAt(1, 17), 3.0);
}

TEST_F(PhaseProfileTest, WhereJobsEndTheLevelIsThatOfTheWholeCluster)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    const double whole = profile.level()(0, profile.level().cols() - 1);
    EXPECT_NEAR(whole, 1.95, 0.11);
    EXPECT_EQ(profile.levelAt(0, 1000), whole);
}

TEST_F(PhaseProfileTest, FewJobsHaveOneLevel)
{
    m_values.resize(PhaseProfile::kFewestJobs - 1);
    const auto profile = PhaseProfile::measure(views(), kWindow);
    EXPECT_FALSE(profile.empty());
    EXPECT_EQ(profile.levelAt(0, 0), profile.levelAt(0, 30));
}

TEST_F(PhaseProfileTest, FaultsInFewerThanHalfOfTheJobsDoNotMoveIt)
{
    const auto clean = PhaseProfile::measure(views(), kWindow);
    for (std::size_t j = 0; j < 2; ++j)
        m_values[3 * j].row(0).segment(10, 20).array() += 50.0F;
    const auto faulty = PhaseProfile::measure(views(), kWindow);
    for (std::int64_t t = 0; t < kLength; ++t)
        EXPECT_NEAR(faulty.levelAt(0, t), clean.levelAt(0, t), 0.5) << t;
    EXPECT_LT(faulty.distance().scale()[0], 1.0);
    EXPECT_GT(faulty.distance().tail()[0], 45.0) << "but then such a distance is no surprise";
}

TEST_F(PhaseProfileTest, ALeakGrowsWithTheDistanceFromWhatOtherJobsDid)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    SampleMatrix leaking = m_values[1];
    for (Eigen::Index t = 20; t < kLength; ++t)
        leaking(0, t) += 0.5F * static_cast<float>(t - 19);
    auto usual = nothing(kLength);
    profile.addDistances(viewOfJob(m_values[1]), 1.0, 5.0, usual);
    auto found = nothing(kLength);
    profile.addDistances(viewOfJob(leaking), 1.0, 5.0, found);
    EXPECT_EQ(found.score[19], usual.score[19]);
    for (std::size_t t = 24; t < kLength - 4; ++t) {
        EXPECT_GT(found.score[t], found.score[t - 2]);
        EXPECT_GT(found.score[t], 2.0F * usual.score[t]);
    }
    EXPECT_EQ(found.error.row(1).maxCoeff(), 0.0F) << "the other metric has no part in it";
    EXPECT_NEAR(found.error.col(30).sum(), found.score[30], 1e-5);

    // One metric moves, so that the mean is over it alone: distance in usual ones, beyond 5 the logarithm of
    // it; then the logarithm of what exceeds the tail.
    const double distance = leaking(0, 30) - profile.levelAt(0, 30);
    const double ratio = distance / profile.distance().scale()[0];
    ASSERT_GT(ratio, 5.0);
    ASSERT_GT(distance, profile.distance().tail()[0]);
    EXPECT_NEAR(found.score[30],
                5.0 * (1.0 + std::log(ratio / 5.0)) + std::log(distance / profile.distance().tail()[0]),
                1e-4);
    EXPECT_FLOAT_EQ(found.values(0, 30), static_cast<float>(profile.levelAt(0, 30)))
        << "what was expected is what it is furthest from";
    auto strong = nothing(kLength);
    strong.error.setConstant(100.0F);
    strong.values.setConstant(-7.0F);
    profile.addDistances(viewOfJob(leaking), 1.0, 5.0, strong);
    EXPECT_EQ(strong.values(0, 30), -7.0F) << "the network found it more unusual";
    auto doubled = nothing(kLength);
    profile.addDistances(viewOfJob(leaking), 2.0, 5.0, doubled);
    EXPECT_NEAR(doubled.score[30], 2.0 * found.score[30], 1e-5);
}

TEST_F(PhaseProfileTest, AMetricThatNeverMovedCountsOnceItDoes)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    EXPECT_TRUE(std::isinf(profile.distance().scale()[1]));
    SampleMatrix moved = m_values[1];
    moved(1, 5) = 4.0F;
    auto found = nothing(kLength);
    profile.addDistances(viewOfJob(moved), 1.0, 5.0, found);
    EXPECT_NEAR(found.error(1, 5), std::log(1.0 / 0.1), 1e-5) << "beyond the smallest tail";
    EXPECT_EQ(found.error(1, 4), 0.0F);
}

TEST_F(PhaseProfileTest, WhatWasFilledInIsNeitherMeasuredNorJudged)
{
    MaskMatrix filled = MaskMatrix::Zero(2, kLength);
    filled.row(0).setOnes();
    auto wrong = m_values;
    std::vector<ScoreView> known;
    for (std::size_t j = 0; j < wrong.size(); ++j) {
        if (j < 3)
            wrong[j].row(0).setConstant(99.0F);
        known.push_back(viewOfJob(wrong[j]));
        if (j < 3)
            known.back().filled = &filled;
    }
    const auto profile = PhaseProfile::measure(known, kWindow);
    EXPECT_LT(profile.distance().tail()[0], 1.0);
    auto found = nothing(kLength);
    profile.addDistances(known.front(), 1.0, 5.0, found);
    EXPECT_EQ(found.error.maxCoeff(), 0.0F);
}

TEST_F(PhaseProfileTest, LaterPiecesAndNewestSamplesAreJudgedAtTheirPlace)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    auto whole = nothing(kLength);
    profile.addDistances(viewOfJob(m_values[0]), 1.0, 5.0, whole);
    auto later = viewOfJob(m_values[0]); // begins at sample 10 of its segment
    later.begin = later.position = 10;
    later.from = 30;
    auto found = nothing(10);
    profile.addDistances(later, 1.0, 5.0, found);
    for (std::size_t t = 0; t < 10; ++t)
        EXPECT_EQ(found.score[t], whole.score[30 + t]);
}

TEST_F(PhaseProfileTest, IdleTimeHasNoProfile)
{
    auto idle = views();
    for (auto& view : idle)
        view.ofJob = false;
    EXPECT_TRUE(PhaseProfile::measure(idle, kWindow).empty());

    const auto profile = PhaseProfile::measure(views(), kWindow);
    SampleMatrix wild = SampleMatrix::Constant(2, kLength, 40.0F);
    auto view = viewOfJob(wild);
    view.ofJob = false;
    auto found = nothing(kLength);
    profile.addDistances(view, 1.0, 5.0, found);
    EXPECT_EQ(found.score, nothing(kLength).score);
}

TEST_F(PhaseProfileTest, PartsThatDoNotAgreeDoNotFit)
{
    const auto profile = PhaseProfile::measure(views(), kWindow);
    EXPECT_TRUE(profile.fits(2));
    EXPECT_FALSE(profile.fits(3));
    EXPECT_TRUE(PhaseProfile().fits(2));
    const auto with = [&](std::int64_t step, std::vector<double> scale, std::vector<double> tail) {
        return PhaseProfile::of(step, profile.level(), LevelDistance::of(std::move(scale), std::move(tail)),
                                profile.lasting())
            .fits(2);
    };
    EXPECT_TRUE(with(4, {1.0, std::numeric_limits<double>::infinity()}, {1.0, 1.0}));
    EXPECT_FALSE(with(0, {1.0, 1.0}, {1.0, 1.0}));
    EXPECT_FALSE(with(4, {1.0, 0.0}, {1.0, 1.0}));
    EXPECT_FALSE(with(4, {1.0, 1.0}, {1.0}));
}

} // namespace
} // namespace nodesentry
