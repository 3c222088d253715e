#include "core/detect/alarm_level.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Counted one sample after the other.
std::int64_t alarmsAbove(const std::vector<float>& scores, float level, std::int64_t gap)
{
    std::int64_t alarms = 0;
    std::int64_t last = -1'000'000;
    for (std::int64_t t = 0; t < static_cast<std::int64_t>(scores.size()); ++t) {
        if (!(scores[static_cast<std::size_t>(t)] > level))
            continue;
        alarms += t - last > gap + 1 ? 1 : 0;
        last = t;
    }
    return alarms;
}

TEST(AlarmLevel, IsTheScoreThatWouldBeginOneAlarmTooMany)
{
    //                              9        7        5        3
    const std::vector<float> scores{9, 8, 1, 7, 1, 1, 5, 1, 1, 3, 1};
    EXPECT_EQ(alarmLevel(scores, 1, 0), 7.0F) << "8 belongs to the alarm of 9";
    EXPECT_EQ(alarmLevel(scores, 2, 0), 5.0F);
    EXPECT_EQ(alarmLevel(scores, 3, 0), 3.0F);
    EXPECT_EQ(alarmLevel(scores, 1, 1), 5.0F) << "with a gap of one sample 7 belongs to it too";
    EXPECT_EQ(alarmLevel(scores, 1, 2), 1.0F) << "with two all are one alarm";
}

TEST(AlarmLevel, NeverGivesMoreAlarmsThanAskedFor)
{
    std::mt19937_64 random(4);
    for (int round = 0; round < 50; ++round) {
        std::vector<float> scores(300);
        for (float& score : scores)
            score = random() % 20 == 0 ? kNaN : static_cast<float>(random() % 60); // many are equal
        const auto most = static_cast<std::int64_t>(1 + random() % 10);
        const auto gap = static_cast<std::int64_t>(random() % 4);
        const auto level = alarmLevel(scores, most, gap);
        ASSERT_TRUE(level);
        EXPECT_LE(alarmsAbove(scores, *level, gap), most);
        // Just below it the alarm too many begins, unless equal scores close gaps again.
        for (float higher = *level + 1.0F; higher < 60.0F; higher += 1.0F)
            EXPECT_LE(alarmsAbove(scores, higher, gap), most) << "counted from the top";
    }
}

TEST(AlarmLevel, AgreesWithCountingAtEveryLevel)
{
    std::mt19937_64 random(5);
    std::normal_distribution<float> normal;
    for (int round = 0; round < 40; ++round) {
        std::vector<float> scores; // of a smoothed random walk: alarms have many samples, with gaps
        float walk = 0.0F;
        for (int t = 0; t < 400; ++t)
            scores.push_back(walk = 0.95F * walk + normal(random));
        const auto most = static_cast<std::int64_t>(1 + random() % 12);
        const auto gap = static_cast<std::int64_t>(random() % 6);
        auto expected = scores;
        std::sort(expected.begin(), expected.end(), std::greater<>());
        std::size_t i = 0;
        while (i + 1 < expected.size() && alarmsAbove(scores, expected[i + 1], gap) <= most)
            ++i;
        EXPECT_EQ(alarmLevel(scores, most, gap), expected[i]) << "round " << round;
    }
}

TEST(AlarmLevel, MissingScoresAreNoAlarm)
{
    EXPECT_EQ(alarmLevel(std::vector<float>{kNaN, 4, kNaN, 3, 1}, 1, 0), 3.0F);
    EXPECT_EQ(alarmLevel(std::vector<float>{kNaN, 4, kNaN, 3, 1}, 1, 1), 1.0F);
    EXPECT_EQ(alarmLevel(std::vector<float>{kNaN, kNaN}, 1, 0), std::nullopt);
    EXPECT_EQ(alarmLevel({}, 1, 0), std::nullopt);
    EXPECT_THROW((void)alarmLevel({}, 0, 0), ContractViolation);
}

TEST(NodeAlarmLevel, IsToldInCasesPerScoredDay)
{
    // Hourly scores of four days, of which two were scored; peaks 2, 3, 4 and 5 far apart.
    std::vector<float> scores(96, kNaN);
    std::fill(scores.begin(), scores.begin() + 48, 1.0F);
    for (int peak = 0; peak < 4; ++peak)
        scores[static_cast<std::size_t>(10 * peak + 5)] = 2.0F + static_cast<float>(peak);
    DetectOptions options;
    EXPECT_EQ(nodeAlarmLevel(scores, 3600.0, options), 3.0F) << "two cases in two days";
    options.alarmsPerDay = 0.5;
    EXPECT_EQ(nodeAlarmLevel(scores, 3600.0, options), 4.0F);
    options.mergeGapSeconds = 10 * 3600.0;
    EXPECT_EQ(nodeAlarmLevel(scores, 3600.0, options), 1.0F) << "all four are one case";
    options.alarmsPerDay = 0.49;
    EXPECT_EQ(nodeAlarmLevel(scores, 3600.0, options), std::nullopt);
    options.alarmsPerDay = 0.0;
    EXPECT_EQ(nodeAlarmLevel(scores, 3600.0, options), std::nullopt);
}

TEST(FleetAlarmLevel, IsTheMedianAndNotMovedByOneNodeThatAlarmsAllTheTime)
{
    EXPECT_EQ(fleetAlarmLevel({}), std::nullopt);
    EXPECT_EQ(fleetAlarmLevel({3.0F}), 3.0F);
    EXPECT_EQ(fleetAlarmLevel({4.0F, 3.0F}), 3.5F);
    EXPECT_EQ(fleetAlarmLevel({4.0F, 2.0F, 3.0F}), 3.0F);
    EXPECT_EQ(fleetAlarmLevel({4.0F, 2.5F, 3.0F, 1e6F, 2.75F}), 3.0F);
    EXPECT_EQ(fleetAlarmLevel({0.0F, 0.0F}), 0.0F);
}

TEST(FleetAlarmLevel, IsUnknownWhereNodesScoreOnScalesOfTheirOwn)
{
    EXPECT_EQ(fleetAlarmLevel({1.0F, 2.0F, 3.0F, 4.0F, 5.0F}), 3.0F) << "quartiles 2 and 4";
    EXPECT_EQ(fleetAlarmLevel({1.0F, 2.0F, 3.0F, 4.1F, 5.0F}), std::nullopt);
    EXPECT_EQ(fleetAlarmLevel({0.0F, 0.0F, 0.0F, 1.0F, 1.0F}), std::nullopt);
}

} // namespace
} // namespace nodesentry
