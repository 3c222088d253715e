#include "core/detect/cases.h"

#include "core/detect/threshold.h"

#include <gtest/gtest.h>

#include <limits>

namespace nodesentry {
namespace {

constexpr TimeMs kOrigin = 1'600'000'000'000;

/// Ten samples, 30 s apart, threshold 1 throughout.
struct TenSamples {
    TimeGrid grid{kOrigin, 30'000, 10};
    std::vector<float> score = std::vector<float>(10, 0.0F);
    std::vector<float> threshold = std::vector<float>(10, 1.0F);
    SampleMatrix metricError;
    std::vector<int> catalogIndex;
    std::vector<std::int16_t> cluster;
    DetectOptions options;

    [[nodiscard]] std::vector<Case> cases() const
    {
        return findCases("m", "n", grid, score, threshold, flagScores(score, threshold),
                         topMetrics(metricError), catalogIndex, cluster, options);
    }
};

TEST(FindCases, NoFlagMeansNoCase)
{
    EXPECT_TRUE(TenSamples().cases().empty());
}

TEST(FindCases, DescribesOneStretch)
{
    TenSamples node;
    node.score[3] = 2;
    node.score[4] = 6;
    node.score[5] = 3;
    node.cluster.assign(10, 1);
    node.cluster[4] = 9;
    const auto cases = node.cases();
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].method, "m");
    EXPECT_EQ(cases[0].node, "n");
    EXPECT_EQ(cases[0].range, (TimeRange{kOrigin + 90'000, kOrigin + 180'000}));
    EXPECT_EQ(cases[0].peak, kOrigin + 120'000);
    EXPECT_EQ(cases[0].peakScore, 6.0);
    EXPECT_EQ(cases[0].area, 1.0 + 5.0 + 2.0);
    EXPECT_EQ(cases[0].cluster, 9);
    EXPECT_TRUE(cases[0].topMetrics.empty());
}

TEST(FindCases, MergesAcrossTheGapAndNotBeyondIt)
{
    TenSamples node;
    node.options.mergeGapSeconds = 60; // two samples
    for (const std::size_t t : {0U, 3U, 7U})
        node.score[t] = 2;
    const auto cases = node.cases();
    ASSERT_EQ(cases.size(), 2U);
    EXPECT_EQ(cases[0].range, (TimeRange{kOrigin, kOrigin + 120'000}));
    EXPECT_EQ(cases[0].area, 2.0) << "samples inside the gap do not count";
    EXPECT_EQ(cases[1].range, (TimeRange{kOrigin + 210'000, kOrigin + 240'000}));
}

TEST(FindCases, DropsCasesOfTooFewSamples)
{
    TenSamples node;
    node.options.minCaseSamples = 2;
    node.options.mergeGapSeconds = 0;
    for (const std::size_t t : {1U, 5U, 6U})
        node.score[t] = 2;
    const auto cases = node.cases();
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0].range.begin, kOrigin + 150'000);
}

TEST(FindCases, NamesTheMetricsWithTheLargestErrorByCatalogueIndex)
{
    TenSamples node;
    node.score[2] = 15;
    node.score[3] = 10;
    node.catalogIndex = {10, 11, 12, 13, 14, 15, 16};
    node.metricError = SampleMatrix::Zero(7, 10);
    node.metricError.col(2) << 1, 0, 4, 2, 5, 3, 0;
    node.metricError.col(3) << 1, 0, 4, 2, 0, 3, std::numeric_limits<float>::quiet_NaN();
    node.metricError(1, 8) = 1000; // outside the case
    const auto cases = node.cases();
    ASSERT_EQ(cases.size(), 1U);
    // Sums 2, 0, 8, 4, 5, 6, 0.
    EXPECT_EQ(cases[0].topMetrics, (std::vector<int>{12, 15, 14, 13, 10}));
}

} // namespace
} // namespace nodesentry
