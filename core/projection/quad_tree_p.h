#pragma once

#include "core/base/matrix.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// Points of the plane in nested squares, so that many far ones can be taken for one.
///
/// Squares lie in one array, each before those inside it, with the place of the next one outside it: a walk
/// needs neither recursion nor a stack. Squares that hold the same points as the one around them are left
/// out.
class QuadTree {
public:
    /// What a point feels of all others, by Student's t kernel q = 1 / (1 + d^2).
    struct Force {
        double x = 0.0, y = 0.0; ///< sum of q^2 times the way from the other point
        double kernel = 0.0; ///< sum of q
    };

    /// @param layout  n x 2, finite
    void build(const FeatureMatrix& layout);

    /// @param theta  squares narrower than theta times their distance count as one point at their mean;
    ///               0: exact. Up to 0.7 no square that holds the point itself is taken for one.
    [[nodiscard]] Force forceOn(std::int64_t point, double theta) const;

    /// The points in an order that keeps neighbours together.
    [[nodiscard]] const std::vector<int>& order() const { return m_order; }

private:
    struct Square {
        double x, y; ///< mean of its points
        double mass; ///< how many they are
        double width; ///< 0 for a leaf
        int next; ///< the next square that is not inside this one
        int begin, end; ///< its points, in m_order
    };

    void addSquare(int begin, int end, int bit);

    double m_side = 0.0;
    std::vector<std::uint64_t> m_code; ///< of each place in m_order: the bits of x and y in turns
    std::vector<std::pair<std::uint64_t, int>> m_coded;
    std::vector<int> m_order;
    std::vector<double> m_x, m_y; ///< in m_order
    std::vector<int> m_place; ///< of each point in m_order
    std::vector<Square> m_squares;
};

} // namespace nodesentry
