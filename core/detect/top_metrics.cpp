#include "core/detect/top_metrics.h"

#include "core/base/expects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace nodesentry {

TopMetrics topMetrics(const SampleMatrix& metricError)
{
    NODESENTRY_EXPECTS(metricError.rows() <= std::numeric_limits<std::int16_t>::max(),
                       "rows are kept in 16 bits");
    const auto samples = metricError.cols();
    TopMetrics top;
    top.row.setConstant(kTopMetrics, samples, -1);
    top.share.setZero(kTopMetrics, samples);

    struct Entry {
        float error = 0.0F;
        std::int16_t row = -1;
    };
    // The matrix lies row by row in memory, so some samples at a time go through all rows.
    constexpr Eigen::Index kBlock = 1024;
    std::vector<std::array<Entry, kTopMetrics>> best;
    std::vector<double> sum;
    for (Eigen::Index begin = 0; begin < samples; begin += kBlock) {
        const auto count = std::min(kBlock, samples - begin);
        best.assign(static_cast<std::size_t>(count), {});
        sum.assign(static_cast<std::size_t>(count), 0.0);
        for (Eigen::Index row = 0; row < metricError.rows(); ++row) {
            const float* errors = metricError.row(row).data() + begin;
            for (Eigen::Index i = 0; i < count; ++i) {
                if (!(errors[i] > 0.0F))
                    continue;
                sum[static_cast<std::size_t>(i)] += errors[i];
                auto& of = best[static_cast<std::size_t>(i)];
                if (errors[i] <= of.back().error)
                    continue;
                std::size_t place = of.size() - 1;
                for (; place > 0 && of[place - 1].error < errors[i]; --place)
                    of[place] = of[place - 1];
                of[place] = {errors[i], static_cast<std::int16_t>(row)};
            }
        }
        for (Eigen::Index i = 0; i < count; ++i) {
            const auto at = static_cast<std::size_t>(i);
            for (int k = 0; k < kTopMetrics; ++k) {
                const auto& entry = best[at][static_cast<std::size_t>(k)];
                if (entry.row < 0)
                    break;
                top.row(k, begin + i) = entry.row;
                top.share(k, begin + i) = static_cast<std::uint8_t>(
                    std::clamp(std::round(255.0 * entry.error / sum[at]), 1.0, 255.0));
            }
        }
    }
    return top;
}

std::vector<int> topMetricsOf(const TopMetrics& top, std::span<const float> score,
                              std::span<const std::int64_t> samples)
{
    std::map<int, double> sums;
    for (const auto sample : samples) {
        const double whole = score[static_cast<std::size_t>(sample)];
        for (int k = 0; k < kTopMetrics && top.row(k, sample) >= 0; ++k)
            sums[top.row(k, sample)] += whole * top.share(k, sample);
    }
    std::vector<std::pair<int, double>> order(sums.begin(), sums.end());
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<int> rows;
    for (const auto& [row, sum] : order)
        if (static_cast<int>(rows.size()) < kTopMetrics && sum > 0.0)
            rows.push_back(row);
    return rows;
}

} // namespace nodesentry
