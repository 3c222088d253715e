#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// The nearest other points of each of some rows.
struct NeighbourTable {
    int neighbours = 0; ///< of each row
    std::vector<int> index; ///< rows x neighbours, nearest first; of equally near ones the lower index first
    std::vector<double> squared; ///< squared distances, in the same order

    [[nodiscard]] const int* indexOf(std::int64_t row) const { return index.data() + row * neighbours; }
    [[nodiscard]] const double* squaredOf(std::int64_t row) const
    {
        return squared.data() + row * neighbours;
    }
};

/// Exact nearest neighbours by looking at every pair, which in tens of dimensions beats trees.
///
/// @param points      n x D, finite
/// @param rows        whose neighbours are wanted; a point is not its own
/// @param neighbours  1 <= neighbours < n
/// @error InvalidArgument  a value is not finite
/// @error Cancelled        polled every 32 rows
/// @cost  O(rows n D), shared by context.threads()
[[nodiscard]] Result<NeighbourTable> nearestNeighbours(const FeatureMatrix& points,
                                                       const std::vector<std::int64_t>& rows, int neighbours,
                                                       const RunContext& context = {});

/// How much of the neighbourhoods a layout keeps: the mean share of a point's @p neighbours nearest in
/// @p points that are among its @p neighbours nearest in @p layout.
///
/// At most 1,000 points, evenly spaced by index, are looked at.
/// @return  0..1; about neighbours / n for a layout that has nothing to do with the points
/// @error InvalidArgument, Cancelled  as nearestNeighbours()
[[nodiscard]] Result<double> neighbourhoodKept(const FeatureMatrix& points, const FeatureMatrix& layout,
                                               int neighbours, const RunContext& context = {});

} // namespace nodesentry
