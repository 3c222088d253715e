#pragma once

#include "core/base/matrix.h"

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// Metrics that are kept of each sample, and listed of each case.
inline constexpr int kTopMetrics = 5;

/// Which metrics each sample's score is made of, in 15 bytes a sample instead of 4 per metric: the rows of
/// the largest errors and their share of the whole.
struct TopMetrics {
    using Rows = Eigen::Matrix<std::int16_t, kTopMetrics, Eigen::Dynamic, Eigen::RowMajor>;
    using Shares = Eigen::Matrix<std::uint8_t, kTopMetrics, Eigen::Dynamic, Eigen::RowMajor>;

    Rows row; ///< kTopMetrics x samples, largest error first; -1: no further metric has any
    Shares share; ///< 255ths of the sample's whole error, rounded, at least 1 where there is any

    [[nodiscard]] bool empty() const { return row.cols() == 0; }
};

/// @param metricError  metrics x samples, >= 0; NaN counts as 0; of equal errors the lower row comes first
/// @pre at most 32767 metrics
[[nodiscard]] TopMetrics topMetrics(const SampleMatrix& metricError);

/// The rows that add most over some samples, largest first, at most kTopMetrics.
/// @param score    per sample; a sample counts by its score
/// @param samples  positions
[[nodiscard]] std::vector<int> topMetricsOf(const TopMetrics& top, std::span<const float> score,
                                            std::span<const std::int64_t> samples);

} // namespace nodesentry
