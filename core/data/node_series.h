#pragma once

#include "core/base/matrix.h"
#include "core/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// All samples of one node, on its part of the project's time grid.
struct NodeSeries {
    std::string node;
    TimeGrid grid; ///< grid.size == values.cols()
    std::vector<int> metrics; ///< index into the metric catalogue for each row of values; ascending
    SampleMatrix values; ///< metrics.size() x grid.size; NaN = missing
    std::optional<TimeMs> trainEnd; ///< where the source itself splits training from test (X_train/X_test)
};

} // namespace nodesentry
