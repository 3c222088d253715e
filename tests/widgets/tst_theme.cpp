#include "widgets/base/theme/plot_colors.h"
#include "widgets/base/theme/system_scheme.h"
#include "widgets/base/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDBusVariant>
#include <QLineEdit>
#include <QSpinBox>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// Contrast of two colours after WCAG 2.1: 1 to 21.
double contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& c) {
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestTheme final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void portal_saysDarkLightOrNothing()
    {
        QCOMPARE(SystemScheme::schemeOf(QVariant(1U)), SystemScheme::Scheme::Dark);
        QCOMPARE(SystemScheme::schemeOf(QVariant(2U)), SystemScheme::Scheme::Light);
        QCOMPARE(SystemScheme::schemeOf(QVariant(0U)), std::nullopt);
        QCOMPARE(SystemScheme::schemeOf(QVariant()), std::nullopt);
        const auto packed = QVariant::fromValue(QDBusVariant(QVariant(1U)));
        QCOMPARE(SystemScheme::schemeOf(packed), SystemScheme::Scheme::Dark);
    }

    void texts_ofBothThemes_areReadable()
    {
        Theme theme(*qApp);
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            theme.apply(choice);
            const auto palette = QApplication::palette();
            QCOMPARE(isDark(palette), choice == ThemeChoice::Dark);
            const auto colors = plotColors(palette);
            QVERIFY(contrast(palette.color(QPalette::WindowText), palette.color(QPalette::Window)) >= 7.0);
            QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight))
                    >= 4.5);
            QVERIFY(contrast(colors.text, colors.background) >= 7.0);
            QVERIFY(contrast(colors.dimText, colors.background) >= 4.5);
            for (const auto& fill : colors.jobFills)
                QVERIFY(contrast(colors.text, fill) >= 4.5);
            for (const auto& line : {colors.curve, colors.caseLine, colors.labelLine, colors.threshold,
                                     colors.measure, colors.score})
                QVERIFY(contrast(line, colors.background) >= 3.0); // WCAG's least for graphics
        }
    }

    void fieldsAndCheckBoxes_ofBothThemes_haveABorder()
    {
        Theme theme(*qApp);
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            theme.apply(choice);
            const auto base = QApplication::palette().color(QPalette::Base);
            QLineEdit line;
            QSpinBox spin;
            QCheckBox check;
            for (QWidget* field : std::initializer_list<QWidget*>{&line, &spin, &check}) {
                field->resize(80, 24);
                const auto image = field->grab().toImage();
                double most = 0.0; // of the first pixels from the left, half-way down
                for (int x = 0; x < 6; ++x)
                    most = std::max(most, contrast(image.pixelColor(x, image.height() / 2), base));
                QVERIFY2(most >= 2.0,
                         qPrintable(
                             u"%1: %2"_s.arg(QLatin1StringView(field->metaObject()->className())).arg(most)));
            }
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
