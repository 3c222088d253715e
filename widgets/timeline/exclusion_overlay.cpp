#include "widgets/timeline/exclusion_overlay.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

void ExclusionOverlay::setJobs(const std::vector<Job>& jobs, double seconds)
{
    m_strips.clear();
    const auto margin = TimeMs(std::llround(seconds * 1000.0));
    std::vector<TimeMs> transitions;
    for (const auto& job : jobs) {
        transitions.push_back(job.begin);
        if (job.end)
            transitions.push_back(*job.end);
    }
    std::sort(transitions.begin(), transitions.end());
    for (const auto time : transitions) {
        const TimeRange strip{time - margin, time + margin};
        if (strip.length() <= 0)
            continue;
        if (!m_strips.empty() && strip.begin <= m_strips.back().end)
            m_strips.back().end = strip.end;
        else
            m_strips.push_back(strip);
    }
    Q_EMIT changed({});
}

void ExclusionOverlay::paint(QPainter& painter, const OverlayCanvas& canvas) const
{
    if (canvas.surface != TimelineSurface::Lanes && canvas.surface != TimelineSurface::Score)
        return;
    // Narrower than this they would be a wall of lines that says nothing.
    constexpr double kNarrowest = 3.0;
    auto strip = std::partition_point(m_strips.begin(), m_strips.end(), [&](const TimeRange& range) {
        return range.end <= canvas.dirtyTime.begin;
    });
    auto colour = canvas.colors.idle;
    colour.setAlpha(110);
    const QBrush hatch(colour, Qt::Dense6Pattern);
    for (; strip != m_strips.end() && strip->begin < canvas.dirtyTime.end; ++strip) {
        const double left = std::floor(canvas.scale.xOf(strip->begin));
        const double right = std::ceil(canvas.scale.xOf(strip->end));
        if (right - left >= kNarrowest)
            painter.fillRect(QRectF(left, 0.0, right - left, canvas.area.height()).intersected(canvas.dirty),
                             hatch);
    }
}

} // namespace nodesentry::ui
