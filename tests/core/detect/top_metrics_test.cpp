#include "core/detect/top_metrics.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

TEST(TopMetrics, AreTheLargestErrorsOfASampleWithTheirShares)
{
    SampleMatrix error(7, 3);
    error.col(0) << 1, 0, 40, 20, 50, 30, 114; // sum 255
    error.col(1) << 0, kNaN, 0, 5, 0, 5, 0; // of equal ones the lower row comes first
    error.col(2).setZero();
    const auto top = topMetrics(error);
    ASSERT_EQ(top.row.cols(), 3);
    const auto column = [](const auto& matrix, int at) {
        std::vector<int> values;
        for (int k = 0; k < kTopMetrics; ++k)
            values.push_back(matrix(k, at));
        return values;
    };
    EXPECT_EQ(column(top.row, 0), (std::vector<int>{6, 4, 2, 5, 3}));
    EXPECT_EQ(column(top.share, 0), (std::vector<int>{114, 50, 40, 30, 20}));
    EXPECT_EQ(column(top.row, 1), (std::vector<int>{3, 5, -1, -1, -1}));
    EXPECT_EQ(column(top.share, 1), (std::vector<int>{128, 128, 0, 0, 0})) << "127.5, rounded";
    EXPECT_EQ(column(top.row, 2), (std::vector<int>{-1, -1, -1, -1, -1}));
}

TEST(TopMetrics, ASmallShareStaysAShare)
{
    SampleMatrix error(2, 1);
    error << 1e6F, 1e-3F;
    const auto top = topMetrics(error);
    EXPECT_EQ(top.share(0, 0), 255);
    EXPECT_EQ(top.share(1, 0), 1);
}

TEST(TopMetrics, ManySamplesAreTheSameAsEachByItself)
{
    const SampleMatrix error = SampleMatrix::Random(9, 2500).cwiseAbs();
    const auto all = topMetrics(error);
    for (const Eigen::Index t : {0, 1023, 1024, 2499}) {
        const auto one = topMetrics(error.col(t));
        EXPECT_EQ(all.row.col(t), one.row.col(0)) << t;
        EXPECT_EQ(all.share.col(t), one.share.col(0)) << t;
    }
}

TEST(TopMetrics, OfSeveralSamplesEachCountsByItsScore)
{
    SampleMatrix error(3, 2);
    error << 9, 0, //
        1, 30, //
        0, 70;
    const auto top = topMetrics(error);
    const std::vector<std::int64_t> both{0, 1};
    EXPECT_EQ(topMetricsOf(top, std::vector<float>{10, 100}, both), (std::vector<int>{2, 1, 0}));
    EXPECT_EQ(topMetricsOf(top, std::vector<float>{1000, 100}, both), (std::vector<int>{0, 1, 2}));
    EXPECT_TRUE(topMetricsOf(top, std::vector<float>{10, 100}, {}).empty());
}

TEST(TopMetrics, NoErrorsAtAllAreEmpty)
{
    EXPECT_TRUE(topMetrics(SampleMatrix()).empty());
}

} // namespace
} // namespace nodesentry
