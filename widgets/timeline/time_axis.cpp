#include "widgets/timeline/time_axis.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

namespace {

constexpr std::size_t kHistoryLimit = 200;
constexpr auto kCoalesceWithin = std::chrono::milliseconds(1000);

} // namespace

TimeAxis::TimeAxis(QObject* parent) : QObject(parent) { }

void TimeAxis::setFullRange(TimeRange range, TimeMs minimumSpan)
{
    NODESENTRY_EXPECTS(minimumSpan > 0, "a view has a length");
    m_full = range;
    m_minimumSpan = minimumSpan;
    m_history.clear();
    m_future.clear();
    m_selection.reset();
    m_cursor.reset();
    m_cursorA.reset();
    m_cursorB.reset();
    m_visible = m_full;
    Q_EMIT fullRangeChanged();
    Q_EMIT selectionChanged();
    Q_EMIT cursorChanged();
    Q_EMIT measureChanged();
    Q_EMIT visibleChanged();
}

void TimeAxis::changeFullRange(TimeRange range, TimeMs minimumSpan)
{
    const auto visible = m_visible;
    const bool wasAll = m_visible == m_full;
    const auto selection = m_selection;
    const auto history = m_history;
    setFullRange(range, minimumSpan);
    if (wasAll || !range.overlaps(visible))
        return;
    m_history = history;
    m_visible = clamped(visible);
    if (selection && range.overlaps(*selection))
        setSelection(selection);
    Q_EMIT visibleChanged();
}

TimeRange TimeAxis::clamped(TimeRange range) const
{
    auto length = std::max(range.length(), m_minimumSpan);
    auto begin = range.begin - (length - range.length()) / 2;
    length = std::min(length, m_full.length());
    begin = std::clamp(begin, m_full.begin, m_full.end - length);
    return {begin, begin + length};
}

void TimeAxis::moveTo(TimeRange range, Step step)
{
    if (isEmpty())
        return;
    range = clamped(range);
    if (range == m_visible)
        return;
    const auto now = std::chrono::steady_clock::now();
    const bool continues = step == Step::Continuous && now - m_lastContinuousStep < kCoalesceWithin;
    if (!continues) {
        m_history.push_back(m_visible);
        if (m_history.size() > kHistoryLimit)
            m_history.erase(m_history.begin());
    }
    m_future.clear();
    m_lastContinuousStep = step == Step::Continuous ? now : std::chrono::steady_clock::time_point{};
    m_visible = range;
    Q_EMIT visibleChanged();
}

void TimeAxis::show(TimeRange range)
{
    moveTo(range, Step::Jump);
}

void TimeAxis::showAround(TimeRange range, double margin)
{
    const auto extra = TimeMs(std::llround(double(range.length()) * margin));
    show({range.begin - extra, range.end + extra});
}

void TimeAxis::centreOn(TimeMs time)
{
    const auto length = m_visible.length();
    show({time - length / 2, time - length / 2 + length});
}

void TimeAxis::zoomAround(TimeMs anchor, double factor)
{
    if (isEmpty() || !(factor > 0.0))
        return;
    const auto wanted = std::clamp(TimeMs(std::llround(double(m_visible.length()) / factor)), m_minimumSpan,
                                   std::max(m_minimumSpan, m_full.length()));
    anchor = std::clamp(anchor, m_visible.begin, m_visible.end);
    const double share = double(anchor - m_visible.begin) / double(m_visible.length());
    const auto begin = anchor - TimeMs(std::llround(share * double(wanted)));
    moveTo({begin, begin + wanted}, Step::Continuous);
}

void TimeAxis::panBy(TimeMs distance)
{
    moveTo({m_visible.begin + distance, m_visible.end + distance}, Step::Continuous);
}

void TimeAxis::back()
{
    if (m_history.empty())
        return;
    m_future.push_back(m_visible);
    m_visible = clamped(m_history.back());
    m_history.pop_back();
    m_lastContinuousStep = {};
    Q_EMIT visibleChanged();
}

void TimeAxis::forward()
{
    if (m_future.empty())
        return;
    m_history.push_back(m_visible);
    m_visible = clamped(m_future.back());
    m_future.pop_back();
    m_lastContinuousStep = {};
    Q_EMIT visibleChanged();
}

void TimeAxis::setSelection(std::optional<TimeRange> selection)
{
    if (selection) {
        if (selection->begin > selection->end)
            std::swap(selection->begin, selection->end);
        selection->begin = std::clamp(selection->begin, m_full.begin, m_full.end);
        selection->end = std::clamp(selection->end, m_full.begin, m_full.end);
        if (selection->length() <= 0)
            selection.reset();
    }
    if (selection == m_selection)
        return;
    m_selection = selection;
    Q_EMIT selectionChanged();
}

void TimeAxis::setCursor(std::optional<TimeMs> time)
{
    if (time == m_cursor)
        return;
    m_cursor = time;
    Q_EMIT cursorChanged();
}

void TimeAxis::setMeasure(std::optional<TimeMs> a, std::optional<TimeMs> b)
{
    const auto inside = [this](std::optional<TimeMs> time) {
        return time ? std::optional(std::clamp(*time, m_full.begin, std::max(m_full.begin, m_full.end - 1)))
                    : time;
    };
    a = inside(a);
    b = a ? inside(b) : std::nullopt;
    if (a == m_cursorA && b == m_cursorB)
        return;
    m_cursorA = a;
    m_cursorB = b;
    Q_EMIT measureChanged();
}

} // namespace nodesentry::ui
