#include "widgets/base/theme/theme.h"

#include "widgets/base/theme/plot_colors.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleOptionComplex>
#include <QToolTip>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

struct Shades {
    QColor window, base, alternate, text, dimText, button, border, highlight, highlightedText, link;
};

QPalette paletteOf(const Shades& s)
{
    QPalette palette(s.button, s.window);
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, s.alternate);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ToolTipBase, s.base);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, s.text);
    palette.setColor(QPalette::PlaceholderText, s.dimText);
    palette.setColor(QPalette::Mid, s.border);
    palette.setColor(QPalette::Highlight, s.highlight);
    palette.setColor(QPalette::HighlightedText, s.highlightedText);
    palette.setColor(QPalette::Link, s.link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, s.dimText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, s.border);
    return palette;
}

const Shades kLight{QColor(0xf3, 0xf4, 0xf6), QColor(0xff, 0xff, 0xff), QColor(0xf6, 0xf7, 0xf9),
                    QColor(0x1d, 0x22, 0x29), QColor(0x6a, 0x73, 0x7e), QColor(0xec, 0xee, 0xf1),
                    QColor(0xc9, 0xce, 0xd5), QColor(0x1f, 0x6f, 0xb2), QColor(0xff, 0xff, 0xff),
                    QColor(0x14, 0x5c, 0x9a)};
const Shades kDark{QColor(0x24, 0x28, 0x2e), QColor(0x1a, 0x1d, 0x22), QColor(0x20, 0x24, 0x2a),
                   QColor(0xe6, 0xe9, 0xee), QColor(0x8d, 0x96, 0xa2), QColor(0x30, 0x35, 0x3c),
                   QColor(0x46, 0x4d, 0x57), QColor(0x2f, 0x74, 0xb0), QColor(0xff, 0xff, 0xff),
                   QColor(0x7c, 0xc0, 0xf5)};

/// Fusion, with tabs close enough to each other that those of five panels fit above a panel, and with
/// borders around check boxes, and around fields on dark windows, where Fusion's own can hardly be seen.
class WorkbenchStyle final : public QProxyStyle {
public:
    WorkbenchStyle() : QProxyStyle(u"Fusion"_s) { }

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        const int usual = QProxyStyle::pixelMetric(metric, option, widget);
        return metric == PM_TabBarTabHSpace ? usual * 2 / 3 : usual;
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox || (element == PE_FrameLineEdit && isFaint(*option)))
            drawBorder(*option, *painter);
    }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override
    {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        if (control == CC_SpinBox && isFaint(*option))
            drawBorder(*option, *painter);
    }

private:
    /// Whether Fusion's border of a field can hardly be seen; the focus has a colour of its own.
    static bool isFaint(const QStyleOption& option)
    {
        return isDark(option.palette) && !option.state.testFlag(State_HasFocus);
    }

    static void drawBorder(const QStyleOption& option, QPainter& painter)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        auto colour = option.palette.color(QPalette::PlaceholderText);
        colour.setAlpha(160);
        painter.setPen(colour);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2.0, 2.0);
        painter.restore();
    }
};

} // namespace

Theme::Theme(QApplication& application) : m_application(application), m_systemPalette(application.palette())
{
    m_application.setStyle(new WorkbenchStyle);
    connect(&m_system, &SystemScheme::changed, this, [this] { apply(m_choice); });
}

QPalette Theme::paletteNow() const
{
    switch (m_choice) {
    case ThemeChoice::System:
        if (const auto scheme = m_system.scheme())
            return paletteOf(*scheme == SystemScheme::Scheme::Dark ? kDark : kLight);
        return m_systemPalette;
    case ThemeChoice::Light:
        return paletteOf(kLight);
    case ThemeChoice::Dark:
        break;
    }
    return paletteOf(kDark);
}

void Theme::apply(ThemeChoice choice)
{
    m_choice = choice;
    m_application.setPalette(paletteNow());
    QToolTip::setPalette(m_application.palette());
}

} // namespace nodesentry::ui
