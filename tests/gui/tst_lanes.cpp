#include "app/engine/core_engine.h"
#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "widgets/base/palette/command_palette.h"
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
    CoreEngine m_engine;
    std::unique_ptr<test::Journey> m_app;

    void openWindow()
    {
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1300, 850);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
        m_app->window().openProject(m_folder.filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_app->session().snapshot() && !m_app->timeline().node().empty());
        QTRY_VERIFY(m_app->timeline().lanes().isComplete());
    }
    LaneView& lanes() { return m_app->timeline().lanes(); }
    void goTo(const QString& text)
    {
        m_app->action("go.place")->trigger();
        auto* dialog = m_app->window().findChild<CommandPalette*>();
        QVERIFY(dialog != nullptr);
        auto* field = dialog->findChild<QLineEdit*>();
        dialog->activateWindow(); // without a screen nobody else does
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(m_app->window().findChild<CommandPalette*>() == nullptr);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(test::makeSampleProject(m_folder.filePath(u"sample.nsproj"_s).toStdString()));
        m_settings = std::make_unique<AppSettings>(m_folder.path());
    }
    void init() { openWindow(); }
    void cleanup() { m_app.reset(); }

    void pinnedLane_isOnTopAgain_afterTheProjectWasClosed()
    {
        const int metric = lanes().layout().lanes().back().metric;
        lanes().setCurrentLane(metric);
        m_app->action("lanes.pin")->trigger();
        QCOMPARE(lanes().layout().lanes().front().metric, metric);
        m_app->window().close(); // at once: nothing may wait for a timer
        openWindow();
        QCOMPARE(lanes().layout().lanes().front().metric, metric);
        lanes().setPinned(metric, false);
    }

    void goTo_findsTimesNodesAndJobs()
    {
        auto& axis = m_app->timeline().axis();
        goTo(u"cn1"_s);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        goTo(u"4712"_s); // ran on cn2 only
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        const auto grid = [](std::int64_t sample) {
            return test::SampleProject::kOrigin + sample * test::SampleProject::kStep;
        };
        QVERIFY(axis.visible().begin < grid(1'400) && axis.visible().begin > grid(1'300));
        QVERIFY(axis.visible().end > grid(2'100) && axis.visible().end < grid(2'200));
        goTo(u"2026-11-23 18:00"_s);
        const auto middle = axis.visible().begin + axis.visible().length() / 2;
        QVERIFY(std::abs(middle - (test::SampleProject::kOrigin + 18 * 3'600'000)) < 60'000);
        m_app->action("go.back")->trigger();
        QVERIFY(m_app->action("go.forward")->isEnabled());
        m_app->action("go.forward")->trigger();
        QCOMPARE(axis.visible().begin + axis.visible().length() / 2, middle);
    }

    void comparePeers_showsTheJobsOtherNode_andEndsWithTheNode()
    {
        goTo(u"4711"_s); // ran on both
        m_app->action("lanes.compare")->trigger();
        QVERIFY(m_app->action("lanes.compare")->isChecked());
        const int metric = lanes().layout().lanes().front().metric;
        QTRY_VERIFY(m_app->timeline().loader().peerTraces(metric));
        QCOMPARE(m_app->timeline().loader().peerTraces(metric)->lines.size(), std::size_t(1));
        goTo(m_app->timeline().node() == "cn1" ? u"cn2"_s : u"cn1"_s);
        QVERIFY(!m_app->action("lanes.compare")->isChecked());
    }
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
