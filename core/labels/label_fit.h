#pragma once

#include "core/base/time.h"
#include "core/labels/label.h"

#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// Why a label holds for no sample of its node: it lies outside the data, or between two samples. Empty where it holds
/// for one. A label without samples counts for nothing; whoever takes it in says so.
[[nodiscard]] std::string emptyBecause(const Label& label, const TimeGrid& grid);

/// Makes stretches of labels at one point in time (end equal to begin): the step of the sample that the point lies in.
/// @param grids  by node
/// @error InconsistentData  a point where the node has no sample; names the node and the time
Result<void> widenPoints(std::vector<Label>& labels, const std::map<std::string, TimeGrid>& grids);

/// What is to be told of labels without samples: how many there are, and some of them with the reason; empty where
/// there are none. Labels of nodes without a grid are left out of account.
[[nodiscard]] std::vector<std::string> notesOnEmptyLabels(const std::vector<Label>& labels,
                                                          const std::map<std::string, TimeGrid>& grids);

} // namespace nodesentry
