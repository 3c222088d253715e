#include "widgets/timeline/job_band.h"

#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 3;

/// Tasks of an array and runs of one application look alike, so the colour follows the name without its
/// number.
QColor colourOf(const Job& job, const PlotColors& colors)
{
    auto name = QString::fromStdString(job.name.empty() ? job.id : job.name);
    while (!name.isEmpty() && (name.back().isDigit() || name.back() == u'_' || name.back() == u'-'))
        name.chop(1);
    std::size_t hash = 5381;
    for (const auto c : name)
        hash = hash * 33 + c.unicode();
    return colors.jobFills[hash % colors.jobFills.size()];
}

/// Anything but running, waiting or finished as wanted.
bool endedBadly(const Job& job)
{
    for (const auto* fine : {"", "COMPLETED", "RUNNING", "PENDING", "SUSPENDED", "COMPLETING"}) {
        if (job.state == fine)
            return false;
    }
    return true;
}

} // namespace

JobBand::JobBand(TimeAxis& axis, QWidget* parent) : TimeStrip(axis, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Jobs of the node"));
    connect(&axis, &TimeAxis::visibleChanged, this, [this] { update(); });
    connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(); });
}

QSize JobBand::sizeHint() const
{
    return {400, m_rows * (fontMetrics().height() + 6) + 4};
}

TimeRange JobBand::rangeOf(const Job& job) const
{
    return {job.begin, job.end.value_or(std::max(axis().fullRange().end, job.begin + 1))};
}

void JobBand::setJobs(std::vector<Job> jobs)
{
    std::stable_sort(jobs.begin(), jobs.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
    m_boxes.clear();
    std::vector<TimeMs> rowEnds;
    for (auto& job : jobs) {
        const auto range = rangeOf(job);
        auto row
            = std::find_if(rowEnds.begin(), rowEnds.end(), [&](TimeMs end) { return end <= range.begin; });
        if (row == rowEnds.end() && rowEnds.size() < kMostRows)
            row = rowEnds.insert(rowEnds.end(), range.end);
        else if (row == rowEnds.end())
            row = std::min_element(rowEnds.begin(), rowEnds.end());
        *row = range.end;
        m_boxes.push_back({std::move(job), int(row - rowEnds.begin())});
    }
    m_rows = std::max<int>(1, int(rowEnds.size()));
    updateGeometry();
    update();
}

QRectF JobBand::rectOf(const Box& box) const
{
    const auto map = scale();
    const auto area = plotArea();
    const auto range = rangeOf(box.job);
    const double left = std::max(map.xOf(range.begin), area.left() - 4.0);
    const double right = std::min(map.xOf(range.end), area.right() + 4.0);
    const double rowHeight = (height() - 4.0) / m_rows;
    return {left, 2.0 + box.row * rowHeight, right - left, rowHeight};
}

const JobBand::Box* JobBand::boxAt(QPointF position) const
{
    if (!plotArea().contains(position.toPoint()))
        return nullptr;
    const auto found = std::find_if(m_boxes.rbegin(), m_boxes.rend(),
                                    [&](const Box& box) { return rectOf(box).contains(position); });
    return found == m_boxes.rend() ? nullptr : &*found;
}

void JobBand::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().background);
    const auto area = plotArea();
    paintGutterText(painter, {0, 0, area.left(), height()}, tr("Jobs"));
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (axis().isEmpty())
        return;

    painter.setClipRect(area);
    painter.fillRect(area.adjusted(0, 2, 0, -3), QBrush(colors().idle, Qt::BDiagPattern));
    std::vector<double> paintedUntil(std::size_t(m_rows), -1e9);
    for (const auto& box : m_boxes) {
        if (!rangeOf(box.job).overlaps(axis().visible()))
            continue;
        const auto shape = rectOf(box);
        auto& until = paintedUntil[std::size_t(box.row)];
        if (shape.right() < until + 0.5 && shape.width() < 1.0)
            continue;
        until = shape.right();
        const QRectF body(shape.left(), shape.top(), std::max(1.0, shape.width()), shape.height() - 1.0);
        painter.fillRect(body, colourOf(box.job, colors()));
        if (body.width() >= 4.0) {
            painter.setPen(QPen(colors().dimText, 0));
            painter.drawRect(body.adjusted(0, 0, -1, 0));
        }
        if (endedBadly(box.job))
            painter.fillRect(QRectF(body.left(), body.bottom() - 3.0, body.width(), 3.0), colors().caseLine);
        if (body.width() < 30.0)
            continue;
        const double textLeft = std::max(body.left(), double(area.left())) + 5.0;
        auto text = QString::fromStdString(box.job.id);
        for (const auto& fact : {box.job.name, box.job.user, box.job.state}) {
            if (!fact.empty())
                text += u" · "_s + QString::fromStdString(fact);
        }
        const double room = body.right() - textLeft - 4.0;
        painter.setPen(colors().text);
        painter.drawText(QRectF(textLeft, body.top(), room, body.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text, Qt::ElideRight, int(room)));
    }
    if (const auto selection = axis().selection()) {
        const auto map = scale();
        painter.fillRect(
            QRectF(QPointF(map.xOf(selection->begin), 0), QPointF(map.xOf(selection->end), height())),
            colors().selectionFill);
    }
    paintOverlays(painter, event->rect());
}

