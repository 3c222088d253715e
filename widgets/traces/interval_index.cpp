#include "widgets/traces/interval_index.h"

#include <algorithm>

namespace nodesentry::ui {

IntervalIndex::IntervalIndex(std::vector<IntervalMark> marks) : m_marks(std::move(marks))
{
    std::stable_sort(m_marks.begin(), m_marks.end(),
                     [](const auto& a, const auto& b) { return a.range.begin < b.range.begin; });
    m_latestEnd.reserve(m_marks.size());
    for (const auto& mark : m_marks)
        m_latestEnd.push_back(m_latestEnd.empty() ? mark.range.end
                                                  : std::max(m_latestEnd.back(), mark.range.end));
}

std::pair<std::size_t, std::size_t> IntervalIndex::candidates(TimeRange range) const
{
    const auto first
        = std::upper_bound(m_latestEnd.begin(), m_latestEnd.end(), range.begin) - m_latestEnd.begin();
    const auto last = std::lower_bound(m_marks.begin(), m_marks.end(), range.end,
                                       [](const auto& mark, TimeMs end) { return mark.range.begin < end; })
        - m_marks.begin();
    return {std::size_t(first), std::size_t(std::max(first, last))};
}

std::optional<IntervalMark> IntervalIndex::at(TimeMs time) const
{
    std::optional<IntervalMark> best;
    const auto [first, last] = candidates({time, time + 1});
    for (auto i = first; i < last; ++i) {
        const auto& mark = m_marks[i];
        if (mark.range.contains(time) && (!best || mark.range.length() < best->range.length()))
            best = mark;
    }
    return best;
}

} // namespace nodesentry::ui
