#pragma once

#include "core/base/expects.h"
#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

namespace nodesentry {

/// The distances between all pairs of n points: the upper triangle, row by row, as SciPy's `pdist` orders it.
///
/// Takes n(n-1)/2 values: 800 MB at n = 20 000 and 20 GB at n = 100 000 with float, twice that with double.
/// Hence it is moved, not copied; clone() where a second one is meant.
template <class Real> class BasicCondensedDistances {
public:
    BasicCondensedDistances() = default;
    /// @param points  >= 0; the values are not initialised
    explicit BasicCondensedDistances(std::int64_t points);

    [[nodiscard]] std::int64_t points() const { return m_points; }
    [[nodiscard]] std::int64_t pairs() const { return pairsOf(m_points); }
    [[nodiscard]] static std::int64_t pairsOf(std::int64_t points) { return points * (points - 1) / 2; }

    /// Distance of two points in either order; 0 for a point and itself.
    [[nodiscard]] Real operator()(std::int64_t i, std::int64_t j) const
    {
        if (i == j)
            return Real(0);
        return i < j ? m_values[index(i, j)] : m_values[index(j, i)];
    }

    /// @pre i < j
    void set(std::int64_t i, std::int64_t j, Real distance) { m_values[index(i, j)] = distance; }

    /// Where the distance of i and j is found in data(); index(i, j + 1) is the next value.
    /// @pre i < j
    [[nodiscard]] std::int64_t index(std::int64_t i, std::int64_t j) const
    {
        return i * (2 * m_points - i - 3) / 2 + j - 1;
    }

    [[nodiscard]] Real* data() { return m_values.get(); }
    [[nodiscard]] const Real* data() const { return m_values.get(); }

    [[nodiscard]] BasicCondensedDistances clone() const;

private:
    struct Free {
        void operator()(Real* values) const { std::free(values); }
    };

    std::int64_t m_points = 0;
    std::unique_ptr<Real[], Free> m_values;
};

/// What clustering works on: sums are formed in double, the result is kept in single precision.
using CondensedDistances = BasicCondensedDistances<float>;

/// Distances from some points (rows) to all points (columns).
using DistanceRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

extern template class BasicCondensedDistances<float>;
extern template class BasicCondensedDistances<double>;

/// Euclidean distances between the rows of @p points.
///
/// Differences are squared and summed in double, in an order that depends on neither the number of threads
/// nor the processor, so that equal rows have distance 0 and equal input gives equal bits everywhere.
/// @param points  n x D, one row per segment; standardised, hence unitless; n may be 0 or 1
/// @error InvalidArgument  a value is not finite, or beyond ±1e18 (names row and column)
/// @error Cancelled        polled every 1024 pairs
/// @cost  n(n-1)/2 * D subtractions and multiplications, shared by context.threads(); memory as above
template <class Real = float>
[[nodiscard]] Result<BasicCondensedDistances<Real>> euclideanDistances(const FeatureMatrix& points,
                                                                       const RunContext& context = {});

/// Distances from some rows of @p points to all of them: the bits that euclideanDistances() has for them.
///
/// @param rows   which rows; any order, each below n
/// @return  row r holds the distances of rows[r] to all n points
/// @pre  finite values; they are not looked through each time
/// @error Cancelled  polled every 1024 pairs
/// @cost  rows.size() * n * D subtractions and multiplications, shared by context.threads()
[[nodiscard]] Result<DistanceRows> euclideanDistancesFrom(const FeatureMatrix& points,
                                                          const std::vector<std::int64_t>& rows,
                                                          const RunContext& context = {});

/// Squared distances between all rows of two blocks, by the sums that euclideanDistances() forms.
///
/// For methods that look at every pair but keep none: choose blocks that a second-level cache holds.
/// @param a, b  rowsA x columns and rowsB x columns, row by row; finite
/// @param out   rowsA x rowsB, row by row; overwritten
void squaredDistances(const double* a, std::int64_t rowsA, const double* b, std::int64_t rowsB,
                      std::int64_t columns, double* out);

/// @error InvalidArgument  a value is not finite, or beyond ±1e18 (names row and column)
[[nodiscard]] Result<void> checkFinite(const FeatureMatrix& points);

} // namespace nodesentry