const Job* JobBand::jobAt(TimeMs time) const
{
    const auto found = std::find_if(m_boxes.rbegin(), m_boxes.rend(),
                                    [&](const Box& box) { return rangeOf(box.job).contains(time); });
    return found == m_boxes.rend() ? nullptr : &found->job;
}

const Job* JobBand::jobMeant() const
{
    const auto time = axis().focusTime();
    if (const auto* job = jobAt(time))
        return job;
    constexpr double kReach = 12.0; // pixels beside a job
    const auto reach = axis().cursor() ? TimeMs(kReach * scale().msPerPixel) : axis().visible().length();
    const Job* nearest = nullptr;
    TimeMs least = 0;
    for (const auto& box : m_boxes) {
        const auto range = rangeOf(box.job);
        const auto distance = range.end <= time ? time - range.end + 1 : range.begin - time;
        if (!range.overlaps(axis().visible()) || distance > reach
            || (nearest != nullptr && distance >= least))
            continue;
        nearest = &box.job;
        least = distance;
    }
    return nearest;
}

void JobBand::mouseReleaseEvent(QMouseEvent* event)
{
    if (const auto* box = boxAt(event->position()); event->button() == Qt::RightButton && box != nullptr)
        Q_EMIT jobMenuRequested(Job(box->job), event->globalPosition().toPoint());
    TimeStrip::mouseReleaseEvent(event);
}

void JobBand::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto* box = boxAt(event->position());
    if (event->button() == Qt::LeftButton && box != nullptr)
        axis().showAround(rangeOf(box->job), 0.05);
    else
        TimeStrip::mouseDoubleClickEvent(event);
}

QString JobBand::toolTipAt(QPoint position) const
{
    const auto* box = boxAt(position);
    if (box == nullptr)
        return {};
    const auto& job = box->job;
    QStringList lines{tr("Job %1").arg(QString::fromStdString(job.id))};
    if (!job.name.empty())
        lines << QString::fromStdString(job.name);
    if (!job.user.empty())
        lines << tr("User: %1").arg(QString::fromStdString(job.user));
    if (!job.state.empty())
        lines << tr("State: %1").arg(QString::fromStdString(job.state));
    lines << tr("Begin: %1").arg(momentText(job.begin));
    lines << (job.end ? tr("End: %1 (%2)")
                            .arg(momentText(*job.end), durationText(double(*job.end - job.begin) / 1000.0))
                      : tr("End: still running"));
    lines << tr("Nodes: %n", nullptr, int(job.nodes.size()));
    return lines.join(u'\n');
}

} // namespace nodesentry::ui
