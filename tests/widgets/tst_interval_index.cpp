#include "widgets/traces/interval_index.h"

#include <QTest>

#include <random>

using namespace nodesentry;
using namespace nodesentry::ui;

class TestIntervalIndex final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void candidates_randomIntervals_missNothing()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<TimeMs> place(0, 100'000);
        std::uniform_int_distribution<TimeMs> length(1, 3'000);
        std::vector<IntervalMark> marks;
        for (int i = 0; i < 2'000; ++i) {
            const auto begin = place(random);
            marks.push_back({{begin, begin + length(random)}, i, {}});
        }
        const IntervalIndex index(marks);
        for (int i = 0; i < 300; ++i) {
            const auto begin = place(random);
            const TimeRange wanted{begin, begin + length(random)};
            const auto [first, last] = index.candidates(wanted);
            for (std::size_t m = 0; m < index.marks().size(); ++m) {
                if (index.marks()[m].range.overlaps(wanted))
                    QVERIFY(m >= first && m < last);
            }
        }
    }

    void candidates_shortIntervals_areFew()
    {
        std::vector<IntervalMark> marks;
        for (int i = 0; i < 10'000; ++i)
            marks.push_back({{i * 100, i * 100 + 50}, i, {}});
        const IntervalIndex index(marks);
        const auto [first, last] = index.candidates({500'000, 501'000});
        QCOMPARE(last - first, std::size_t(10));
    }

    void at_nestedMarks_givesTheShortest()
    {
        const IntervalIndex index({{{0, 1000}, 1, {}}, {{400, 500}, 2, {}}});
        QCOMPARE(index.at(450)->id, 2);
        QCOMPARE(index.at(600)->id, 1);
        QCOMPARE(index.at(0)->id, 1);
        QVERIFY(!index.at(1000)); // the end is not part of it
    }

    void empty_index_findsNothing()
    {
        const IntervalIndex index;
        QCOMPARE(index.candidates({0, 100}), std::pair(std::size_t(0), std::size_t(0)));
        QVERIFY(!index.at(5));
    }
};

QTEST_GUILESS_MAIN(TestIntervalIndex)
#include "tst_interval_index.moc"
