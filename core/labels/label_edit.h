#pragma once

#include "core/base/result.h"
#include "core/labels/label.h"

#include <optional>
#include <vector>

namespace nodesentry {

/// What happens to one label. Without `before` it is added, without `after` it is removed; one of them is
/// set.
struct LabelChange {
    std::optional<Label> before{};
    std::optional<Label> after{};

    bool operator==(const LabelChange&) const = default;
};

/// What happens to labels in one step, all of it or nothing.
using LabelEdit = std::vector<LabelChange>;

/// The edit that takes @p edit back.
[[nodiscard]] LabelEdit inverseOf(const LabelEdit& edit);

/// Whether a label can be kept.
/// @error InvalidArgument  no node, no class, an end not after the begin, a confidence outside 0..1, metrics
///                         that are not ascending or come twice
[[nodiscard]] Result<void> checkLabel(const Label& label);

/// Whether two labels say the same of the same stretch: node, times, class, author and metrics. Notes and
/// confidence may differ.
[[nodiscard]] bool saySame(const Label& a, const Label& b);

/// Cuts a label in two. The earlier part keeps the id, the later one gets a new one; all else is copied.
/// @error InvalidArgument  @p at is not inside the label
[[nodiscard]] Result<LabelEdit> splitLabel(const Label& label, TimeMs at);

/// Makes one label of several, from the earliest begin to the latest end, gaps between them included. It
/// keeps id and class of the one that begins first, the lowest confidence, each note once, and the metrics of
/// all (all metrics, if one of them is not limited).
/// @error InvalidArgument  fewer than two, or labels of different nodes or authors
[[nodiscard]] Result<LabelEdit> mergeLabels(std::vector<Label> labels);

/// Takes a stretch of time out of labels: those inside go, those that reach beyond it are cut, one that does
/// so on both sides becomes two (the earlier part keeps the id).
[[nodiscard]] LabelEdit withoutRange(const std::vector<Label>& labels, TimeRange range);

} // namespace nodesentry
