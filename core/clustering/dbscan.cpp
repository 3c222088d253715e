#include "core/clustering/dbscan.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/parallel.h"
#include "core/clustering/disjoint_sets_p.h"
#include "core/clustering/distance.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <mutex>

namespace nodesentry {

namespace {

constexpr std::int64_t kReachedTogether = 64;
constexpr std::int64_t kNeighboursTogether = 128;

/// Calls body(i, begin, squared distances of i to begin, begin + 1, …, their number) for all pairs of points;
/// the calls for one i come from one thread, in order.
template <class Body>
bool forEachPair(const FeatureMatrix& points, const RunContext& context, const Body& body)
{
    const std::int64_t n = points.rows();
    const std::int64_t blocks = (n + kReachedTogether - 1) / kReachedTogether;
    std::atomic<std::int64_t> done = 0;
    return parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t first = block * kReachedTogether;
        const std::int64_t rows = std::min(kReachedTogether, n - first);
        std::vector<double> squared(static_cast<std::size_t>(kReachedTogether * kNeighboursTogether));
        for (std::int64_t begin = 0; begin < n; begin += kNeighboursTogether) {
            const std::int64_t width = std::min(kNeighboursTogether, n - begin);
            squaredDistances(points.row(first).data(), rows, points.row(begin).data(), width, points.cols(),
                             squared.data());
            for (std::int64_t r = 0; r < rows; ++r)
                body(first + r, begin, squared.data() + r * width, width);
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks));
    });
}

} // namespace

Result<std::vector<int>> dbscan(const FeatureMatrix& points, const DbscanOptions& options,
                                const RunContext& context)
{
    if (!(options.eps > 0) || options.minimumPoints < 1)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("eps is {}, the least number of points {}", options.eps, options.minimumPoints),
            "eps must be above 0 and the number of points at least 1");
    NODESENTRY_CHECK(checkFinite(points));
    const auto n = static_cast<std::size_t>(points.rows());
    const double reach = options.eps * options.eps;

    std::vector<std::int64_t> within(n, 0);
    bool complete = forEachPair(points, context.part(0.0, 0.5),
                                [&](std::int64_t i, std::int64_t, const double* squared, std::int64_t count) {
                                    within[static_cast<std::size_t>(i)] += std::count_if(
                                        squared, squared + count, [&](double d) { return d <= reach; });
                                });
    if (!complete)
        return cancelled();
    const auto isCore
        = [&](std::int64_t i) { return within[static_cast<std::size_t>(i)] >= options.minimumPoints; };

    // Which points are joined does not depend on the order in which they are.
    DisjointSets sets(points.rows());
    std::mutex setsMutex;
    std::vector<double> coreDistance(n, std::numeric_limits<double>::infinity());
    std::vector<std::int64_t> nearestCore(n, -1);
    complete
        = forEachPair(points, context.part(0.5, 1.0),
                      [&](std::int64_t i, std::int64_t begin, const double* squared, std::int64_t count) {
                          const auto at = static_cast<std::size_t>(i);
                          std::vector<std::int64_t> reached;
                          for (std::int64_t c = 0; c < count; ++c) {
                              if (squared[c] > reach || !isCore(begin + c))
                                  continue;
                              if (isCore(i) && begin + c < i)
                                  reached.push_back(begin + c);
                              if (squared[c] < coreDistance[at]) {
                                  coreDistance[at] = squared[c];
                                  nearestCore[at] = begin + c;
                              }
                          }
                          const std::lock_guard guard(setsMutex);
                          for (const auto j : reached)
                              sets.join(i, j);
                      });
    if (!complete)
        return cancelled();

    std::vector<int> labels(n, -1);
    std::vector<int> number(n, -1);
    int next = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::int64_t core
            = isCore(static_cast<std::int64_t>(i)) ? static_cast<std::int64_t>(i) : nearestCore[i];
        if (core < 0)
            continue;
        int& assigned = number[static_cast<std::size_t>(sets.find(core))];
        if (assigned < 0)
            assigned = next++;
        labels[i] = assigned;
    }
    return labels;
}

Result<std::vector<double>> kDistances(const FeatureMatrix& points, int neighbours, const RunContext& context)
{
    NODESENTRY_EXPECTS(neighbours >= 1 && neighbours <= points.rows(), "a number of points");
    NODESENTRY_CHECK(checkFinite(points));
    const auto k = static_cast<std::size_t>(neighbours);
    std::vector<double> farthest(static_cast<std::size_t>(points.rows()));
    // The k least so far as a heap, whose top is the largest of them; one for each row at hand.
    std::vector<std::vector<double>> least(farthest.size());
    const bool complete = forEachPair(
        points, context, [&](std::int64_t i, std::int64_t begin, const double* squared, std::int64_t count) {
            auto& heap = least[static_cast<std::size_t>(i)];
            for (std::int64_t c = 0; c < count; ++c) {
                if (heap.size() == k) {
                    if (squared[c] >= heap.front())
                        continue;
                    std::pop_heap(heap.begin(), heap.end());
                    heap.pop_back();
                }
                heap.push_back(squared[c]);
                std::push_heap(heap.begin(), heap.end());
            }
            if (begin + count == points.rows()) {
                farthest[static_cast<std::size_t>(i)] = std::sqrt(heap.front());
                heap = {};
            }
        });
    if (!complete)
        return cancelled();
    std::sort(farthest.begin(), farthest.end());
    return farthest;
}

double suggestEps(const std::vector<double>& ascending)
{
    if (ascending.empty())
        return 0.0;
    const double first = ascending.front();
    const double rise = ascending.back() - first;
    std::size_t knee = ascending.size() - 1;
    double deepest = 0.0;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const double along = static_cast<double>(i) / static_cast<double>(ascending.size());
        const double below = rise > 0 ? along - (ascending[i] - first) / rise : 0.0;
        if (below > deepest) {
            deepest = below;
            knee = i;
        }
    }
    return ascending[knee];
}

} // namespace nodesentry
