#pragma once

#include "core/base/time.h"
#include "core/detect/detect_options.h"
#include "core/labels/label.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// One node's scores as a review needs them: to move the threshold and to say at once what that changes.
/// All vectors are as long as the grid.
struct ReviewNode {
    std::string node;
    TimeGrid grid;
    std::vector<float> ratio; ///< thresholdRatios() of the stored scores
    DetectOptions options; ///< how flags become stretches
    std::vector<std::uint8_t> excluded; ///< 1 = transition margin, left out in the paper's mode
    std::vector<std::uint8_t> ignored; ///< 1 = training range or outside of segments: not judged
};

/// 1 where a label is, one value a sample.
/// @param labels  of any nodes; those of @p node count
[[nodiscard]] std::vector<std::uint8_t> truthOf(const std::vector<Label>& labels, const std::string& node,
                                                const TimeGrid& grid);

} // namespace nodesentry
