#pragma once

#include "widgets/plot/interval_index.h"
#include "widgets/project/project_snapshot.h"

#include <vector>

namespace nodesentry::ui {

/// Cases of one node as marks, with the texts of their tooltips.
[[nodiscard]] std::vector<IntervalMark> marksOf(const ProjectSnapshot& snapshot, const std::string& node);

} // namespace nodesentry::ui
