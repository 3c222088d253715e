#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace nodesentry {

/// Sets of the points 0 .. n-1 that only ever join (union-find with path halving, union by size).
class DisjointSets {
public:
    explicit DisjointSets(std::int64_t points)
        : m_parent(static_cast<std::size_t>(points)),
          m_size(static_cast<std::size_t>(points), 1)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::int64_t{0});
    }

    /// The point that stands for the set of @p point.
    [[nodiscard]] std::int64_t find(std::int64_t point)
    {
        while (parent(point) != point) {
            parent(point) = parent(parent(point));
            point = parent(point);
        }
        return point;
    }

    /// Joins the sets of @p a and @p b; returns the point that stands for the result.
    std::int64_t join(std::int64_t a, std::int64_t b)
    {
        a = find(a);
        b = find(b);
        if (a == b)
            return a;
        if (size(a) < size(b))
            std::swap(a, b);
        parent(b) = a;
        size(a) += size(b);
        return a;
    }

private:
    std::int64_t& parent(std::int64_t point) { return m_parent[static_cast<std::size_t>(point)]; }
    std::int64_t& size(std::int64_t point) { return m_size[static_cast<std::size_t>(point)]; }

    std::vector<std::int64_t> m_parent;
    std::vector<std::int64_t> m_size;
};

} // namespace nodesentry
