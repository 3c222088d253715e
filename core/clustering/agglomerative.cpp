#include "core/clustering/agglomerative.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/clustering/disjoint_sets_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

// Lance-Williams: the distance of a third cluster k (of size nk) to the union of i and j, from its distances
// to i and j. All four linkages are reducible: the result is never below the distance of i and j.

struct SingleUpdate {
    double operator()(double ik, double jk, double) const { return std::min(ik, jk); }
};

struct CompleteUpdate {
    double operator()(double ik, double jk, double) const { return std::max(ik, jk); }
};

struct AverageUpdate {
    double shareI, shareJ, floor;
    AverageUpdate(double sizeI, double sizeJ, double ij)
        : shareI(sizeI / (sizeI + sizeJ)),
          shareJ(sizeJ / (sizeI + sizeJ)),
          floor(ij)
    {
    }
    double operator()(double ik, double jk, double) const
    {
        return std::max(shareI * ik + shareJ * jk, floor); // rounding could take it below
    }
};

struct WardUpdate {
    double sizeI, sizeJ, floor;
    WardUpdate(double i, double j, double ij) : sizeI(i), sizeJ(j), floor(ij) { }
    double operator()(double ik, double jk, double sizeK) const
    {
        const double squares = (sizeI + sizeK) * ik * ik + (sizeJ + sizeK) * jk * jk - sizeK * floor * floor;
        return std::max(std::sqrt(std::max(squares, 0.0) / (sizeI + sizeJ + sizeK)), floor);
    }
};

