#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/tree_from_edges_p.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

constexpr std::int64_t kSearchedTogether = 32; ///< clusters whose neighbours are looked for in one pass
constexpr std::int64_t kClustersTogether = 128; ///< clusters compared with them at a time
/// Clusters are dropped from memory when so few are left; it costs one pass and shortens all that follow.
constexpr double kKeepShare = 0.8;
/// After so many searches a cluster, rounds do not pay: a chain of nearest neighbours needs at most three.
constexpr std::int64_t kSearchesInRounds = 16;

/// Mixes the numbers of a pair, the same in either order (the finaliser of splitmix64).
std::uint64_t mixOfPair(std::int64_t a, std::int64_t b)
{
    auto x = (static_cast<std::uint64_t>(std::min(a, b)) << 32) ^ static_cast<std::uint64_t>(std::max(a, b));
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// A cluster's nearest one. Pairs are put in order by distance, then by their mix, so that no two are equal.
struct Nearest {
    double squared = std::numeric_limits<double>::infinity(); ///< Ward's distance, squared
    std::uint64_t mix = 0;
    std::int64_t slot = -1; ///< -1: to be looked for

    [[nodiscard]] bool operator<(const Nearest& other) const
    {
        return squared < other.squared || (squared == other.squared && mix < other.mix);
    }
};

class WardOfPoints {
public:
    explicit WardOfPoints(const FeatureMatrix& points)
        : m_centroid(points),
          m_slots(points.rows()),
          m_active(points.rows()),
          m_weight(static_cast<std::size_t>(points.rows()), 1.0),
          m_member(static_cast<std::size_t>(points.rows())),
          m_nearest(static_cast<std::size_t>(points.rows()))
    {
        std::iota(m_member.begin(), m_member.end(), 0);
    }

    /// n - 1 edges between points, each with the height at which it joins the clusters of its two points.
    Result<std::vector<Merge>> run(const RunContext& context)
    {
        const std::int64_t points = m_slots;
        m_edges.reserve(static_cast<std::size_t>(points));
        std::int64_t searches = 0;
        while (m_active > 1 && searches < kSearchesInRounds * points) {
            const auto open = clustersWithoutNearest();
            searches += static_cast<std::int64_t>(open.size());
            if (!search(open, context))
                return cancelled();
            // A cluster made since may be as near as the remembered neighbour, to the last bit. Then no two
            // may be each other's nearest, until all are looked for anew.
            if (mergeMutual() == 0)
                std::fill(m_nearest.begin(), m_nearest.end(), Nearest{});
            finishRound(points, context);
        }
        NODESENTRY_CHECK(runChain(points, context));
        return std::move(m_edges);
    }

private:
    [[nodiscard]] double& weight(std::int64_t slot) { return m_weight[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] Nearest& nearest(std::int64_t slot) { return m_nearest[static_cast<std::size_t>(slot)]; }

    [[nodiscard]] std::vector<std::int64_t> clustersWithoutNearest()
    {
        std::vector<std::int64_t> open;
        for (std::int64_t i = 0; i < m_slots; ++i)
            if (weight(i) > 0 && nearest(i).slot < 0)
                open.push_back(i);
        return open;
    }

    bool search(const std::vector<std::int64_t>& open, const RunContext& context)
    {
        const auto count = static_cast<std::int64_t>(open.size());
        const std::int64_t blocks = (count + kSearchedTogether - 1) / kSearchedTogether;
        return parallelFor(blocks, context, [&](std::int64_t block) {
            const std::int64_t begin = block * kSearchedTogether;
            searchBlock(open.data() + begin, std::min(kSearchedTogether, count - begin));
        });
    }

    void searchBlock(const std::int64_t* slots, std::int64_t count)
    {
        const std::int64_t columns = m_centroid.cols();
        FeatureMatrix chosen(count, columns);
        for (std::int64_t r = 0; r < count; ++r) {
            chosen.row(r) = m_centroid.row(slots[r]);
            nearest(slots[r]) = {};
        }
        std::vector<double> squared(static_cast<std::size_t>(count * kClustersTogether));
        for (std::int64_t begin = 0; begin < m_slots; begin += kClustersTogether) {
            const std::int64_t width = std::min(kClustersTogether, m_slots - begin);
            squaredDistances(chosen.data(), count, &m_centroid(begin, 0), width, columns, squared.data());
            for (std::int64_t r = 0; r < count; ++r)
                for (std::int64_t c = 0; c < width; ++c)
                    consider(slots[r], begin + c, squared[static_cast<std::size_t>(r * width + c)]);
        }
    }

    void consider(std::int64_t i, std::int64_t j, double squared)
    {
        const double weightI = weight(i);
        const double weightJ = weight(j);
        auto& best = nearest(i);
        if (i == j || weightJ == 0)
            return;
        const double ward = 2 * weightI * weightJ / (weightI + weightJ) * squared;
        if (ward > best.squared)
            return;
        const Nearest found{ward, mixOfPair(member(i), member(j)), j};
        if (found < best)
            best = found;
    }

    [[nodiscard]] int member(std::int64_t slot) const { return m_member[static_cast<std::size_t>(slot)]; }

    /// Merges all pairs that are each other's nearest; who was nearest to one of them has none any more.
    /// @return how many pairs merged
    std::int64_t mergeMutual()
    {
        const std::int64_t before = m_active;
        std::vector<bool> changed(static_cast<std::size_t>(m_slots), false);
        for (std::int64_t i = 0; i < m_slots; ++i) {
            if (weight(i) == 0)
                continue;
            const std::int64_t j = nearest(i).slot;
            if (j > i && nearest(j).slot == i) {
                merge(i, j);
                changed[static_cast<std::size_t>(i)] = changed[static_cast<std::size_t>(j)] = true;
            }
        }
        for (auto& found : m_nearest)
            if (found.slot >= 0 && changed[static_cast<std::size_t>(found.slot)])
                found = {};
        return before - m_active;
    }

    /// Joins slot @p j into slot @p i.
    void merge(std::int64_t i, std::int64_t j)
    {
        m_edges.push_back({member(i), member(j), std::sqrt(nearest(i).squared), 0});
        const double total = weight(i) + weight(j);
        // In this form the centroid of copies of a point is that point, to the last bit.
        m_centroid.row(i) += (m_centroid.row(j) - m_centroid.row(i)) * (weight(j) / total);
        weight(i) = total;
        weight(j) = 0;
        nearest(i) = {};
        nearest(j) = {};
        --m_active;
    }

    void finishRound(std::int64_t points, const RunContext& context)
    {
        if (static_cast<double>(m_active) < kKeepShare * static_cast<double>(m_slots))
            dropMerged();
        const double left = static_cast<double>(m_active) / static_cast<double>(points);
        context.report(1.0 - left * left);
    }

    /// Moves the slots that are left together; their order stays.
    void dropMerged()
    {
        std::vector<std::int64_t> newSlot(static_cast<std::size_t>(m_slots), -1);
        std::int64_t next = 0;
        for (std::int64_t i = 0; i < m_slots; ++i) {
            if (weight(i) == 0)
                continue;
            newSlot[static_cast<std::size_t>(i)] = next;
            if (next != i) {
                m_centroid.row(next) = m_centroid.row(i);
                weight(next) = weight(i);
                m_member[static_cast<std::size_t>(next)] = member(i);
                nearest(next) = nearest(i);
            }
            ++next;
        }
        m_slots = next;
        m_nearest.resize(static_cast<std::size_t>(m_slots));
        for (std::int64_t i = 0; i < m_slots; ++i)
            if (auto& slot = nearest(i).slot; slot >= 0)
                slot = newSlot[static_cast<std::size_t>(slot)];
        for (auto& link : m_chain)
            link = newSlot[static_cast<std::size_t>(link)];
    }

    /// Finishes what the rounds left, one pair at a time.
    Result<void> runChain(std::int64_t points, const RunContext& context)
    {
        while (m_active > 1) {
            if (context.stopRequested())
                return cancelled();
            if (m_chain.empty())
                m_chain.push_back(firstActive());
            const std::int64_t tip = m_chain.back();
            searchBlock(&tip, 1);
            const std::int64_t next = nearest(tip).slot;
            if (m_chain.size() < 2 || m_chain[m_chain.size() - 2] != next) {
                m_chain.push_back(next);
                continue;
            }
            m_chain.resize(m_chain.size() - 2);
            merge(tip, next);
            finishRound(points, context);
        }
        return {};
    }

    [[nodiscard]] std::int64_t firstActive()
    {
        std::int64_t slot = 0;
        while (weight(slot) == 0)
            ++slot;
        return slot;
    }

    FeatureMatrix m_centroid; ///< slots x D
    std::int64_t m_slots; ///< rows in use, merged ones included
    std::int64_t m_active; ///< slots that still stand for a cluster
    std::vector<double> m_weight; ///< points in the slot's cluster; 0 once merged into another
    std::vector<int> m_member; ///< a point of the slot's cluster, in no other
    std::vector<Nearest> m_nearest;
    std::vector<std::int64_t> m_chain; ///< slots, each the nearest neighbour of the one before
    std::vector<Merge> m_edges;
};

} // namespace

Result<MergeTree> agglomerateWard(const FeatureMatrix& points, const RunContext& context)
{
    NODESENTRY_EXPECTS(points.rows() <= std::numeric_limits<int>::max() / 2, "clusters are numbered by int");
    NODESENTRY_CHECK(checkFinite(points));
    NODESENTRY_TRY(auto edges, WardOfPoints(points).run(context));
    return treeFromEdges(points.rows(), std::move(edges));
}

} // namespace nodesentry
