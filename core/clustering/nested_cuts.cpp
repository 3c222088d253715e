#include "core/clustering/nested_cuts_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

/// The joins that lead from the cut into @p kMax clusters to one cluster, in order.
std::vector<Join> joinsAbove(const MergeTree& tree, const std::vector<int>& labels, int kMax)
{
    const auto firstStep = static_cast<std::size_t>(tree.points - kMax);
    // The label of every cluster of the tree that is a cluster of some cut at or above kMax.
    std::vector<int> labelOf(static_cast<std::size_t>(tree.points) + tree.merges.size(), -1);
    for (std::size_t point = 0; point < labels.size(); ++point)
        labelOf[point] = labels[point];
    for (std::size_t step = 0; step < firstStep; ++step)
        labelOf[static_cast<std::size_t>(tree.points) + step]
            = labelOf[static_cast<std::size_t>(tree.merges[step].first)];
    std::vector<int> place(static_cast<std::size_t>(kMax)); // where a label's sums are by now
    std::iota(place.begin(), place.end(), 0);
    std::vector<Join> joins;
    int count = kMax;
    for (std::size_t step = firstStep; step < tree.merges.size(); ++step) {
        const int a = labelOf[static_cast<std::size_t>(tree.merges[step].first)];
        const int b = labelOf[static_cast<std::size_t>(tree.merges[step].second)];
        labelOf[static_cast<std::size_t>(tree.points) + step] = a;
        const Join join{place[static_cast<std::size_t>(a)], place[static_cast<std::size_t>(b)]};
        joins.push_back(join);
        --count;
        for (auto& p : place)
            if (p == join.from)
                p = join.into;
        // The last label moves into the gap; where the gap is the last place, nothing moves.
        for (auto& p : place)
            if (p == count)
                p = join.from;
    }
    return joins;
}

} // namespace

double silhouetteOf(const std::vector<double>& sums, const std::vector<double>& sizes, int clusters, int own,
                    int minimumSize)
{
    const double ownSize = sizes[static_cast<std::size_t>(own)];
    if (ownSize <= 1 || ownSize < minimumSize)
        return 0.0;
    double nearest = std::numeric_limits<double>::infinity();
    for (int c = 0; c < clusters; ++c)
        if (c != own && sizes[static_cast<std::size_t>(c)] >= minimumSize)
            nearest
                = std::min(nearest, sums[static_cast<std::size_t>(c)] / sizes[static_cast<std::size_t>(c)]);
    const double inside = sums[static_cast<std::size_t>(own)] / (ownSize - 1);
    const double larger = std::max(inside, nearest);
    return std::isfinite(nearest) && larger > 0 ? (nearest - inside) / larger : 0.0;
}

std::vector<double> sizesOf(const std::vector<int>& labels, int clusters)
{
    std::vector<double> sizes(static_cast<std::size_t>(clusters), 0.0);
    for (const int label : labels)
        ++sizes[static_cast<std::size_t>(label)];
    return sizes;
}

NestedCuts::NestedCuts(const MergeTree& tree, CutRange range)
    : m_kMin(static_cast<int>(std::min<std::int64_t>(range.kMin, tree.points - 1))),
      m_kMax(static_cast<int>(std::min<std::int64_t>(range.kMax, tree.points - 1))),
      m_minimumSize(range.minimumSize),
      m_finest(cutTree(tree, m_kMax)),
      m_finestSizes(sizesOf(m_finest, m_kMax)),
      m_joins(joinsAbove(tree, m_finest, m_kMax))
{
}

std::vector<int> NestedCuts::clustersKept() const
{
    std::vector<int> kept(count());
    auto sizes = m_finestSizes;
    for (int clusters = m_kMax; clusters >= m_kMin; --clusters) {
        kept[static_cast<std::size_t>(clusters - m_kMin)] = static_cast<int>(std::count_if(
            sizes.begin(), sizes.begin() + clusters, [&](double size) { return size >= m_minimumSize; }));
        const Join join = m_joins[static_cast<std::size_t>(m_kMax - clusters)];
        sizes[static_cast<std::size_t>(join.into)] += sizes[static_cast<std::size_t>(join.from)];
        sizes[static_cast<std::size_t>(join.from)] = sizes[static_cast<std::size_t>(clusters - 1)];
    }
    return kept;
}

} // namespace nodesentry
