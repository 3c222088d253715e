#include "core/model/metric_weights.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

SegmentView view(const SampleMatrix& values, std::int64_t begin, std::int64_t end)
{
    SegmentView segment;
    segment.values = &values;
    segment.begin = begin;
    segment.end = end;
    return segment;
}

TEST(MeanAbsoluteChange, AveragesStepsWithinSegmentsAndNeverAcrossThem)
{
    SampleMatrix values(2, 6);
    values << 0, 1, 3, 100, 100, 101, //
        5, 5, 5, -7, -7, -7;
    const std::vector<SegmentView> segments{view(values, 0, 3), view(values, 3, 6)};
    const std::vector<double> change = meanAbsoluteChange(segments);
    ASSERT_EQ(change.size(), 2U);
    EXPECT_DOUBLE_EQ(change[0], (1.0 + 2.0 + 0.0 + 1.0) / 4.0);
    EXPECT_DOUBLE_EQ(change[1], 0.0);
}

TEST(MeanAbsoluteChange, LeavesOutPairsWithAFilledSample)
{
    SampleMatrix values(1, 4);
    values << 0, 10, 20, 21;
    MaskMatrix filled = MaskMatrix::Zero(1, 4);
    filled(0, 1) = 1;
    SegmentView segment = view(values, 0, 4);
    segment.filled = &filled;
    EXPECT_DOUBLE_EQ(meanAbsoluteChange(std::vector{segment})[0], 1.0);
}

TEST(MeanAbsoluteChange, OfASingleSampleIsZero)
{
    const SampleMatrix values = SampleMatrix::Constant(1, 1, 4.0F);
    EXPECT_DOUBLE_EQ(meanAbsoluteChange(std::vector{view(values, 0, 1)})[0], 0.0);
}

TEST(MetricWeights, StableMetricsWeighMoreAndTheMeanIsOne)
{
    const std::vector<double> weights = metricWeightsFromChange(std::vector{0.0, 0.5, 2.0}, 0.1);
    // exp(0) = 1, exp(-0.5) = 0.60653066, exp(-2) = 0.13533528; their mean is 0.58062198.
    EXPECT_NEAR(weights[0], 1.0 / 0.58062198, 1e-7);
    EXPECT_NEAR(weights[1], 0.60653066 / 0.58062198, 1e-7);
    EXPECT_NEAR(weights[2], 0.13533528 / 0.58062198, 1e-7);
}

TEST(MetricWeights, NeverFallBelowTheFloor)
{
    const std::vector<double> weights = metricWeightsFromChange(std::vector{0.0, 50.0}, 0.25);
    EXPECT_NEAR(weights[1] / weights[0], 0.25, 1e-12);
    const std::vector<double> equal = metricWeightsFromChange(std::vector{0.0, 50.0}, 1.0);
    EXPECT_DOUBLE_EQ(equal[0], 1.0);
    EXPECT_DOUBLE_EQ(equal[1], 1.0);
}

} // namespace
} // namespace nodesentry
