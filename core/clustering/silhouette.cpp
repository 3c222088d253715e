#include "core/clustering/silhouette.h"

#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/clustering/nested_cuts_p.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <set>

namespace nodesentry {

namespace {

constexpr std::int64_t kPointsOfSilhouetteBlock = 128;

/// Sums of the distances from the points [begin, end) to all points of each cluster.
/// @param sums  clusters x kPointsOfSilhouetteBlock, row by row; overwritten
template <class Real>
void sumByCluster(const BasicCondensedDistances<Real>& distances, const std::vector<int>& labels,
                  int clusters, std::int64_t begin, std::int64_t end, std::vector<double>& sums)
{
    const std::int64_t n = distances.points();
    sums.assign(static_cast<std::size_t>(clusters) * kPointsOfSilhouetteBlock, 0.0);
    const auto sumsOf = [&](std::int64_t point) {
        return sums.data()
            + static_cast<std::int64_t>(labels[static_cast<std::size_t>(point)]) * kPointsOfSilhouetteBlock;
    };
    // Points before the block: their rows hold the distances to the whole block side by side.
    for (std::int64_t j = 0; j < begin; ++j) {
        const Real* row = distances.data() + distances.index(j, begin);
        double* to = sumsOf(j);
        for (std::int64_t i = 0; i < end - begin; ++i)
            to[i] += static_cast<double>(row[i]);
    }
    // Points of the block itself, and those after it: the block's own rows hold the distances. Four sums a
    // cluster, so that an addition need not wait for the one before it.
    std::vector<double> own(static_cast<std::size_t>(clusters) * 4);
    for (std::int64_t i = begin; i < end; ++i) {
        std::fill(own.begin(), own.end(), 0.0);
        if (i + 1 < n) {
            const Real* row = distances.data() + distances.index(i, i + 1);
            for (std::int64_t j = i + 1; j < n; ++j)
                own[static_cast<std::size_t>(labels[static_cast<std::size_t>(j)] * 4 + (j & 3))]
                    += static_cast<double>(row[j - i - 1]);
            for (std::int64_t j = i + 1; j < end; ++j)
                sumsOf(i)[j - begin] += static_cast<double>(row[j - i - 1]);
        }
        for (int c = 0; c < clusters; ++c) {
            const double* four = own.data() + static_cast<std::ptrdiff_t>(c) * 4;
            sums[static_cast<std::size_t>(c * kPointsOfSilhouetteBlock + i - begin)]
                += (four[0] + four[1]) + (four[2] + four[3]);
        }
    }
}

/// Places in @p mean, the highest first; of equal ones the first first.
std::vector<std::size_t> byMean(const std::vector<double>& mean)
{
    std::vector<std::size_t> order(mean.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return mean[a] > mean[b]; });
    return order;
}

} // namespace

std::vector<int> SilhouetteCurve::best(int count) const
{
    auto order = byMean(mean);
    order.resize(std::min(order.size(), static_cast<std::size_t>(std::max(count, 0))));
    std::vector<int> chosen;
    for (const auto i : order)
        chosen.push_back(k[i]);
    return chosen;
}

std::vector<std::size_t> SilhouetteCurve::choices(int count) const
{
    std::vector<std::size_t> chosen;
    std::set<int> offered;
    for (const auto i : byMean(mean))
        if (static_cast<int>(chosen.size()) < count && offered.insert(kept.empty() ? k[i] : kept[i]).second)
            chosen.push_back(i);
    return chosen;
}

