#include "core/data/series_files.h"
#include "core/data/series_store.h"
#include "widgets/base/jobs/job_runner.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/lanes/timeline_view.h"

#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

// Pictures of the real timeline, offscreen. CTest runs this program three times, at 1, 1.5 and 2 device
// pixels to a logical one.

namespace {

constexpr TimeMs kOrigin = 1'795'392'000'000;
constexpr TimeMs kStep = 15'000;
constexpr std::int64_t kSamples = 40'320; // a week
constexpr std::int64_t kGapBegin = 20'000;
constexpr std::int64_t kGapEnd = 24'000;

enum Metric { SpikeAtBegin, SpikeInMiddle, SpikeAtEnd, Gap, Ramp, Logarithmic, MetricCount };

const TimeGrid kGrid{kOrigin, kStep, kSamples};

NodeSeries makeNode(const std::string& name, float level)
{
    NodeSeries series{name, kGrid, {}, {}, {}};
    series.values.resize(MetricCount, kSamples);
    series.values.setConstant(level);
    for (int metric = 0; metric < MetricCount; ++metric)
        series.metrics.push_back(metric);
    series.values(SpikeAtBegin, 0) = 100.0F;
    series.values(SpikeInMiddle, kSamples / 2 + 7) = 100.0F;
    series.values(SpikeAtEnd, kSamples - 1) = 100.0F;
    for (auto i = kGapBegin; i < kGapEnd; ++i)
        series.values(Gap, i) = std::numeric_limits<float>::quiet_NaN();
    for (std::int64_t i = 0; i < kSamples; ++i) {
        series.values(Ramp, i) = float(i) + level;
        series.values(Logarithmic, i) = float(std::pow(10.0, double(i / 10'080))); // 1, 10, 100, 1000
    }
    return series;
}

} // namespace

class TestLaneView final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const SeriesStore> m_store;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<TimelineView> m_view;

    LaneView& lanes() { return m_view->lanes(); }
    TimeAxis& axis() { return m_view->axis(); }

    QRect laneOf(int metric)
    {
        const auto row = lanes().layout().rowOf(metric);
        const auto area = lanes().plotArea();
        return row ? QRect(area.left(), row->top - lanes().scroll(), area.width(), row->height) : QRect();
    }

    QImage picture() { return lanes().grab().toImage().convertToFormat(QImage::Format_RGB32); }

    static bool isCurve(QRgb colour, const QPalette& palette)
    {
        return colour == plotColors(palette).curve.rgb();
    }

    /// Columns of a lane, in device pixels, in which something of the curve lies within [from, to) of its
    /// height.
    std::vector<int> curveColumns(const QImage& image, int metric, double from, double to)
    {
        const auto lane = laneOf(metric);
        const double ratio = image.devicePixelRatio();
        const int left = int(std::ceil(lane.left() * ratio));
        const int right = std::min(int((lane.right() + 1) * ratio), image.width()) - 1;
        std::vector<int> columns;
        for (int x = left; x <= right; ++x) {
            for (int y = int((lane.top() + from * lane.height()) * ratio);
                 y < int((lane.top() + to * lane.height()) * ratio); ++y) {
                if (y >= 0 && y < image.height() && isCurve(image.pixel(x, y), lanes().palette())) {
                    columns.push_back(x - left);
                    break;
                }
            }
        }
        return columns;
    }

    bool spikeIsSeen(int metric) { return !curveColumns(picture(), metric, 0.0, 0.4).empty(); }

    void waitUntilComplete() { QTRY_VERIFY_WITH_TIMEOUT(lanes().isComplete(), 20'000); }

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = m_folder.filePath(u"series.h5"_s).toStdString();
        const auto temporary = m_folder.filePath(u"new.h5"_s).toStdString();
        auto writer = SeriesStoreWriter::create(temporary, "test");
        QVERIFY(writer);
        QVERIFY(writer->writeNode(makeNode("cn1", 1.0F)));
        for (int i = 2; i <= 12; ++i)
            QVERIFY(writer->writeNode(makeNode("cn" + std::to_string(i), 5.0F * float(i))));
        QVERIFY(writer->finish());
        QVERIFY(installSeriesStore(temporary, path));
        auto store = SeriesStore::open(path);
        QVERIFY(store);
        m_store = *store;
    }

    void init()
    {
        m_runner = std::make_unique<JobRunner>(2);
        m_view = std::make_unique<TimelineView>(*m_runner);
        m_view->resize(1000, 760);
        std::vector<LaneSpec> specs;
        const QStringList names{u"spike_begin"_s, u"spike_middle"_s, u"spike_end"_s,
                                u"gap"_s,         u"ramp"_s,         u"log"_s};
        for (int i = 0; i < MetricCount; ++i)
            specs.push_back({i, names[i], u"1/s"_s, i < 4 ? u"CPU"_s : u"Memory"_s});
        m_view->setLanes(specs);
        m_view->setNode(m_store, "cn1", {});
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        waitUntilComplete();
        if (const auto wanted = qEnvironmentVariable("QT_SCALE_FACTOR"); !wanted.isEmpty())
            QCOMPARE(lanes().devicePixelRatioF(), wanted.toDouble());
    }
    void cleanup()
    {
        m_view.reset();
        m_runner.reset();
    }

    void spike_ofOneSample_isSeenAtEveryZoom_data()
    {
        QTest::addColumn<int>("metric");
        QTest::addColumn<qint64>("sample");
        QTest::newRow("first sample of the data") << int(SpikeAtBegin) << qint64(0);
        QTest::newRow("middle") << int(SpikeInMiddle) << qint64(kSamples / 2 + 7);
        QTest::newRow("last sample of the data") << int(SpikeAtEnd) << qint64(kSamples - 1);
    }

    void spike_ofOneSample_isSeenAtEveryZoom()
    {
        QFETCH(int, metric);
        QFETCH(qint64, sample);
        const auto spike = kGrid.timeOf(sample);
        auto before = TimeRange{};
        while (axis().visible() != before) { // from the week down to five samples
            QVERIFY2(spikeIsSeen(metric), "at once, before anything was read");
            waitUntilComplete();
            QVERIFY2(spikeIsSeen(metric), "when the strips are there");
            before = axis().visible();
            axis().zoomAround(spike, 2.7);
        }
        axis().showAll();
        QVERIFY2(spikeIsSeen(metric), "back at everything, at once");
    }

    void gap_staysEmpty_andEndsWhereTheDataDo()
    {
        const auto columns = curveColumns(picture(), Gap, 0.0, 1.0);
        const double ratio = lanes().devicePixelRatioF();
        const double width = lanes().plotArea().width() * ratio;
        const int first = int(std::ceil(width * double(kGapBegin) / double(kSamples) + ratio));
        const int last = int(std::floor(width * double(kGapEnd) / double(kSamples) - ratio));
        QVERIFY(last - first > 50);
        for (const int column : columns)
            QVERIFY2(column < first || column > last, qPrintable(QString::number(column)));
        QVERIFY(double(columns.size()) > width - (last - first) - 8 * ratio);
    }

    void strips_lookLikeTheCurvesPaintedAtOnce()
    {
        axis().show({kGrid.timeOf(10'000), kGrid.timeOf(12'000)});
        waitUntilComplete();
        axis().panBy(37 * kStep + 1'234); // within what is read, but no whole number of pixels
        const auto copied = curveColumns(picture(), Ramp, 0.0, 1.0).size();
        waitUntilComplete();
        QCOMPARE(curveColumns(picture(), Ramp, 0.0, 1.0).size(), copied);
        QVERIFY(double(copied) > 0.98 * lanes().plotArea().width() * lanes().devicePixelRatioF());
    }

    void logarithmicLane_givesEveryDecadeTheSameHeight()
    {
        lanes().setLaneScaling(Logarithmic, LaneScaling{LaneScale::Whole, true, {}});
        waitUntilComplete();
        const auto image = picture();
        const auto lane = laneOf(Logarithmic);
        const double ratio = image.devicePixelRatio();
        const auto heightAt = [&](double share) {
            const int x = int((lane.left() + share * lane.width()) * ratio);
            for (int y = int(lane.top() * ratio); y < int(lane.bottom() * ratio); ++y) {
                if (isCurve(image.pixel(x, y), lanes().palette()))
                    return double(y) / ratio;
            }
            return -1.0;
        };
        const double one = heightAt(0.1) - heightAt(0.35);
        const double two = heightAt(0.35) - heightAt(0.6);
        const double three = heightAt(0.6) - heightAt(0.85);
        QVERIFY(one > 5.0);
        QVERIFY(std::abs(one - two) <= 2.0 && std::abs(two - three) <= 2.0);
    }

    void sharedScale_isTheUnionOfTheUnit()
    {
        lanes().setScaleMode(LaneScale::Shared);
        waitUntilComplete();
        // `gap` is constant 1, the spikes of its unit and group go to 100: it lies at the bottom.
        QVERIFY(curveColumns(picture(), Gap, 0.0, 0.8).empty());
        QVERIFY(!curveColumns(picture(), Gap, 0.8, 1.0).empty());
    }

    void pin_putsTheLaneOnTop_andBack()
    {
        lanes().setPinned(Gap, true);
        QCOMPARE(lanes().layout().lanes().front().metric, int(Gap));
        QVERIFY(lanes().layout().lanes().front().pinned);
        lanes().setPinned(Gap, false);
        QCOMPARE(lanes().layout().lanes().front().metric, int(SpikeAtBegin));
    }

    void dragInTheGutter_reordersAndResizes()
    {
        const auto from = laneOf(SpikeAtEnd).center();
        const auto to = laneOf(SpikeAtBegin);
        QTest::mousePress(&lanes(), Qt::LeftButton, Qt::NoModifier, {30, from.y()});
        QTest::mouseMove(&lanes(), {30, from.y() - 40});
        QTest::mouseMove(&lanes(), {30, to.top() + 2});
        QTest::mouseRelease(&lanes(), Qt::LeftButton, Qt::NoModifier, {30, to.top() + 2});
        QCOMPARE(lanes().layout().lanes()[0].metric, int(SpikeAtEnd));
        QCOMPARE(lanes().layout().lanes()[1].metric, int(SpikeAtBegin));

        const auto lane = laneOf(SpikeAtEnd);
        QTest::mousePress(&lanes(), Qt::LeftButton, Qt::NoModifier, {30, lane.bottom()});
        QTest::mouseMove(&lanes(), {30, lane.bottom() + 50});
        QTest::mouseRelease(&lanes(), Qt::LeftButton, Qt::NoModifier, {30, lane.bottom() + 50});
        QCOMPARE(laneOf(SpikeAtEnd).height(), lane.height() + 50);
    }

    void valueZoom_fixesTheLane_andADoubleClickOnItsNameFreesIt()
    {
        const auto lane = laneOf(Ramp);
        lanes().zoomValues(Ramp, lane.center().y(), 2.0);
        const auto scaling = lanes().scalingOf(Ramp);
        QCOMPARE(scaling.scale, LaneScale::Fixed);
        const double whole = 1.1 * double(kSamples - 1); // with the margin
        QVERIFY(std::abs((scaling.fixed.maximum - scaling.fixed.minimum) - whole / 2.0) < 0.01 * whole);
        QTest::mouseDClick(&lanes(), Qt::LeftButton, Qt::NoModifier, {30, lane.center().y()});
        QCOMPARE(lanes().scalingOf(Ramp).scale, LaneScale::Whole);
    }

    void unusualFirst_putsTheLaneThatChangedInViewOnTop()
    {
        // In view: the spike of one lane; the ramp is typical in the middle of its time.
        axis().show({kGrid.timeOf(kSamples / 2 - 10), kGrid.timeOf(kSamples / 2 + 20)});
        waitUntilComplete();
        lanes().orderByUnusual(true);
        QTRY_COMPARE(lanes().layout().lanes().front().metric, int(SpikeInMiddle));
        lanes().orderByUnusual(false);
        QCOMPARE(lanes().layout().lanes().front().metric, int(SpikeAtBegin));
    }

    void heatStrips_showAllLanesAtOnce_andTheSpike()
    {
        lanes().setHeatStrips(true);
        waitUntilComplete();
        QCOMPARE(lanes().layout().totalHeight(), lanes().height());
        const auto image = picture();
        const auto lane = laneOf(SpikeInMiddle);
        const double ratio = image.devicePixelRatio();
        const auto high = plotColors(lanes().palette()).heat[2].rgb();
        int columns = 0;
        for (int x = int(lane.left() * ratio); x < image.width(); ++x)
            columns += image.pixel(x, int(lane.center().y() * ratio)) == high ? 1 : 0;
        QVERIFY(columns >= 1 && columns <= 3);
    }

    void expectedSpike_isSeenInTheLaneAtEveryZoom_andTheScaleHoldsIt()
    {
        constexpr std::int64_t kSpike = 23'456;
        ScoreExplanation explanation;
        explanation.node = "cn1";
        explanation.grid = kGrid;
        explanation.metrics.assign(MetricCount, {});
        explanation.metricOfRow = {Gap};
        explanation.error = SampleMatrix::Zero(1, kSamples);
        explanation.expected = SampleMatrix::Constant(1, kSamples, 1.0F);
        explanation.expected(0, kSpike) = 400.0F; // the observed values are 1, or missing as here
        explanation.score.assign(std::size_t(kSamples), 1.0F);
        explanation.threshold.assign(std::size_t(kSamples), 2.0F);
        const auto node = std::make_shared<const ExplainedNode>(std::move(explanation));
        m_view->setExpectations({true, false, node, {}});
        const auto expected = plotColors(lanes().palette()).expected.rgb();
        const auto seen = [&](int metric, double from, double to) {
            const auto image = picture();
            const double ratio = image.devicePixelRatio();
            const auto lane = laneOf(metric);
            for (int y = int((lane.top() + from * lane.height()) * ratio);
                 y < int((lane.top() + to * lane.height()) * ratio); ++y)
                for (int x = int(lane.left() * ratio); x < image.width(); ++x)
                    if (image.valid(x, y) && image.pixel(x, y) == expected)
                        return true;
            return false;
        };
        const auto spike = kGrid.timeOf(kSpike);
        for (const TimeMs around : {kSamples * kStep, 3'000 * kStep, 300 * kStep, 10 * kStep}) {
            axis().show({std::max(spike - around, kGrid.timeOf(0)), spike + around});
            waitUntilComplete();
            QVERIFY2(seen(Gap, 0.0, 0.3), qPrintable(QString::number(around / kStep)));
            QVERIFY(!seen(SpikeInMiddle, 0.0, 1.0)); // nothing was expected of it
        }
        m_view->setExpectations({});
        waitUntilComplete();
        QVERIFY(!seen(Gap, 0.0, 1.0));
    }

    void peers_areLinesUpToEight_andABandAbove()
    {
        const TimeRange range{kGrid.timeOf(0), kGrid.timeOf(kSamples)};
        m_view->setPeers({{"cn2", "cn3", "cn1", "unknown"}, range});
        QCOMPARE(m_view->loader().peers().nodes.size(), std::size_t(2));
        QTRY_VERIFY(m_view->loader().peerTraces(Ramp));
        QCOMPARE(m_view->loader().peerTraces(Ramp)->lines.size(), std::size_t(2));
        Peers many{{}, range};
        for (int i = 2; i <= 12; ++i)
            many.nodes.push_back("cn" + std::to_string(i));
        m_view->setPeers(many);
        QTRY_VERIFY(m_view->loader().peerTraces(Gap));
        const auto band = m_view->loader().peerTraces(Gap)->band;
        QVERIFY(band);
        // Of 11 constants 10, 15 … 60 the nearest ranks of 5 and 95 % are the first and the last.
        const auto value = valueAt(*band, kGrid.timeOf(100));
        QVERIFY(value);
        QCOMPARE(value->minimum, 10.0F);
        QCOMPARE(value->maximum, 60.0F);
        QVERIFY(!valueAt(*band, kGrid.timeOf((kGapBegin + kGapEnd) / 2)));
        m_view->setPeers({});
        QVERIFY(!m_view->loader().peerTraces(Gap));
    }

    void hover_paintsNoCurve()
    {
        waitUntilComplete();
        const auto before = picture();
        const auto area = lanes().plotArea();
        for (const auto place : {QPointF(area.center()), QPointF(area.center() + QPoint(40, 10))}) {
            QMouseEvent move(QEvent::MouseMove, place, lanes().mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(&lanes(), &move);
        }
        QVERIFY(axis().cursor());
        QVERIFY(lanes().isComplete()); // nothing was asked for
        axis().setCursor(std::nullopt);
        const auto plot = QRect(QPoint(int(area.left() * before.devicePixelRatio()), 0), before.size());
        QCOMPARE(picture().copy(plot), before.copy(plot));
    }

    void measure_showsTheDifferenceBetweenTwoCursors()
    {
        axis().setMeasure(kGrid.timeOf(100), kGrid.timeOf(300));
        QCOMPARE(axis().cursorB().value() - axis().cursorA().value(), 200 * kStep);
        const auto image = picture();
        const auto lane = laneOf(Ramp);
        const double x = std::floor(lanes().scale().xOf(kGrid.timeOf(100)));
        const double ratio = image.devicePixelRatio();
        QCOMPARE(image.pixel(int(std::ceil(x * ratio)), int((lane.top() + 1) * ratio)),
                 plotColors(lanes().palette()).measure.rgb());
        axis().setMeasure(std::nullopt, std::nullopt);
        QVERIFY(!axis().cursorB());
    }
};

QTEST_MAIN(TestLaneView)
#include "tst_lane_view.moc"
