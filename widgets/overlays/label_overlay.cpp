#include "widgets/overlays/label_overlay.h"

#include "core/labels/settled_labels.h"
#include "widgets/documents/label_document.h"
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

constexpr int kNarrow = 3; ///< bands of so many pixels have neither hatch nor badge
constexpr double kRowHeight = 14.0;
constexpr double kRowGap = 2.0;

QColor withAlpha(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

/// Whether white or black is easier to read on a colour.
QColor textOn(const QColor& colour)
{
    return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() > 140.0 ? QColor(Qt::black)
                                                                                         : QColor(Qt::white);
}

/// Where labels are painted.
QRectF onSurface(const OverlayCanvas& canvas)
{
    constexpr double kOnRuler = 4.0; // below the times, which have to stay readable
    auto area = canvas.area;
    if (canvas.surface == TimelineSurface::Ruler)
        area.setTop(area.bottom() - kOnRuler);
    return area;
}

QRectF bandOf(TimeRange range, const OverlayCanvas& canvas)
{
    const auto area = onSurface(canvas);
    const double left = std::max(std::floor(canvas.scale.xOf(range.begin)), canvas.area.left() - 2.0);
    const double right = std::min(std::round(canvas.scale.xOf(range.end)), canvas.area.right() + 2.0);
    return {left, area.top(), std::max(right - left, 1.0), area.height()};
}

/// Labels of a few pixels that touch on the screen. They are painted as one, so that the cost depends on the
/// pixels and not on the number of labels.
struct NarrowLabels {
    const Label* first = nullptr;
    QRectF band; ///< of all of them
    int count = 0;
    bool mixed = false; ///< of several classes
};

double rowTop(double top, std::size_t row)
{
    return top + kRowGap + double(row) * (kRowHeight + kRowGap);
}

} // namespace

LabelOverlay::LabelOverlay(LabelDocument& document, QObject* parent)
    : TimelineOverlay(parent),
      m_document(document)
{
    connect(&document, &LabelDocument::labelsChanged, this, &LabelOverlay::rebuild);
    connect(&document, &LabelDocument::classesChanged, this, &LabelOverlay::classesChanged);
    connect(&document, &LabelDocument::selectionChanged, this, [this] { Q_EMIT changed({}); });
    classesChanged();
}

void LabelOverlay::setNode(const std::string& node, const TimeGrid& grid, const std::vector<Job>& jobs,
                           std::vector<std::string> metrics)
{
    m_node = node;
    m_grid = grid;
    m_snapper = TimeSnapper(grid, jobs);
    m_metrics = std::move(metrics);
    m_drag.reset();
    rebuild();
}

void LabelOverlay::clear()
{
    setNode({}, {}, {}, {});
}

void LabelOverlay::setBlind(bool blind)
{
    m_blind = blind;
    rebuild();
}

void LabelOverlay::setAdjudicating(bool on)
{
    m_adjudicating = on;
    Q_EMIT changed({});
}

void LabelOverlay::classesChanged()
{
    m_classes.clear();
    for (const auto& item : m_safeColours ? withSafeColours(m_document.classes()) : m_document.classes())
        m_classes[item.name] = item;
    Q_EMIT changed({});
}

void LabelOverlay::setSafeColours(bool safe)
{
    m_safeColours = safe;
    classesChanged();
}

LabelClass LabelOverlay::classOf(const std::string& name) const
{
    const auto known = m_classes.find(name);
    return known == m_classes.end() ? m_document.classOf(name) : known->second;
}

TimeRange LabelOverlay::rangeOf(const Label& label) const
{
    return {label.begin, label.end.value_or(std::max(m_grid.range().end, label.begin + 1))};
}

const Label& LabelOverlay::labelAt(std::size_t position) const
{
    return m_labels[m_order[position]];
}

void LabelOverlay::rebuild()
{
    m_labels = m_node.empty() ? std::vector<Label>() : m_document.labelsOf(m_node);
    if (m_blind)
        m_labels = blindLabels(std::move(m_labels), m_document.annotator());
    m_authors = annotatorsOf(m_labels);
    // What was settled stands below what it was settled from.
    std::stable_partition(m_authors.begin(), m_authors.end(),
                          [](const std::string& author) { return author != kAdjudicated; });
    m_positions.clear();
    std::vector<IntervalMark> marks;
    marks.reserve(m_labels.size());
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
        m_positions[m_labels[i].id] = i;
        marks.push_back({rangeOf(m_labels[i]), m_labels[i].id, {}});
    }
    m_index = IntervalIndex(std::move(marks));
    m_order.clear(); // painting ten thousand labels shall not look each of them up
    for (const auto& mark : m_index.marks())
        m_order.push_back(m_positions.at(mark.id));
    if (m_drag && !m_positions.contains(m_drag->edge.id))
        m_drag.reset();
    Q_EMIT changed({});
}

