#include "core/projection/nearest_neighbours.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/clustering/distance.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace nodesentry {

namespace {

constexpr std::int64_t kRowsTogether = 32;
constexpr std::int64_t kPassedTogether = 128;
constexpr std::int64_t kRowsLookedAt = 1000;

} // namespace

Result<NeighbourTable> nearestNeighbours(const FeatureMatrix& points, const std::vector<std::int64_t>& rows,
                                         int neighbours, const RunContext& context)
{
    const std::int64_t n = points.rows();
    NODESENTRY_EXPECTS(neighbours >= 1 && neighbours < n, "fewer neighbours than points");
    NODESENTRY_CHECK(checkFinite(points));
    const auto wanted = static_cast<std::size_t>(neighbours);
    NeighbourTable table;
    table.neighbours = neighbours;
    table.index.resize(rows.size() * wanted);
    table.squared.resize(rows.size() * wanted);
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t blocks = (count + kRowsTogether - 1) / kRowsTogether;
    std::atomic<std::int64_t> done = 0;
    const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t first = block * kRowsTogether;
        const std::int64_t height = std::min(kRowsTogether, count - first);
        FeatureMatrix chosen(height, points.cols());
        for (std::int64_t r = 0; r < height; ++r)
            chosen.row(r) = points.row(rows[static_cast<std::size_t>(first + r)]);
        std::vector<double> squared(static_cast<std::size_t>(kRowsTogether * kPassedTogether));
        // The nearest so far as a heap, whose top is the farthest of them; pairs compare by index where the
        // distances are equal.
        std::vector<std::vector<std::pair<double, int>>> nearest(static_cast<std::size_t>(height));
        for (std::int64_t begin = 0; begin < n; begin += kPassedTogether) {
            const std::int64_t width = std::min(kPassedTogether, n - begin);
            squaredDistances(chosen.data(), height, points.row(begin).data(), width, points.cols(),
                             squared.data());
            for (std::int64_t r = 0; r < height; ++r) {
                auto& heap = nearest[static_cast<std::size_t>(r)];
                for (std::int64_t c = 0; c < width; ++c) {
                    const double distance = squared[static_cast<std::size_t>(r * width + c)];
                    // Indices ascend, so that of equals the ones there are stay.
                    if ((heap.size() == wanted && distance >= heap.front().first)
                        || begin + c == rows[static_cast<std::size_t>(first + r)])
                        continue;
                    if (heap.size() == wanted) {
                        std::pop_heap(heap.begin(), heap.end());
                        heap.pop_back();
                    }
                    heap.emplace_back(distance, static_cast<int>(begin + c));
                    std::push_heap(heap.begin(), heap.end());
                }
            }
        }
        for (std::int64_t r = 0; r < height; ++r) {
            auto& heap = nearest[static_cast<std::size_t>(r)];
            std::sort_heap(heap.begin(), heap.end());
            for (std::size_t i = 0; i < wanted; ++i) {
                const auto at = static_cast<std::size_t>(first + r) * wanted + i;
                table.squared[at] = heap[i].first;
                table.index[at] = heap[i].second;
            }
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks));
    });
    if (!complete)
        return cancelled();
    return table;
}

Result<double> neighbourhoodKept(const FeatureMatrix& points, const FeatureMatrix& layout, int neighbours,
                                 const RunContext& context)
{
    const std::int64_t n = points.rows();
    NODESENTRY_EXPECTS(layout.rows() == n, "a place for each point");
    std::vector<std::int64_t> rows;
    const std::int64_t count = std::min(n, kRowsLookedAt);
    for (std::int64_t i = 0; i < count; ++i)
        rows.push_back(i * n / count);
    NODESENTRY_TRY(const auto there, nearestNeighbours(points, rows, neighbours, context.part(0.0, 0.5)));
    NODESENTRY_TRY(const auto here, nearestNeighbours(layout, rows, neighbours, context.part(0.5, 1.0)));
    std::int64_t kept = 0;
    for (std::int64_t row = 0; row < count; ++row)
        for (int i = 0; i < neighbours; ++i)
            kept += std::count(here.indexOf(row), here.indexOf(row) + neighbours, there.indexOf(row)[i]);
    return static_cast<double>(kept) / static_cast<double>(count * neighbours);
}

} // namespace nodesentry
