#pragma once

#include "core/features/radix_sort_p.h"
#include "core/features/work_array_p.h"

#include <cstdint>
#include <span>

namespace nodesentry::features {

/// Sum in the order of NumPy's add.reduce: halves down to 128 values, those with eight accumulators.
/// As exact as any, and bit for bit what TSFEL sees where it compares a sum with zero.
[[nodiscard]] double pairwiseSum(std::span<const double> x);

/// Median of an ascending series.
[[nodiscard]] double medianOfSorted(std::span<const double> sorted);

/// Median of |x - center| for an ascending series, which is not gone through: O(log n).
[[nodiscard]] double medianAbsoluteDistance(std::span<const double> sorted, double center);

/// Value at position p (n - 1) of an ascending series, 0 <= p <= 1, interpolated linearly.
[[nodiscard]] double quantileOfSorted(std::span<const double> sorted, double p);

/// One metric of one segment, with what several groups of features need of it. Memory is kept for the next.
class Series {
public:
    WorkArray x;
    WorkArray sorted; ///< x, ascending
    WorkArray centered; ///< x - mean
    WorkArray difference; ///< x[i + 1] - x[i], n - 1 of them
    WorkArray sortedDifference; ///< the same, ascending
    double sum = 0.0;
    double mean = 0.0; ///< exactly the value of a constant series
    double variance = 0.0; ///< population (divided by n)
    bool constant = false; ///< max == min, exactly

    [[nodiscard]] std::int64_t size() const { return x.size(); }
    [[nodiscard]] double minimum() const { return sorted[0]; }
    [[nodiscard]] double maximum() const { return sorted[sorted.size() - 1]; }

    /// Replaces the content. @param samples  at least two, finite
    void load(std::span<const double> samples);

private:
    RadixSort m_sorter;
};

} // namespace nodesentry::features
