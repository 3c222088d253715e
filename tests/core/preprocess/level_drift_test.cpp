#include "core/preprocess/level_drift.h"

#include "core/preprocess/preparation.h"
#include "tests/core/preprocess/series_store_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// 1, -1, 1, … about a level for each sixth: the spread within the sixths is 1.
std::vector<float> sixths(std::vector<float> levels, std::size_t length = 20)
{
    std::vector<float> samples;
    for (const float level : levels)
        for (std::size_t i = 0; i < length; ++i)
            samples.push_back(level + (i % 2 == 0 ? 1.0F : -1.0F));
    return samples;
}

double driftOf(const std::vector<float>& samples)
{
    return levelDrift(samples, 0.0, 12);
}

TEST(LevelDrift, IsTheWayFromTheFirstSixthToTheLastInStandardDeviations)
{
    // 20 samples of 1 and -1 have a sum of squares of 20 with 19 degrees of freedom.
    const double spread = std::sqrt(20.0 / 19.0);
    EXPECT_NEAR(driftOf(sixths({0, 1, 2, 3, 4, 5})), 5 / spread, 1e-6);
    EXPECT_NEAR(driftOf(sixths({5, 4, 3, 2, 1, 0})), 5 / spread, 1e-6);
    EXPECT_NEAR(driftOf(sixths({0, 0, 0, 3, 3, 3})), 3 / spread, 1e-6);
}

TEST(LevelDrift, IsNoneWhereTheLevelComesBack)
{
    EXPECT_EQ(driftOf(sixths({0, 2, 4, 3, 5, 6})), 0.0);
    EXPECT_GT(driftOf(sixths({0, 2, 4, 3.95F, 5, 6})), 5.0) << "a step back of less than a tenth";
    EXPECT_EQ(driftOf(sixths({0, 0, 0, 0, 0, 0})), 0.0);
}

TEST(LevelDrift, OfConstantSixths)
{
    EXPECT_EQ(driftOf(std::vector<float>(120, 7.0F)), 0.0);
    std::vector<float> stepped(120, 7.0F);
    std::fill(stepped.begin() + 60, stepped.end(), 8.0F);
    EXPECT_EQ(driftOf(stepped), std::numeric_limits<double>::infinity());
}

TEST(LevelDrift, LeavesMissingSamplesOutAndNeedsEnoughOfThem)
{
    auto samples = sixths({0, 1, 2, 3, 4, 5}, 26);
    for (std::size_t i = 0; i < samples.size(); i += 13)
        samples[i] = samples[i + 1] = kNaN;
    EXPECT_NEAR(driftOf(samples), 5.0, 0.2);
    EXPECT_EQ(driftOf(sixths({0, 1, 2, 3, 4, 5}, 11)), 0.0);
}

std::vector<Segment> segmentsOf(std::int64_t length, std::int64_t samples, bool jobs)
{
    std::vector<Segment> segments;
    for (std::int64_t begin = 0; begin < samples; begin += length)
        segments.push_back({begin / length + 1, "a", jobs ? "7" : "", begin, begin + length, true, 0});
    return segments;
}

// Short jobs at level 0 all the time, and one long one of level 5 that is half of all samples.
TEST(TrainingDrift, ALongJobOfAnotherKindIsNoDrift)
{
    std::vector<float> samples;
    std::mt19937 random(3);
    const auto noise = [&] { return static_cast<float>(random() % 1000) / 500.0F - 1.0F; };
    std::vector<Segment> segments;
    for (std::int64_t i = 0; i < 36; ++i) {
        const std::int64_t length = i == 35 ? 600 : 20;
        const auto begin = static_cast<std::int64_t>(samples.size());
        for (std::int64_t j = 0; j < length; ++j)
            samples.push_back((i == 35 ? 5.0F : static_cast<float>(i % 3)) + noise());
        segments.push_back({i + 1, "a", "7", begin, begin + length, true, 0});
    }
    EXPECT_LT(trainingDrift(samples, segments, 0.05), 1.0);
    for (auto& segment : segments)
        segment.job.clear();
    EXPECT_GT(trainingDrift(samples, segments, 0.05), 1.0) << "without jobs the samples count";
}

TEST(TrainingDrift, OfJobsEachOfWhichLeavesMoreBehind)
{
    std::vector<float> samples;
    for (int i = 0; i < 480; ++i)
        samples.push_back(static_cast<float>(i / 20) + (i % 2 == 0 ? 1.0F : -1.0F));
    EXPECT_GT(trainingDrift(samples, segmentsOf(20, 480, true), 0.05), 5.0);
    EXPECT_EQ(trainingDrift(samples, segmentsOf(48, 480, true), 0.05), 0.0) << "10 segments tell nothing";
}

class DriftOfNodes : public test::SeriesStoreFixture { };

TEST_F(DriftOfNodes, ADriftingMetricIsZeroOnItsNodeAndKeptOnOthers)
{
    const MetricCatalog catalog{{"load", "", MetricKind::Gauge, "CPU"},
                                {"used", "", MetricKind::Gauge, "Memory"}};
    std::mt19937 random(1);
    const auto node = [&](const std::string& name, float slope) {
        NodeSeries series{name, {1'700'000'000'000, 1000, 600}, {0, 1}, {}, {}};
        series.values.resize(2, 600);
        for (Eigen::Index i = 0; i < 600; ++i)
            series.values.col(i) << static_cast<float>(random() % 100),
                slope * static_cast<float>(i) + static_cast<float>(random() % 100);
        return series;
    };
    const auto opened = store({node("a", 1.0F), node("b", 0.0F)});
    const auto preparation = prepare(*opened, catalog, {}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_EQ(preparation->nodes[0].drifting, std::vector<int>{1});
    EXPECT_EQ(preparation->nodes[0].scale[1], 0.0);
    EXPECT_TRUE(preparation->nodes[1].drifting.empty());
    EXPECT_GT(preparation->nodes[1].scale[1], 0.0);
    const auto prepared = applyPreparation(*preparation, *opened, "a");
    EXPECT_TRUE((prepared->values.row(1).array() == 0.0F).all());
    EXPECT_TRUE((prepared->filled.row(1).array() == 1).all());
    const auto again = Preparation::fromJson(preparation->toJson(), preparation->segments);
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(*again, *preparation);

    PrepareOptions tolerant;
    tolerant.driftLimit = 1e6;
    EXPECT_TRUE(prepare(*opened, catalog, {}, tolerant, {})->nodes[0].drifting.empty());
}

TEST_F(DriftOfNodes, WhereAllMetricsDriftAllAreLookedAt)
{
    const MetricCatalog catalog{{"used", "", MetricKind::Gauge, "Memory"}};
    NodeSeries series{"a", {1'700'000'000'000, 1000, 600}, {0}, {}, {}};
    series.values.resize(1, 600);
    for (Eigen::Index i = 0; i < 600; ++i)
        series.values(0, i) = static_cast<float>(i + i % 7);
    const auto preparation = prepare(*store({series}), catalog, {}, {}, {});
    ASSERT_TRUE(preparation) << preparation.error().text();
    EXPECT_TRUE(preparation->nodes[0].drifting.empty());
    EXPECT_GT(preparation->nodes[0].scale[0], 0.0);
}

} // namespace
} // namespace nodesentry
