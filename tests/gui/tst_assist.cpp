#include "app/engine/core_engine.h"
#include "core/pipeline/pipeline.h"
#include "tests/gui/journey.h"
#include "core/detect/score_store.h"
#include "core/eval/evaluation.h"
#include "core/review/candidates.h"
#include "tests/gui/sample_project.h"
#include "widgets/panels/assist_panel.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/models/suggestion_list_model.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/timeline/score_lane.h"
#include "widgets/lanes/timeline_view.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <cmath>
#include <thread>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;
using nodesentry::test::SampleProject;

namespace {

constexpr TimeMs kMinute = 60'000;
constexpr std::int64_t kWeek = 7 * 24 * 60; ///< samples
constexpr auto kMethod = "nodesentry";

TimeMs timeOf(std::int64_t sample)
{
    return SampleProject::kOrigin + sample * kMinute;
}

struct Anomaly {
    std::int64_t begin;
    std::int64_t end;
    std::int64_t foundBegin; ///< as the detector has it
    std::int64_t foundEnd;
    bool real = true;
};

/// Twelve candidates, the strongest first: three with wrong edges, two false alarms.
std::vector<Anomaly> candidates()
{
    std::vector<Anomaly> anomalies;
    for (std::int64_t i = 0; i < 12; ++i) {
        const auto begin = 500 + 700 * i;
        anomalies.push_back({begin, begin + 30 + i, begin, begin + 30 + i});
    }
    anomalies[2].foundEnd += 10;
    anomalies[6].foundBegin += 8;
    anomalies[9].foundBegin -= 6;
    anomalies[4].real = false;
    anomalies[7].real = false;
    return anomalies;
}

/// One that the detector did not find, not far from the last one.
constexpr Anomaly kMissed{500 + 700 * 11 + 80, 500 + 700 * 11 + 101, 0, 0};

/// A week of two nodes at a sample a minute. On cn1 are the candidates, on cn2 two weaker ones.
Result<void> makeWeek(const std::string& path)
{
    NODESENTRY_TRY(const auto project, Project::create(path));
    const std::string generation = "week-1";
    {
        NODESENTRY_TRY(auto writer,
                       SeriesStoreWriter::create(project->pendingSeriesPath(generation), generation));
        for (const auto* node : {"cn1", "cn2"}) {
            NodeSeries series;
            series.node = node;
            series.grid = {SampleProject::kOrigin, kMinute, kWeek};
            series.metrics = {0};
            series.values.resize(1, kWeek);
            for (std::int64_t i = 0; i < kWeek; ++i)
                series.values(0, i) = float(std::sin(double(i) * 0.02));
            NODESENTRY_CHECK(writer.writeNode(series));
        }
        NODESENTRY_CHECK(writer.finish());
    }
    ImportCommit import;
    import.generation = generation;
    import.summary = "{}";
    import.metrics = {{ "load1", "", MetricKind::Gauge, "System" }};
    NODESENTRY_CHECK(project->commitImport(import));
    PipelineOptions options;
    options.prepare.trainFraction = 0.04; // the candidates lie in what is judged
    NODESENTRY_CHECK(Pipeline(project, options).run({}, Stage::Prepare));

    NODESENTRY_TRY(auto writer, ScoreStoreWriter::create(project->scoresPath(), kMethod));
    for (const std::string node : {"cn1", "cn2"}) {
        StoredScores stored;
        stored.grid = {SampleProject::kOrigin, kMinute, kWeek};
        stored.scores.node = node;
        stored.scores.score.assign(std::size_t(kWeek), 0.5F);
        stored.threshold.assign(std::size_t(kWeek), 2.0F);
        const auto raise = [&](std::int64_t begin, std::int64_t end, float score) {
            std::fill(stored.scores.score.begin() + begin, stored.scores.score.begin() + end, score);
        };
        float score = 60.0F;
        if (node == "cn1") {
            for (const auto& anomaly : candidates())
                raise(anomaly.foundBegin, anomaly.foundEnd, score -= 2.0F);
        } else {
            raise(1'000, 1'020, 6.0F);
            raise(5'000, 5'040, 3.0F);
        }
        for (const float value : stored.scores.score)
            stored.flagged.push_back(value > 2.0F ? 1 : 0);
        NODESENTRY_CHECK(writer.add(stored));
    }
    NODESENTRY_CHECK(writer.commit());
    return project->finishStage({"detect:nodesentry", "f", SampleProject::kOrigin, 1.0, "{}"}, "{}");
}

/// The engine of the program; the detector "endless" goes on until it is stopped.
class EngineWithLongDetection final : public CoreEngine {
public:
    Result<std::vector<DetectorEntry>> detectors(const Project& project) override
    {
        NODESENTRY_TRY(auto entries, CoreEngine::detectors(project));
        entries.push_back({"endless", "Never ends"});
        return entries;
    }
    Result<void> detect(const ProjectPointer& project, const std::string& method,
                        const std::vector<std::string>& nodes, const RunContext& context) override
    {
        if (method != "endless")
            return CoreEngine::detect(project, method, nodes, context);
        for (int i = 0; !context.stopRequested(); ++i) {
            context.report(std::min(0.9, i * 0.01), nodes.front());
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return cancelled();
    }
};

} // namespace

/// Journeys of somebody who labels what detectors suggest, with real keys and a real mouse.
class TestAssist final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    EngineWithLongDetection m_engine;
    std::unique_ptr<test::Journey> m_app;
    int m_actions = 0; ///< keys, clicks and drags so far