template <class Real>
Result<SilhouetteCurve> silhouetteCurve(const BasicCondensedDistances<Real>& distances, const MergeTree& tree,
                                        CutRange range, const RunContext& context)
{
    NODESENTRY_EXPECTS(distances.points() == tree.points, "the tree is of these distances");
    NODESENTRY_EXPECTS(range.kMin >= 2, "one cluster has no silhouette");
    NODESENTRY_EXPECTS(range.minimumSize >= 1, "a number of points");
    const std::int64_t n = tree.points;
    if (n < 3 || range.kMax < range.kMin)
        return SilhouetteCurve{};
    const NestedCuts cuts(tree, range);
    const int kMax = cuts.kMax();
    const auto& finest = cuts.finest();
    const std::int64_t blocks = (n + kPointsOfSilhouetteBlock - 1) / kPointsOfSilhouetteBlock;
    // Totals of a block are kept apart and added in order, so that the mean does not depend on the threads.
    std::vector<double> totals(static_cast<std::size_t>(blocks) * cuts.count(), 0.0);

    std::atomic<std::int64_t> blocksDone = 0;
    const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t begin = block * kPointsOfSilhouetteBlock;
        const std::int64_t end = std::min(n, begin + kPointsOfSilhouetteBlock);
        std::vector<double> blockSums;
        sumByCluster(distances, finest, kMax, begin, end, blockSums);
        std::vector<double> sums(static_cast<std::size_t>(kMax));
        for (std::int64_t i = begin; i < end; ++i) {
            for (int c = 0; c < kMax; ++c)
                sums[static_cast<std::size_t>(c)]
                    = blockSums[static_cast<std::size_t>(c * kPointsOfSilhouetteBlock + i - begin)];
            double* of = totals.data() + static_cast<std::size_t>(block) * cuts.count();
            cuts.visit(sums, finest[static_cast<std::size_t>(i)],
                       [&](std::size_t cut, double silhouette) { of[cut] += silhouette; });
        }
        context.report(static_cast<double>(++blocksDone) / static_cast<double>(blocks));
    });
    if (!complete)
        return cancelled();

    SilhouetteCurve curve;
    curve.kept = cuts.clustersKept();
    for (std::size_t cut = 0; cut < cuts.count(); ++cut) {
        double total = 0;
        for (std::int64_t block = 0; block < blocks; ++block)
            total += totals[static_cast<std::size_t>(block) * cuts.count() + cut];
        curve.k.push_back(cuts.kMin() + static_cast<int>(cut));
        curve.mean.push_back(total / static_cast<double>(n));
    }
    return curve;
}

template <class Real>
Result<std::vector<double>> silhouetteSamples(const BasicCondensedDistances<Real>& distances,
                                              const std::vector<int>& labels, const RunContext& context,
                                              int minimumSize)
{
    const std::int64_t n = distances.points();
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(labels.size()) == n, "one label per point");
    NODESENTRY_EXPECTS(std::all_of(labels.begin(), labels.end(), [](int l) { return l >= 0; }),
                       "labels from 0");
    std::vector<double> samples(labels.size(), 0.0);
    if (labels.empty())
        return samples;
    const int clusters = 1 + *std::max_element(labels.begin(), labels.end());
    const auto sizes = sizesOf(labels, clusters);
    const std::int64_t blocks = (n + kPointsOfSilhouetteBlock - 1) / kPointsOfSilhouetteBlock;
    const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t begin = block * kPointsOfSilhouetteBlock;
        const std::int64_t end = std::min(n, begin + kPointsOfSilhouetteBlock);
        std::vector<double> blockSums;
        sumByCluster(distances, labels, clusters, begin, end, blockSums);
        std::vector<double> sums(static_cast<std::size_t>(clusters));
        for (std::int64_t i = begin; i < end; ++i) {
            for (int c = 0; c < clusters; ++c)
                sums[static_cast<std::size_t>(c)]
                    = blockSums[static_cast<std::size_t>(c * kPointsOfSilhouetteBlock + i - begin)];
            samples[static_cast<std::size_t>(i)]
                = silhouetteOf(sums, sizes, clusters, labels[static_cast<std::size_t>(i)], minimumSize);
        }
    });
    if (!complete)
        return cancelled();
    return samples;
}

template Result<SilhouetteCurve> silhouetteCurve(const CondensedDistances&, const MergeTree&, CutRange,
                                                 const RunContext&);
template Result<SilhouetteCurve> silhouetteCurve(const BasicCondensedDistances<double>&, const MergeTree&,
                                                 CutRange, const RunContext&);
template Result<std::vector<double>> silhouetteSamples(const CondensedDistances&, const std::vector<int>&,
                                                       const RunContext&, int);
template Result<std::vector<double>> silhouetteSamples(const BasicCondensedDistances<double>&,
                                                       const std::vector<int>&, const RunContext&, int);

} // namespace nodesentry
