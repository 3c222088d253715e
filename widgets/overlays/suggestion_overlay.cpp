#include "widgets/overlays/suggestion_overlay.h"

#include "widgets/documents/suggestion_document.h"
#include "widgets/timeline/column_fills.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kNarrowSuggestion = 3.0; ///< bands of so many pixels are a line

QColor translucent(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

QRectF suggestionBand(TimeRange range, const OverlayCanvas& canvas)
{
    const double left = std::max(std::floor(canvas.scale.xOf(range.begin)), canvas.area.left() - 3.0);
    const double right = std::min(std::round(canvas.scale.xOf(range.end)), canvas.area.right() + 3.0);
    return {left, canvas.area.top(), std::max(right - left, 1.0), canvas.area.height()};
}

} // namespace

SuggestionOverlay::SuggestionOverlay(SuggestionDocument& document, QObject* parent)
    : TimelineOverlay(parent),
      m_document(document)
{
    connect(&document, &SuggestionDocument::changed, this, &SuggestionOverlay::rebuild);
    connect(&document, &SuggestionDocument::currentChanged, this, [this] {
        m_drag.reset();
        Q_EMIT changed({});
    });
}

void SuggestionOverlay::setNode(const std::string& node, TimeSnapper snapper)
{
    m_node = node;
    m_snapper = std::move(snapper);
    m_drag.reset();
    m_preview.reset();
    rebuild();
}

void SuggestionOverlay::clear()
{
    setNode({}, {});
}

void SuggestionOverlay::setPreview(std::optional<std::vector<Suggestion>> preview)
{
    m_preview = std::move(preview);
    rebuild();
}

void SuggestionOverlay::rebuild()
{
    m_shown.clear();
    if (!m_node.empty()) {
        for (const auto* item : m_document.shownOn(m_node))
            if (!m_preview || item->isSimilar() || !item->who.empty())
                m_shown.push_back(*item);
        if (m_preview)
            m_shown.insert(m_shown.end(), m_preview->begin(), m_preview->end());
    }
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const Suggestion& a, const Suggestion& b) { return a.range.begin < b.range.begin; });
    std::vector<IntervalMark> marks;
    marks.reserve(m_shown.size());
    for (std::size_t i = 0; i < m_shown.size(); ++i)
        marks.push_back({m_shown[i].range, std::int64_t(i), {}});
    m_index = IntervalIndex(std::move(marks));
    if (m_drag && currentHere() == nullptr)
        m_drag.reset();
    Q_EMIT changed({});
}

const Suggestion* SuggestionOverlay::currentHere() const
{
    const auto* current = m_document.current() ? m_document.find(*m_document.current()) : nullptr;
    return current != nullptr && current->node == m_node && !m_preview ? current : nullptr;
}

// --- painting ---

void SuggestionOverlay::paintBand(QPainter& painter, ColumnFills& fills, const OverlayCanvas& canvas,
                                  const QRectF& band, bool current) const
{
    const auto& colour = canvas.colors.caseLine;
    fills.fill(band.left(), band.width(), translucent(colour, current ? 52 : 22));
    if (band.width() <= kNarrowSuggestion || canvas.surface == TimelineSurface::Overview) {
        fills.fill(band.left(), std::min(band.width(), current ? 3.0 : 1.0),
                   translucent(colour, current ? 255 : 150));
        return;
    }
    const auto line = translucent(colour, current ? 255 : 190);
    const int width = current ? 2 : 1;
    const int dash = current ? 6 : 4; // of each period
    fills.fill(band.left(), width, line, dash);
    fills.fill(band.right() - width, width, line, dash);
    if (canvas.surface != TimelineSurface::Lanes)
        return;
    QPen pen(line, width);
    pen.setDashPattern({double(dash) / width, double(ColumnFills::kPeriod - dash) / width});
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    const double top = m_top + width / 2.0;
    painter.drawLine(QPointF(band.left(), top), QPointF(band.right(), top));
}

void SuggestionOverlay::paint(QPainter& painter, const OverlayCanvas& canvas) const
{
    if (canvas.surface == TimelineSurface::Jobs)
        return;
    if (canvas.surface == TimelineSurface::Lanes) // group headers hide what is painted over them
        m_top = canvas.lanes.empty() ? canvas.area.top()
                                     : std::max(canvas.area.top(), canvas.lanes.front().top);
    const auto* current = currentHere();
    const auto [first, last] = m_index.candidates(canvas.dirtyTime);
    ColumnFills fills(painter, canvas.dirty);
    double paintedTo = canvas.area.left() - 10.0; // narrow ones that stand on each other are painted once
    for (auto i = first; i < last; ++i) {
        const auto& item = m_shown[std::size_t(m_index.marks()[i].id)];
        if (!item.range.overlaps(canvas.dirtyTime) || (current != nullptr && item.id == current->id))
            continue;
        const auto band = suggestionBand(item.range, canvas);
        if (band.width() <= kNarrowSuggestion && band.right() <= paintedTo)
            continue;
        paintedTo = std::max(paintedTo, band.right());
        paintBand(painter, fills, canvas, band, false);
    }
    const auto range = m_drag ? m_drag->range : current != nullptr ? current->range : TimeRange{};
    if (current != nullptr && range.overlaps(canvas.dirtyTime))
        paintBand(painter, fills, canvas, suggestionBand(range, canvas), true);
    fills.paintOn(painter, canvas.area);
    if (canvas.surface != TimelineSurface::Lanes)
        return;
    const QFontMetricsF font(painter.font());
    const double side = font.height() + 1.0;
    for (auto i = first; i < last; ++i) {
        const auto& item = m_shown[std::size_t(m_index.marks()[i].id)];
        const bool isCurrent = current != nullptr && item.id == current->id;
        const auto band = suggestionBand(isCurrent ? range : item.range, canvas).intersected(canvas.area);
        // The current one shows its letter however narrow it is.
        if (band.isEmpty() || (band.width() < side && !isCurrent))
            continue;
        const QRectF badge(band.left(), m_top, side, side);
        painter.fillRect(badge, canvas.colors.caseLine);
        painter.setPen(canvas.colors.background);
        painter.drawText(badge, Qt::AlignCenter, u"S"_s);
    }
}

