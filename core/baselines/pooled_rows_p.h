#pragma once

#include "core/base/ordered_parallel.h"
#include "core/baselines/metric_share_p.h"
#include "core/detect/node_source.h"

#include <algorithm>

namespace nodesentry {

/// Rows of all nodes that have a training range, below each other in the order of the nodes, for models that
/// learn from all nodes at once.
///
/// @param wanted  rows of all nodes together; each gives the same number, at least one
/// @param rowsOf  `Result<FeatureMatrix>(const PreparedNode&, std::int64_t count)`: at most count rows;
///                called at the same time for different nodes
/// @error as Detector::fit
template <class RowsOf>
[[nodiscard]] Result<FeatureMatrix> poolRows(const NodeSource& nodes, std::int64_t wanted,
                                             const RunContext& context, const RowsOf& rowsOf)
{
    NODESENTRY_CHECK(requireTrainingSamples(nodes));
    std::vector<std::size_t> trained;
    for (std::size_t i = 0; i < nodes.entries().size(); ++i)
        if (nodes.entries()[i].trainEnd > 0)
            trained.push_back(i);
    const auto count = static_cast<std::int64_t>(trained.size());
    const std::int64_t each = std::max<std::int64_t>(1, wanted / count);
    std::vector<FeatureMatrix> parts;
    Eigen::Index rows = 0;
    NODESENTRY_CHECK(parallelInOrder<FeatureMatrix>(
        count, context,
        [&](std::int64_t item) -> Result<FeatureMatrix> {
            NODESENTRY_TRY(const auto node, nodes.node(trained[static_cast<std::size_t>(item)]));
            return rowsOf(node, each);
        },
        [&](std::int64_t item, FeatureMatrix part) -> Result<void> {
            rows += part.rows();
            parts.push_back(std::move(part));
            context.report(static_cast<double>(item + 1) / static_cast<double>(count),
                           nodes.entries()[trained[static_cast<std::size_t>(item)]].node);
            return {};
        }));
    Eigen::Index columns = 0;
    for (const auto& part : parts)
        columns = std::max(columns, part.cols());
    FeatureMatrix pooled(rows, columns);
    Eigen::Index at = 0;
    for (const auto& part : parts) {
        if (part.rows() == 0)
            continue;
        pooled.middleRows(at, part.rows()) = part;
        at += part.rows();
    }
    return pooled;
}

} // namespace nodesentry
