#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "tests/support/fake_engine.h"
#include "widgets/base/jobs/run_status.h"
#include "widgets/base/notices/banner.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/panels/start_page.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/charts/loss_plot.h"
#include "widgets/panels/training_panel.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>

#include <atomic>
#include <thread>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;
using nodesentry::test::SampleProject;

namespace {

/// A run that goes on until it is told to stop, with an epoch of 2,000 now and then.
Result<void> endlessRun(const std::shared_ptr<Project>&, const EpochListener& onEpoch,
                        const RunContext& context)
{
    const auto part = context.part(0.0, 1.0, "train");
    for (int i = 0; !context.stopRequested(); ++i) {
        if (i % 10 == 0) {
            EpochFigures figures;
            figures.losses = {i / 10 + 1, 1.0 / (i + 1), 1.1 / (i + 1), 1.0};
            figures.plannedEpochs = 2000;
            figures.tokensPerSecond = 1000.0;
            onEpoch(1, figures);
        }
        part.report(std::min(0.9, i / 1000.0), "cluster 1, epoch 1");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return cancelled();
}

void wheel(QWidget& target, QPointF position, int notches, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(position, target.mapToGlobal(position), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&target, &event);
}

} // namespace

/// One person's way through the first window, with real keys and a real mouse.
class TestFirstWindow final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<AppSettings> m_settings;
    test::FakeEngine m_engine;
    std::unique_ptr<test::Journey> m_app;

    QString projectPath(const QString& name) const { return m_folder.filePath(name); }

    void open(const QString& path)
    {
        m_app->window().openProject(path);
        QTRY_VERIFY(m_app->session().snapshot() != nullptr);
    }
    TimeAxis& axis() { return m_app->timeline().axis(); }
    LaneView& lanes() { return m_app->timeline().lanes(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const auto made = test::makeSampleProject(projectPath(u"sample.nsproj"_s).toStdString());
        QVERIFY2(made.has_value(), made ? "" : made.error().text().c_str());
        QVERIFY(test::makeSampleProject(projectPath(u"unscored.nsproj"_s).toStdString(), false));
        QVERIFY(Project::create(projectPath(u"empty.nsproj"_s).toStdString()));
    }

    void init()
    {
        m_settings = std::make_unique<AppSettings>(m_folder.path());
        m_engine.onRun = endlessRun;
        m_engine.onUpdate = endlessRun;
        m_engine.onTrainings = {};
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1300, 850);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
    }

    void cleanup() { m_app.reset(); }

    void start_withoutProject_offersToOpenOne()
    {
        QVERIFY(m_app->window().findChild<StartPage*>()->isVisible());
        QVERIFY(!m_app->action("project.run")->isEnabled());
    }