// --- mouse ---

const Suggestion* SuggestionOverlay::under(const TimelinePoint& point) const
{
    const auto slack = point.within(1.5);
    const TimeRange around{point.time - slack, point.time + slack + 1};
    const auto [first, last] = m_index.candidates(around);
    const Suggestion* best = nullptr;
    for (auto i = first; i < last; ++i) {
        const auto& item = m_shown[std::size_t(m_index.marks()[i].id)];
        if (item.range.overlaps(around) && (best == nullptr || item.range.length() < best->range.length()))
            best = &item;
    }
    return best;
}

std::optional<bool> SuggestionOverlay::edgeAt(const TimelinePoint& point) const
{
    const auto* current = currentHere();
    if (current == nullptr || point.surface == TimelineSurface::Overview
        || point.surface == TimelineSurface::Jobs)
        return std::nullopt;
    const auto reach = point.within(kReach);
    const auto toBegin = std::abs(point.time - current->range.begin);
    const auto toEnd = std::abs(point.time - current->range.end);
    if (std::min(toBegin, toEnd) > reach)
        return std::nullopt;
    return toBegin < toEnd;
}

QString SuggestionOverlay::textOf(const Suggestion& suggestion) const
{
    const auto source = suggestion.isSimilar() ? tr("like a label")
                                               : tr("by %1").arg(QString::fromStdString(suggestion.source));
    return tr("Suggestion %1, strength %2\n%3 (%4)")
        .arg(source, valueText(suggestion.strength, {}), spanText(suggestion.range),
             durationText(double(suggestion.range.length()) / 1000.0));
}

QString SuggestionOverlay::toolTipOf(const Suggestion& suggestion) const
{
    return textOf(suggestion) + u'\n' + tr("Click it to decide on it");
}

std::vector<OverlayText> SuggestionOverlay::describe(TimeRange range, std::size_t most) const
{
    std::vector<OverlayText> texts;
    const auto* current = currentHere();
    const auto [first, last] = m_index.candidates(range);
    for (auto i = first; i < last && texts.size() < most; ++i) {
        const auto& item = m_shown[std::size_t(m_index.marks()[i].id)];
        if (!item.range.overlaps(range))
            continue;
        //: %1: a suggestion
        texts.push_back({item.range,
                         current != nullptr && item.id == current->id
                             ? tr("To be decided on now: %1").arg(textOf(item))
                             : textOf(item)});
    }
    return texts;
}

std::optional<OverlayHit> SuggestionOverlay::hitTest(const TimelinePoint& point) const
{
    if (edgeAt(point))
        return OverlayHit{0, Qt::SizeHorCursor, toolTipOf(*currentHere())};
    const auto* item = under(point);
    if (item == nullptr || point.surface == TimelineSurface::Overview)
        return std::nullopt;
    return OverlayHit{item->range.length(), Qt::ArrowCursor, toolTipOf(*item)};
}

bool SuggestionOverlay::press(const TimelinePoint& point)
{
    const auto edge = point.button == Qt::LeftButton ? edgeAt(point) : std::nullopt;
    if (!edge)
        return false; // the body is the timeline's: a label may be drawn over it
    const auto* current = currentHere();
    m_drag = Drag{current->id, *edge, current->range};
    return true;
}

void SuggestionOverlay::move(const TimelinePoint& point)
{
    const auto* current = m_drag ? currentHere() : nullptr;
    if (current == nullptr)
        return;
    const auto time = (point.modifiers & Qt::ShiftModifier) != 0
        ? point.time
        : m_snapper.snap(point.time, point.within(kSnapReach));
    // Dragged over the other edge, it turns round.
    const auto fixed = m_drag->isBegin ? current->range.end : current->range.begin;
    if (time != fixed)
        m_drag->range = {std::min(time, fixed), std::max(time, fixed)};
    Q_EMIT changed({});
}

void SuggestionOverlay::release(const TimelinePoint&)
{
    if (!m_drag)
        return;
    const auto drag = *m_drag;
    m_drag.reset();
    if (const auto* current = currentHere(); current != nullptr && drag.range != current->range)
        Q_EMIT resizeRequested(drag.id, drag.range);
    Q_EMIT changed({});
}

void SuggestionOverlay::cancel()
{
    m_drag.reset();
    Q_EMIT changed({});
}

bool SuggestionOverlay::click(const TimelinePoint& point)
{
    if (point.button != Qt::LeftButton || point.surface == TimelineSurface::Overview || m_preview)
        return false;
    const auto* item = under(point);
    if (item == nullptr)
        return false;
    Q_EMIT clicked(item->id);
    return true;
}

} // namespace nodesentry::ui
