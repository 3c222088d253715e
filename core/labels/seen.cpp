#include "core/labels/seen.h"

#include <algorithm>

namespace nodesentry {

std::vector<TimeRange> joined(std::vector<TimeRange> ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const TimeRange& a, const TimeRange& b) { return a.begin < b.begin; });
    std::vector<TimeRange> whole;
    for (const auto& range : ranges) {
        if (range.length() <= 0)
            continue;
        if (!whole.empty() && range.begin <= whole.back().end)
            whole.back().end = std::max(whole.back().end, range.end);
        else
            whole.push_back(range);
    }
    return whole;
}

std::vector<TimeRange> without(const std::vector<TimeRange>& ranges, TimeRange taken)
{
    std::vector<TimeRange> left;
    for (const auto& range : ranges) {
        if (!range.overlaps(taken)) {
            left.push_back(range);
            continue;
        }
        left.push_back({range.begin, std::min(range.end, taken.begin)});
        left.push_back({std::max(range.begin, taken.end), range.end});
    }
    return joined(std::move(left));
}

std::vector<TimeRange> common(const std::vector<TimeRange>& a, const std::vector<TimeRange>& b)
{
    std::vector<TimeRange> both;
    auto first = a.begin();
    auto second = b.begin();
    while (first != a.end() && second != b.end()) {
        const TimeRange range{std::max(first->begin, second->begin), std::min(first->end, second->end)};
        if (range.length() > 0)
            both.push_back(range);
        if (first->end < second->end)
            ++first;
        else
            ++second;
    }
    return both;
}

double coverage(const std::vector<TimeRange>& ranges, TimeRange whole)
{
    if (whole.length() <= 0)
        return 0.0;
    TimeMs seen = 0;
    for (const auto& range : ranges)
        seen += std::max<TimeMs>(0, std::min(range.end, whole.end) - std::max(range.begin, whole.begin));
    return static_cast<double>(seen) / static_cast<double>(whole.length());
}

} // namespace nodesentry
