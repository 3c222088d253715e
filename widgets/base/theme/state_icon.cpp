#include "widgets/base/theme/state_icon.h"

#include "widgets/base/theme/plot_colors.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

class StateIconEngine final : public QIconEngine {
public:
    explicit StateIconEngine(StateIcon state) : m_state(state) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        const auto colors = plotColors(QApplication::palette());
        const double side = std::min(rect.width(), rect.height());
        const QRectF circle = QRectF(rect.x() + (rect.width() - side) / 2.0,
                                     rect.y() + (rect.height() - side) / 2.0, side, side)
                                  .adjusted(1, 1, -1, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        switch (m_state) {
        case StateIcon::NotScored:
            painter->setPen(QPen(colors.dimText, 1.2, Qt::DotLine));
            painter->drawEllipse(circle.adjusted(1, 1, -1, -1));
            break;
        case StateIcon::Quiet: {
            painter->setPen(QPen(colors.dimText, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const auto at = [&](double x, double y) {
                return circle.topLeft() + QPointF(x * circle.width(), y * circle.height());
            };
            painter->drawPolyline(QPolygonF{at(0.2, 0.55), at(0.42, 0.78), at(0.82, 0.25)});
            break;
        }
        case StateIcon::Labelled:
            badge(*painter, circle, colors.labelLine, colors.background, u"L"_s);
            break;
        case StateIcon::Suspicious:
            badge(*painter, circle, colors.caseLine, colors.background, u"C"_s);
            break;
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new StateIconEngine(m_state); }

private:
    static void badge(QPainter& painter, const QRectF& circle, const QColor& fill, const QColor& ink,
                      const QString& letter)
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawEllipse(circle);
        QFont font = painter.font();
        font.setBold(true);
        font.setPixelSize(std::max(6, int(circle.height() * 0.72)));
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(circle, Qt::AlignCenter, letter);
    }

    StateIcon m_state;
};

} // namespace

QIcon stateIcon(StateIcon state)
{
    return QIcon(new StateIconEngine(state));
}

} // namespace nodesentry::ui
