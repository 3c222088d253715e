#include "widgets/timeline/error_strip.h"

#include "widgets/timeline/heat_colours.h"
#include "widgets/traces/pixel_extents.h"
#include "widgets/base/text/value_text.h"

#include <QLinearGradient>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFewestRows = 3;

} // namespace

ErrorStrip::ErrorStrip(TimeAxis& axis, QWidget* parent) : TimeStrip(axis, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Error of each metric, and experts"));
    connect(&axis, &TimeAxis::visibleChanged, this, [this] {
        m_stale = true;
        update();
    });
    connect(&axis, &TimeAxis::selectionChanged, this, [this] { update(); });
    connect(&axis, &TimeAxis::cursorChanged, this, [this] { update(0, 0, plotArea().left(), height()); });
    connect(this, &TimeStrip::clicked, this, [this](TimeMs, QPointF position) {
        if (const int row = rowAt(int(position.y())); row >= 0)
            Q_EMIT metricClicked(m_rows[std::size_t(row)].metric);
    });
}

void ErrorStrip::setMap(ErrorMap map)
{
    m_map = std::move(map);
    fillRows();
    updateGeometry();
    m_stale = true;
    update();
}

void ErrorStrip::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void ErrorStrip::setRoom(int pixels)
{
    if (std::exchange(m_room, pixels) == pixels)
        return;
    fillRows();
    updateGeometry();
    m_stale = true;
    update();
}

int ErrorStrip::rowHeight() const
{
    return fontMetrics().height() + 1;
}

int ErrorStrip::rowsWithRoom() const
{
    return std::clamp(m_room / rowHeight() - 2, kFewestRows, kMostRows);
}

void ErrorStrip::fillRows()
{
    m_rows.clear();
    m_top = 0.0;
    if (!m_map.node)
        return;
    const auto& explanation = m_map.node->explanation();
    const auto begin = m_map.range ? explanation.grid.firstAtOrAfter(m_map.range->begin) : 0;
    const auto end = m_map.range ? explanation.grid.firstAtOrAfter(m_map.range->end) : explanation.grid.size;
    for (const int metric : m_map.metrics) {
        const int row = explanation.rowOf(metric);
        if (row < 0)
            continue;
        if (int(m_rows.size()) == rowsWithRoom())
            break;
        const float* first = explanation.error.row(row).data();
        m_rows.push_back(
            {metric, MinMaxPyramid(std::vector<float>(first, first + explanation.error.cols()))});
        for (auto i = begin; i < end; ++i)
            if (const double error = first[i]; error > m_top) // false for NaN
                m_top = error;
    }
}

std::vector<int> ErrorStrip::shownMetrics() const
{
    std::vector<int> metrics;
    for (const auto& row : m_rows)
        metrics.push_back(row.metric);
    return metrics;
}

QSize ErrorStrip::sizeHint() const
{
    const int rows = m_rows.empty() ? kFewestRows : int(m_rows.size());
    return {400, (rows + 2) * rowHeight() + 2};
}

QRect ErrorStrip::lineOf(int row) const
{
    return {0, 1 + (row + 1) * rowHeight(), width(), rowHeight() - 1};
}

int ErrorStrip::rowAt(int y) const
{
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (y >= lineOf(row).top() && y < lineOf(row + 1).top())
            return row;
    return -1;
}

QRect ErrorStrip::rowOf(int metric) const
{
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[std::size_t(row)].metric == metric)
            return lineOf(row);
    return {};
}

QColor ErrorStrip::expertColour(int expert) const
{
    return colors().jobFills[std::size_t(expert) % colors().jobFills.size()];
}

std::optional<std::int64_t> ErrorStrip::sampleAt(TimeMs time) const
{
    if (!m_map.node || !m_map.node->explanation().grid.range().contains(time))
        return std::nullopt;
    const auto& grid = m_map.node->explanation().grid;
    return (time - grid.origin) / grid.stepMs;
}

ErrorStrip::Samples ErrorStrip::samplesOf(int x, const TimeScale& device) const
{
    const auto& grid = m_map.node->explanation().grid;
    const auto first = grid.firstAtOrAfter(device.timeAt(x));
    const auto last = grid.firstAtOrAfter(device.timeAt(x + 1.0));
    if (first < last)
        return {first, std::min(last, grid.size)};
    const auto sample = sampleAt(device.timeAt(x + 0.5)); // a sample lasts until the next one
    return sample ? Samples{*sample, *sample + 1} : Samples{};
}

void ErrorStrip::resizeEvent(QResizeEvent* event)
{
    TimeStrip::resizeEvent(event);
    m_stale = true;
}

void ErrorStrip::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(int(event->position().y()));
    if (event->button() == Qt::LeftButton && row >= 0 && event->position().x() < plotArea().left())
        Q_EMIT metricClicked(m_rows[std::size_t(row)].metric);
    else
        TimeStrip::mousePressEvent(event);
}

// --- painting ---