    LabelDocument& labels() { return m_app->session().labels(); }
    SuggestionDocument& suggestions() { return m_app->session().suggestions(); }
    LaneView& lanes() { return m_app->timeline().lanes(); }
    ScoreLane& score() { return m_app->timeline().score(); }
    TimeAxis& axis() { return m_app->timeline().axis(); }
    std::vector<Label> stored() { return m_app->session().snapshot()->project->labels().value(); }
    std::vector<Suggestion> storedSuggestions()
    {
        return m_app->session().snapshot()->project->suggestions().value();
    }
    QPoint at(TimeMs time) { return {int(std::lround(lanes().scale().xOf(time))), lanes().height() / 2}; }
    const Suggestion& current() { return *suggestions().find(suggestions().current().value()); }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        ++m_actions;
        QTest::keyClick(&m_app->window(), key, modifiers);
    }
    void drag(TimeMs from, TimeMs to)
    {
        ++m_actions;
        QTest::mousePress(&lanes(), Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&lanes(), at(to));
        QTest::mouseRelease(&lanes(), Qt::LeftButton, {}, at(to));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto path = m_folder->filePath(u"week.nsproj"_s);
        const auto made = makeWeek(path.toStdString());
        QVERIFY2(made.has_value(), made ? "" : made.error().text().c_str());
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1900, 1000);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
        m_app->window().openProject(path);
        QTRY_VERIFY(m_app->session().snapshot() && !m_app->timeline().node().empty());
        QTRY_VERIFY(lanes().isComplete());
        QTRY_COMPARE(suggestions().queue().size(), std::size_t(14));
        m_actions = 0;
    }
    void cleanup() { m_app.reset(); }

    void weekOfOneNode_isLabelledInFewActions()
    {
        std::vector<TimeRange> expected;
        key(Qt::Key_Return); // opens the worst one
        bool first = true;
        for (const auto& anomaly : candidates()) {
            QCOMPARE(m_app->timeline().node(), std::string("cn1"));
            QCOMPARE(current().range, (TimeRange{timeOf(anomaly.foundBegin), timeOf(anomaly.foundEnd)}));
            if (!anomaly.real) {
                key(Qt::Key_X);
                continue;
            }
            if (anomaly.begin != anomaly.foundBegin)
                drag(timeOf(anomaly.foundBegin), timeOf(anomaly.begin));
            if (anomaly.end != anomaly.foundEnd)
                drag(timeOf(anomaly.foundEnd), timeOf(anomaly.end));
            expected.push_back({timeOf(anomaly.begin), timeOf(anomaly.end)});
            const bool last = expected.size() == 10;
            if (last) { // the one that was missed is in the same view
                drag(timeOf(kMissed.begin), timeOf(kMissed.end));
                key(Qt::Key_4);
                QVERIFY(suggestions().current());
            }
            if (first)
                key(Qt::Key_4); // the class; Enter repeats it
            else
                key(Qt::Key_Return);
            first = false;
        }
        expected.push_back({timeOf(kMissed.begin), timeOf(kMissed.end)});
        key(Qt::Key_Return, Qt::ShiftModifier); // reviewed; the other node's strongest comes
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        QCOMPARE(current().range.begin, timeOf(1'000));

        auto labels = stored();
        QCOMPARE(labels.size(), expected.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            QCOMPARE(labels[i].begin, expected[i].begin);
            QCOMPARE(labels[i].end, std::optional(expected[i].end));
            QCOMPARE(labels[i].category, std::string("memory_leak"));
            QCOMPARE(labels[i].author, userName());
        }
        int accepted = 0;
        int rejected = 0;
        for (const auto& item : storedSuggestions()) {
            accepted += item.state == SuggestionState::Accepted ? 1 : 0;
            rejected += item.state == SuggestionState::Rejected ? 1 : 0;
            if (item.state != SuggestionState::Pending)
                QCOMPARE(item.who, userName());
        }
        QCOMPARE(accepted, 10);
        QCOMPARE(rejected, 2);
        QCOMPARE(m_app->session().snapshot()->find("cn1")->seen, 1.0);
        QVERIFY2(m_actions <= 25, qPrintable(u"%1 actions"_s.arg(m_actions)));
        QCOMPARE(m_actions, 19);
    }

    void everyDecision_isOneUndoStep_andComesBackIntoView()
    {
        const auto before = storedSuggestions();
        key(Qt::Key_N);
        const auto id = current().id;
        key(Qt::Key_X);
        QVERIFY(current().id != id);
        key(Qt::Key_0);
        QCOMPARE(stored().size(), std::size_t(1));
        QCOMPARE(stored().front().category, std::string("anomaly"));
        QCOMPARE(labels().stack().count(), 2);
        m_app->nodeTable().selectNext(1);
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        QVERIFY(stored().empty());
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(storedSuggestions() == before);
        QCOMPARE(current().id, id);
        QVERIFY(current().range.overlaps(axis().visible()));
        key(Qt::Key_Y, Qt::ControlModifier);
        key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(stored().size(), std::size_t(1));
        QCOMPARE(suggestions().queue().size(), std::size_t(12));
    }

    void acceptAllInView_takesThoseAboveTheThreshold_inOneStep()
    {
        axis().show({timeOf(400), timeOf(2'000)}); // three candidates
        key(Qt::Key_A, Qt::ShiftModifier);
        QCOMPARE(stored().size(), std::size_t(3));
        QCOMPARE(labels().stack().count(), 1);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stored().empty());
        QCOMPARE(suggestions().queue().size(), std::size_t(14));
        m_app->assistPanel().factorField().setValue(19.0); // 18 is below, 29 is above
        axis().showAll();
        key(Qt::Key_A, Qt::ShiftModifier);
        std::size_t above = 0;
        float peak = 60.0F;
        for (std::size_t i = 0; i < candidates().size(); ++i)
            above += (peak -= 2.0F) / 2.0F > 19.0F ? 1 : 0;
        QVERIFY(above < candidates().size());
        QCOMPARE(stored().size(), above);
    }

    void drawnLabel_settlesTheSuggestion_andTheViewGoesOn()
    {
        key(Qt::Key_N);
        const auto first = current();
        drag(first.range.begin + 3 * kMinute, first.range.end + 9 * kMinute);
        key(Qt::Key_7);
        QCOMPARE(stored().size(), std::size_t(1));
        QCOMPARE(stored().front().begin, first.range.begin + 3 * kMinute);
        QCOMPARE(stored().front().category, std::string("network_congestion"));
        QCOMPARE(suggestions().find(first.id)->state, SuggestionState::Accepted);
        QVERIFY(current().id != first.id);
        QCOMPARE(labels().stack().count(), 1);
    }

    void labelWithoutACurrentSuggestion_leavesTheViewAlone()
    {
        key(Qt::Key_N);
        const auto first = current();
        key(Qt::Key_Escape); // none is current any more
        QVERIFY(!suggestions().current());
        axis().showAround(first.range, 3.0);
        const auto view = axis().visible();
        drag(first.range.begin + kMinute, first.range.end + 3 * kMinute);
        key(Qt::Key_4);
        QCOMPARE(suggestions().find(first.id)->state, SuggestionState::Accepted); // settled by the label
        QCOMPARE(axis().visible(), view);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(axis().visible(), view);
        key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(axis().visible(), view);
        key(Qt::Key_Z, Qt::ControlModifier);
        QTest::mouseClick(&lanes(), Qt::LeftButton, {}, at((first.range.begin + first.range.end) / 2));
        QCOMPARE(current().id, first.id);
        QCOMPARE(axis().visible(), view);
        auto& list = m_app->assistPanel().table(); // the row is chosen, and the object is in view
        list.selectSourceRow(-1);
        suggestions().setCurrent(std::nullopt);
        list.selectNext(1);
        QCOMPARE(current().id, first.id);
        QCOMPARE(axis().visible(), view);
        key(Qt::Key_X); // a decision of the queue goes on to the next one
        QVERIFY(current().id != first.id);
        QVERIFY(axis().visible() != view);
    }

    void acceptedSuggestions_liftNoFigure_andAreCountedApart()
    {
        const auto& panel = m_app->assistPanel();
        const auto* plain = panel.findChild<QLabel*>(u"allPlainF1"_s);
        const auto* suggested = panel.findChild<QLabel*>(u"withSuggested"_s);
        QVERIFY(plain != nullptr && suggested != nullptr);
        // By hand: 50 samples, of which 30 are flagged. Flagged are 434 in all: 60 / (50 + 434).
        labels().add({0, "cn1", timeOf(480), timeOf(530), "anomaly", "", ""});
        QTRY_COMPARE(plain->text(), u"0.12"_s);
        QVERIFY(suggested->isHidden());
        axis().showAll();
        key(Qt::Key_A, Qt::ShiftModifier); // the other eleven
        QCOMPARE(stored().size(), std::size_t(12));
        QCOMPARE(plain->text(), u"0.12"_s);
        // With them all 434 are right, and 20 are missed: 868 / (868 + 20).
        QVERIFY(!suggested->isHidden());
        QVERIFY2(suggested->text().contains(u"0.98"), qPrintable(suggested->text()));
        QVERIFY2(suggested->text().contains(u"11 "), qPrintable(suggested->text()));
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(suggested->isHidden());
        QCOMPARE(plain->text(), u"0.12"_s);
    }

    void queue_canBeginWithTheMostDoubtful_andGoesOverNodes()
    {
        key(Qt::Key_Q);
        key(Qt::Key_N);
        QCOMPARE(m_app->timeline().node(), std::string("cn2")); // 3.0 over 2.0 is the nearest
        QCOMPARE(current().range.begin, timeOf(5'000));
        key(Qt::Key_N);
        QCOMPARE(current().range.begin, timeOf(1'000));
        key(Qt::Key_N);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        key(Qt::Key_P);
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
    }

    void threshold_dragged_isFollowedByFlagsAndFigures_andStored()
    {
        labels().add({0, "cn1", timeOf(500), timeOf(530), "anomaly", "", ""});
        QTRY_COMPARE(suggestions().queue().size(), std::size_t(13));
        axis().showAll();
        const auto x = score().plotArea().center().x();
        const auto y = score().thresholdY(score().scale().timeAt(x));
        QVERIFY(y);
        const QPoint from(x, int(std::lround(*y)));
        QSignalSpy dragged(&score(), &ScoreLane::thresholdDragged);
        QTest::mousePress(&score(), Qt::LeftButton, {}, from);
        const QPoint to(x, from.y() - 25);
        QTest::mouseMove(&score(), to);
        QCOMPARE(dragged.count(), 1);
        const double factor = score().thresholdFactor();
        QVERIFY(factor > 1.5);
        QVERIFY(!axis().selection());
        QTest::mouseRelease(&score(), Qt::LeftButton, {}, to);
        QTRY_COMPARE(m_app->session().snapshot()->suggestionSources.at(kMethod).factor, factor);
        for (const auto& item : storedSuggestions())
            QVERIFY(item.state != SuggestionState::Pending || item.strength > factor);
        QVERIFY(suggestions().queue().size() < 13);
        // And down again, by the field.
        m_app->assistPanel().factorField().setValue(1.0);
        QTRY_COMPARE(suggestions().queue().size(), std::size_t(13));
        QTRY_COMPARE(m_app->session().snapshot()->suggestionSources.at(kMethod).factor, 1.0);
    }

    void list_isTheQueue_withItsFilterScopeAndOrder()
    {
        auto& panel = m_app->assistPanel();
        auto& list = panel.table();
        const auto* summary = panel.findChild<QLabel*>(u"queueSummary"_s);
        auto* scope = panel.findChild<QComboBox*>(u"queueScope"_s);
        QVERIFY(summary != nullptr && scope != nullptr);
        list.filterField().setText(u"cn2"_s);
        key(Qt::Key_N);
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        QCOMPARE(summary->text(), u"1 of 2 on cn2"_s);
        key(Qt::Key_N);
        QCOMPARE(current().range.begin, timeOf(5'000));
        QCOMPARE(summary->text(), u"2 of 2 on cn2"_s);
        key(Qt::Key_X); // the next one in the list, round and round
        QCOMPARE(current().range.begin, timeOf(1'000));
        QCOMPARE(summary->text(), u"1 of 1 on cn2"_s);
        key(Qt::Key_X); // the node is finished before another one begins
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        QVERIFY(!suggestions().current());
        list.filterField().clear();

        list.view().sortByColumn(SuggestionListModel::Begin, Qt::DescendingOrder);
        key(Qt::Key_N);
        const auto last = current().range.begin;
        QCOMPARE(last, timeOf(candidates().back().foundBegin));
        key(Qt::Key_N);
        QVERIFY(current().range.begin < last); // as the list is sorted
        list.view().sortByColumn(-1, Qt::AscendingOrder);

        key(Qt::Key_Z, Qt::ControlModifier); // one of cn2 again
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        scope->setCurrentIndex(0); // this node
        Q_EMIT scope->activated(0);
        QCOMPARE(summary->text(), u"1 of 1 on cn2"_s);
        m_app->nodeTable().selectSourceRow(-1);
        m_app->nodeTable().selectNext(1);
        QCOMPARE(summary->text().section(u' ', -1), QString::fromStdString(m_app->timeline().node()));
    }

    void threshold_isTakenBackInItsTurn()
    {
        labels().add({0, "cn1", timeOf(100), timeOf(130), "anomaly", "", ""});
        axis().showAll();
        const auto x = score().plotArea().center().x();
        const QPoint from(x, int(std::lround(*score().thresholdY(score().scale().timeAt(x)))));
        QTest::mousePress(&score(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&score(), from - QPoint(0, 25));
        QTest::mouseRelease(&score(), Qt::LeftButton, {}, from - QPoint(0, 25));
        const double factor = score().thresholdFactor();
        QVERIFY(factor > 1.5);
        const auto storedFactor
            = [this] { return m_app->session().snapshot()->suggestionSources.at(kMethod).factor; };
        QTRY_COMPARE(storedFactor(), factor);
        const auto fewer = suggestions().queue().size();
        QVERIFY(fewer < 14);
        QCOMPARE(labels().stack().undoText(), u"Move threshold"_s);
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stored().size(), std::size_t(1)); // the label stays
        QCOMPARE(score().thresholdFactor(), 1.0);
        QCOMPARE(m_app->assistPanel().factorField().value(), 1.0);
        QTRY_COMPARE(storedFactor(), 1.0);
        QTRY_COMPARE(suggestions().queue().size(), std::size_t(14));
        key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(score().thresholdFactor(), factor);
        QTRY_COMPARE(storedFactor(), factor);
        QTRY_COMPARE(suggestions().queue().size(), fewer);
        key(Qt::Key_Z, Qt::ControlModifier);
        key(Qt::Key_Z, Qt::ControlModifier); // now the label
        QVERIFY(stored().empty());
    }

    void scoreLane_isMadeTallerByItsEdge_andItsFiguresCoverNoScore()
    {
        const int before = score().height();
        const QPoint edge(score().plotArea().center().x(), 1);
        QTest::mousePress(&score(), Qt::LeftButton, {}, edge);
        QTest::mouseMove(&score(), edge - QPoint(0, 70));
        QTest::mouseRelease(&score(), Qt::LeftButton, {}, edge - QPoint(0, 70));
        QTRY_VERIFY(score().height() >= before + 60);
        QVERIFY(!axis().selection());
        QCOMPARE(m_settings->scoreHeight(), score().height());
        // No label, no figures; with them, only the gutter is another one.
        axis().setCursor(std::nullopt);
        const auto area = score().plotArea();
        const QRect gutter(0, 0, area.left(), score().height());
        const auto plot = score().grab(area).toImage();
        const auto words = score().grab(gutter).toImage();
        score().setFigures(
            {u"a long text of figures that never fits into such a gutter, whatever it is"_s, u"F1 0.77"_s});
        QCOMPARE(score().grab(area).toImage(), plot);
        QVERIFY(score().grab(gutter).toImage() != words);
    }

    void suggestion_isDecidedOnByItsMenu()
    {
        key(Qt::Key_N);
        const auto first = current();
        suggestions().setCurrent(std::nullopt);
        const auto decide = [&](const QString& text) {
            const auto place = at((first.range.begin + first.range.end) / 2);
            QTest::mouseClick(&lanes(), Qt::RightButton, {}, place);
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (menu == nullptr || suggestions().current() != first.id)
                return false;
            for (auto* action : menu->actions()) {
                if (action->text().remove(u'&') == text) {
                    menu->close();
                    action->trigger();
                    return true;
                }
            }
            return false;
        };
        QVERIFY(decide(u"Reject"_s));
        QCOMPARE(suggestions().find(first.id)->state, SuggestionState::Rejected);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(decide(u"Accept"_s));
        QCOMPARE(stored().size(), std::size_t(1));
    }

    void threshold_escapeDuringTheDrag_leavesItAsItWas()
    {
        axis().showAll();
        const auto x = score().plotArea().center().x();
        const QPoint from(x, int(std::lround(*score().thresholdY(score().scale().timeAt(x)))));
        score().setFocus();
        QTest::mousePress(&score(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&score(), from - QPoint(0, 20));
        QVERIFY(score().thresholdFactor() > 1.0);
        QTest::keyClick(&score(), Qt::Key_Escape);
        QCOMPARE(score().thresholdFactor(), 1.0);
        QTest::mouseRelease(&score(), Qt::LeftButton, {}, from);
    }

    void seen_isMarkedByAKey_countsPerNode_andIsTakenBack()
    {
        axis().show({timeOf(0), timeOf(kWeek / 4)});
        key(Qt::Key_M);
        QVERIFY(std::abs(m_app->session().snapshot()->find(m_app->timeline().node())->seen - 0.25) < 1e-3);
        axis().show({timeOf(0), timeOf(kWeek / 2)});
        key(Qt::Key_M);
        QVERIFY(std::abs(m_app->session().snapshot()->find(m_app->timeline().node())->seen - 0.5) < 1e-3);
        // What was looked at and found in order is not asked again.
        QVERIFY(suggestions().queue().size() < 14);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(std::abs(m_app->session().snapshot()->find(m_app->timeline().node())->seen - 0.25) < 1e-3);
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_app->session().snapshot()->project->seen()->empty());
        QCOMPARE(suggestions().queue().size(), std::size_t(14));
    }

    void similar_areSuggestedWithTheLabelsClass()
    {
        key(Qt::Key_N);
        key(Qt::Key_5);
        QCOMPARE(suggestions().queue().size(), std::size_t(13));
        key(Qt::Key_K);
        QTRY_VERIFY(suggestions().queue().size() > 13); // a sine resembles itself often
        const auto& all = suggestions().suggestions();
        const auto like
            = std::find_if(all.begin(), all.end(), [](const auto& item) { return item.isSimilar(); });
        QVERIFY(like != all.end());
        QCOMPARE(like->node, std::string("cn1")); // no job joins the nodes
        const auto row = like->range;
        m_app->timeline().axis().setSelection(std::nullopt);
        suggestions().setCurrent(like->id);
        key(Qt::Key_Return);
        const auto labels = stored();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const Label& label) {
            return label.begin == row.begin && label.category == "disk_full";
        }));
    }

    void detector_runsInTheBackground_andIsCancelled()
    {
        auto& panel = m_app->assistPanel();
        panel.setDetectors({{"endless", ""}}, "endless");
        QSignalSpy progressed(&m_app->runs(), &RunQueue::changed);
        QSignalSpy stopped(&m_app->runs(), &RunQueue::ended);
        key(Qt::Key_D, Qt::ShiftModifier);
        QVERIFY(m_app->session().isRunning());
        QVERIFY(!m_app->action("project.run")->isEnabled());
        QVERIFY(!m_app->action("review.detect")->isEnabled());
        QTRY_VERIFY(progressed.count() > 1);
        key(Qt::Key_N); // meanwhile the review goes on
        QVERIFY(suggestions().current());
        key(Qt::Key_Return);
        QCOMPARE(stored().size(), std::size_t(1));
        m_app->action("project.cancel_run")->trigger();
        QTRY_COMPARE(stopped.count(), 1);
        QTRY_VERIFY(m_app->action("review.detect")->isEnabled());
        QCOMPARE(stored().size(), std::size_t(1));
    }

    void blindMode_othersLabelsAndDecisions_hideNoCandidate()
    {
        const auto asked = suggestions().queue();
        const auto drawn = *suggestions().find(asked[0]);
        labels().setAnnotator("ann");
        labels().add({0, drawn.node, drawn.range.begin, drawn.range.end, "anomaly", "", ""});
        suggestions().reject({asked[1]});
        labels().setAnnotator(userName());
        QCOMPARE(suggestions().queue().size(), std::size_t(12));

        m_app->action("label.blind")->trigger();
        QVERIFY(suggestions().queue() == asked);
        m_app->assistPanel().factorField().setValue(1.5); // asked anew, and stored
        QTRY_COMPARE(m_app->session().snapshot()->suggestionSources.at(kMethod).factor, 1.5);
        QVERIFY(suggestions().queue().size() >= 13);
        m_app->assistPanel().factorField().setValue(1.0);
        QTRY_COMPARE(m_app->session().snapshot()->suggestionSources.at(kMethod).factor, 1.0);
        QTRY_COMPARE(suggestions().queue().size(), std::size_t(14));

        key(Qt::Key_N);
        QCOMPARE(current().id, asked[0]);
        key(Qt::Key_4);
        QCOMPARE(stored().size(), std::size_t(2));
        QCOMPARE(suggestions().find(asked[0])->who, userName());
        QCOMPARE(suggestions().queue().size(), std::size_t(13));
        key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(suggestions().find(asked[0])->who, std::string("ann"));
        QCOMPARE(suggestions().queue().size(), std::size_t(14));
        m_app->action("label.blind")->trigger();
        QCOMPARE(suggestions().queue().size(), std::size_t(12));
    }

    void label_resizedOrDeleted_asksForWhatItNoLongerCovers()
    {
        const auto drawn = *suggestions().find(suggestions().queue().front());
        const auto waiting = [&] {
            const auto& queue = suggestions().queue();
            return std::find(queue.begin(), queue.end(), drawn.id) != queue.end();
        };
        const auto length = drawn.range.length();
        // Nobody decided on the suggestion: this one was drawn before it was made.
        Label label{0,  drawn.node, drawn.range.begin - 2 * length, drawn.range.begin - length, "anomaly",
                    "", ""};
        const auto id = labels().add(label);
        QVERIFY(id != 0 && waiting());
        auto wider = *labels().find(id);
        const auto narrow = wider;
        wider.end = drawn.range.end;
        QVERIFY(labels().edit(u"wider"_s, {{narrow, wider}}).has_value());
        QVERIFY(!waiting());
        QVERIFY(labels().edit(u"narrow"_s, {{wider, narrow}}).has_value());
        QVERIFY(waiting());
        QVERIFY(labels().edit(u"wider"_s, {{narrow, wider}}).has_value());
        QVERIFY(labels().edit(u"delete"_s, {{wider, std::nullopt}}).has_value());
        QVERIFY(waiting());
    }

    void suggestions_areSaidInWords()
    {
        axis().showAll();
        const auto* lane = QAccessible::queryAccessibleInterface(&lanes());
        QVERIFY(lane);
        const auto description = [&] { return lane->text(QAccessible::Description); };
        QVERIFY2(description().contains(u"Suggestion by nodesentry, strength 29"), qPrintable(description()));
        QVERIFY(!description().contains(u"To be decided on now"));
        key(Qt::Key_N);
        QCOMPARE(description().count(u"To be decided on now: Suggestion by nodesentry"_s), 1);
    }

    void enterInAList_decidesNothing()
    {
        auto& view = m_app->assistPanel().table().view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(suggestions().current());
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(stored().empty());
        QVERIFY(lanes().hasFocus());
    }
};

QTEST_MAIN(TestAssist)
#include "tst_assist.moc"
