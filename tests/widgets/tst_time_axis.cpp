#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/time_ticks.h"

#include <QSignalSpy>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

class TestTimeAxis final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zoomAround_anchor_staysAtItsPlaceOnTheScreen()
    {
        TimeAxis axis;
        axis.setFullRange({0, 100'000}, 10);
        axis.zoomAround(25'000, 2.0);
        QCOMPARE(axis.visible().length(), 50'000);
        // A quarter of the way before, a quarter of the way after.
        QCOMPARE(axis.visible().begin, 12'500);
    }

    void zoomAround_atTheLimits_staysWithinData()
    {
        TimeAxis axis;
        axis.setFullRange({1000, 2000}, 100);
        axis.zoomAround(1500, 1e6);
        QCOMPARE(axis.visible().length(), 100);
        axis.zoomAround(1500, 1e-6);
        QCOMPARE(axis.visible(), (TimeRange{1000, 2000}));
    }

    void zoomAround_atTheEdge_canReachTheFirstAndTheLastSample()
    {
        TimeAxis axis;
        axis.setFullRange({0, 100'000}, 10);
        for (int i = 0; i < 60; ++i)
            axis.zoomAround(0, 1.25);
        QCOMPARE(axis.visible(), (TimeRange{0, 10}));
        axis.showAll();
        for (int i = 0; i < 60; ++i)
            axis.zoomAround(100'000, 1.25);
        QCOMPARE(axis.visible(), (TimeRange{99'990, 100'000}));
    }

    void panBy_beyondTheEnds_stopsThereWithoutChangingTheLength()
    {
        TimeAxis axis;
        axis.setFullRange({0, 1000}, 10);
        axis.show({400, 600});
        axis.panBy(10'000);
        QCOMPARE(axis.visible(), (TimeRange{800, 1000}));
        axis.panBy(-10'000);
        QCOMPARE(axis.visible(), (TimeRange{0, 200}));
    }

    void back_afterJumps_returnsThroughAllViews()
    {
        TimeAxis axis;
        axis.setFullRange({0, 1000}, 10);
        QVERIFY(!axis.canGoBack());
        axis.show({100, 300});
        axis.show({500, 600});
        axis.back();
        QCOMPARE(axis.visible(), (TimeRange{100, 300}));
        axis.back();
        QCOMPARE(axis.visible(), (TimeRange{0, 1000}));
        QVERIFY(!axis.canGoBack());
    }

    void back_afterManyWheelNotches_isOneStep()
    {
        TimeAxis axis;
        axis.setFullRange({0, 100'000}, 10);
        for (int i = 0; i < 8; ++i)
            axis.zoomAround(40'000, 1.25);
        axis.back();
        QCOMPARE(axis.visible(), (TimeRange{0, 100'000}));
    }

    void changeFullRange_overlappingNode_keepsTheVisibleTime()
    {
        TimeAxis axis;
        axis.setFullRange({0, 1000}, 10);
        axis.show({200, 400});
        axis.changeFullRange({100, 2000}, 10);
        QCOMPARE(axis.visible(), (TimeRange{200, 400}));
        axis.changeFullRange({5000, 6000}, 10);
        QCOMPARE(axis.visible(), (TimeRange{5000, 6000}));
    }

    void selection_draggedBackwards_isOrderedAndClamped()
    {
        TimeAxis axis;
        axis.setFullRange({0, 1000}, 10);
        QSignalSpy changed(&axis, &TimeAxis::selectionChanged);
        axis.setSelection(TimeRange{700, -50});
        QCOMPARE(*axis.selection(), (TimeRange{0, 700}));
        axis.setSelection(TimeRange{300, 300});
        QVERIFY(!axis.selection());
        QCOMPARE(changed.count(), 2);
    }

    void ticks_anySpan_areRoundAndFew_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::newRow("half a second") << qint64(500);
        QTest::newRow("a minute") << qint64(60'000);
        QTest::newRow("41 minutes") << qint64(2'460'000);
        QTest::newRow("a day") << qint64(86'400'000);
        QTest::newRow("four weeks") << qint64(4 * 7 * 86'400'000LL);
        QTest::newRow("ten years") << qint64(3650 * 86'400'000LL);
    }

    void ticks_anySpan_areRoundAndFew()
    {
        QFETCH(qint64, span);
        const TimeMs begin = 1'795'392'121'600; // 2026-11-23 00:02:01.6 UTC
        const auto ticks = timeTicks({begin, begin + span}, 8);
        QVERIFY(!ticks.empty());
        QVERIFY(ticks.size() <= 10);
        for (const auto& tick : ticks) {
            QVERIFY(tick.time >= begin && tick.time < begin + span);
            QVERIFY(!tick.text.isEmpty());
        }
        if (ticks.size() > 1)
            QCOMPARE(ticks[0].time % (ticks[1].time - ticks[0].time), 0);
    }

    void ticks_midnight_showsTheDate()
    {
        const TimeMs day = 86'400'000;
        const auto ticks = timeTicks({day * 20'000 - 7'200'000, day * 20'000 + 7'200'000}, 5);
        const auto midnight
            = std::find_if(ticks.begin(), ticks.end(), [](const TimeTick& tick) { return tick.day; });
        QVERIFY(midnight != ticks.end());
        QCOMPARE(midnight->text, u"2024-10-04"_s);
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_time_axis.moc"
