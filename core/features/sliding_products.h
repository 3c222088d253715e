#pragma once

#include <span>
#include <vector>

namespace nodesentry {

/// Inner products of a short series with every stretch of a long one: element i is
/// sum_j query[j] series[i + j].
/// @param query, series  finite; 1 <= query.size() <= series.size()
/// @return series.size() - query.size() + 1 values
/// @cost  O(n log n) with n = series.size(), whatever the length of the query
[[nodiscard]] std::vector<double> slidingProducts(std::span<const double> query,
                                                  std::span<const double> series);

} // namespace nodesentry