/// The chain of nearest neighbours, on a triangle of distances in which merged clusters are marked by
/// infinite distance until they are dropped from it.
template <class Real> class NearestNeighbourChain {
public:
    explicit NearestNeighbourChain(BasicCondensedDistances<Real>& distances)
        : m_values(distances.data()),
          m_slots(distances.points()),
          m_active(distances.points()),
          m_size(static_cast<std::size_t>(m_slots), 1.0),
          m_member(static_cast<std::size_t>(m_slots))
    {
        std::iota(m_member.begin(), m_member.end(), 0);
    }

    /// n - 1 edges between points, each with the height at which it joins the clusters of its two points.
    Result<std::vector<Merge>> run(Linkage linkage, const RunContext& context)
    {
        const std::int64_t points = m_slots;
        std::vector<Merge> edges;
        edges.reserve(static_cast<std::size_t>(points));
        while (m_active > 1) {
            if (context.stopRequested())
                return cancelled();
            if (m_chain.empty())
                m_chain.push_back(firstActive());
            const std::int64_t tip = m_chain.back();
            const std::int64_t before = m_chain.size() > 1 ? m_chain[m_chain.size() - 2] : -1;
            const std::int64_t next = nearest(tip, before);
            if (next != before) {
                m_chain.push_back(next);
                continue;
            }
            m_chain.resize(m_chain.size() - 2);
            edges.push_back(merge(std::min(tip, before), std::max(tip, before), linkage));
            if (m_active > 1 && m_active < kKeepShare * static_cast<double>(m_slots))
                dropMerged();
            const double left = static_cast<double>(m_active) / static_cast<double>(points);
            context.report(1.0 - left * left);
        }
        return edges;
    }

private:
    /// Rows are dropped when so few are left. Dropping costs one pass over the triangle, and saves as much in
    /// every pass after it.
    static constexpr double kKeepShare = 0.8;
    static constexpr Real kMerged = std::numeric_limits<Real>::infinity();

    [[nodiscard]] std::int64_t index(std::int64_t i, std::int64_t j) const
    {
        return i * (2 * m_slots - i - 3) / 2 + j - 1;
    }

    [[nodiscard]] std::int64_t firstActive() const
    {
        return std::find_if(m_size.begin(), m_size.end(), [](double size) { return size > 0; })
            - m_size.begin();
    }

    /// The slot nearest to @p slot: @p preferred among equals, else the lowest.
    [[nodiscard]] std::int64_t nearest(std::int64_t slot, std::int64_t preferred) const
    {
        std::int64_t best = preferred;
        Real least = kMerged;
        if (preferred >= 0)
            least = m_values[preferred < slot ? index(preferred, slot) : index(slot, preferred)];
        for (std::int64_t i = 0, at = slot - 1; i < slot; ++i, at += m_slots - i - 1) {
            if (m_values[at] < least) {
                least = m_values[at];
                best = i;
            }
        }
        if (slot + 1 == m_slots)
            return best;
        const Real* row = m_values + index(slot, slot + 1);
        const std::int64_t count = m_slots - slot - 1;
        for (std::int64_t block = 0; block < count; block += kBlock) {
            const std::int64_t end = std::min(count, block + kBlock);
            if (const Real inBlock = minimum(row + block, end - block); inBlock < least) {
                least = inBlock;
                best = slot + 1 + (std::find(row + block, row + end, inBlock) - row);
            }
        }
        return best;
    }

    static constexpr std::int64_t kBlock = 512;

    static Real minimum(const Real* values, std::int64_t count)
    {
        // Eight independent minima, which the compiler keeps in registers side by side.
        Real least[8];
        std::fill(std::begin(least), std::end(least), kMerged);
        std::int64_t i = 0;
        for (; i + 8 <= count; i += 8)
            for (int lane = 0; lane < 8; ++lane)
                least[lane] = values[i + lane] < least[lane] ? values[i + lane] : least[lane];
        for (; i < count; ++i)
            least[0] = std::min(least[0], values[i]);
        return *std::min_element(std::begin(least), std::end(least));
    }

    /// Joins slot @p i into slot @p j, i < j.
    Merge merge(std::int64_t i, std::int64_t j, Linkage linkage)
    {
        const double height = static_cast<double>(m_values[index(i, j)]);
        const double sizeI = m_size[static_cast<std::size_t>(i)];
        const double sizeJ = m_size[static_cast<std::size_t>(j)];
        const Merge edge{m_member[static_cast<std::size_t>(i)], m_member[static_cast<std::size_t>(j)], height,
                         0};
        m_size[static_cast<std::size_t>(i)] = 0;
        m_values[index(i, j)] = kMerged;
        switch (linkage) {
        case Linkage::Single:
            update(i, j, SingleUpdate{});
            break;
        case Linkage::Complete:
            update(i, j, CompleteUpdate{});
            break;
        case Linkage::Average:
            update(i, j, AverageUpdate(sizeI, sizeJ, height));
            break;
        case Linkage::Ward:
            update(i, j, WardUpdate(sizeI, sizeJ, height));
            break;
        }
        m_size[static_cast<std::size_t>(j)] = sizeI + sizeJ;
        --m_active;
        return edge;
    }

    template <class Update> void update(std::int64_t i, std::int64_t j, const Update& updated)
    {
        const auto join = [&](Real& toI, Real& toJ, std::int64_t k) {
            toJ = static_cast<Real>(updated(static_cast<double>(toI), static_cast<double>(toJ),
                                            m_size[static_cast<std::size_t>(k)]));
            toI = kMerged;
        };
        std::int64_t k = 0;
        std::int64_t row = -1; // index(k, 0), which is where row k would begin if it were whole
        for (; k < i; ++k, row += m_slots - k - 1)
            join(m_values[row + i], m_values[row + j], k);
        Real* rowI = m_values + index(i, i + 1);
        for (++k, row += m_slots - k - 1; k < j; ++k, row += m_slots - k - 1)
            join(rowI[k - i - 1], m_values[row + j], k);
        if (j + 1 == m_slots)
            return;
        Real* rowJ = m_values + index(j, j + 1);
        for (++k; k < m_slots; ++k)
            join(rowI[k - i - 1], rowJ[k - j - 1], k);
    }

    /// Moves the rows and columns that are left together; their order stays, so ties fall as before.
    void dropMerged()
    {
        std::vector<std::int64_t> kept;
        kept.reserve(static_cast<std::size_t>(m_active));
        std::vector<std::int64_t> newSlot(static_cast<std::size_t>(m_slots), -1);
        for (std::int64_t slot = 0; slot < m_slots; ++slot)
            if (m_size[static_cast<std::size_t>(slot)] > 0) {
                newSlot[static_cast<std::size_t>(slot)] = static_cast<std::int64_t>(kept.size());
                kept.push_back(slot);
            }
        Real* to = m_values; // never ahead of what is still to be read
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const std::int64_t row = index(kept[i], 0);
            for (std::size_t j = i + 1; j < kept.size(); ++j)
                *to++ = m_values[row + kept[j]];
            m_size[i] = m_size[static_cast<std::size_t>(kept[i])];
            m_member[i] = m_member[static_cast<std::size_t>(kept[i])];
        }
        for (auto& slot : m_chain)
            slot = newSlot[static_cast<std::size_t>(slot)];
        m_slots = static_cast<std::int64_t>(kept.size());
        m_size.resize(kept.size());
        m_member.resize(kept.size());
    }

    Real* m_values;
    std::int64_t m_slots; ///< rows of the triangle, merged ones included
    std::int64_t m_active; ///< rows that still stand for a cluster
    std::vector<double> m_size; ///< points in the slot's cluster; 0 once merged into another
    std::vector<int> m_member; ///< a point of the slot's cluster
    std::vector<std::int64_t> m_chain; ///< slots, each the nearest neighbour of the one before
};

