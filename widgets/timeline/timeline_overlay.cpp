#include "widgets/timeline/timeline_overlay.h"

#include "core/base/expects.h"

#include <QPainter>

#include <algorithm>
#include <iterator>
#include <utility>

namespace nodesentry::ui {

std::vector<OverlayText> TimelineOverlay::describe(TimeRange, std::size_t) const
{
    return {};
}
std::optional<OverlayHit> TimelineOverlay::hitTest(const TimelinePoint&) const
{
    return std::nullopt;
}
bool TimelineOverlay::press(const TimelinePoint&)
{
    return false;
}
void TimelineOverlay::move(const TimelinePoint&) { }
void TimelineOverlay::release(const TimelinePoint&) { }
void TimelineOverlay::cancel() { }
bool TimelineOverlay::click(const TimelinePoint&)
{
    return false;
}
bool TimelineOverlay::doubleClick(const TimelinePoint&)
{
    return false;
}

void OverlayStack::add(TimelineOverlay* overlay)
{
    NODESENTRY_EXPECTS(overlay != nullptr, "an overlay is added");
    NODESENTRY_EXPECTS(std::find(m_overlays.begin(), m_overlays.end(), overlay) == m_overlays.end(),
                       "an overlay is added once");
    m_overlays.push_back(overlay);
    connect(overlay, &TimelineOverlay::changed, this, &OverlayStack::changed);
    connect(overlay, &QObject::destroyed, this, [this, overlay] { remove(overlay); });
    Q_EMIT changed({});
}

void OverlayStack::remove(TimelineOverlay* overlay)
{
    // Called with a half-destroyed overlay too, so nothing of it is used but its address.
    if (std::erase(m_overlays, overlay) == 0)
        return;
    if (m_active == overlay)
        m_active = nullptr;
    disconnect(overlay, nullptr, this, nullptr);
    Q_EMIT changed({});
}

void OverlayStack::paint(QPainter& painter, const OverlayCanvas& canvas) const
{
    for (const auto* overlay : m_overlays) {
        painter.save();
        painter.setClipRect(canvas.dirty, Qt::IntersectClip);
        overlay->paint(painter, canvas);
        painter.restore();
    }
}

std::vector<OverlayText> OverlayStack::describe(TimeRange range, std::size_t most) const
{
    std::vector<OverlayText> texts;
    for (const auto* overlay : m_overlays) {
        auto more = overlay->describe(range, most - texts.size());
        std::move(more.begin(), more.end(), std::back_inserter(texts));
        if (texts.size() >= most)
            break;
    }
    return texts;
}

std::optional<OverlayHit> OverlayStack::hitTest(const TimelinePoint& point) const
{
    std::optional<OverlayHit> best;
    for (auto overlay = m_overlays.rbegin(); overlay != m_overlays.rend(); ++overlay) {
        auto hit = (*overlay)->hitTest(point);
        if (hit && (!best || hit->extent < best->extent))
            best = std::move(hit);
    }
    return best;
}

bool OverlayStack::press(const TimelinePoint& point)
{
    std::vector<std::pair<TimeMs, TimelineOverlay*>> hits;
    for (auto overlay = m_overlays.rbegin(); overlay != m_overlays.rend(); ++overlay) {
        if (const auto hit = (*overlay)->hitTest(point))
            hits.emplace_back(hit->extent, *overlay);
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [extent, overlay] : hits) {
        if (overlay->press(point)) {
            m_active = overlay;
            return true;
        }
    }
    return false;
}

void OverlayStack::move(const TimelinePoint& point)
{
    if (m_active != nullptr)
        m_active->move(point);
}

void OverlayStack::release(const TimelinePoint& point)
{
    // No longer active first: release() may open a dialog or delete the overlay.
    if (auto* overlay = std::exchange(m_active, nullptr))
        overlay->release(point);
}

void OverlayStack::cancel()
{
    if (auto* overlay = std::exchange(m_active, nullptr))
        overlay->cancel();
}

bool OverlayStack::click(const TimelinePoint& point)
{
    const auto overlays = m_overlays;
    return std::any_of(overlays.rbegin(), overlays.rend(),
                       [&](TimelineOverlay* overlay) { return overlay->click(point); });
}

bool OverlayStack::doubleClick(const TimelinePoint& point)
{
    const auto overlays = m_overlays;
    return std::any_of(overlays.rbegin(), overlays.rend(),
                       [&](TimelineOverlay* overlay) { return overlay->doubleClick(point); });
}

} // namespace nodesentry::ui