    void open_missingFolder_saysSoAndStaysUsable()
    {
        m_app->window().openProject(projectPath(u"none.nsproj"_s));
        auto* banner = m_app->window().findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"none.nsproj"));
        QVERIFY(m_app->window().findChild<StartPage*>()->isVisible());
    }

    void open_projectWithoutData_namesTheNextStep()
    {
        open(projectPath(u"empty.nsproj"_s));
        bool told = false;
        for (const auto* label : m_app->window().findChildren<QLabel*>())
            told = told || (label->isVisible() && label->text().contains(u"nodesentry import"));
        QVERIFY(told);
        QVERIFY(!m_app->action("project.run")->isEnabled());
    }

    void open_project_showsTheWorstNodeFirst()
    {
        open(projectPath(u"sample.nsproj"_s));
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        QCOMPARE(lanes().layout().lanes().size(), std::size_t(7));
        QTRY_VERIFY(m_app->timeline().loader().isComplete());
        QTRY_VERIFY(m_app->timeline().loader().trace(0) != nullptr);
        QVERIFY(m_app->window().windowTitle().startsWith(u"sample"));
        QCOMPARE(m_settings->recentProjects().front(), projectPath(u"sample.nsproj"_s));
    }

    void selectNode_byKeyboard_showsIt()
    {
        open(projectPath(u"sample.nsproj"_s));
        auto& view = m_app->nodeTable().view();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
    }

    void filterField_keepsItsLetters()
    {
        open(projectPath(u"sample.nsproj"_s));
        const auto before = axis().visible();
        auto& field = m_app->nodeTable().filterField();
        field.setFocus();
        QTest::keyClicks(&field, u"wsad1"_s); // letters that move the timeline elsewhere
        QCOMPARE(field.text(), u"wsad1"_s);
        QCOMPARE(axis().visible(), before);
        field.setText(u"cn1"_s);
        QCOMPARE(m_app->nodeTable().view().model()->rowCount(), 1);
    }

    void wheel_withControl_zoomsAtThePointer()
    {
        open(projectPath(u"sample.nsproj"_s));
        const auto area = lanes().plotArea();
        const QPointF place(area.left() + area.width() * 0.25, 100);
        const auto under = lanes().scale().timeAt(place.x());
        wheel(lanes(), place, 3, Qt::ControlModifier);
        QVERIFY(axis().visible().length() < SampleProject::kSamples * SampleProject::kStep * 6 / 10);
        const auto now = lanes().scale().timeAt(place.x());
        QVERIFY(std::abs(now - under) <= axis().visible().length() / area.width() + 1);
        QTRY_VERIFY(m_app->timeline().loader().isComplete());
        const auto zoomed = axis().visible();
        wheel(lanes(), place, -1, Qt::ShiftModifier);
        QVERIFY(axis().visible().begin > zoomed.begin);
        QTest::keyClick(&m_app->window(), Qt::Key_Backspace);
        QCOMPARE(axis().visible(), axis().fullRange());
    }

    void wheel_alone_scrollsTheLanes()
    {
        open(projectPath(u"sample.nsproj"_s));
        lanes().setLaneHeight(200);
        wheel(lanes(), {400, 100}, -2, Qt::NoModifier);
        QVERIFY(lanes().scroll() > 0);
        QCOMPARE(axis().visible(), axis().fullRange());
    }

    void drag_selectsTime_andFitZoomsToIt()
    {
        open(projectPath(u"sample.nsproj"_s));
        const auto area = lanes().plotArea();
        const QPoint from(area.left() + 200, 60);
        const QPoint to(area.left() + 300, 90);
        QTest::mousePress(&lanes(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&lanes(), to);
        QTest::mouseRelease(&lanes(), Qt::LeftButton, {}, to);
        QVERIFY(axis().selection().has_value());
        const auto selection = *axis().selection();
        QCOMPARE(selection.begin, lanes().scale().timeAt(from.x()));
        QVERIFY(m_app->action("label.add")->isEnabled());
        QTest::keyClick(&m_app->window(), Qt::Key_F);
        QVERIFY(axis().visible().begin <= selection.begin && axis().visible().end >= selection.end);
        QVERIFY(axis().visible().length() < selection.length() * 2);
        QTest::keyClick(&m_app->window(), Qt::Key_Escape);
        QVERIFY(!axis().selection());
    }

    void nextCase_jumpsToItAndMarksItsMetrics()
    {
        open(projectPath(u"sample.nsproj"_s));
        m_app->nodeTable().view().setFocus();
        QTest::keyClick(&m_app->nodeTable().view(), Qt::Key_Down);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        QTest::keyClick(&m_app->window(), Qt::Key_Period);
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        const auto begin = SampleProject::kOrigin + SampleProject::kCaseBegin * SampleProject::kStep;
        const auto end = SampleProject::kOrigin + SampleProject::kCaseEnd * SampleProject::kStep;
        QVERIFY(axis().visible().begin < begin && axis().visible().end > end);
        QVERIFY(axis().visible().length() < (end - begin) * 8);
    }

    void label_addedAndRemoved_isInTheProjectBeforeItIsShown()
    {
        open(projectPath(u"sample.nsproj"_s));
        auto& session = m_app->session();
        QCOMPARE(session.snapshot()->labels.size(), std::size_t(1));
        Label label;
        label.node = "cn1";
        label.begin = SampleProject::kOrigin;
        label.end = SampleProject::kOrigin + 60'000;
        label.category = "io_hog";
        QVERIFY(session.labels().add(label) != 0);
        QCOMPARE(session.snapshot()->labels.size(), std::size_t(2));
        const auto stored = session.snapshot()->project->labels();
        QVERIFY(stored);
        QCOMPARE(stored->size(), std::size_t(2));
        QCOMPARE(stored->front().category, std::string("io_hog"));
        session.labels().stack().undo();
        QCOMPARE(session.snapshot()->labels.size(), std::size_t(1));
        QCOMPARE(session.snapshot()->project->labels()->size(), std::size_t(1));
    }

    void run_keepsTheWindowUsable_andCancels()
    {
        open(projectPath(u"unscored.nsproj"_s));
        QSignalSpy progressed(&m_app->runs(), &RunQueue::changed);
        m_app->action("project.run")->trigger();
        QVERIFY(m_app->session().isRunning());
        QVERIFY(!m_app->action("project.run")->isEnabled());
        auto* status = m_app->window().findChild<RunStatus*>();
        QTRY_VERIFY(progressed.count() > 2);
        QVERIFY(status->isVisible());

        // Meanwhile the timeline answers: another node, zoomed and read.
        m_app->nodeTable().selectNext(1);
        QElapsedTimer timer;
        timer.start();
        wheel(lanes(), {500, 100}, 4, Qt::ControlModifier);
        QTRY_VERIFY(m_app->timeline().loader().isComplete());
        QVERIFY(timer.elapsed() < 5'000);
        QVERIFY(m_app->session().isRunning());

        QSignalSpy stopped(&m_app->runs(), &RunQueue::ended);
        QTest::mouseClick(status->findChild<QToolButton*>(u"cancel"_s), Qt::LeftButton);
        QTRY_COMPARE(stopped.count(), 1);
        QVERIFY(!m_app->session().isRunning());
        QVERIFY(m_app->action("project.run")->isEnabled());
        QVERIFY(!m_app->window().findChild<Banner*>()->isVisible()); // stopping is no failure
    }

    void run_drawsTheLossCurveWhileItTrains_andAnotherProjectHasNone()
    {
        open(projectPath(u"unscored.nsproj"_s));
        auto& panel = m_app->trainingPanel();
        auto* status = m_app->window().findChild<RunStatus*>();
        m_app->action("go.training")->trigger();
        QVERIFY(panel.isVisible());
        QVERIFY(panel.isEmpty());
        m_app->action("go.timeline")->trigger();
        m_app->action("project.run")->trigger();
        auto* button = status->findChild<QToolButton*>(u"show"_s);
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(panel.isVisible());
        QTRY_VERIFY(panel.plot().curve().has_value());
        const auto drawn = panel.plot().curve()->epochs.size();
        QTRY_VERIFY(panel.plot().curve()->epochs.size() > drawn + 1);
        QCOMPARE(panel.plot().curve()->state, LossCurve::State::Training);
        QCOMPARE(panel.plot().curve()->plannedEpochs, 2000);

        QSignalSpy stopped(&m_app->runs(), &RunQueue::ended);
        m_app->action("project.cancel_run")->trigger();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(panel.plot().curve()->state, LossCurve::State::Interrupted);
        const auto kept = panel.plot().curve()->epochs.size();
        QVERIFY(kept > drawn);

        m_app->action("project.run")->trigger(); // and away, while it trains
        QTRY_COMPARE(panel.plot().curve()->state, LossCurve::State::Training);
        open(projectPath(u"sample.nsproj"_s));
        QVERIFY(!m_app->session().isRunning());
        QTest::qWait(100); // what the old run still says belongs to the other project
        QVERIFY(panel.isEmpty());
        QVERIFY(m_app->session().training().curves().empty());
    }

    void update_whileItLearns_isShownInTheTrainingTab()
    {
        open(projectPath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_app->action("project.run")->isEnabled());
        QTRY_VERIFY(m_app->action("project.update")->isEnabled());

        m_app->action("go.training")->trigger();
        m_app->action("project.update")->trigger();
        QVERIFY(m_app->session().isRunning());
        QVERIFY(!m_app->action("project.run")->isEnabled()); // one at a time
        QVERIFY(!m_app->action("project.update")->isEnabled());
        auto& panel = m_app->trainingPanel();
        QTRY_VERIFY(panel.plot().curve().has_value());
        const auto drawn = panel.plot().curve()->epochs.size();
        QTRY_VERIFY(panel.plot().curve()->epochs.size() > drawn + 1);
        QCOMPARE(panel.plot().curve()->state, LossCurve::State::Training);

        QSignalSpy stopped(&m_app->runs(), &RunQueue::ended);
        m_app->action("project.cancel_run")->trigger();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(panel.plot().curve()->state, LossCurve::State::Interrupted);
        QTRY_VERIFY(m_app->action("project.update")->isEnabled());
    }

    void open_projectWithModels_showsHowTheyWereTrained()
    {
        m_engine.onTrainings = [](const Project&) -> Result<std::vector<ClusterTraining>> {
            ClusterTraining training;
            training.cluster = 5;
            training.report.epochs = {{1, 0.9, 0.8, 1.0}, {2, 0.7, 0.6, 1.0}};
            return std::vector{training};
        };
        open(projectPath(u"sample.nsproj"_s));
        auto& panel = m_app->trainingPanel();
        QTRY_VERIFY(!panel.isEmpty());
        QCOMPARE(panel.plot().curve()->cluster, 5);
        QCOMPARE(panel.plot().curve()->state, LossCurve::State::Trained);
        m_app->action("go.training")->trigger();
        QTRY_VERIFY(panel.plot().hasFocus());
    }

    void open_projectWithADamagedModel_saysSo()
    {
        m_engine.onTrainings = [](const Project&) -> Result<std::vector<ClusterTraining>> {
            return fail(ErrorCode::Corrupt, "damaged model: half of it");
        };
        open(projectPath(u"sample.nsproj"_s));
        auto* banner = m_app->window().findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(m_app->timeline().isVisible());
    }

    void open_whileAnotherProgramWrites_isReadOnlyAndSaysSo()
    {
        // The lock belongs to a process; within one, a second handle stands in for the other program.
        const auto other = Project::open(projectPath(u"sample.nsproj"_s).toStdString(), OpenMode::ReadWrite);
        QVERIFY(other);
        open(projectPath(u"sample.nsproj"_s));
        QVERIFY(m_app->session().snapshot()->project->readOnly());
        QVERIFY(m_app->window().findChild<Banner*>()->isVisible());
        QVERIFY(m_app->window().windowTitle().contains(u"read only"));
        QVERIFY(!m_app->action("project.run")->isEnabled());
    }

    void window_closedAndOpened_remembersItsProjectAndPlaces()
    {
        open(projectPath(u"sample.nsproj"_s));
        lanes().setLaneHeight(90);
        m_app->window().resize(1111, 777);
        m_app->window().close();
        m_app.reset();
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        QCOMPARE(m_app->window().size(), QSize(1111, 777));
        QVERIFY(!m_settings->recentProjects().isEmpty());
    }
};

QTEST_MAIN(TestFirstWindow)
#include "tst_first_window.moc"
