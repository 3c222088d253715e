#pragma once

#include "core/clustering/silhouette.h"

#include <cstddef>
#include <vector>

namespace nodesentry {

/// @param sums  of one point's distances to each cluster
/// @param own   the point's cluster
/// @param minimumSize  >= 1; smaller clusters are neither own nor nearest
/// @param sizes  points of each cluster; the own one counts the point itself, its sum has a zero for it
[[nodiscard]] double silhouetteOf(const std::vector<double>& sums, const std::vector<double>& sizes,
                                  int clusters, int own, int minimumSize = 1);

/// @param labels  0 .. clusters-1
[[nodiscard]] std::vector<double> sizesOf(const std::vector<int>& labels, int clusters);

/// What becomes of the labels when one more merge of the tree is made.
struct Join {
    int into;
    int from; ///< its place is taken by the last label
};

/// The cuts of one tree from kMax clusters down to kMin, each made from the one before by one merge.
class NestedCuts {
public:
    /// @pre  tree.points >= 3, range.kMin <= range.kMax
    NestedCuts(const MergeTree& tree, CutRange range);

    [[nodiscard]] int kMin() const { return m_kMin; }
    [[nodiscard]] int kMax() const { return m_kMax; }
    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(m_kMax - m_kMin + 1); }
    [[nodiscard]] const std::vector<int>& finest() const { return m_finest; } ///< the cut into kMax

    /// Clusters of each cut, coarsest first, that are no strays.
    [[nodiscard]] std::vector<int> clustersKept() const;

    /// Calls visitor(k - kMin, silhouette) for one point and each cut.
    /// @param sums  of the point's distances to the clusters of the finest cut; overwritten
    /// @param own   its cluster in the finest cut
    template <class Visitor> void visit(std::vector<double>& sums, int own, const Visitor& visitor) const
    {
        auto sizes = m_finestSizes;
        for (int count = m_kMax; count >= m_kMin; --count) {
            visitor(static_cast<std::size_t>(count - m_kMin),
                    silhouetteOf(sums, sizes, count, own, m_minimumSize));
            const Join join = m_joins[static_cast<std::size_t>(m_kMax - count)];
            const auto into = static_cast<std::size_t>(join.into);
            const auto from = static_cast<std::size_t>(join.from);
            const auto last = static_cast<std::size_t>(count - 1);
            sums[into] += sums[from];
            sizes[into] += sizes[from];
            sums[from] = sums[last];
            sizes[from] = sizes[last];
            if (own == join.from)
                own = join.into;
            if (own == count - 1)
                own = join.from;
        }
    }

private:
    int m_kMin;
    int m_kMax;
    int m_minimumSize;
    std::vector<int> m_finest;
    std::vector<double> m_finestSizes;
    std::vector<Join> m_joins;
};

} // namespace nodesentry
