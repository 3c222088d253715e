#pragma once

#include "core/labels/label.h"

#include <string>
#include <vector>

namespace nodesentry {

/// The labels that count as the truth: on a node with adjudicated labels only these, on any other node those
/// of all people. Order is kept.
[[nodiscard]] std::vector<Label> settledLabels(std::vector<Label> labels);

/// What one annotator sees in blind mode: everything but what other people have labelled. Imported and
/// adjudicated labels are of nobody else. Order is kept.
[[nodiscard]] std::vector<Label> blindLabels(std::vector<Label> labels, const std::string& annotator);

/// The people that labels are of, ascending.
[[nodiscard]] std::vector<std::string> annotatorsOf(const std::vector<Label>& labels);

} // namespace nodesentry
