#include "core/detect/node_source.h"

#include "core/base/expects.h"

namespace nodesentry {

NodesInMemory::NodesInMemory(std::span<const PreparedNode> nodes, std::vector<std::string> metricNames)
    : m_nodes(nodes),
      m_metricNames(std::move(metricNames))
{
    for (const auto& node : nodes) {
        NODESENTRY_EXPECTS(m_entries.empty() || m_entries.back().node < node.node, "nodes ascend by name");
        NODESENTRY_EXPECTS(node.values.rows() == nodes.front().values.rows(), "nodes have the same metrics");
        m_entries.push_back({node.node, node.trainEnd});
    }
}

std::int64_t NodesInMemory::metricCount() const
{
    return m_nodes.empty() ? 0 : m_nodes.front().values.rows();
}

Result<PreparedNode> NodesInMemory::node(std::size_t index) const
{
    NODESENTRY_EXPECTS(index < m_nodes.size(), "one of entries()");
    return m_nodes[index];
}

} // namespace nodesentry
