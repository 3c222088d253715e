#include "core/clustering/agglomerative.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/clustering/tree_from_edges_p.h"

#include <algorithm>
#include <array>
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

/// The few clusters nearest to one cluster at some moment, nearest first; of equal ones the lower slot first.
///
/// They spare most passes over the matrix: distances never shrink (the linkages are reducible), so that as
/// long as one of them is still there, the nearest is the first such one or a cluster that was made since.
template <class Real> class Neighbours {
public:
    struct Entry {
        Real distance = std::numeric_limits<Real>::infinity();
        std::int64_t slot = -1; ///< -1: merged since
    };

    /// Forgets everything; what is offered from now on holds as of @p merges merges.
    void reset(std::int64_t merges)
    {
        m_entries.fill({});
        m_asOf = merges;
    }

    /// Offers must come in ascending order of slots.
    void offer(Real distance, std::int64_t slot)
    {
        if (!(distance < farthest()))
            return;
        std::size_t place = m_entries.size() - 1;
        for (; place > 0 && distance < m_entries[place - 1].distance; --place)
            m_entries[place] = m_entries[place - 1];
        m_entries[place] = {distance, slot};
    }

    [[nodiscard]] Real farthest() const { return m_entries.back().distance; }
    [[nodiscard]] std::int64_t asOf() const { return m_asOf; }
    [[nodiscard]] std::array<Entry, 6>& entries() { return m_entries; }

private:
    std::array<Entry, 6> m_entries;
    std::int64_t m_asOf = -1; ///< -1: never filled
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
          m_slot(static_cast<std::size_t>(m_slots))
    {
        for (std::int64_t i = 0; i < m_slots; ++i)
            slot(i).member = static_cast<int>(i);
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
            if (m_active > 1 && static_cast<double>(m_active) < kKeepShare * static_cast<double>(m_slots))
                dropMerged();
            const double left = static_cast<double>(m_active) / static_cast<double>(points);
            context.report(1.0 - left * left);
        }
        return edges;
    }

