#include "core/eval/volume_under_surface.h"

#include "core/eval/ranking.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace nodesentry {
namespace {

using Scores = std::vector<float>;
using Flags = std::vector<std::uint8_t>;

VolumesUnderSurface volumes(const Scores& score, const Flags& truth, int maxBuffer, Flags counted = {},
                            int thresholds = 0)
{
    if (counted.empty())
        counted.assign(score.size(), 1);
    const auto result = volumesUnderSurface(score, truth, counted, maxBuffer, thresholds);
    EXPECT_TRUE(result);
    return *result;
}

double volume(const Scores& score, const Flags& truth, int maxBuffer, Flags counted = {})
{
    return volumes(score, truth, maxBuffer, std::move(counted)).pr;
}

TEST(VolumesUnderSurface, AreThoseOfTsbAd)
{
    const auto reference
        = nlohmann::json::parse(std::ifstream(std::string(NODESENTRY_TEST_DATA) + "/golden/vus/tsb_ad.json"));
    int cases = 0;
    for (const auto& item : reference.at("cases")) {
        SCOPED_TRACE(item.at("kind").get<std::string>() + ", case " + std::to_string(cases++));
        const auto score = item.at("score").get<Scores>();
        Flags truth(score.size(), 0);
        for (const auto& event : item.at("events"))
            std::fill(truth.begin() + event[0].get<int>(), truth.begin() + event[1].get<int>(), 1);
        const int window = item.at("window");
        const auto all = volumes(score, truth, window);
        EXPECT_NEAR(all.pr, item.at("vus_pr_all_thresholds").get<double>(), 1e-9);
        EXPECT_NEAR(all.roc, item.at("vus_roc_all_thresholds").get<double>(), 1e-9);
        const auto some = volumes(score, truth, window, {}, 250);
        EXPECT_NEAR(some.pr, item.at("vus_pr_thresholds_250").get<double>(), 1e-9);
        EXPECT_NEAR(some.roc, item.at("vus_roc_thresholds_250").get<double>(), 1e-9);
        const auto groups = groupByScore(score, truth);
        EXPECT_NEAR(averagePrecision(groups), item.at("auc_pr").get<double>(), 1e-9);
        EXPECT_NEAR(rocAuc(groups), item.at("auc_roc").get<double>(), 1e-9);
    }
    EXPECT_EQ(cases, 42);
}

TEST(VolumesUnderSurface, WithoutBufferRecallIsWeightedByEventsTouched)
{
    // Two events of one sample. Thresholds from the top: nothing found; one found: recall 1/2 * 1/2 at
    // precision 1/2; the same; both found: recall 1 at precision 2/4.
    EXPECT_DOUBLE_EQ(volume({4, 3, 2, 1}, {0, 1, 0, 1}, 0), 0.25 * 0.5 + 0.75 * 0.5);
}

TEST(VolumesUnderSurface, ANearMissCountsInPartOnceTheBufferReachesIt)
{
    const Scores score{0, 2, 1, 0, 0};
    const Flags truth{0, 0, 1, 0, 0};
    // Widths 0 and 1 reach no neighbour: recall 1 at precision 1/2.
    EXPECT_DOUBLE_EQ(volume(score, truth, 1), 0.5);
    // Width 2: neighbours get w = sqrt(1 - 1/2).
    // First threshold: TP w, all of it in the buffer, so recall w / (1 + w / 2), precision w.
    // Second: TP 1 + w, recall 1, precision (1 + w) / 2.
    const double w = std::sqrt(0.5);
    const double first = w / (1 + w / 2);
    const double second = first * w + (1 - first) * (1 + w) / 2;
    EXPECT_NEAR(volume(score, truth, 2), (0.5 + 0.5 + second) / 3, 1e-12);
}

TEST(VolumesUnderSurface, EventsWhoseBuffersOverlapAreOne)
{
    // Width 2 joins the events at 0 and 2; the sample between them is in both buffers: sqrt(1/2) twice, at
    // most 1.
    const Scores score{5, 4, 3, 2, 1};
    const Flags truth{1, 0, 1, 0, 0};
    // Width 0 (and 1): recall 1/2 * 1/2 at precision 1, then recall 1 at precision 2/3.
    const double narrow = 0.25 * 1.0 + 0.75 * 2.0 / 3.0;
    // TP 1, 2, 3 of 1, 2, 3 flagged: all at precision 1.
    EXPECT_NEAR(volume(score, truth, 2), (narrow + narrow + 1.0) / 3, 1e-12);
    // With two samples between them buffers touch and do not overlap, so one event found is half of them.
    // Labels 1 w w 1 w. The second sample leaves only the first event touched; the third is in the buffer of
    // the second event and touches it, with half of 2w wanted more; the fourth brings recall to its limit.
    const double w = std::sqrt(0.5);
    const double recalls[]{0.5 / 2, 0.5 * (1 + w) / (2 + w / 2), (1 + 2 * w) / (2 + w), 1.0};
    const double precisions[]{1.0, (1 + w) / 2, (1 + 2 * w) / 3, (2 + 2 * w) / 4};
    double touching = recalls[0] * precisions[0];
    for (int i = 1; i < 4; ++i)
        touching += (recalls[i] - recalls[i - 1]) * precisions[i];
    const double narrowly = 0.25 + 0.75 * 2.0 / 4.0;
    EXPECT_NEAR(volume({5, 4, 3, 2, 1}, {1, 0, 0, 1, 0}, 2), (narrowly + narrowly + touching) / 3, 1e-12);
}

TEST(VolumesUnderSurface, RocGoesStraightFromPointToPoint)
{
    // False positive rate and recall: (1/2, 0), (1/2, 1/2 * 1/2), (1, 1/4), (1, 1).
    EXPECT_DOUBLE_EQ(volumes({4, 3, 2, 1}, {0, 1, 0, 1}, 0).roc, 0.5 * 0.25);
    EXPECT_TRUE(std::isnan(volumes({4, 3}, {1, 1}, 2).roc));
    EXPECT_DOUBLE_EQ(volumes({4, 3}, {1, 1}, 2).pr, 1.0);
}

TEST(VolumesUnderSurface, TiedSamplesAreFlaggedTogether)
{
    EXPECT_DOUBLE_EQ(volume({1, 1, 1, 1}, {0, 1, 0, 0}, 0), 0.25);
}

TEST(VolumesUnderSurface, SamplesLeftOutKeepTheirPlaceInTime)
{
    // The sample beside the event is left out: with a buffer the one after it must not slide next to the
    // event.
    EXPECT_DOUBLE_EQ(volume({0, 1, 9, 2, 0}, {0, 1, 0, 0, 0}, 2, {1, 1, 0, 1, 1}),
                     volume({0, 1, 9, 2, 0, 0}, {0, 1, 0, 0, 0, 0}, 2, {1, 1, 0, 1, 1, 0}));
    // Left in, the high score beside the event counts in part; two samples away it is a plain false alarm.
    EXPECT_GT(volume({0, 1, 9, 0, 0}, {0, 1, 0, 0, 0}, 2), volume({0, 1, 0, 9, 0}, {0, 1, 0, 0, 0}, 2));
}

TEST(VolumesUnderSurface, AnEventWithoutASampleThatCountsHasNoBuffer)
{
    // The high score stands beside an event that is left out: a false alarm like any other.
    const Scores score{1, 0, 0, 0, 9, 5};
    EXPECT_DOUBLE_EQ(volume(score, {1, 0, 0, 0, 0, 1}, 2, {1, 1, 1, 1, 1, 0}),
                     volume({1, 0, 0, 0, 9}, {1, 0, 0, 0, 0}, 2));
}

TEST(VolumesUnderSurface, PerfectScoreIsOneWithAnyBuffer)
{
    const Scores score{0, 0, 0, 1, 1, 0, 0, 0};
    const Flags truth{0, 0, 0, 1, 1, 0, 0, 0};
    for (const int buffer : {0, 1, 4, 100}) {
        EXPECT_DOUBLE_EQ(volume(score, truth, buffer), 1.0);
        EXPECT_DOUBLE_EQ(volumes(score, truth, buffer).roc, 1.0);
    }
}

TEST(VolumesUnderSurface, RandomScoreIsNearThePrevalence)
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

TEST(VolumesUnderSurface, IsUndefinedWithoutAnAnomalousSampleThatCounts)
{
    EXPECT_TRUE(std::isnan(volume({1, 2}, {0, 0}, 3)));
    EXPECT_TRUE(std::isnan(volume({1, 2}, {1, 0}, 3, {0, 1})));
    EXPECT_TRUE(std::isnan(volume({}, {}, 3)));
}

TEST(VolumesUnderSurface, StopsWhenAsked)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result
        = volumesUnderSurface(Scores{1}, Flags{1}, Flags{1}, 3, 0, RunContext(stop.get_token()));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace nodesentry
