#include "widgets/base/theme/symbolic_icon.h"

#include "core/base/expects.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

/// Renders an SVG drawn in #000000 with another colour, at the time of painting.
class SymbolicIconEngine final : public QIconEngine {
public:
    explicit SymbolicIconEngine(QByteArray svg) : m_svg(std::move(svg)) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        QByteArray coloured = m_svg;
        coloured.replace("#000000", QApplication::palette().color(group, role).name().toLatin1());
        QSvgRenderer renderer(coloured);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new SymbolicIconEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon symbolicIcon(const QString& name)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    NODESENTRY_EXPECTS(file.open(QIODevice::ReadOnly), "no such icon in the resources");
    return QIcon(new SymbolicIconEngine(file.readAll()));
}

} // namespace nodesentry::ui