void ErrorStrip::render()
{
    const auto area = plotArea();
    const double ratio = devicePixelRatioF();
    m_image = QImage(QSize(int(std::ceil(area.width() * ratio)), int(std::ceil(height() * ratio))),
                     QImage::Format_RGB32);
    m_image.fill(colors().background);
    m_stale = false;
    const auto device = TimeScale::of(axis().visible(), 0.0, area.width() * ratio);
    const auto table = heatTable({colors().heat[0].rgb(), colors().heat[1].rgb(), colors().heat[2].rgb()});
    const auto lane = [&](int row) {
        const auto line = lineOf(row);
        const int top = int(std::lround(line.top() * ratio));
        return QRect(0, top, m_image.width(), int(std::lround((line.bottom() + 1) * ratio)) - top);
    };
    for (int row = 0; row < int(m_rows.size()); ++row)
        paintRow(m_rows[std::size_t(row)].errors, lane(row), device, table);
    paintExperts(lane(int(m_rows.size())), device);
    m_image.setDevicePixelRatio(ratio);
}

void ErrorStrip::paintRow(const MinMaxPyramid& errors, const QRect& lane, const TimeScale& device,
                          const std::array<QRgb, 256>& table)
{
    const auto& explanation = m_map.node->explanation();
    const auto trace = readTrace(errors, explanation.grid, {axis().visible(), device.msPerPixel});
    if (!trace) // the request is a view of the axis, which is never empty here
        return;
    const auto* envelope = std::get_if<EnvelopeTrace>(&*trace);
    const auto columns = envelope != nullptr
        ? std::optional<BucketColumns>(std::in_place, *envelope, device, 0)
        : std::nullopt;
    for (int x = 0; x < m_image.width(); ++x) {
        const auto pixel = samplesOf(x, device);
        float error = columns ? columns->at(x).maximum : NAN;
        for (auto i = pixel.begin; i < pixel.end && !columns; ++i)
            error = std::fmax(error, errors.samples()[std::size_t(i)]);
        // Where nothing is scored there is no error, not even of 0.
        const bool scored = error > 0.0F
            || (pixel.begin < pixel.end && std::isfinite(explanation.score[std::size_t(pixel.begin)]));
        if (!scored || std::isnan(error))
            continue;
        const double share = m_top > 0.0 ? std::clamp(double(error) / m_top, 0.0, 1.0) : 0.0;
        const auto colour = table[std::size_t(std::lround(share * 255.0))];
        for (int y = lane.top(); y <= std::min(lane.bottom(), m_image.height() - 1); ++y)
            reinterpret_cast<QRgb*>(m_image.scanLine(y))[x] = colour;
    }
}

void ErrorStrip::paintExperts(const QRect& lane, const TimeScale& device)
{
    const auto& explanation = m_map.node->explanation();
    if (explanation.expert.empty())
        return;
    constexpr std::size_t kMostExperts = 128; // an int8
    std::array<int, kMostExperts> counts{};
    QPainter painter(&m_image);
    for (int x = 0; x < m_image.width(); ++x) {
        const auto pixel = samplesOf(x, device);
        counts.fill(0);
        int all = 0;
        for (auto i = pixel.begin; i < pixel.end; ++i) {
            if (const int expert = explanation.expert[std::size_t(i)]; expert >= 0) {
                ++counts[std::size_t(expert)];
                ++all;
            }
        }
        int done = 0;
        for (std::size_t expert = 0; expert < counts.size() && done < all; ++expert) {
            if (counts[expert] == 0)
                continue;
            const int top = lane.top() + lane.height() * done / all;
            done += counts[expert];
            const int bottom = lane.top() + lane.height() * done / all;
            painter.fillRect(x, top, 1, bottom - top, expertColour(int(expert)));
        }
    }
}

void ErrorStrip::paintExpertNumbers(QPainter& painter) const
{
    const auto& explanation = m_map.node->explanation();
    const auto area = plotArea();
    const auto map = scale();
    const int room = fontMetrics().averageCharWidth() * 4;
    if (explanation.expert.empty())
        return;
    const auto& experts = explanation.expert;
    const auto& grid = explanation.grid;
    const auto begin = std::max<std::int64_t>(grid.firstAtOrAfter(axis().visible().begin) - 1, 0);
    const auto end = std::min(grid.firstAtOrAfter(axis().visible().end), grid.size);
    const auto line = lineOf(int(m_rows.size()));
    painter.setPen(colors().text);
    for (auto i = begin; i < end;) {
        auto next = i + 1;
        while (next < end && experts[std::size_t(next)] == experts[std::size_t(i)])
            ++next;
        const double left = std::max(map.xOf(grid.timeOf(i)), double(area.left()));
        const double right = std::min(map.xOf(grid.timeOf(next)), double(area.right()) + 1.0);
        if (experts[std::size_t(i)] >= 0 && right - left >= room)
            painter.drawText(QRectF(left, line.top(), right - left, line.height()), Qt::AlignCenter,
                             QString::number(experts[std::size_t(i)]));
        i = next;
    }
}

