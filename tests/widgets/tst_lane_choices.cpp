#include "widgets/timeline/exclusion_overlay.h"
#include "widgets/traces/lane_arrangement.h"
#include "widgets/traces/lane_trace.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/time_ticks.h"
#include "widgets/documents/lane_sets.h"
#include "widgets/base/text/fuzzy_match.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QTest>

using namespace nodesentry;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

std::vector<LaneSpec> base()
{
    return {{1, u"a"_s, u"1/s"_s, u"CPU"_s},
            {2, u"b"_s, u"1/s"_s, u"CPU"_s},
            {3, u"c"_s, {}, u"Memory"_s},
            {4, u"d"_s, {}, u"Memory"_s},
            {5, u"e"_s, {}, u"Memory"_s}};
}

QString order(const std::vector<LaneSpec>& lanes)
{
    QString names;
    for (const auto& lane : lanes)
        names += lane.name;
    return names;
}

} // namespace

class TestLaneChoices final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { setDisplayZone(QTimeZone::utc()); }

    void arrangement_ofNothing_leavesTheLanes()
    {
        QCOMPARE(order(LaneArrangement().applied(base())), u"abcde"_s);
    }

    void pinnedLanes_comeFirst_inTheOrderTheyWerePinned()
    {
        LaneArrangement arrangement;
        arrangement.setPinned(u"d"_s, true);
        arrangement.setPinned(u"a"_s, true);
        const auto lanes = arrangement.applied(base());
        QCOMPARE(order(lanes), u"dabce"_s);
        QCOMPARE(lanes[0].group, lanes[1].group);
        QVERIFY(lanes[2].group != lanes[1].group);
    }

    void move_staysWithinTheGroup_alsoForNodesWithOtherMetrics()
    {
        LaneArrangement arrangement;
        arrangement.move(u"e"_s, u"c"_s, arrangement.applied(base()));
        QCOMPARE(order(arrangement.applied(base())), u"abecd"_s);
        arrangement.move(u"c"_s, {}, arrangement.applied(base()));
        QCOMPARE(order(arrangement.applied(base())), u"abedc"_s);
        auto fewer = base();
        fewer.erase(fewer.begin() + 3); // a node without d
        QCOMPARE(order(arrangement.applied(fewer)), u"abec"_s);
        auto more = base();
        more.push_back({6, u"f"_s, {}, u"Memory"_s}); // a metric that has no place yet comes last
        QCOMPARE(order(arrangement.applied(more)), u"abedcf"_s);
    }

    void laneSets_surviveTheProjectsDocument()
    {
        LaneSets sets;
        LaneSet set{u"Memory “only”"_s, {u"a"_s, u"b"_s}, {}};
        set.arrangement.setPinned(u"c"_s, true);
        set.arrangement.move(u"e"_s, u"d"_s, set.arrangement.applied(base()));
        set.arrangement.setHeight(u"d"_s, 120);
        set.arrangement.setScaling(u"d"_s, LaneScaling{LaneScale::Fixed, true, {0.125, 4096.0}});
        sets.save(set);
        sets.save({u"other"_s, {}, {}});
        sets.current = set;
        const auto read = LaneSets::fromJson(sets.toJson());
        QCOMPARE(read.named.size(), std::size_t(2));
        QVERIFY(read.named[0] == set);
        QVERIFY(read.current && *read.current == set);
    }

    void laneSets_ofDamagedText_areEmpty()
    {
        for (const auto* text :
             {"", "{", "[]", R"({"version":2,"sets":[{"name":"x"}]})", R"({"version":1,"sets":7})"})
            QVERIFY(LaneSets::fromJson(text).named.empty());
        const auto sets = LaneSets::fromJson(
            R"({"version":1,"sets":[{"name":"x","lanes":{"scales":{"m":{"scale":"fixed","minimum":2,"maximum":1}}}}]})");
        QCOMPARE(sets.named.size(), std::size_t(1));
        QVERIFY(sets.named[0].arrangement == LaneArrangement());
    }

    void fuzzyMatch_findsLettersInOrder_andWordsInAny()
    {
        QVERIFY(fuzzyMatch(u"memfr"_s, u"node_memory_MemFree_bytes"_s));
        QVERIFY(fuzzyMatch(u"free mem"_s, u"node_memory_MemFree_bytes"_s));
        QVERIFY(!fuzzyMatch(u"memx"_s, u"node_memory_MemFree_bytes"_s));
        QVERIFY(!fuzzyMatch(u"eerf"_s, u"MemFree"_s));
        QCOMPARE(fuzzyMatch({}, u"x"_s), std::optional(0));
        QVERIFY(!fuzzyMatch(u"a"_s, {}));
    }

    void fuzzyMatch_prefersWordsTogether_andShortNames()
    {
        QVERIFY(*fuzzyMatch(u"load"_s, u"node_load1"_s) > *fuzzyMatch(u"load"_s, u"lost_order_and"_s));
        QVERIFY(*fuzzyMatch(u"cpu"_s, u"node_cpu"_s) > *fuzzyMatch(u"cpu"_s, u"node_cpu_guest_seconds"_s));
        QVERIFY(*fuzzyMatch(u"mf"_s, u"MemFree"_s) > *fuzzyMatch(u"mf"_s, u"comfort"_s));
    }

    void unusualness_isDistanceInSpreads()
    {
        SampleTrace samples{{0, 1000, 8}, {1, 3, 1, 3, 1, 3, 1, 3}};
        const LaneTrace trace = samples;
        const auto summary = summarise(trace);
        QCOMPARE(summary.typical, 3.0); // upper median
        QCOMPARE(summary.spread, 1.4826 * 2.0); // distances 0 and 2, half of each
        samples.values = {9, 9, 9, 9, 9, 9, 9, 9};
        QCOMPARE(unusualness(samples, summary, {0, 8000}), 6.0 / summary.spread);
        QCOMPARE(unusualness(samples, summary, {9000, 9500}), 0.0);
        const LaneTrace constant = SampleTrace{{0, 1000, 3}, {5, 5, 5}};
        QCOMPARE(unusualness(constant, summarise(constant), {0, 3000}), 0.0);
    }

    void history_goesBackAndForward_untilTheViewChanges()
    {
        TimeAxis axis;
        axis.setFullRange({0, 100'000}, 1'000);
        axis.show({0, 10'000});
        axis.show({20'000, 30'000});
        axis.back();
        QVERIFY(axis.canGoForward());
        axis.forward();
        QCOMPARE(axis.visible(), (TimeRange{20'000, 30'000}));
        QVERIFY(!axis.canGoForward());
        axis.back();
        axis.back();
        QCOMPARE(axis.visible(), axis.fullRange());
        axis.show({5'000, 9'000});
        QVERIFY(!axis.canGoForward());
    }

    void exclusionStrips_lieOnBothSidesOfTransitions_andAreUnited()
    {
        ExclusionOverlay overlay;
        Job first{"1", {"n"}, 1'000'000, 2'000'000, {}, {}, {}, {}};
        Job second{"2", {"n"}, 2'050'000, std::nullopt, {}, {}, {}, {}};
        overlay.setJobs({second, first}, 60.0);
        QCOMPARE(overlay.strips().size(), std::size_t(2));
        QCOMPARE(overlay.strips()[0], (TimeRange{940'000, 1'060'000}));
        QCOMPARE(overlay.strips()[1], (TimeRange{1'940'000, 2'110'000}));
    }

    void zone_isPrintedWithItsOffsetAtThatMoment()
    {
        constexpr TimeMs kWinter = 1'795'392'000'000; // 2026-11-23 00:00 UTC
        constexpr TimeMs kSummer = 1'782'864'000'000; // 2026-07-01 00:00 UTC
        QCOMPARE(momentText(kWinter), u"2026-11-23 00:00:00 UTC"_s);
        setDisplayZone(QTimeZone("Europe/Berlin"));
        QCOMPARE(momentText(kWinter), u"2026-11-23 01:00:00 UTC+01:00"_s);
        QCOMPARE(momentText(kSummer), u"2026-07-01 02:00:00 UTC+02:00"_s);
        QCOMPARE(zoneName(), u"Europe/Berlin"_s);
        QCOMPARE(*parseDisplayedTime(u"2026-11-23 01:00"_s), kWinter);
        setDisplayZone(QTimeZone("America/St_Johns"));
        QCOMPARE(momentText(kWinter), u"2026-11-22 20:30:00 UTC-03:30"_s);
    }

    void ticks_standAtLocalMidnight_alsoWhenClocksChange()
    {
        setDisplayZone(QTimeZone("Europe/Berlin"));
        constexpr TimeMs kHour = 3'600'000;
        const TimeMs begin = *parseDisplayedTime(u"2026-10-24 00:00"_s);
        const TimeMs end = *parseDisplayedTime(u"2026-10-27 00:00"_s);
        QCOMPARE(end - begin, 73 * kHour); // the 25th has 25 hours
        std::vector<TimeMs> days;
        for (const auto& tick : timeTicks({begin, end}, 12)) {
            if (tick.day)
                days.push_back(tick.time - begin);
        }
        QCOMPARE(days, (std::vector<TimeMs>{0, 24 * kHour, 49 * kHour}));
    }
};

QTEST_GUILESS_MAIN(TestLaneChoices)
#include "tst_lane_choices.moc"
