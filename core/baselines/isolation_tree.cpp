#include "core/baselines/isolation_tree_p.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

namespace {

struct Extent {
    float lowest;
    float highest;
};

Extent extentOf(const SampleMatrix& values, Eigen::Index metric, std::span<const std::int64_t> samples)
{
    Extent extent{values(metric, samples.front()), values(metric, samples.front())};
    for (const std::int64_t sample : samples) {
        extent.lowest = std::min(extent.lowest, values(metric, sample));
        extent.highest = std::max(extent.highest, values(metric, sample));
    }
    return extent;
}

} // namespace

double expectedPathLength(std::int64_t samples)
{
    if (samples <= 1)
        return 0.0;
    if (samples == 2)
        return 1.0;
    constexpr double kEulerMascheroni = 0.57721566490153286;
    const auto n = static_cast<double>(samples);
    return 2.0 * (std::log(n - 1.0) + kEulerMascheroni) - 2.0 * (n - 1.0) / n;
}

/// Grows one tree depth first.
class IsolationTree::Grower {
public:
    Grower(std::vector<Node>& nodes, const SampleMatrix& values, int depthLimit, SplitMix& random)
        : m_nodes(nodes),
          m_values(values),
          m_depthLimit(depthLimit),
          m_random(random),
          m_metrics(static_cast<std::size_t>(values.rows()))
    {
        std::iota(m_metrics.begin(), m_metrics.end(), 0);
    }

    /// @param live  the first so many of m_metrics may still differ between the samples. A metric that is
    ///              constant here is constant further down too, where the first `live` are only reordered.
    void grow(std::size_t at, std::span<std::int64_t> samples, int depth, std::size_t live)
    {
        while (depth < m_depthLimit && samples.size() > 1 && live > 0) {
            const auto drawn = static_cast<std::size_t>(m_random.index(static_cast<std::int64_t>(live)));
            const Extent extent = extentOf(m_values, m_metrics[drawn], samples);
            if (extent.lowest < extent.highest)
                return split(at, samples, depth, live, m_metrics[drawn], drawCut(extent));
            std::swap(m_metrics[drawn], m_metrics[--live]);
        }
        m_nodes[at].cut
            = static_cast<float>(depth + expectedPathLength(static_cast<std::int64_t>(samples.size())));
    }

private:
    /// In (lowest, highest], so that "below the cut" leaves neither side empty.
    float drawCut(const Extent& extent)
    {
        const double range = static_cast<double>(extent.highest) - static_cast<double>(extent.lowest);
        return std::max(std::nextafter(extent.lowest, extent.highest),
                        static_cast<float>(extent.highest - m_random.uniform() * range));
    }

    void split(std::size_t at, std::span<std::int64_t> samples, int depth, std::size_t live, int metric,
               float cut)
    {
        const auto middle = std::partition(samples.begin(), samples.end(), [&](std::int64_t sample) {
            return m_values(metric, sample) < cut;
        });
        const auto leftCount = static_cast<std::size_t>(middle - samples.begin());
        const std::size_t left = m_nodes.size();
        m_nodes.resize(left + 2);
        m_nodes[at] = {metric, cut, static_cast<std::int32_t>(left)};
        grow(left, samples.first(leftCount), depth + 1, live);
        grow(left + 1, samples.subspan(leftCount), depth + 1, live);
    }

    std::vector<Node>& m_nodes;
    const SampleMatrix& m_values;
    int m_depthLimit;
    SplitMix& m_random;
    std::vector<int> m_metrics;
};

IsolationTree::IsolationTree(const SampleMatrix& values, std::span<std::int64_t> samples, SplitMix& random)
{
    NODESENTRY_EXPECTS(!samples.empty() && values.rows() > 0, "a tree grows from samples");
    const int depthLimit = static_cast<int>(std::ceil(std::log2(static_cast<double>(samples.size()))));
    m_nodes.resize(1);
    Grower(m_nodes, values, depthLimit, random).grow(0, samples, 0, static_cast<std::size_t>(values.rows()));
    m_nodes.shrink_to_fit();
}

float IsolationTree::pathLength(const SampleMatrix& values, std::int64_t sample) const
{
    const Node* node = m_nodes.data();
    while (node->metric >= 0)
        node = &m_nodes[static_cast<std::size_t>(node->left)
                        + (values(node->metric, sample) < node->cut ? 0 : 1)];
    return node->cut;
}

} // namespace nodesentry
