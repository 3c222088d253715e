#include "core/review/review_queue.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace nodesentry {

namespace {

/// Smallest first.
double rankOf(const Suggestion& suggestion, const ReviewView& view)
{
    if (view.order == ReviewOrder::Score)
        return -suggestion.strength;
    // The threshold of a stretch that is like a label is 1: that one has no line to move.
    return std::abs(std::log(suggestion.strength / (suggestion.isSimilar() ? 1.0 : view.factor)));
}

} // namespace

bool isOpen(const Suggestion& suggestion, const ReviewView& view)
{
    return suggestion.state == SuggestionState::Pending
        || (!view.blindTo.empty() && suggestion.who != view.blindTo);
}

bool isShown(const Suggestion& suggestion, const ReviewView& view)
{
    const auto labelled = view.labelled.find(suggestion.node);
    if (labelled != view.labelled.end() && mostlyCovered(suggestion.range, labelled->second))
        return false;
    if (suggestion.isSimilar())
        return true;
    return suggestion.source == view.method && (suggestion.strength > view.factor || !suggestion.who.empty());
}

std::vector<std::size_t> reviewQueue(const std::vector<Suggestion>& suggestions, const ReviewView& view)
{
    std::vector<std::pair<double, std::size_t>> waiting;
    for (std::size_t i = 0; i < suggestions.size(); ++i) {
        const auto& suggestion = suggestions[i];
        if (!isOpen(suggestion, view) || !isShown(suggestion, view))
            continue;
        const auto seen = view.seen.find(suggestion.node);
        if (seen == view.seen.end() || !mostlyCovered(suggestion.range, seen->second))
            waiting.emplace_back(rankOf(suggestion, view), i);
    }
    std::sort(waiting.begin(), waiting.end(), [&](const auto& a, const auto& b) {
        const auto& first = suggestions[a.second];
        const auto& second = suggestions[b.second];
        return std::tie(a.first, first.node, first.range.begin, first.id)
            < std::tie(b.first, second.node, second.range.begin, second.id);
    });
    std::vector<std::size_t> queue;
    queue.reserve(waiting.size());
    for (const auto& [rank, position] : waiting)
        queue.push_back(position);
    return queue;
}

} // namespace nodesentry
