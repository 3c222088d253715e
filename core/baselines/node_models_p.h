#pragma once

#include "core/base/ordered_parallel.h"
#include "core/baselines/metric_share_p.h"
#include "core/detect/node_source.h"

#include <map>
#include <string>
#include <utility>

namespace nodesentry {

/// What a baseline learnt of each node that has a training range, by name.
template <class Model> using NodeModels = std::map<std::string, Model>;

/// @error NotFound  the node had no training range when the models were fitted
template <class Model>
[[nodiscard]] Result<const Model*> modelOf(const NodeModels<Model>& models, const PreparedNode& node,
                                           const std::string& method)
{
    const auto found = models.find(node.node);
    if (found == models.end())
        return fail(ErrorCode::NotFound, method + " has no model of node '" + node.node + "'",
                    "give the node a training range, and train again");
    return &found->second;
}

/// Fits one model a node, reading the nodes one by one on each thread.
/// @param fit  `Model(const PreparedNode&)`, or a Result of it; called at the same time for different nodes
/// @error as Detector::fit
template <class Model, class Fit>
[[nodiscard]] Result<NodeModels<Model>> fitEachNode(const NodeSource& nodes, const RunContext& context,
                                                    const Fit& fit)
{
    NODESENTRY_CHECK(requireTrainingSamples(nodes));
    std::vector<std::size_t> trained;
    for (std::size_t i = 0; i < nodes.entries().size(); ++i)
        if (nodes.entries()[i].trainEnd > 0)
            trained.push_back(i);

    NodeModels<Model> models;
    NODESENTRY_CHECK(parallelInOrder<Model>(
        static_cast<std::int64_t>(trained.size()), context,
        [&](std::int64_t item) -> Result<Model> {
            NODESENTRY_TRY(const auto node, nodes.node(trained[static_cast<std::size_t>(item)]));
            return fit(node);
        },
        [&](std::int64_t item, Model model) -> Result<void> {
            const auto& name = nodes.entries()[trained[static_cast<std::size_t>(item)]].node;
            models.emplace(name, std::move(model));
            context.report(static_cast<double>(item + 1) / static_cast<double>(trained.size()), name);
            return {};
        }));
    return models;
}

} // namespace nodesentry
