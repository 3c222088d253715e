#pragma once

#include "core/labels/seen.h"
#include "core/review/suggestion.h"

#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// What comes first.
enum class ReviewOrder {
    Score, ///< the strongest
    Uncertainty, ///< what is nearest to the threshold, on either side of it
};

/// What is reviewed now.
struct ReviewView {
    std::string method; ///< whose suggestions are asked about; those that are like a label always are
    ReviewOrder order = ReviewOrder::Score;
    double factor = 1.0; ///< by which thresholds are raised: only stronger suggestions of methods count
    std::map<std::string, std::vector<TimeRange>> seen{}; ///< by node, as joined() returns them
    /// What the labels cover that the reviewer may see, by node, as joined() returns it.
    std::map<std::string, std::vector<TimeRange>> labelled{};
    std::string blindTo{}; ///< decisions of all others do not count for this person; empty: everybody's do
};

/// Whether a suggestion waits for a decision: nobody has made one, or in blind mode somebody else has.
[[nodiscard]] bool isOpen(const Suggestion& suggestion, const ReviewView& view);

/// Whether a suggestion is among those that are shown: of the method and above the threshold, or like a
/// label. A person's own edge keeps it, whatever the threshold. What lies mostly in labels has been judged
/// and is not shown.
[[nodiscard]] bool isShown(const Suggestion& suggestion, const ReviewView& view);

/// The suggestions that are shown and open, over all nodes, next one first. What lies mostly in time that
/// was looked at and found in order is passed over. Of equal ones the earlier node and time comes first.
/// @return positions in @p suggestions
/// @cost O(n log n)
[[nodiscard]] std::vector<std::size_t> reviewQueue(const std::vector<Suggestion>& suggestions,
                                                   const ReviewView& view);

} // namespace nodesentry