// --- painting ---

void LabelOverlay::paint(QPainter& painter, const OverlayCanvas& canvas) const
{
    if (canvas.surface == TimelineSurface::Jobs)
        return;
    if (canvas.surface == TimelineSurface::Lanes) // group headers hide what is painted over them
        m_top = canvas.lanes.empty() ? canvas.area.top()
                                     : std::max(canvas.area.top(), canvas.lanes.front().top);
    paintLabels(painter, canvas);
    if (m_adjudicating && canvas.surface == TimelineSurface::Lanes)
        paintAuthors(painter, canvas);
}

void LabelOverlay::paintLabels(QPainter& painter, const OverlayCanvas& canvas) const
{
    const auto [first, last] = m_index.candidates(canvas.dirtyTime);
    ColumnFills fills(painter, canvas.dirty);
    NarrowLabels narrow;
    const auto flush = [&] {
        if (narrow.count == 1) {
            paintBody(painter, fills, canvas, *narrow.first, narrow.band);
        } else if (narrow.count > 1) {
            const auto colour
                = narrow.mixed ? canvas.colors.labelLine : colourOf(*narrow.first, canvas.colors);
            // Many of them must not hide the curves.
            fills.fill(narrow.band.left(), narrow.band.width(), withAlpha(colour, 70));
        }
        narrow = {};
    };
    for (auto i = first; i < last; ++i) {
        const auto& label = labelAt(i);
        const bool dragged = m_drag && m_drag->edge.id == label.id;
        if (dragged || !m_index.marks()[i].range.overlaps(canvas.dirtyTime))
            continue;
        const auto band = bandOf(rangeOf(label), canvas);
        if (band.width() > kNarrow || m_document.selection().contains(label.id)) {
            paintBody(painter, fills, canvas, label, band);
            continue;
        }
        if (narrow.count > 0 && band.left() > narrow.band.right() + 1.0)
            flush();
        if (narrow.count++ == 0) {
            narrow.first = &label;
            narrow.band = band;
            continue;
        }
        narrow.mixed = narrow.mixed || label.category != narrow.first->category;
        narrow.band.setRight(std::max(narrow.band.right(), band.right()));
    }
    flush();
    if (m_drag) {
        auto label = m_labels[m_positions.at(m_drag->edge.id)];
        label.begin = m_drag->begin;
        label.end = m_drag->end;
        paintBody(painter, fills, canvas, label, bandOf(rangeOf(label), canvas));
    }
    fills.paintOn(painter, onSurface(canvas));
    if (canvas.surface != TimelineSurface::Lanes)
        return;
    const auto least = TimeMs((QFontMetricsF(painter.font()).height() + 1.0) * canvas.scale.msPerPixel);
    for (auto i = first; i < last; ++i) {
        const auto& range = m_index.marks()[i].range;
        if (range.length() >= least && range.overlaps(canvas.dirtyTime))
            paintBadge(painter, canvas, labelAt(i), bandOf(range, canvas));
    }
}

QColor LabelOverlay::colourOf(const Label& label, const PlotColors& colors) const
{
    const auto found = m_classes.find(label.category);
    return found == m_classes.end() ? colors.labelLine : QColor(QString::fromStdString(found->second.colour));
}

void LabelOverlay::paintBody(QPainter& painter, ColumnFills& fills, const OverlayCanvas& canvas,
                             const Label& label, const QRectF& band) const
{
    const auto colour = colourOf(label, canvas.colors);
    const bool chosen = m_document.selection().contains(label.id);
    const bool wide = band.width() > kNarrow;
    const auto inside = withAlpha(colour, chosen ? 70 : 40);
    const QBrush hatch(withAlpha(colour, 60), Qt::FDiagPattern);
    if (canvas.surface == TimelineSurface::Lanes && !label.metrics.empty()) {
        for (const auto& lane : canvas.lanes) {
            const auto& name = m_metrics[std::size_t(lane.metric)];
            if (!std::binary_search(label.metrics.begin(), label.metrics.end(), name))
                continue;
            const auto part
                = QRectF(band.left(), lane.top, band.width(), lane.height).intersected(canvas.area);
            painter.fillRect(part, inside);
            if (wide)
                painter.fillRect(part, hatch);
        }
    } else {
        fills.fill(band.left(), band.width(), inside);
        if (wide)
            fills.fill(band.left(), band.width(), hatch);
    }
    // Unsure labels have paler edges.
    // So have those too narrow for more than an edge: many of them must not hide the curves.
    const int sure = int(std::lround((wide ? 110.0 : 50.0) * label.confidence));
    const auto edge = withAlpha(colour, chosen ? 255 : 90 + sure);
    const double width = chosen ? 2.0 : 1.0;
    fills.fill(band.left(), width, edge);
    if (label.end && wide) // one that goes on has no edge there
        fills.fill(band.right() - width, width, edge);
}

