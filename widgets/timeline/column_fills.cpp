#include "widgets/timeline/column_fills.h"

#include <QPaintDevice>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

ColumnFills::ColumnFills(const QPainter& target, const QRectF& part)
    : m_part(part),
      m_from(part.right()),
      m_to(part.left()),
      m_ratio(target.device()->devicePixelRatioF()),
      m_left(std::floor(part.left() / 4.0) * 4.0),
      m_picture(int(std::ceil((part.right() - m_left) * m_ratio)) + 1, int(std::lround(kPeriod * m_ratio)),
                QImage::Format_ARGB32_Premultiplied)
{
    m_picture.fill(Qt::transparent);
    m_columns.begin(&m_picture);
    m_columns.setBrushOrigin(-m_left * m_ratio, 0.0);
}

void ColumnFills::fill(double left, double width, const QBrush& brush, double height)
{
    const QRectF rect((left - m_left) * m_ratio, 0.0, width * m_ratio, height * m_ratio);
    m_columns.fillRect(rect, brush.style() == Qt::SolidPattern ? brush : hatchOf(brush));
    m_from = std::min(m_from, left);
    m_to = std::max(m_to, left + width);
}

const QBrush& ColumnFills::hatchOf(const QBrush& brush)
{
    if (brush != m_hatched) {
        m_hatched = brush;
        QImage tile(kPeriod, kPeriod, QImage::Format_ARGB32_Premultiplied);
        tile.fill(Qt::transparent);
        QPainter(&tile).fillRect(tile.rect(), brush);
        const int period = m_picture.height();
        m_hatch = QBrush(tile.scaled(period, period));
    }
    return m_hatch;
}

void ColumnFills::paintOn(QPainter& target, const QRectF& area)
{
    m_columns.end();
    const QRectF used(m_from, area.top(), m_to - m_from, area.height());
    const auto rect = used.intersected(area).intersected(m_part);
    if (m_from >= m_to || rect.isEmpty())
        return;
    QBrush brush(m_picture);
    brush.setTransform(QTransform::fromScale(1.0 / m_ratio, 1.0 / m_ratio));
    const auto origin = target.brushOrigin();
    target.setBrushOrigin(QPointF(m_left, 0.0));
    target.fillRect(rect, brush);
    target.setBrushOrigin(origin);
}

} // namespace nodesentry::ui
