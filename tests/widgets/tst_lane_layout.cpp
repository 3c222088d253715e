#include "widgets/traces/lane_layout.h"

#include <QTest>

using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

class TestLaneLayout final : public QObject {
    Q_OBJECT

    static LaneLayout threeLanes()
    {
        LaneLayout layout;
        layout.setHeights(50, 20);
        layout.setLanes(
            {{7, u"user"_s, {}, u"CPU"_s}, {8, u"idle"_s, {}, u"CPU"_s}, {3, u"free"_s, {}, u"Memory"_s}});
        return layout;
    }

private Q_SLOTS:
    void lanes_ofTwoGroups_standUnderTheirHeaders()
    {
        const auto layout = threeLanes();
        QCOMPARE(layout.totalHeight(), 20 + 50 + 50 + 20 + 50);
        QCOMPARE(*layout.topOf(7), 20);
        QCOMPARE(*layout.topOf(3), 140);
        QVERIFY(layout.rowAt(10)->header);
        QCOMPARE(layout.rowAt(70)->lane, 1);
        QVERIFY(!layout.rowAt(190));
    }

    void toggleGroup_hidesItsLanesOnly()
    {
        auto layout = threeLanes();
        layout.toggleGroup(u"CPU"_s);
        QVERIFY(!layout.topOf(7));
        QCOMPARE(*layout.topOf(3), 40);
        QCOMPARE(layout.totalHeight(), 90);
        layout.toggleGroup(u"CPU"_s);
        QCOMPARE(*layout.topOf(3), 140);
    }

    void rowsWithin_partOfTheContent_areThoseThatTouchIt()
    {
        const auto rows = threeLanes().rowsWithin(60, 125);
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0].lane, 0);
        QCOMPARE(rows[1].lane, 1);
        QVERIFY(rows[2].header);
    }
};

QTEST_GUILESS_MAIN(TestLaneLayout)
#include "tst_lane_layout.moc"