void LabelOverlay::paintBadge(QPainter& painter, const OverlayCanvas& canvas, const Label& label,
                              const QRectF& band) const
{
    const QFontMetricsF font(painter.font());
    const double side = font.height() + 1.0;
    const auto visible = band.intersected(canvas.area);
    if (visible.width() < side)
        return;
    const auto item = classOf(label.category);
    const QColor colour(QString::fromStdString(item.colour));
    const auto title = QString::fromStdString(item.shownTitle());
    const auto sign = item.key == LabelClass::kNoKey ? title.left(1).toUpper() : QString::number(item.key);
    const double top = m_top + side; // the first row is that of cases
    const QRectF badge(visible.left(), top, side, side);
    painter.fillRect(badge, colour);
    painter.setPen(textOn(colour));
    painter.drawText(badge, Qt::AlignCenter, sign);
    const double room = visible.width() - side - 6.0;
    if (room < side * 2.0)
        return;
    painter.setPen(canvas.colors.text);
    painter.drawText(QRectF(badge.right() + 3.0, top, room, side), int(Qt::AlignLeft | Qt::AlignVCenter),
                     font.elidedText(title, Qt::ElideRight, room));
}

void LabelOverlay::paintAuthors(QPainter& painter, const OverlayCanvas& canvas) const
{
    const QFontMetricsF font(painter.font());
    for (std::size_t row = 0; row < m_authors.size(); ++row) {
        const double top = rowTop(m_top, row);
        const auto name
            = m_authors[row] == kAdjudicated ? tr("adjudicated") : QString::fromStdString(m_authors[row]);
        painter.fillRect(QRectF(canvas.area.left(), top, canvas.area.width(), kRowHeight),
                         withAlpha(canvas.colors.background, 215));
        for (const auto& label : m_labels) {
            if (label.author != m_authors[row] || !rangeOf(label).overlaps(canvas.dirtyTime))
                continue;
            const auto item = classOf(label.category);
            const QColor colour(QString::fromStdString(item.colour));
            auto bar = bandOf(rangeOf(label), canvas);
            bar.setTop(top);
            bar.setHeight(kRowHeight);
            painter.fillRect(bar, colour);
            painter.setPen(textOn(colour));
            painter.drawText(bar.adjusted(3, 0, -2, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
                             font.elidedText(QString::fromStdString(item.shownTitle()), Qt::ElideRight,
                                             std::max(0.0, bar.width() - 5.0)));
        }
        painter.setPen(canvas.colors.dimText);
        painter.drawText(QRectF(canvas.area.left() + 4.0, top, canvas.area.width(), kRowHeight),
                         int(Qt::AlignLeft | Qt::AlignVCenter), name);
    }
}

// --- mouse ---

std::vector<const Label*> LabelOverlay::labelsUnder(const TimelinePoint& point) const
{
    std::vector<const Label*> found;
    const auto slack = point.within(1.0);
    const TimeRange around{point.time - slack, point.time + slack + 1};
    const auto [first, last] = m_index.candidates(around);
    for (auto i = first; i < last; ++i) {
        const auto& label = labelAt(i);
        if (!m_index.marks()[i].range.overlaps(around))
            continue;
        if (point.metric && !label.metrics.empty()
            && !std::binary_search(label.metrics.begin(), label.metrics.end(),
                                   m_metrics[std::size_t(*point.metric)]))
            continue;
        found.push_back(&label);
    }
    std::stable_sort(found.begin(), found.end(), [this](const Label* a, const Label* b) {
        return rangeOf(*a).length() < rangeOf(*b).length();
    });
    return found;
}

std::optional<LabelOverlay::Edge> LabelOverlay::edgeAt(const TimelinePoint& point) const
{
    if (point.surface == TimelineSurface::Overview || point.surface == TimelineSurface::Jobs)
        return std::nullopt;
    const auto reach = point.within(kReach);
    const TimeRange around{point.time - reach, point.time + reach + 1};
    const auto [first, last] = m_index.candidates(around);
    std::optional<Edge> best;
    std::pair<bool, TimeMs> bestRank{}; // chosen labels first, then the nearest edge
    for (auto i = first; i < last; ++i) {
        const auto& label = labelAt(i);
        if (!m_document.mayEdit(label))
            continue;
        const bool other = !m_document.selection().contains(label.id);
        const auto consider = [&](TimeMs time, bool isBegin) {
            const std::pair rank(other, std::abs(time - point.time));
            if (rank.second > reach || (best && !(rank < bestRank)))
                return;
            best = Edge{label.id, isBegin};
            bestRank = rank;
        };
        consider(label.begin, true);
        if (label.end)
            consider(*label.end, false);
    }
    return best;
}

const Label* LabelOverlay::barAt(const TimelinePoint& point) const
{
    if (!m_adjudicating || point.surface != TimelineSurface::Lanes)
        return nullptr;
    for (std::size_t row = 0; row < m_authors.size(); ++row) {
        const double top = rowTop(m_top, row);
        if (point.position.y() < top || point.position.y() >= top + kRowHeight)
            continue;
        for (const auto& label : m_labels)
            if (label.author == m_authors[row] && rangeOf(label).contains(point.time))
                return &label;
    }
    return nullptr;
}

QString LabelOverlay::toolTipOf(const Label& label) const
{
    const auto range = rangeOf(label);
    auto text = tr("%1, by %2\n%3 (%4)")
                    .arg(QString::fromStdString(m_document.classOf(label.category).shownTitle()),
                         QString::fromStdString(label.author),
                         label.end ? spanText(range) : tr("%1, still going on").arg(momentText(range.begin)),
                         durationText(double(range.length()) / 1000.0));
    if (!label.note.empty())
        text += u'\n' + QString::fromStdString(label.note);
    return text;
}

std::vector<OverlayText> LabelOverlay::describe(TimeRange range, std::size_t most) const
{
    std::vector<OverlayText> texts;
    const auto [first, last] = m_index.candidates(range);
    for (auto i = first; i < last && texts.size() < most; ++i) {
        if (m_index.marks()[i].range.overlaps(range))
            texts.push_back({m_index.marks()[i].range, toolTipOf(labelAt(i))});
    }
    return texts;
}

std::optional<OverlayHit> LabelOverlay::hitTest(const TimelinePoint& point) const
{
    if (const auto* bar = barAt(point))
        return OverlayHit{1, Qt::PointingHandCursor, toolTipOf(*bar)};
    if (const auto edge = edgeAt(point))
        return OverlayHit{0, Qt::SizeHorCursor, toolTipOf(m_labels[m_positions.at(edge->id)])};
    const auto under = labelsUnder(point);
    if (under.empty() || point.surface == TimelineSurface::Overview)
        return std::nullopt;
    return OverlayHit{rangeOf(*under.front()).length(), Qt::ArrowCursor, toolTipOf(*under.front())};
}

bool LabelOverlay::press(const TimelinePoint& point)
{
    const auto edge
        = point.button == Qt::LeftButton && barAt(point) == nullptr ? edgeAt(point) : std::nullopt;
    if (!edge)
        return false; // the body is the timeline's: a new label may begin on top of it
    const auto& label = m_labels[m_positions.at(edge->id)];
    m_drag = Drag{*edge, label.begin, label.end};
    return true;
}

void LabelOverlay::move(const TimelinePoint& point)
{
    if (!m_drag)
        return;
    const auto time = (point.modifiers & Qt::ShiftModifier) != 0
        ? point.time
        : m_snapper.snap(point.time, point.within(kSnapReach));
    const auto& label = m_labels[m_positions.at(m_drag->edge.id)];
    // Dragged over the other edge, the label turns round.
    const auto fixed = m_drag->edge.isBegin ? label.end : std::optional(label.begin);
    if (!fixed) {
        m_drag->begin = time;
    } else if (time != *fixed) {
        m_drag->begin = std::min(time, *fixed);
        m_drag->end = std::max(time, *fixed);
    }
    Q_EMIT changed({});
}

void LabelOverlay::release(const TimelinePoint&)
{
    if (!m_drag)
        return;
    const auto drag = *m_drag;
    m_drag.reset();
    const auto& label = m_labels[m_positions.at(drag.edge.id)];
    if (drag.begin != label.begin || drag.end != label.end)
        Q_EMIT resizeRequested(label.id, drag.begin, drag.end);
    else
        Q_EMIT labelClicked(label.id, false); // taken hold of, and put back
    Q_EMIT changed({});
}

void LabelOverlay::cancel()
{
    m_drag.reset();
    Q_EMIT changed({});
}

bool LabelOverlay::click(const TimelinePoint& point)
{
    if (point.button != Qt::LeftButton || point.surface == TimelineSurface::Overview)
        return false;
    if (const auto* bar = barAt(point)) {
        Q_EMIT adjudicationRequested(bar->id);
        return true;
    }
    const auto under = labelsUnder(point);
    if (under.empty())
        return false;
    auto next = std::find_if(under.begin(), under.end(),
                             [this](const Label* label) { return label->id == m_clicked; });
    next = next == under.end() || std::next(next) == under.end() ? under.begin() : std::next(next);
    m_clicked = (*next)->id;
    Q_EMIT labelClicked((*next)->id, (point.modifiers & Qt::ControlModifier) != 0);
    return true;
}

} // namespace nodesentry::ui
