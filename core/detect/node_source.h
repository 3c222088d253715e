#pragma once

#include "core/base/result.h"
#include "core/data/prepared_node.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// Prepared nodes that are read when they are asked for: a detector that goes through them one by one needs
/// room for as many as it works on at the same time, not for all.
/// @thread any; node() may be called from several threads at the same time
class NodeSource {
public:
    /// What is known of a node without reading its samples.
    struct Entry {
        std::string node;
        std::int64_t trainEnd = 0; ///< samples [0, trainEnd) are the training range
    };

    virtual ~NodeSource() = default;
    [[nodiscard]] virtual const std::vector<Entry>& entries() const = 0; ///< ascending by name
    [[nodiscard]] virtual std::int64_t metricCount() const = 0; ///< rows of every node
    /// Names of the metrics in the order of the rows; empty where they are not known.
    [[nodiscard]] virtual std::vector<std::string> metricNames() const { return {}; }
    /// @param index  of entries()
    /// @error as the reading of its samples; none for nodes in memory
    [[nodiscard]] virtual Result<PreparedNode> node(std::size_t index) const = 0;

protected:
    NodeSource() = default;
    NodeSource(const NodeSource&) = default;
    NodeSource& operator=(const NodeSource&) = default;
};

/// Nodes that are in memory already; they must outlive it. node() copies.
class NodesInMemory final : public NodeSource {
public:
    /// @param nodes  ascending by name, all with the same number of metrics
    /// @param metricNames  of the rows, or empty
    explicit NodesInMemory(std::span<const PreparedNode> nodes, std::vector<std::string> metricNames = {});

    [[nodiscard]] const std::vector<Entry>& entries() const override { return m_entries; }
    [[nodiscard]] std::int64_t metricCount() const override;
    [[nodiscard]] std::vector<std::string> metricNames() const override { return m_metricNames; }
    [[nodiscard]] Result<PreparedNode> node(std::size_t index) const override;

private:
    std::span<const PreparedNode> m_nodes;
    std::vector<std::string> m_metricNames;
    std::vector<Entry> m_entries;
};

} // namespace nodesentry