private:
    /// One row of the triangle.
    struct Slot {
        int member = 0; ///< a point of its cluster
        std::int64_t born = 0; ///< number of merges made when its cluster came to be
        Neighbours<Real> neighbours;
    };

    /// Rows are dropped when so few are left. Dropping costs one pass over the triangle, and saves as much in
    /// every pass after it.
    static constexpr double kKeepShare = 0.8;
    static constexpr Real kMerged = std::numeric_limits<Real>::infinity();

    [[nodiscard]] Slot& slot(std::int64_t i) { return m_slot[static_cast<std::size_t>(i)]; }
    [[nodiscard]] double& size(std::int64_t i) { return m_size[static_cast<std::size_t>(i)]; }

    [[nodiscard]] std::int64_t index(std::int64_t i, std::int64_t j) const
    {
        return i * (2 * m_slots - i - 3) / 2 + j - 1;
    }

    [[nodiscard]] Real distance(std::int64_t i, std::int64_t j) const
    {
        return m_values[i < j ? index(i, j) : index(j, i)];
    }

    [[nodiscard]] std::int64_t merges() const { return static_cast<std::int64_t>(m_made.size()); }

    [[nodiscard]] std::int64_t firstActive()
    {
        // Slots before the first active one never come back.
        while (size(m_firstActive) == 0)
            ++m_firstActive;
        return m_firstActive;
    }

    /// The slot nearest to @p i: @p preferred among equals, else the lowest.
    [[nodiscard]] std::int64_t nearest(std::int64_t i, std::int64_t preferred)
    {
        auto best = rememberedNearest(i);
        if (best.slot < 0) {
            findNeighbours(i);
            best = slot(i).neighbours.entries().front();
        }
        return preferred >= 0 && distance(i, preferred) <= best.distance ? preferred : best.slot;
    }

    /// The nearest as far as it follows from remembered neighbours; slot -1 when a pass is needed.
    typename Neighbours<Real>::Entry rememberedNearest(std::int64_t i)
    {
        auto& neighbours = slot(i).neighbours;
        if (neighbours.asOf() < 0 || merges() - neighbours.asOf() > m_active / 8)
            return {};
        typename Neighbours<Real>::Entry best;
        for (const auto& entry : neighbours.entries())
            if (entry.slot >= 0 && size(entry.slot) > 0 && slot(entry.slot).born <= neighbours.asOf()) {
                best = entry;
                break;
            }
        if (best.slot < 0)
            return best;
        for (std::int64_t merge = neighbours.asOf(); merge < merges(); ++merge) {
            const std::int64_t made = m_made[static_cast<std::size_t>(merge)];
            if (made < 0 || made == i || size(made) == 0 || slot(made).born != merge + 1)
                continue;
            const Real d = distance(i, made);
            if (d < best.distance || (d == best.distance && made < best.slot))
                best = {d, made};
        }
        return best;
    }

    void findNeighbours(std::int64_t i)
    {
        auto& neighbours = slot(i).neighbours;
        neighbours.reset(merges());
        for (std::int64_t k = 0, at = i - 1; k < i; ++k, at += m_slots - k - 1)
            neighbours.offer(m_values[at], k);
        offerRow(neighbours, i);
    }

    /// Offers the slots after @p i, whose distances lie side by side.
    void offerRow(Neighbours<Real>& neighbours, std::int64_t i) const
    {
        const std::int64_t count = m_slots - i - 1;
        const Real* row = m_values + (count > 0 ? index(i, i + 1) : 0);
        for (std::int64_t block = 0; block < count; block += kBlock) {
            const std::int64_t end = std::min(count, block + kBlock);
            if (minimum(row + block, end - block) < neighbours.farthest())
                for (std::int64_t k = block; k < end; ++k)
                    neighbours.offer(row[k], i + 1 + k);
        }
    }

    static constexpr std::int64_t kBlock = 256;

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
        const double sizeI = size(i);
        const double sizeJ = size(j);
        const Merge edge{slot(i).member, slot(j).member, height, 0};
        size(i) = 0;
        m_values[index(i, j)] = kMerged;
        m_made.push_back(j);
        slot(j).born = merges();
        slot(j).neighbours.reset(merges());
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
        size(j) = sizeI + sizeJ;
        --m_active;
        return edge;
    }

    /// Replaces the distances to slot @p j by those to the union, and those to slot @p i by the mark.
    template <class Update> void update(std::int64_t i, std::int64_t j, const Update& updated)
    {
        auto& neighbours = slot(j).neighbours;
        const auto join = [&](Real& toI, Real& toJ, std::int64_t k) {
            toJ = static_cast<Real>(updated(static_cast<double>(toI), static_cast<double>(toJ), size(k)));
            toI = kMerged;
        };
        std::int64_t k = 0;
        std::int64_t row = -1; // index(k, 0), which is where row k would begin if it were whole
        for (; k < i; ++k, row += m_slots - k - 1) {
            join(m_values[row + i], m_values[row + j], k);
            neighbours.offer(m_values[row + j], k);
        }
        Real* rowI = m_values + index(i, i + 1);
        for (++k, row += m_slots - k - 1; k < j; ++k, row += m_slots - k - 1) {
            join(rowI[k - i - 1], m_values[row + j], k);
            neighbours.offer(m_values[row + j], k);
        }
        if (j + 1 == m_slots)
            return;
        Real* rowJ = m_values + index(j, j + 1);
        for (++k; k < m_slots; ++k)
            join(rowI[k - i - 1], rowJ[k - j - 1], k);
        offerRow(neighbours, j);
    }

    /// Moves the rows and columns that are left together; their order stays, so ties fall as before.
    void dropMerged()
    {
        std::vector<std::int64_t> kept;
        kept.reserve(static_cast<std::size_t>(m_active));
        std::vector<std::int64_t> newSlot(static_cast<std::size_t>(m_slots), -1);
        for (std::int64_t i = 0; i < m_slots; ++i)
            if (size(i) > 0) {
                newSlot[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(kept.size());
                kept.push_back(i);
            }
        Real* to = m_values; // never ahead of what is still to be read
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const std::int64_t row = index(kept[i], 0);
            for (std::size_t j = i + 1; j < kept.size(); ++j)
                *to++ = m_values[row + kept[j]];
            m_size[i] = size(kept[i]);
            m_slot[i] = slot(kept[i]);
            for (auto& entry : m_slot[i].neighbours.entries())
                renumber(entry.slot, newSlot);
        }
        for (auto& made : m_made)
            renumber(made, newSlot);
        for (auto& link : m_chain)
            renumber(link, newSlot);
        m_firstActive = 0;
        m_slots = static_cast<std::int64_t>(kept.size());
        m_size.resize(kept.size());
        m_slot.resize(kept.size());
    }

    static void renumber(std::int64_t& i, const std::vector<std::int64_t>& newSlot)
    {
        if (i >= 0)
            i = newSlot[static_cast<std::size_t>(i)];
    }

    Real* m_values;
    std::int64_t m_slots; ///< rows of the triangle, merged ones included
    std::int64_t m_active; ///< rows that still stand for a cluster
    std::int64_t m_firstActive = 0; ///< no active slot is lower
    std::vector<double> m_size; ///< points in the slot's cluster; 0 once merged into another
    std::vector<Slot> m_slot; ///< what is seldom needed, apart
    std::vector<std::int64_t> m_made; ///< for each merge the slot it went into; -1 once that is gone
    std::vector<std::int64_t> m_chain; ///< slots, each the nearest neighbour of the one before
};

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

const char* linkageName(Linkage linkage)
{
    switch (linkage) {
    case Linkage::Single:
        return "single";
    case Linkage::Complete:
        return "complete";
    case Linkage::Average:
        return "average";
    case Linkage::Ward:
        return "ward";
    }
    return "";
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

} // namespace nodesentry
