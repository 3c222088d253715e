#include "widgets/timeline/column_fills.h"

#include <QTest>

#include <set>

using namespace nodesentry::ui;

namespace {

const QSize kSize(120, 64); ///< logical pixels
const QColor kPaper(0xfb, 0xfb, 0xfd);
const QColor kInk(0xc8, 0x4b, 0x05);

QColor pale(int alpha)
{
    QColor colour = kInk;
    colour.setAlpha(alpha);
    return colour;
}

QImage blank(double ratio)
{
    QImage image(kSize * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(kPaper);
    return image;
}

/// One band of each kind that overlays paint.
void addBands(ColumnFills& fills)
{
    fills.fill(5.0, 30.0, pale(60));
    fills.fill(5.0, 30.0, QBrush(pale(90), Qt::BDiagPattern));
    fills.fill(5.0, 1.0, kInk);
    fills.fill(43.0, 26.0, pale(22));
    fills.fill(43.0, 1.0, kInk, 4.0);
    fills.fill(67.0, 2.0, kInk, 6.0);
    fills.fill(80.0, 31.0, QBrush(pale(120), Qt::FDiagPattern));
}

void paintPart(QImage& image, const QRect& part)
{
    QPainter painter(&image);
    painter.setClipRect(part);
    ColumnFills fills(painter, part);
    addBands(fills);
    fills.paintOn(painter, QRectF(QPointF(), QSizeF(kSize)));
}

QImage painted(double ratio)
{
    auto image = blank(ratio);
    paintPart(image, QRect(QPoint(), kSize));
    return image;
}

/// The colours of the column of device pixels in the middle of a logical one, from top to bottom.
QList<QRgb> columnAt(const QImage& image, double x)
{
    QList<QRgb> colours;
    const int column = int((x + 0.5) * image.devicePixelRatio());
    for (int row = 0; row < image.height(); ++row)
        colours.append(image.pixel(column, row));
    return colours;
}

} // namespace

class TestColumnFills final : public QObject {
    Q_OBJECT

    static void scalings()
    {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.0, 1.25, 1.5, 1.75, 2.0})
            QTest::addRow("x%g", ratio) << ratio;
    }

private Q_SLOTS:
    void band_overTheWholeHeight_hasOneColour_data() { scalings(); }
    void band_overTheWholeHeight_hasOneColour()
    {
        QFETCH(const double, ratio);
        const auto column = columnAt(painted(ratio), 55.0);
        const std::set<QRgb> colours(column.begin(), column.end());
        QCOMPARE(colours.size(), std::size_t(1));
        QVERIFY(*colours.begin() != kPaper.rgb());
    }

    void dashes_areOfTwoColours_andOfTheirLength_data() { scalings(); }
    void dashes_areOfTwoColours_andOfTheirLength()
    {
        QFETCH(const double, ratio);
        const auto image = painted(ratio);
        for (const auto& [x, height] : {std::pair(43.0, 4), std::pair(67.0, 6)}) {
            const auto column = columnAt(image, x);
            const auto gap = columnAt(image, 55.0).front();
            int dashed = 0;
            for (const auto colour : column) {
                QVERIFY2(colour == kInk.rgb() || colour == gap, "a dash has sharp ends");
                dashed += colour == kInk.rgb() ? 1 : 0;
            }
            const double wanted = double(height) / ColumnFills::kPeriod * double(column.size());
            const double periods = double(kSize.height()) / ColumnFills::kPeriod;
            QVERIFY(std::abs(dashed - wanted) <= periods * 0.5); // where its end is within a pixel
            QCOMPARE(column.front(), kInk.rgb());
        }
    }

    void hatch_isSeen_onEveryRow_data() { scalings(); }
    void hatch_isSeen_onEveryRow()
    {
        QFETCH(const double, ratio);
        const auto image = painted(ratio);
        const int left = int(84 * ratio);
        for (int row = 0; row < image.height(); ++row) {
            int inked = 0;
            for (int x = 0; x < int(2 * ColumnFills::kPeriod * ratio); ++x)
                inked += image.pixel(left + x, row) != kPaper.rgb() ? 1 : 0;
            QVERIFY2(inked >= 2, qPrintable(QString::number(row))); // two lines in two periods
            QVERIFY(inked <= int(2 * ColumnFills::kPeriod * ratio) / 2);
        }
    }

    void paintedInParts_isAsPaintedAtOnce_data() { scalings(); }
    void paintedInParts_isAsPaintedAtOnce()
    {
        QFETCH(const double, ratio);
        const auto whole = painted(ratio);
        for (int split = 1; split < kSize.width(); ++split) {
            auto image = blank(ratio);
            paintPart(image, QRect(0, 0, split, kSize.height()));
            paintPart(image, QRect(split, 0, kSize.width() - split, kSize.height()));
            QVERIFY2(image == whole, qPrintable(QString::number(split)));
        }
        for (const int split : {3, 8, 21, 40}) { // from top to bottom
            auto image = blank(ratio);
            paintPart(image, QRect(0, 0, kSize.width(), split));
            paintPart(image, QRect(0, split, kSize.width(), kSize.height() - split));
            QVERIFY2(image == whole, qPrintable(QString::number(split)));
        }
    }

    void crosshair_leavesTheBandsItMovesOver_data() { scalings(); }
    void crosshair_leavesTheBandsItMovesOver()
    {
        QFETCH(const double, ratio);
        const auto whole = painted(ratio);
        auto image = whole;
        for (int x = 2; x + 3 < kSize.width(); x += 3) { // a narrow stripe, erased and painted again
            const QRect stripe(x, 0, 3, kSize.height());
            {
                QPainter painter(&image);
                painter.setClipRect(stripe);
                painter.fillRect(stripe, kPaper);
            }
            paintPart(image, stripe);
            QVERIFY2(image == whole, qPrintable(QString::number(x)));
        }
    }
};

QTEST_MAIN(TestColumnFills)
#include "tst_column_fills.moc"
