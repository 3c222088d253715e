#include "core/labels/label_edit.h"

#include "core/base/reason.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace nodesentry {

LabelEdit inverseOf(const LabelEdit& edit)
{
    LabelEdit inverse;
    inverse.reserve(edit.size());
    for (auto change = edit.rbegin(); change != edit.rend(); ++change)
        inverse.push_back({change->after, change->before});
    return inverse;
}

Result<void> checkLabel(const Label& label)
{
    if (label.node.empty() || label.category.empty())
        return fail(Reason::LabelIncomplete);
    if (label.end && *label.end <= label.begin)
        return fail(Reason::LabelEndsTooEarly, {label.node, formatUtc(*label.end), formatUtc(label.begin)});
    if (!(label.confidence >= 0.0 && label.confidence <= 1.0)) // not for NaN either
        return fail(Reason::LabelConfidence, {label.node, fmt::format("{}", label.confidence)});
    const auto& metrics = label.metrics;
    if (std::adjacent_find(metrics.begin(), metrics.end(), std::greater_equal<>()) != metrics.end())
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the metrics of the label on '{}' are not in ascending order", label.node));
    return {};
}

bool saySame(const Label& a, const Label& b)
{
    return a.node == b.node && a.begin == b.begin && a.end == b.end && a.category == b.category
        && a.author == b.author && a.metrics == b.metrics;
}

Result<LabelEdit> splitLabel(const Label& label, TimeMs at)
{
    if (at <= label.begin || (label.end && at >= *label.end))
        return fail(Reason::LabelSplitOutside, {formatUtc(at), label.node});
    auto earlier = label;
    earlier.end = at;
    auto later = label;
    later.id = 0;
    later.begin = at;
    return LabelEdit{{label, std::move(earlier)}, {std::nullopt, std::move(later)}};
}

Result<LabelEdit> mergeLabels(std::vector<Label> labels)
{
    if (labels.size() < 2)
        return fail(Reason::LabelsTooFewToMerge);
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) {
        return std::pair(a.begin, a.id) < std::pair(b.begin, b.id);
    });
    auto whole = labels.front();
    std::set<std::string> metrics;
    std::vector<std::string> notes;
    bool limited = true;
    for (const auto& label : labels) {
        if (label.node != whole.node || label.author != whole.author)
            return fail(Reason::LabelsForeignToMerge);
        if (!label.end || !whole.end)
            whole.end.reset();
        else
            whole.end = std::max(*whole.end, *label.end);
        whole.confidence = std::min(whole.confidence, label.confidence);
        limited = limited && !label.metrics.empty();
        metrics.insert(label.metrics.begin(), label.metrics.end());
        if (!label.note.empty() && std::find(notes.begin(), notes.end(), label.note) == notes.end())
            notes.push_back(label.note);
    }
    whole.metrics.clear();
    if (limited)
        whole.metrics.assign(metrics.begin(), metrics.end());
    whole.note.clear();
    for (const auto& note : notes)
        whole.note += (whole.note.empty() ? "" : "; ") + note;
    LabelEdit edit;
    // First those that go, so that the whole never stands beside a label that says the same.
    for (std::size_t i = 1; i < labels.size(); ++i)
        edit.push_back({labels[i], std::nullopt});
    edit.push_back({labels.front(), std::move(whole)});
    return edit;
}

LabelEdit withoutRange(const std::vector<Label>& labels, TimeRange range)
{
    LabelEdit edit;
    for (const auto& label : labels) {
        const bool overlaps = label.begin < range.end && (!label.end || *label.end > range.begin);
        if (!overlaps || range.length() <= 0)
            continue;
        std::optional<Label> earlier;
        std::optional<Label> later;
        if (label.begin < range.begin) {
            earlier = label;
            earlier->end = range.begin;
        }
        if (!label.end || *label.end > range.end) {
            later = label;
            later->begin = range.end;
            if (earlier)
                later->id = 0;
        }
        const bool both = earlier && later;
        edit.push_back({label, earlier ? std::move(earlier) : later});
        if (both)
            edit.push_back({std::nullopt, std::move(later)});
    }
    return edit;
}

} // namespace nodesentry
