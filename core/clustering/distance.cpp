#include "core/clustering/distance.h"

#include "core/base/log.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

// The processor's wide registers are chosen when the program starts. Sanitizers and the run-time choice do
// not go together: the choice is made before the sanitizer is ready.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)        \
    && !defined(__SANITIZE_THREAD__)
#define NODESENTRY_WIDE_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define NODESENTRY_WIDE_CLONES
#endif

namespace nodesentry {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr double kLargestValue = 1e18; // squares summed over any D stay finite, and roots fit a float

/// Rows of one tile and columns of one pass over it: two tiles stay within a second-level cache.
constexpr std::int64_t kTileRows = 32;
constexpr std::int64_t kTileColumns = 256;

/// Four sums side by side. Each pair is always summed by the same four, whichever registers hold them.
using Lanes = double __attribute__((vector_size(4 * sizeof(double))));

inline void load(const double* from, Lanes& to)
{
    std::memcpy(&to, from, sizeof to);
}

/// Adds the squared distances between each row of tile a and each row of tile b to sums[rowA][rowB].
/// Two rows of each are taken together, so that each value loaded is used twice.
NODESENTRY_WIDE_CLONES
void addSquaredDistances(const double* a, std::int64_t rowsA, const double* b, std::int64_t rowsB,
                         std::int64_t stride, std::int64_t columns, double (*sums)[kTileRows])
{
    const std::int64_t whole = columns - columns % 4;
    for (std::int64_t i = 0; i < rowsA; i += 2) {
        const double* a0 = a + i * stride;
        const double* a1 = i + 1 < rowsA ? a0 + stride : a0;
        for (std::int64_t j = 0; j < rowsB; j += 2) {
            const double* b0 = b + j * stride;
            const double* b1 = j + 1 < rowsB ? b0 + stride : b0;
            Lanes s00 = {}, s01 = {}, s10 = {}, s11 = {};
            for (std::int64_t c = 0; c < whole; c += 4) {
                Lanes x0, x1, y0, y1;
                load(a0 + c, x0);
                load(a1 + c, x1);
                load(b0 + c, y0);
                load(b1 + c, y1);
                const Lanes d00 = x0 - y0, d01 = x0 - y1, d10 = x1 - y0, d11 = x1 - y1;
                s00 += d00 * d00;
                s01 += d01 * d01;
                s10 += d10 * d10;
                s11 += d11 * d11;
            }
            for (std::int64_t c = whole; c < columns; ++c) {
                const std::int64_t lane = c - whole;
                const double d00 = a0[c] - b0[c], d01 = a0[c] - b1[c], d10 = a1[c] - b0[c],
                             d11 = a1[c] - b1[c];
                s00[lane] += d00 * d00;
                s01[lane] += d01 * d01;
                s10[lane] += d10 * d10;
                s11[lane] += d11 * d11;
            }
            sums[i][j] += (s00[0] + s00[1]) + (s00[2] + s00[3]);
            if (j + 1 < rowsB)
                sums[i][j + 1] += (s01[0] + s01[1]) + (s01[2] + s01[3]);
            if (i + 1 < rowsA) {
                sums[i + 1][j] += (s10[0] + s10[1]) + (s10[2] + s10[3]);
                if (j + 1 < rowsB)
                    sums[i + 1][j + 1] += (s11[0] + s11[1]) + (s11[2] + s11[3]);
            }
        }
    }
}

} // namespace

Result<void> checkFinite(const FeatureMatrix& points)
{
    for (std::int64_t row = 0; row < points.rows(); ++row)
        for (std::int64_t column = 0; column < points.cols(); ++column)
            if (!(std::abs(points(row, column)) <= kLargestValue))
                return fail(
                    ErrorCode::InvalidArgument,
                    fmt::format("the feature in row {}, column {} is {}", row, column, points(row, column)),
                    "distances need finite features below 1e18; standardise the features first");
    return {};
}

void squaredDistances(const double* a, std::int64_t rowsA, const double* b, std::int64_t rowsB,
                      std::int64_t columns, double* out)
{
    for (std::int64_t i = 0; i < rowsA; i += kTileRows)
        for (std::int64_t j = 0; j < rowsB; j += kTileRows) {
            const std::int64_t countA = std::min(kTileRows, rowsA - i);
            const std::int64_t countB = std::min(kTileRows, rowsB - j);
            double sums[kTileRows][kTileRows] = {};
            for (std::int64_t c = 0; c < columns; c += kTileColumns)
                addSquaredDistances(a + i * columns + c, countA, b + j * columns + c, countB, columns,
                                    std::min(kTileColumns, columns - c), sums);
            for (std::int64_t row = 0; row < countA; ++row)
                std::copy_n(sums[row], countB, out + (i + row) * rowsB + j);
        }
}

