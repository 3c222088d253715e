#pragma once

#include "core/data/prepared_node.h"

#include <string>
#include <utility>

namespace nodesentry {

/// A node without gaps, on a grid of 1 s, clipped at 5.
inline PreparedNode prepareNode(std::string name, SampleMatrix values, std::int64_t trainEnd)
{
    PreparedNode node;
    node.node = std::move(name);
    node.grid = {0, 1000, values.cols()};
    node.filled = MaskMatrix::Zero(values.rows(), values.cols());
    node.values = values.cwiseMax(-5.0F).cwiseMin(5.0F);
    node.unclipped = std::move(values);
    node.trainEnd = trainEnd;
    return node;
}

} // namespace nodesentry
