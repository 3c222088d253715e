#include "core/base/reason.h"
#include "tests/gui/journey.h"
#include "tests/support/fake_engine.h"
#include "tests/gui/explained_sample.h"
#include "widgets/panels/case_panel.h"
#include "widgets/panels/why_strip.h"
#include "widgets/base/notices/banner.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/timeline/error_strip.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/lanes/timeline_view.h"

#include <QAction>
#include <QListView>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <atomic>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

/// Journeys through what a case is made of.
class TestCases final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<AppSettings> m_settings;
    test::FakeEngine m_engine;
    std::unique_ptr<test::Journey> m_app;
    std::atomic<bool> m_hold = false; ///< explaining waits
    std::optional<Error> m_error; ///< of explaining
    int m_runs = 0;
    std::atomic<int> m_asked = 0;

    LaneView& lanes() { return m_app->timeline().lanes(); }
    std::shared_ptr<const LaneTrace> expected(int metric)
    {
        return m_app->timeline().loader().expectedTrace(metric);
    }
    QString gutter(int metric)
    {
        const auto& all = lanes().layout().lanes();
        for (std::size_t row = 0; row < all.size(); ++row)
            if (all[row].metric == metric)
                return lanes().laneText(int(row)).value;
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(test::makeSampleProject(m_folder.filePath(u"sample.nsproj"_s).toStdString()));
        m_settings = std::make_unique<AppSettings>(m_folder.path());
    }
    void init()
    {
        m_hold = false;
        m_error.reset();
        m_runs = 0;
        m_engine.onRun = [this](const auto&, const auto&, const RunContext&) {
            ++m_runs;
            return Result<void>();
        };
        m_engine.onExplain = [this](const auto&, const std::string& method, const std::string& node,
                                    const RunContext& context) -> Result<ScoreExplanation> {
            ++m_asked;
            while (m_hold && !context.stopRequested())
                QThread::msleep(1);
            if (m_error)
                return tl::unexpected(*m_error);
            return test::explainedSample(method, node);
        };
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1300, 850);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
        m_app->window().openProject(m_folder.filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_app->session().snapshot() && !m_app->timeline().node().empty());
        QTRY_VERIFY(lanes().isComplete());
    }
    void cleanup()
    {
        m_hold = false;
        m_app.reset();
    }

    void suggestion_saysWhy_inUpToThreeMetrics()
    {
        const auto at = [](std::int64_t sample) {
            return test::SampleProject::kOrigin + sample * test::SampleProject::kStep;
        };
        Suggestion made;
        made.source = "nodesentry";
        made.node = m_app->timeline().node();
        made.range = {at(test::SampleProject::kCaseBegin), at(test::SampleProject::kCaseEnd)};
        made.strength = 4.5;
        made.metrics = {6};
        const auto snapshot = m_app->session().snapshot();
        QVERIFY(snapshot->project->offerSuggestions({"nodesentry", {made}}).has_value());
        m_app->session().readSuggestions();
        QTRY_COMPARE(m_app->session().suggestions().suggestions().size(), std::size_t(1));
        const auto* strip = m_app->assistPanel().findChild<WhyStrip*>();
        QVERIFY(strip->isHidden());
        const auto chips = [strip] {
            QStringList texts;
            for (const auto* button : strip->findChildren<QToolButton*>())
                if (!button->isHidden())
                    texts << button->accessibleName();
            return texts;
        };
        const auto id = m_app->session().suggestions().suggestions().front().id;
        m_error = Error{ErrorCode::Unsupported, "it explains nothing"};
        m_app->session().suggestions().setCurrent(id);
        QTRY_COMPARE(chips(), QStringList{u"net_out"_s}); // what the suggestion itself names
        m_error.reset();
        m_app->session().suggestions().setCurrent(std::nullopt);
        QVERIFY(strip->isHidden());
        m_app->session().suggestions().setCurrent(id);
        QTRY_COMPARE(chips().size(), 2);
        QVERIFY2(chips()[0].contains(u"mem_free"_s) && chips()[0].contains(u"75 %"_s)
                     && chips()[0].contains(u"instead of 42"_s),
                 qPrintable(chips().join(u'|')));
        QVERIFY(chips()[1].contains(u"net_in"_s));
        m_app->timeline().lanes().setCurrentLane(std::nullopt);
        QTest::mouseClick(strip->findChildren<QToolButton*>().front(), Qt::LeftButton);
        QCOMPARE(lanes().currentLane(), std::optional(3));
    }

    void expectedValues_areShownBesideTheCurve_inItsUnit()
    {
        QVERIFY(!expected(3));
        lanes().setFocus();
        QTest::keyClick(&lanes(), Qt::Key_I);
        QVERIFY(m_app->action("lanes.expected")->isChecked());
        QTRY_VERIFY(expected(3));
        const auto middle = test::SampleProject::kOrigin + 3'000 * test::SampleProject::kStep;
        QCOMPARE(valueAt(*expected(3), middle)->maximum, 42.0F);
        m_app->timeline().axis().setCursor(middle);
        QVERIFY2(gutter(3).contains(u"expected 42"_s), qPrintable(gutter(3)));
        QVERIFY(!expected(2));
        QVERIFY2(gutter(2).contains(u"constant"_s), qPrintable(gutter(2)));
        QVERIFY2(gutter(4).contains(u"stands for it"_s), qPrintable(gutter(4)));
        QTest::keyClick(&lanes(), Qt::Key_I);
        QVERIFY(!expected(3));
        QVERIFY(!gutter(3).contains(u"expected"_s));
        m_app->timeline().axis().setCursor(std::nullopt);
    }

    void expectedValues_areThoseOfTheNodeThatIsShown()
    {
        m_hold = true;
        m_app->action("lanes.expected")->trigger();
        QTRY_VERIFY2(gutter(3).contains(u"loading"_s), qPrintable(gutter(3)));
        const auto before = m_app->timeline().node();
        if (!m_app->nodeTable().selectNext(1))
            QVERIFY(m_app->nodeTable().selectNext(-1));
        QVERIFY(m_app->timeline().node() != before);
        QCOMPARE(m_app->session().explanations().node(), m_app->timeline().node());
        QVERIFY(gutter(3).contains(u"loading"_s) || gutter(3).isEmpty());
        m_hold = false;
        QTRY_VERIFY(expected(3));
        QCOMPARE(m_app->session().explanations().current()->explanation().node, m_app->timeline().node());
    }

    void chosenCase_saysWhatItIsMadeOf_andAClickShowsTheLane()
    {
        auto& panel = m_app->casePanel();
        QVERIFY2(panel.text().contains(u"Choose a case"_s), qPrintable(panel.text()));
        QCOMPARE(panel.model().rowCount(), 0);
        m_app->action("go.cases")->trigger();
        m_app->action("go.next_case")->trigger();
        QTRY_COMPARE(panel.model().rowCount(), 2);
        const auto& contributions = panel.model().contributions();
        // 40 samples of 6 and of 2: they sum to the error of the case.
        QCOMPARE(contributions[0].metric, 3);
        QCOMPARE(contributions[0].error, 240.0);
        QCOMPARE(contributions[0].share, 0.75);
        QCOMPARE(contributions[1].metric, 5);
        QCOMPARE(contributions[1].error, 80.0);
        QVERIFY2(panel.text().contains(u"Peak 9.00, 4.50 × the threshold"_s), qPrintable(panel.text()));
        QVERIFY2(panel.text().contains(u"Cluster 3, expert 1 (gate 80 %)"_s), qPrintable(panel.text()));
        QVERIFY(panel.text().startsWith(u"Case"_s));
        const auto comparison = panel.model().index(0).data(ContributionModel::ComparisonRole).toString();
        QVERIFY2(comparison.startsWith(u"▲"_s) && comparison.contains(u"instead of 42 B"_s),
                 qPrintable(comparison));

        lanes().setCurrentLane(5);
        m_app->action("lanes.hide")->trigger();
        QVERIFY(lanes().layout().find(5) == nullptr);
        const auto place = panel.list().visualRect(panel.model().index(1)).center();
        QTest::mouseClick(panel.list().viewport(), Qt::LeftButton, {}, place);
        QVERIFY(lanes().layout().find(5) != nullptr);
        QCOMPARE(lanes().currentLane(), std::optional(5));
        const auto row = lanes().layout().rowOf(5);
        QVERIFY(row && row->top >= lanes().scroll()
                && row->top + row->height <= lanes().scroll() + lanes().height());
        panel.list().setFocus();
        QTest::keyClick(&panel.list(), Qt::Key_Return);
        QCOMPARE(lanes().layout().lanes().front().metric, 5);
        lanes().setPinned(5, false);
    }

    void selection_isWhatThePanelSays_untilItIsCleared()
    {
        auto& panel = m_app->casePanel();
        m_app->action("go.cases")->trigger();
        m_app->action("go.next_case")->trigger();
        QTRY_COMPARE(panel.model().rowCount(), 2);
        const auto at = [](std::int64_t sample) {
            return test::SampleProject::kOrigin + sample * test::SampleProject::kStep;
        };
        m_app->timeline().axis().setSelection(TimeRange{at(100), at(120)});
        QTRY_VERIFY2(panel.text().startsWith(u"Selection, 5 min"_s), qPrintable(panel.text()));
        QTRY_COMPARE(panel.model().rowCount(), 2);
        QVERIFY(std::abs(panel.model().contributions()[0].error - 2.0) < 1e-4); // 20 samples of 0.1
        m_app->action("view.clear_selection")->trigger();
        QTRY_VERIFY2(panel.text().startsWith(u"Case"_s), qPrintable(panel.text()));
        QTRY_COMPARE(panel.model().rowCount(), 2);
        QCOMPARE(panel.model().contributions()[0].error, 240.0);
    }

    void isolate_showsOnlyTheLanesOfTheCase_andAllAgain()
    {
        m_app->action("go.cases")->trigger();
        m_app->action("go.next_case")->trigger();
        const auto all = lanes().layout().lanes().size();
        m_app->action("lanes.isolate")->trigger();
        QTRY_COMPARE(lanes().layout().lanes().size(), std::size_t(2));
        QVERIFY(lanes().layout().find(3) != nullptr && lanes().layout().find(5) != nullptr);
        m_app->action("lanes.isolate")->trigger();
        QCOMPARE(lanes().layout().lanes().size(), all);
    }

    void errorMap_ranksTheMetricsOfTheCase_andAClickShowsTheLane()
    {
        auto& map = m_app->timeline().errors();
        QVERIFY(!map.isVisible());
        m_app->action("lanes.errors")->trigger();
        QVERIFY(map.isVisible());
        QTRY_COMPARE(map.shownMetrics(), (std::vector<int>{3, 5}));
        m_app->action("go.next_case")->trigger();
        QTRY_COMPARE(map.top(), 6.0);
        m_app->timeline().axis().setSelection(TimeRange{
            test::SampleProject::kOrigin, test::SampleProject::kOrigin + 10 * test::SampleProject::kStep});
        QTRY_VERIFY(map.top() < 0.2); // of the selection
        QTest::mouseClick(&map, Qt::LeftButton, {}, {20, map.rowOf(5).center().y()});
        QCOMPARE(lanes().currentLane(), std::optional(5));
        m_app->action("lanes.errors")->trigger();
        QVERIFY(!map.isVisible());
    }

    void nothingIsComputed_whileNobodyLooks()
    {
        m_app->action("go.labels")->trigger();
        m_app->action("go.next_case")->trigger();
        QTest::qWait(300); // longer than the selection waits
        QCOMPARE(m_app->session().explanations().state(), ExplanationDocument::State::Idle);
        m_app->action("go.cases")->trigger();
        QTRY_COMPARE(m_app->casePanel().model().rowCount(), 2);
    }

    void aFailure_isSaidInThePanel_andNotTriedWithoutEnd()
    {
        m_error = Error{ErrorCode::Unsupported, "it says nothing"};
        m_error->advise("choose another one");
        m_app->action("go.cases")->trigger();
        m_app->action("go.next_case")->trigger();
        auto& panel = m_app->casePanel();
        QTRY_VERIFY2(panel.text().contains(u"It says nothing. Choose another one."_s),
                     qPrintable(panel.text()));
        const int asked = m_asked;
        QTest::qWait(300);
        QVERIFY(m_asked <= asked + 1); // the selection that came with the case may ask again
        QVERIFY(!m_app->window().findChild<Banner*>()->isVisible()); // said where people look already
    }

    void aFailure_isSaidWithWhatToDo_andTheButtonDoesIt()
    {
        m_error = errorOf(Reason::ScoresOutdated, {"nodesentry"});
        m_app->action("lanes.expected")->trigger();
        auto* banner = m_app->window().findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(
                     u"The scores of 'nodesentry' are older than what they are computed from."_s),
                 qPrintable(banner->text()));
        QVERIFY2(gutter(3).contains(u"not known"_s), qPrintable(gutter(3)));
        m_error.reset();
        Q_EMIT banner->actionTriggered();
        QTRY_COMPARE(m_runs, 1);
        QTRY_VERIFY(expected(3)); // what was wanted is there after the run
        QVERIFY(!banner->isVisible());
    }
};

QTEST_MAIN(TestCases)
#include "tst_cases.moc"
