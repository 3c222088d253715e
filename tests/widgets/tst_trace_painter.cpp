#include "core/data/min_max_pyramid.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/trace_painter.h"
#include "widgets/traces/trace_source.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace nodesentry;
using namespace nodesentry::ui;

namespace {

constexpr QRgb kBackground = 0xffffffffU;
constexpr QRgb kCurve = 0xff0000ffU;
constexpr QRgb kClipped = 0xffff0000U;
constexpr TimeMs kOrigin = 1'795'392'121'600;
constexpr TimeMs kStep = 15'000;
constexpr int kHeight = 40;

QImage blank(int width)
{
    QImage image(width, kHeight, QImage::Format_RGB32);
    image.fill(kBackground);
    return image;
}

QImage paint(const MinMaxPyramid& series, const TimeGrid& grid, TimeRange visible, int width,
             ValueRange values = {-0.1, 1.1})
{
    auto image = blank(width);
    const auto scale = TimeScale::of(visible, 0.0, width);
    const auto trace = readTrace(series, grid, {visible, scale.msPerPixel});
    if (trace)
        paintTrace(image, image.rect(), *trace, scale, values, {kCurve, kClipped});
    return image;
}

bool columnHasColour(const QImage& image, int x, QRgb colour, int fromY, int toY)
{
    for (int y = fromY; y <= toY; ++y) {
        if (image.pixel(x, y) == colour)
            return true;
    }
    return false;
}

/// Whether something was painted in the upper quarter, where only the spike reaches.
bool spikeIsSeen(const QImage& image)
{
    for (int x = 0; x < image.width(); ++x) {
        if (columnHasColour(image, x, kCurve, 0, kHeight / 4))
            return true;
    }
    return false;
}

int paintedColumns(const QImage& image)
{
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += columnHasColour(image, x, kCurve, 0, kHeight - 1) ? 1 : 0;
    return count;
}

} // namespace

