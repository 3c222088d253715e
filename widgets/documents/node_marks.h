#pragma once

#include "widgets/traces/interval_index.h"
#include "widgets/documents/project_snapshot.h"

#include <vector>

namespace nodesentry::ui {

/// Cases of one node as marks, with the texts of their tooltips. None where they are suggestions: those are
/// painted as such, until they are decided.
[[nodiscard]] std::vector<IntervalMark> marksOf(const ProjectSnapshot& snapshot, const std::string& node);

} // namespace nodesentry::ui
