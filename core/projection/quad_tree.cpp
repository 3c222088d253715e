#include "core/projection/quad_tree_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

constexpr int kBits = 21; ///< of each coordinate; points closer than that share a leaf
constexpr int kLeafPoints = 4; ///< so few are looked at one by one

/// Puts a zero between the bits of @p value.
std::uint64_t spread(std::uint64_t value)
{
    value = (value | (value << 16)) & 0x0000ffff0000ffffU;
    value = (value | (value << 8)) & 0x00ff00ff00ff00ffU;
    value = (value | (value << 4)) & 0x0f0f0f0f0f0f0f0fU;
    value = (value | (value << 2)) & 0x3333333333333333U;
    return (value | (value << 1)) & 0x5555555555555555U;
}

} // namespace

void QuadTree::build(const FeatureMatrix& layout)
{
    const auto n = static_cast<std::size_t>(layout.rows());
    m_squares.clear();
    m_order.resize(n);
    m_place.resize(n);
    m_code.resize(n);
    m_x.resize(n);
    m_y.resize(n);
    m_coded.resize(n);
    if (n == 0)
        return;
    const double left = layout.col(0).minCoeff();
    const double bottom = layout.col(1).minCoeff();
    m_side = std::max(layout.col(0).maxCoeff() - left, layout.col(1).maxCoeff() - bottom);
    constexpr double kCells = 1 << kBits;
    const double scale = m_side > 0 ? (kCells - 1) / m_side : 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        m_coded[i] = {spread(static_cast<std::uint64_t>((layout(row, 0) - left) * scale))
                          | spread(static_cast<std::uint64_t>((layout(row, 1) - bottom) * scale)) << 1,
                      static_cast<int>(i)};
    }
    std::sort(m_coded.begin(), m_coded.end());
    for (std::size_t i = 0; i < n; ++i) {
        m_code[i] = m_coded[i].first;
        m_order[i] = m_coded[i].second;
        m_place[static_cast<std::size_t>(m_order[i])] = static_cast<int>(i);
        m_x[i] = layout(m_order[i], 0);
        m_y[i] = layout(m_order[i], 1);
    }
    addSquare(0, static_cast<int>(n), 2 * kBits);
}

void QuadTree::addSquare(int begin, int end, int bit)
{
    const auto at = m_squares.size();
    Square square{0, 0, static_cast<double>(end - begin), 0, 0, begin, end};
    for (int i = begin; i < end; ++i) {
        square.x += m_x[static_cast<std::size_t>(i)];
        square.y += m_y[static_cast<std::size_t>(i)];
    }
    square.x /= square.mass;
    square.y /= square.mass;
    m_squares.push_back(square);

    const auto code = [&](int i) { return m_code[static_cast<std::size_t>(i)]; };
    if (end - begin > kLeafPoints && code(begin) != code(end - 1)) {
        // Down to the smallest square that still holds all: first and last differ in its two bits.
        while ((code(begin) >> (bit - 2)) == (code(end - 1) >> (bit - 2)))
            bit -= 2;
        m_squares[at].width = m_side / static_cast<double>(std::uint64_t{1} << (kBits - bit / 2));
        for (int from = begin; from < end;) {
            const std::uint64_t quarter = code(from) >> (bit - 2);
            const auto to
                = std::partition_point(m_code.begin() + from, m_code.begin() + end,
                                       [&](std::uint64_t c) { return (c >> (bit - 2)) <= quarter; });
            const int until = static_cast<int>(to - m_code.begin());
            addSquare(from, until, bit - 2);
            from = until;
        }
    }
    m_squares[at].next = static_cast<int>(m_squares.size());
}

QuadTree::Force QuadTree::forceOn(std::int64_t point, double theta) const
{
    const auto place = static_cast<std::size_t>(m_place[static_cast<std::size_t>(point)]);
    const double x = m_x[place];
    const double y = m_y[place];
    const double limit = theta * theta;
    Force force;
    const auto add = [&](double dx, double dy, double squared, double mass) {
        const double q = 1 / (1 + squared);
        force.kernel += mass * q;
        force.x += mass * q * q * dx;
        force.y += mass * q * q * dy;
    };
    const auto count = m_squares.size();
    for (std::size_t s = 0; s < count;) {
        const Square& square = m_squares[s];
        const double dx = x - square.x;
        const double dy = y - square.y;
        const double squared = dx * dx + dy * dy;
        if (square.width > 0 && square.width * square.width >= limit * squared) {
            ++s;
            continue;
        }
        if (square.width > 0) {
            add(dx, dy, squared, square.mass);
        } else if (square.end - square.begin > kLeafPoints) {
            // Copies of one point, in so far as the tree can tell: one place, the point itself not counted.
            const auto here = static_cast<int>(place);
            const bool inside = here >= square.begin && here < square.end;
            add(dx, dy, squared, inside ? square.mass - 1 : square.mass);
        } else {
            for (auto i = static_cast<std::size_t>(square.begin); i < static_cast<std::size_t>(square.end);
                 ++i) {
                if (i == place)
                    continue;
                const double px = x - m_x[i];
                const double py = y - m_y[i];
                add(px, py, px * px + py * py, 1.0);
            }
        }
        s = static_cast<std::size_t>(square.next);
    }
    return force;
}

} // namespace nodesentry