template <class Real>
BasicCondensedDistances<Real>::BasicCondensedDistances(std::int64_t points) : m_points(points)
{
    NODESENTRY_EXPECTS(points >= 0, "a number of points");
    const std::size_t bytes = static_cast<std::size_t>(std::max<std::int64_t>(pairs(), 0)) * sizeof(Real);
    if (bytes == 0)
        return;
    // Columns of the triangle are read with long strides: with pages of 4 kB every value would be a miss of
    // the page table as well.
    const std::size_t alignment = bytes >= kHugePage ? kHugePage : std::size_t{64};
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    m_values.reset(static_cast<Real*>(std::aligned_alloc(alignment, rounded)));
    if (!m_values)
        throw std::bad_alloc();
#ifdef __linux__
    if (bytes >= kHugePage)
        madvise(m_values.get(), rounded, MADV_HUGEPAGE); // only advice: refusal costs speed, nothing else
#endif
}

template <class Real> BasicCondensedDistances<Real> BasicCondensedDistances<Real>::clone() const
{
    BasicCondensedDistances copy(m_points);
    std::copy_n(data(), pairs(), copy.data());
    return copy;
}

template <class Real>
Result<BasicCondensedDistances<Real>> euclideanDistances(const FeatureMatrix& points,
                                                         const RunContext& context)
{
    NODESENTRY_CHECK(checkFinite(points));
    const std::int64_t n = points.rows();
    const std::int64_t columns = points.cols();

    BasicCondensedDistances<Real> distances;
    try {
        distances = BasicCondensedDistances<Real>(n);
    } catch (const std::bad_alloc&) {
        return fail(
            ErrorCode::Unsupported,
            fmt::format("the distances of {} segments take {:.1f} GB, more than there is", n,
                        static_cast<double>(BasicCondensedDistances<Real>::pairsOf(n)) * sizeof(Real) / 1e9),
            "cluster fewer segments, for instance a shorter training range");
    }

    std::atomic<std::int64_t> pairsDone = 0;
    const std::int64_t tiles = (n + kTileRows - 1) / kTileRows;
    const bool complete = parallelFor(tiles, context, [&](std::int64_t tile) {
        const std::int64_t iBegin = tile * kTileRows;
        const std::int64_t iEnd = std::min(n, iBegin + kTileRows);
        for (std::int64_t jBegin = iBegin; jBegin < n && !context.stopRequested(); jBegin += kTileRows) {
            const std::int64_t jEnd = std::min(n, jBegin + kTileRows);
            double sums[kTileRows][kTileRows] = {};
            for (std::int64_t c = 0; c < columns; c += kTileColumns)
                addSquaredDistances(&points(iBegin, c), iEnd - iBegin, &points(jBegin, c), jEnd - jBegin,
                                    columns, std::min(kTileColumns, columns - c), sums);
            for (std::int64_t i = iBegin; i < iEnd; ++i)
                for (std::int64_t j = std::max(jBegin, i + 1); j < jEnd; ++j)
                    distances.set(i, j, static_cast<Real>(std::sqrt(sums[i - iBegin][j - jBegin])));
        }
        const std::int64_t done = pairsDone += (iEnd - iBegin) * (2 * n - iBegin - iEnd - 1) / 2;
        if (distances.pairs() > 0)
            context.report(static_cast<double>(done) / static_cast<double>(distances.pairs()));
    });
    if (!complete || context.stopRequested())
        return cancelled();
    return distances;
}

Result<DistanceRows> euclideanDistancesFrom(const FeatureMatrix& points,
                                            const std::vector<std::int64_t>& rows, const RunContext& context)
{
    const std::int64_t n = points.rows();
    const std::int64_t columns = points.cols();
    const auto count = static_cast<std::int64_t>(rows.size());
    FeatureMatrix chosen(count, columns); // side by side, as the tiles want them
    for (std::int64_t r = 0; r < count; ++r) {
        const std::int64_t row = rows[static_cast<std::size_t>(r)];
        NODESENTRY_EXPECTS(row >= 0 && row < n, "rows of the points");
        chosen.row(r) = points.row(row);
    }
    DistanceRows distances(count, n);
    const std::int64_t tiles = (n + kTileRows - 1) / kTileRows;
    const bool complete = parallelFor(tiles, context, [&](std::int64_t tile) {
        const std::int64_t jBegin = tile * kTileRows;
        const std::int64_t jEnd = std::min(n, jBegin + kTileRows);
        for (std::int64_t iBegin = 0; iBegin < count && !context.stopRequested(); iBegin += kTileRows) {
            const std::int64_t iEnd = std::min(count, iBegin + kTileRows);
            double sums[kTileRows][kTileRows] = {};
            for (std::int64_t c = 0; c < columns; c += kTileColumns)
                addSquaredDistances(&chosen(iBegin, c), iEnd - iBegin, &points(jBegin, c), jEnd - jBegin,
                                    columns, std::min(kTileColumns, columns - c), sums);
            for (std::int64_t i = iBegin; i < iEnd; ++i)
                for (std::int64_t j = jBegin; j < jEnd; ++j)
                    distances(i, j) = static_cast<float>(std::sqrt(sums[i - iBegin][j - jBegin]));
        }
    });
    if (!complete || context.stopRequested())
        return cancelled();
    return distances;
}

template class BasicCondensedDistances<float>;
template class BasicCondensedDistances<double>;
template Result<BasicCondensedDistances<float>> euclideanDistances(const FeatureMatrix&, const RunContext&);
template Result<BasicCondensedDistances<double>> euclideanDistances(const FeatureMatrix&, const RunContext&);

} // namespace nodesentry