/// Turns edges between points into merges of numbered clusters, lowest first.
MergeTree treeFromEdges(std::int64_t points, std::vector<Merge> edges)
{
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Merge& a, const Merge& b) { return a.height < b.height; });
    DisjointSets sets(points);
    std::vector<int> cluster(
        static_cast<std::size_t>(points)); // number of the cluster a set's root stands for
    std::vector<int> size(static_cast<std::size_t>(points), 1);
    std::iota(cluster.begin(), cluster.end(), 0);
    int next = static_cast<int>(points);
    for (auto& edge : edges) {
        const auto rootA = static_cast<std::size_t>(sets.find(edge.first));
        const auto rootB = static_cast<std::size_t>(sets.find(edge.second));
        const auto root = static_cast<std::size_t>(sets.join(edge.first, edge.second));
        edge.first = std::min(cluster[rootA], cluster[rootB]);
        edge.second = std::max(cluster[rootA], cluster[rootB]);
        edge.size = size[rootA] + size[rootB];
        size[root] = edge.size;
        cluster[root] = next++;
    }
    return {points, std::move(edges)};
}

} // namespace

Result<Linkage> parseLinkage(std::string_view name)
{
    if (name == "single")
        return Linkage::Single;
    if (name == "complete")
        return Linkage::Complete;
    if (name == "average")
        return Linkage::Average;
    if (name == "ward")
        return Linkage::Ward;
    return fail(ErrorCode::InvalidArgument, fmt::format("there is no linkage '{}'", name),
                "choose single, complete, average or ward");
}

template <class Real>
Result<MergeTree> agglomerate(BasicCondensedDistances<Real> distances, Linkage linkage,
                              const RunContext& context)
{
    const std::int64_t points = distances.points();
    NODESENTRY_EXPECTS(points <= std::numeric_limits<int>::max() / 2, "clusters are numbered by int");
    NODESENTRY_TRY(auto edges, NearestNeighbourChain<Real>(distances).run(linkage, context));
    return treeFromEdges(points, std::move(edges));
}

template Result<MergeTree> agglomerate(BasicCondensedDistances<float>, Linkage, const RunContext&);
template Result<MergeTree> agglomerate(BasicCondensedDistances<double>, Linkage, const RunContext&);

std::vector<int> cutTree(const MergeTree& tree, int k)
{
    NODESENTRY_EXPECTS(k >= 1 && k <= std::max<std::int64_t>(tree.points, 1),
                       "between one cluster and one a point");
    // A cluster's number leads to the points below it; following each merge down gives it to all of them.
    const auto kept = static_cast<std::size_t>(std::max<std::int64_t>(tree.points - k, 0));
    std::vector<int> top(static_cast<std::size_t>(tree.points) + kept);
    std::iota(top.begin(), top.end(), 0);
    for (std::size_t step = kept; step-- > 0;) {
        const auto cluster = static_cast<std::size_t>(tree.points) + step;
        top[static_cast<std::size_t>(tree.merges[step].first)] = top[cluster];
        top[static_cast<std::size_t>(tree.merges[step].second)] = top[cluster];
    }
    std::vector<int> label(static_cast<std::size_t>(tree.points));
    std::vector<int> number(top.size(), -1);
    int next = 0;
    for (std::size_t point = 0; point < label.size(); ++point) {
        int& assigned = number[static_cast<std::size_t>(top[point])];
        if (assigned < 0)
            assigned = next++;
        label[point] = assigned;
    }
    return label;
}

} // namespace nodesentry