class TestTracePainter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spike_ofOneSample_isSeenAtEveryZoom_data()
    {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("spikeAt");
        for (const int samples : {500, 40'320, 161'280}) {
            QTest::addRow("first of %d", samples) << samples << 0;
            QTest::addRow("second of %d", samples) << samples << 1;
            QTest::addRow("middle of %d", samples) << samples << samples / 2;
            QTest::addRow("last but one of %d", samples) << samples << samples - 2;
            QTest::addRow("last of %d", samples) << samples << samples - 1;
        }
    }

    void spike_ofOneSample_isSeenAtEveryZoom()
    {
        QFETCH(int, samples);
        QFETCH(int, spikeAt);
        std::vector<float> values(std::size_t(samples), 0.0F);
        values[std::size_t(spikeAt)] = 1.0F;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, samples};
        const auto spike = grid.timeOf(spikeAt);
        for (const int width : {333, 640, 1600}) {
            TimeAxis axis;
            axis.setFullRange(grid.range(), kStep * 5);
            auto before = TimeRange{};
            while (axis.visible() != before) { // from everything down to the closest view
                QVERIFY2(spikeIsSeen(paint(series, grid, axis.visible(), width)),
                         qPrintable(
                             QStringLiteral("width %1, view %2 ms").arg(width).arg(axis.visible().length())));
                before = axis.visible();
                axis.zoomAround(spike, 1.37);
            }
        }
    }

    void spike_whilePanning_isSeenAtEveryOffset()
    {
        const int samples = 20'000;
        const int spikeAt = 9'973;
        std::vector<float> values(samples, 0.0F);
        values[spikeAt] = 1.0F;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, samples};
        const TimeMs span = 7'777 * kStep / 10;
        for (int i = 0; i < 200; ++i) {
            const auto begin = grid.timeOf(spikeAt) - span + 1 + (span - 1) * i / 199;
            QVERIFY2(spikeIsSeen(paint(series, grid, {begin, begin + span}, 500)),
                     qPrintable(QString::number(i)));
        }
    }

    void spike_inAStretchedTrace_isSeenUntilTheFineOneIsThere()
    {
        // While zooming, the overview is painted over a range it is too coarse for.
        const int samples = 20'000;
        std::vector<float> values(samples, 0.0F);
        values[7'001] = 1.0F;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, samples};
        const auto coarse = readTrace(series, grid, {grid.range(), double(grid.range().length()) / 800});
        QVERIFY(coarse);
        for (const double zoom : {0.3, 0.9, 1.1, 3.0, 17.0, 200.0}) {
            const auto half = TimeMs(double(grid.range().length()) / zoom / 2.0);
            const auto scale
                = TimeScale::of({grid.timeOf(7'001) - half, grid.timeOf(7'001) + half}, 0.0, 640);
            auto image = blank(640);
            paintTrace(image, image.rect(), *coarse, scale, {-0.1, 1.1}, {kCurve, kClipped});
            QVERIFY2(spikeIsSeen(image), qPrintable(QString::number(zoom)));
        }
    }

    void gap_atEveryZoom_staysEmpty()
    {
        const int samples = 30'000;
        std::vector<float> values(samples, 0.5F);
        for (int i = 10'000; i < 20'000; ++i)
            values[std::size_t(i)] = NAN;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, samples};
        const auto whole = paint(series, grid, grid.range(), 900);
        for (int x = 302; x < 598; ++x)
            QVERIFY2(!columnHasColour(whole, x, kCurve, 0, kHeight - 1), qPrintable(QString::number(x)));
        QVERIFY(columnHasColour(whole, 150, kCurve, 0, kHeight - 1));
        QVERIFY(columnHasColour(whole, 750, kCurve, 0, kHeight - 1));
        const TimeRange close{grid.timeOf(9'995), grid.timeOf(10'015)};
        const auto near = paint(series, grid, close, 400); // 20 pixels a sample, lines between samples
        QVERIFY(columnHasColour(near, 50, kCurve, 0, kHeight - 1));
        for (int x = 90; x < 400; ++x)
            QVERIFY2(!columnHasColour(near, x, kCurve, 0, kHeight - 1), qPrintable(QString::number(x)));
    }

    void samples_withoutGap_fillEveryColumnAtEveryZoom()
    {
        const int samples = 5'000;
        std::vector<float> values(samples);
        for (int i = 0; i < samples; ++i)
            values[std::size_t(i)] = float(0.5 + 0.4 * std::sin(i * 0.37));
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, samples};
        for (const int inView : {4'000, 1'500, 1'000, 700, 450, 301, 40}) {
            const TimeRange visible{grid.timeOf(500), grid.timeOf(500 + inView)};
            QCOMPARE(paintedColumns(paint(series, grid, visible, 300)), 300);
        }
    }

    void loneSample_betweenGaps_isADot()
    {
        std::vector<float> values(100, NAN);
        values[50] = 0.5F;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, 100};
        QVERIFY(paintedColumns(paint(series, grid, grid.range(), 800)) >= 1);
        QVERIFY(paintedColumns(paint(series, grid, grid.range(), 20)) == 1);
    }

    void valueBeyondTheScale_isMarkedAsClipped()
    {
        std::vector<float> values(100, 0.5F);
        values[50] = 100.0F;
        values[60] = -100.0F;
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, 100};
        const auto image = paint(series, grid, grid.range(), 50);
        // Buckets begin at round times, not at pixels, so a sample may be painted one pixel to the left.
        QVERIFY(columnHasColour(image, 24, kClipped, 0, 1) || columnHasColour(image, 25, kClipped, 0, 1));
        QVERIFY(columnHasColour(image, 29, kClipped, kHeight - 2, kHeight - 1)
                || columnHasColour(image, 30, kClipped, kHeight - 2, kHeight - 1));
        QVERIFY(!columnHasColour(image, 10, kClipped, 0, kHeight - 1));
    }

    void lane_isNeverLeft()
    {
        std::vector<float> values(1000);
        for (int i = 0; i < 1000; ++i)
            values[std::size_t(i)] = float((i % 7) * 100 - 300);
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, 1000};
        for (const TimeMs span : {kStep * 1000, kStep * 30}) {
            auto image = blank(200);
            const TimeRange visible{kOrigin, kOrigin + span};
            const auto scale = TimeScale::of(visible, 50.0, 100);
            const auto trace = readTrace(series, grid, {visible, scale.msPerPixel});
            QVERIFY(trace);
            const QRect lane(50, 10, 100, 20);
            paintTrace(image, lane, *trace, scale, {0.0, 1.0}, {kCurve, kClipped});
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (!lane.contains(x, y))
                        QCOMPARE(image.pixel(x, y), kBackground);
                }
            }
        }
    }

    void readTrace_pannedByWholePixels_meetsTheSameBuckets()
    {
        std::vector<float> values(50'000);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = float(std::sin(double(i) * 12.9898) * 43758.5453);
        const MinMaxPyramid series(std::move(values));
        const TimeGrid grid{kOrigin, kStep, 50'000};
        const double perPixel = 20.0 * kStep;
        const auto first = readTrace(series, grid, {{kOrigin, kOrigin + 1000 * TimeMs(perPixel)}, perPixel});
        const auto moved = readTrace(
            series, grid, {{kOrigin + 7 * TimeMs(perPixel), kOrigin + 1007 * TimeMs(perPixel)}, perPixel});
        const auto& a = std::get<EnvelopeTrace>(*first);
        const auto& b = std::get<EnvelopeTrace>(*moved);
        QCOMPARE(b.begin - a.begin, 7 * TimeMs(perPixel));
        for (std::size_t i = 7; i < a.buckets.size(); ++i)
            QCOMPARE(a.buckets[i].maximum, b.buckets[i - 7].maximum);
    }

    void valueAt_gapAndOutside_areNoValue()
    {
        const TimeGrid grid{1000, 10, 4};
        const LaneTrace trace = SampleTrace{grid, {1.0F, NAN, 3.0F, 4.0F}};
        QCOMPARE(valueAt(trace, 1000)->minimum, 1.0F);
        QVERIFY(!valueAt(trace, 1015));
        QCOMPARE(valueAt(trace, 1029)->maximum, 3.0F);
        QVERIFY(!valueAt(trace, 999));
        QVERIFY(!valueAt(trace, 1040));
        const LaneTrace envelope = EnvelopeTrace{1000, 10.0, {{1.0F, 5.0F}, {NAN, NAN}}};
        QCOMPARE(valueAt(envelope, 1009)->maximum, 5.0F);
        QVERIFY(!valueAt(envelope, 1010));
    }

    void robustExtent_oneWildValue_isLeftOut()
    {
        std::vector<float> values(1000);
        for (int i = 0; i < 1000; ++i)
            values[std::size_t(i)] = float(i % 10);
        values[500] = 1e9F;
        const LaneTrace trace = SampleTrace{{0, 1, 1000}, values};
        const auto range = robustExtent(trace);
        QVERIFY(range);
        QVERIFY(range->maximum <= 9.0);
        QVERIFY(range->minimum >= 0.0);
        QCOMPARE(extent(trace, {0, 1000})->maximum, 1e9);
    }

    void padded_constant_hasAHeight()
    {
        for (const double value : {0.0, 5.0, -3.0, 1e12}) {
            const auto range = padded({value, value});
            QVERIFY(range.maximum > value && range.minimum < value);
        }
    }
};

QTEST_GUILESS_MAIN(TestTracePainter)
#include "tst_trace_painter.moc"
