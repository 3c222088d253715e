#include "core/detect/sliding_moments.h"

#include "core/base/expects.h"

#include <cmath>

namespace nodesentry {

SlidingMoments::SlidingMoments(std::int64_t capacity) : m_capacity(capacity)
{
    NODESENTRY_EXPECTS(capacity >= 1, "a window holds at least one value");
    while (m_leaves < capacity)
        m_leaves *= 2;
    // A window of one value still has a root above its leaf.
    if (m_leaves == 1)
        m_leaves = 2;
    m_tree.resize(static_cast<std::size_t>(2 * m_leaves));
}

SlidingMoments::Moments SlidingMoments::merge(const Moments& a, const Moments& b)
{
    if (a.count == 0)
        return b;
    if (b.count == 0)
        return a;
    const auto na = static_cast<double>(a.count);
    const auto nb = static_cast<double>(b.count);
    const double delta = b.mean - a.mean;
    return {a.count + b.count, a.mean + delta * nb / (na + nb),
            a.squares + b.squares + delta * delta * na * nb / (na + nb)};
}

void SlidingMoments::push(double value)
{
    auto at = static_cast<std::size_t>(m_leaves + m_next);
    m_tree[at] = {1, value, 0.0};
    while (at > 1) {
        at /= 2;
        m_tree[at] = merge(m_tree[2 * at], m_tree[2 * at + 1]);
    }
    m_next = (m_next + 1) % m_capacity;
}

double SlidingMoments::deviation() const
{
    const Moments& all = m_tree[1];
    return all.count == 0 ? 0.0 : std::sqrt(all.squares / static_cast<double>(all.count));
}

} // namespace nodesentry
