#include "core/review/suggestion.h"

#include "core/labels/seen.h"

#include <algorithm>

namespace nodesentry {

SuggestionEdit inverseOf(const SuggestionEdit& edit)
{
    SuggestionEdit inverse;
    inverse.reserve(edit.size());
    for (auto change = edit.rbegin(); change != edit.rend(); ++change)
        inverse.push_back({change->after, change->before});
    return inverse;
}

ReviewEdit inverseOf(const ReviewEdit& edit)
{
    return {inverseOf(edit.labels), inverseOf(edit.suggestions)};
}

SuggestionChange decided(const Suggestion& suggestion, SuggestionState state, const std::string& who,
                         TimeMs now)
{
    auto after = suggestion;
    after.state = state;
    after.who = who;
    after.decided = now;
    return {suggestion, std::move(after)};
}

bool mostlyCovered(TimeRange range, const std::vector<TimeRange>& covering)
{
    return coverage(covering, range) >= 0.5;
}

bool settles(const Label& label, const Suggestion& suggestion)
{
    if (label.node != suggestion.node)
        return false;
    const TimeRange said{label.begin, label.end.value_or(std::max(label.begin, suggestion.range.end))};
    const auto shared
        = std::min(said.end, suggestion.range.end) - std::max(said.begin, suggestion.range.begin);
    return shared > 0 && 2 * shared >= std::min(said.length(), suggestion.range.length());
}

} // namespace nodesentry
