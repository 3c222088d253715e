#include "core/model/peer_distance_p.h"

#include "tests/core/model/level_views.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

using testing::nothing;

constexpr std::int64_t kLength = 600;

/// Two nodes that follow whatever their job does, but for noise.
class PeerDistanceTest : public ::testing::Test {
protected:
    PeerDistanceTest()
    {
        std::mt19937 random(3);
        const auto noise = [&random] { return static_cast<float>(random() % 1000) * 0.0002F - 0.1F; };
        m_job.resize(2, kLength);
        for (auto* node : {&m_first, &m_second})
            node->resize(2, kLength);
        for (Eigen::Index t = 0; t < kLength; ++t)
            for (Eigen::Index m = 0; m < 2; ++m) {
                m_job(m, t) = static_cast<float>(random() % 10); // nobody could expect that
                m_first(m, t) = m_job(m, t) + noise();
                m_second(m, t) = m_job(m, t) + noise();
            }
    }
    [[nodiscard]] ScoreView view(const SampleMatrix& node) const
    {
        auto view = testing::viewOfJob(node);
        view.peers = &m_job;
        return view;
    }
    [[nodiscard]] PeerDistance measured() const
    {
        const std::vector<ScoreView> known{view(m_first), view(m_second)};
        return PeerDistance::measure(known);
    }

    SampleMatrix m_job, m_first, m_second;
};

TEST_F(PeerDistanceTest, WhatAllNodesOfAJobDoIsNoDistance)
{
    const auto distance = measured();
    ASSERT_FALSE(distance.empty());
    EXPECT_LT(distance.distance().tail()[0], 0.11);
    auto usual = nothing(kLength);
    distance.addDistances(view(m_first), 1.0, 5.0, usual);
    for (const float score : usual.score)
        EXPECT_LT(score, 3.0F);
}

TEST_F(PeerDistanceTest, ANodeThatDoesSomethingElseStandsOut)
{
    const auto distance = measured();
    SampleMatrix odd = m_first;
    odd.row(1).segment(100, 20).array() += 2.0F;
    auto found = nothing(kLength);
    distance.addDistances(view(odd), 1.0, 5.0, found);
    for (std::size_t t = 100; t < 120; ++t) {
        EXPECT_GT(found.score[t], 8.0F) << t;
        EXPECT_GT(found.error(1, static_cast<Eigen::Index>(t)), 0.8F * found.score[t])
            << "the metric that it does it with";
    }
    EXPECT_LT(found.score[99], 3.0F);
    EXPECT_LT(found.score[120], 3.0F);
}

TEST_F(PeerDistanceTest, WherePeersAreNotKnownNothingIsSaid)
{
    const auto distance = measured();
    SampleMatrix odd = m_first;
    odd.array() += 5.0F;
    m_job.col(7).setConstant(std::numeric_limits<float>::quiet_NaN());
    auto found = nothing(kLength);
    distance.addDistances(view(odd), 1.0, 5.0, found);
    EXPECT_EQ(found.score[7], 0.0F);
    EXPECT_GT(found.score[8], 8.0F);

    auto alone = view(odd);
    alone.peers = nullptr;
    auto none = nothing(kLength);
    distance.addDistances(alone, 1.0, 5.0, none);
    EXPECT_EQ(none.score, nothing(kLength).score);
}

TEST_F(PeerDistanceTest, OfFewSamplesItIsNotKnownWhatIsUsual)
{
    const std::vector<ScoreView> known{view(m_first)};
    EXPECT_TRUE(PeerDistance::measure(known).empty());
    auto alone = view(m_first);
    alone.peers = nullptr;
    const std::vector<ScoreView> apart{alone, alone, alone};
    EXPECT_TRUE(PeerDistance::measure(apart).empty());
}

TEST_F(PeerDistanceTest, TheNewestSamplesAreComparedAtTheirTime)
{
    const auto distance = measured();
    auto whole = nothing(kLength);
    distance.addDistances(view(m_first), 1.0, 5.0, whole);
    auto newest = view(m_first);
    newest.from = kLength - 10;
    auto found = nothing(10);
    distance.addDistances(newest, 1.0, 5.0, found);
    for (std::size_t t = 0; t < 10; ++t)
        EXPECT_EQ(found.score[t], whole.score[kLength - 10 + t]);
}

} // namespace
} // namespace nodesentry