void ErrorStrip::paintScale(QPainter& painter) const
{
    const auto area = plotArea();
    const auto line = lineOf(-1);
    const auto low = u"0"_s;
    const auto high = tr("%1 and above").arg(scoreText(m_top));
    const int bar = std::min(fontMetrics().averageCharWidth() * 14, area.width() / 4);
    int x = area.left() + 6;
    painter.setPen(colors().dimText);
    painter.drawText(QRect(x, line.top(), area.width(), line.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     low);
    x += fontMetrics().horizontalAdvance(low) + 5;
    const QRect box(x, line.top() + 3, bar, line.height() - 6);
    QLinearGradient gradient(box.topLeft(), box.topRight());
    for (int i = 0; i < 3; ++i)
        gradient.setColorAt(i / 2.0, colors().heat[std::size_t(i)]);
    painter.fillRect(box, gradient);
    painter.setPen(QPen(colors().grid, 0));
    painter.drawRect(box);
    painter.setPen(colors().dimText);
    painter.drawText(QRect(box.right() + 6, line.top(), area.right() - box.right(), line.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, high);
}

void ErrorStrip::paintNames(QPainter& painter) const
{
    const auto& explanation = m_map.node->explanation();
    const int left = plotArea().left();
    const auto cursor = axis().cursor();
    const auto sample = cursor ? sampleAt(*cursor).value_or(-1) : -1;
    const auto paint = [&](int row, const QString& name, const QString& value) {
        const auto line = lineOf(row).adjusted(8, 0, 0, 0);
        const QRect place(line.left(), line.top(), left - 16, line.height());
        const int width = value.isEmpty() ? 0 : fontMetrics().horizontalAdvance(value) + 6;
        painter.setPen(colors().text);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignRight, value);
        painter.setPen(colors().dimText);
        // Names begin alike: their ends tell them apart.
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(name, Qt::ElideLeft, place.width() - width));
    };
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const auto& entry = m_rows[std::size_t(row)];
        const auto name = m_map.nameOf ? m_map.nameOf(entry.metric) : QString();
        const float error = sample >= 0 ? entry.errors.samples()[std::size_t(sample)] : 0.0F;
        const bool known = sample >= 0 && std::isfinite(explanation.score[std::size_t(sample)]);
        paint(row, name, known ? scoreText(double(error)) : QString());
    }
    if (explanation.expert.empty())
        return;
    const int expert = sample >= 0 ? explanation.expert[std::size_t(sample)] : -1;
    paint(int(m_rows.size()), tr("Expert"), expert >= 0 ? QString::number(expert) : QString());
}

void ErrorStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto area = plotArea();
    painter.fillRect(rect(), colors().background);
    paintGutterText(painter, {0, lineOf(-1).top(), area.left(), lineOf(-1).height()}, tr("Error"), true);
    if (axis().isEmpty() || m_rows.empty()) {
        painter.setPen(colors().dimText);
        painter.drawText(area.adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    } else {
        if (m_stale)
            render();
        painter.drawImage(area.left(), 0, m_image);
        paintExpertNumbers(painter);
        paintScale(painter);
        paintNames(painter);
        // Edges only: a tint would be read as another colour of the scale.
        const auto edges = [&](TimeRange range, const QColor& colour) {
            painter.setPen(QPen(colour, 0));
            for (const double x : {scale().xOf(range.begin), scale().xOf(range.end)})
                if (x >= area.left() && x <= area.right())
                    painter.drawLine(QPointF(x, lineOf(0).top()), QPointF(x, height()));
        };
        if (m_map.range)
            edges(*m_map.range, colors().caseLine);
        if (const auto selection = axis().selection(); selection && selection != m_map.range)
            edges(*selection, colors().selectionLine);
    }
    painter.setPen(QPen(colors().grid, 0));
    painter.drawLine(0, 0, width(), 0);
    painter.drawLine(area.left() - 1, 0, area.left() - 1, height());
}

QString ErrorStrip::toolTipAt(QPoint position) const
{
    if (!m_map.node || m_rows.empty())
        return {};
    const auto& explanation = m_map.node->explanation();
    const auto time = scale().timeAt(position.x());
    const auto sample = plotArea().contains(position) ? sampleAt(time) : std::nullopt;
    if (const int row = rowAt(position.y()); row >= 0) {
        const auto& entry = m_rows[std::size_t(row)];
        const auto name = m_map.nameOf ? m_map.nameOf(entry.metric) : QString();
        if (!sample)
            return tr("%1\nClick: show its lane.").arg(name);
        return tr("%1\nError %2 at %3\nClick: show its lane.")
            .arg(name, scoreText(double(entry.errors.samples()[std::size_t(*sample)])), timeText(time));
    }
    if (sample && position.y() >= lineOf(int(m_rows.size())).top() && !explanation.expert.empty()) {
        const int expert = explanation.expert[std::size_t(*sample)];
        if (expert < 0)
            return tr("No expert: not scored");
        const double gate
            = explanation.confidence.empty() ? 0.0 : double(explanation.confidence[std::size_t(*sample)]);
        return tr("Expert %1, chosen by the gate with %2 %").arg(expert).arg(std::lround(gate * 100.0));
    }
    return tr("How much each metric adds to the score. A pixel has the colour of its largest error.");
}

} // namespace nodesentry::ui
