#include "app/workbench/main_window.h"
#include "tests/gui/sample_project.h"
#include "widgets/panels/go_to_dialog.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/lanes/timeline_view.h"

#include <QAction>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

/// Journeys through the lanes: what is made of them is there again, and places are found by typing.
class TestLanes final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<AppSettings> m_settings;
    std::unique_ptr<ProjectController> m_controller;
    std::unique_ptr<MainWindow> m_window;

    void openWindow()
    {
        m_window.reset();
        m_controller = std::make_unique<ProjectController>(
            [](const auto&, const auto&, const RunContext&) { return Result<void>(); });
        m_window = std::make_unique<MainWindow>(*m_settings, nullptr, *m_controller);
        m_window->resize(1300, 850);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->openProject(m_folder.filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_controller->snapshot() && !m_window->timeline().node().empty());
        QTRY_VERIFY(m_window->timeline().lanes().isComplete());
    }
    LaneView& lanes() { return m_window->timeline().lanes(); }
    void goTo(const QString& text)
    {
        m_window->actions().goToTime->trigger();
        auto* dialog = m_window->findChild<GoToDialog*>();
        QVERIFY(dialog != nullptr);
        auto* field = dialog->findChild<QLineEdit*>();
        dialog->activateWindow(); // without a screen nobody else does
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_window->findChild<GoToDialog*>() == nullptr);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(test::makeSampleProject(m_folder.filePath(u"sample.nsproj"_s).toStdString()));
        m_settings = std::make_unique<AppSettings>(m_folder.path());
    }
    void init() { openWindow(); }
    void cleanup()
    {
        m_window.reset();
        m_controller.reset();
    }

    void pinnedLane_isOnTopAgain_afterTheProjectWasClosed()
    {
        const int metric = lanes().layout().lanes().back().metric;
        lanes().setCurrentLane(metric);
        m_window->actions().pinLane->trigger();
        QCOMPARE(lanes().layout().lanes().front().metric, metric);
        m_window->close(); // at once: nothing may wait for a timer
        openWindow();
        QCOMPARE(lanes().layout().lanes().front().metric, metric);
        lanes().setPinned(metric, false);
    }

    void goTo_findsTimesNodesAndJobs()
    {
        auto& axis = m_window->timeline().axis();
        goTo(u"cn1"_s);
        QCOMPARE(m_window->timeline().node(), std::string("cn1"));
        goTo(u"4712"_s); // ran on cn2 only
        QCOMPARE(m_window->timeline().node(), std::string("cn2"));
        const auto grid = [](std::int64_t sample) {
            return test::SampleProject::kOrigin + sample * test::SampleProject::kStep;
        };
        QVERIFY(axis.visible().begin < grid(1'400) && axis.visible().begin > grid(1'300));
        QVERIFY(axis.visible().end > grid(2'100) && axis.visible().end < grid(2'200));
        goTo(u"2026-11-23 18:00"_s);
        const auto middle = axis.visible().begin + axis.visible().length() / 2;
        QVERIFY(std::abs(middle - (test::SampleProject::kOrigin + 18 * 3'600'000)) < 60'000);
        m_window->actions().back->trigger();
        QVERIFY(m_window->actions().forward->isEnabled());
        m_window->actions().forward->trigger();
        QCOMPARE(axis.visible().begin + axis.visible().length() / 2, middle);
    }

    void comparePeers_showsTheJobsOtherNode_andEndsWithTheNode()
    {
        goTo(u"4711"_s); // ran on both
        m_window->actions().comparePeers->trigger();
        QVERIFY(m_window->actions().comparePeers->isChecked());
        const int metric = lanes().layout().lanes().front().metric;
        QTRY_VERIFY(m_window->timeline().loader().peerTraces(metric));
        QCOMPARE(m_window->timeline().loader().peerTraces(metric)->lines.size(), std::size_t(1));
        goTo(m_window->timeline().node() == "cn1" ? u"cn2"_s : u"cn1"_s);
        QVERIFY(!m_window->actions().comparePeers->isChecked());
    }
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
