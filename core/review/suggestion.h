#pragma once

#include "core/base/time.h"
#include "core/labels/label.h"
#include "core/labels/label_edit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

using SuggestionId = std::int64_t;

/// Sources of suggestions that were found by their likeness to a label begin with this, and end with the
/// label's id; all other sources are names of detection methods.
inline constexpr const char* kSimilarPrefix = "similar/";

enum class SuggestionState { Pending, Accepted, Rejected };

/// A stretch of one node's time that a program holds for anomalous. It is no label, whatever happens, until a
/// person accepts it.
struct Suggestion {
    SuggestionId id = 0; ///< given by the project; 0 before that; never used twice
    std::string source{}; ///< detection method, or kSimilarPrefix and a label's id
    std::string node{};
    TimeRange range;
    TimeMs peak = 0; ///< where it is strongest
    /// How much it is above what it takes to be suggested at all, > 0: score over threshold at the peak, so
    /// that nodes and methods with other scales of scores can be compared.
    double strength = 1.0;
    std::string category{}; ///< class of the label that accepting makes; empty: that is the person's choice
    std::vector<int> metrics{}; ///< catalogue indices of those that show it most, most telling first
    SuggestionState state = SuggestionState::Pending;
    std::string who{}; ///< decided, or moved an edge; empty: nobody has touched it
    TimeMs decided = 0; ///< when; 0 while nobody has

    [[nodiscard]] bool isSimilar() const { return source.starts_with(kSimilarPrefix); }
    bool operator==(const Suggestion&) const = default;
};

/// What happens to one suggestion: it is decided, or that is taken back, or an edge is moved.
struct SuggestionChange {
    Suggestion before;
    Suggestion after;

    bool operator==(const SuggestionChange&) const = default;
};
using SuggestionEdit = std::vector<SuggestionChange>;

/// One step of a review: labels and decisions on suggestions that belong together, all of it or nothing.
struct ReviewEdit {
    LabelEdit labels{};
    SuggestionEdit suggestions{};

    [[nodiscard]] bool empty() const { return labels.empty() && suggestions.empty(); }
};

/// The edit that takes @p edit back.
[[nodiscard]] SuggestionEdit inverseOf(const SuggestionEdit& edit);
[[nodiscard]] ReviewEdit inverseOf(const ReviewEdit& edit);

/// The change that a person's decision is.
[[nodiscard]] SuggestionChange decided(const Suggestion& suggestion, SuggestionState state,
                                       const std::string& who, TimeMs now);

/// Whether @p covering covers at least half of @p range.
/// @pre covering is as joined() returns it
[[nodiscard]] bool mostlyCovered(TimeRange range, const std::vector<TimeRange>& covering);

/// Whether a label says what the suggestion means, perhaps with better edges: on the same node, they share at
/// least half of the shorter one. A label that is still going on ends with the suggestion here.
[[nodiscard]] bool settles(const Label& label, const Suggestion& suggestion);

} // namespace nodesentry
