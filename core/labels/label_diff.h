#pragma once

#include "core/labels/label_edit.h"

#include <vector>

namespace nodesentry {

/// How two sets of labels differ. Ids do not matter.
struct LabelDiff {
    std::int64_t same = 0; ///< labels that are equal in everything but the id
    std::vector<Label> added; ///< only in the second set
    std::vector<Label> removed; ///< only in the first set
    std::vector<LabelChange> changed; ///< of one node and author, overlapping, and not equal

    [[nodiscard]] bool isEmpty() const { return added.empty() && removed.empty() && changed.empty(); }
};

/// Compares two sets. Of the labels that have no equal, each of the second set goes with the one of the first
/// set that it shares most time with; on equal terms with the one of its class, then with the earlier one.
/// @return lists ordered by node, begin and end
/// @cost   O(n log n), and for a node the number of pairs that overlap
[[nodiscard]] LabelDiff compareLabels(std::vector<Label> first, std::vector<Label> second);

} // namespace nodesentry
