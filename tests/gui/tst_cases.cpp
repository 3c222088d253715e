#include "app/workbench/main_window.h"
#include "tests/gui/explained_sample.h"
#include "widgets/panels/banner.h"
#include "widgets/panels/filtered_table.h"
#include "widgets/plot/lane_loader.h"
#include "widgets/plot/lane_view.h"
#include "widgets/plot/timeline_view.h"

#include <QAction>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

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
    std::unique_ptr<ProjectController> m_controller;
    std::unique_ptr<MainWindow> m_window;
    std::atomic<bool> m_hold = false; ///< explaining waits
    std::optional<Error> m_error; ///< of explaining
    int m_runs = 0;

    LaneView& lanes() { return m_window->timeline().lanes(); }
    std::shared_ptr<const LaneTrace> expected(int metric)
    {
        return m_window->timeline().loader().expectedTrace(metric);
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
        m_controller
            = std::make_unique<ProjectController>([this](const auto&, const auto&, const RunContext&) {
                  ++m_runs;
                  return Result<void>();
              });
        m_controller->explanations().setFunction(
            [this, error = &m_error](const auto&, const std::string& method, const std::string& node,
                                     const RunContext& context) -> Result<ScoreExplanation> {
                while (m_hold && !context.stopRequested())
                    QThread::msleep(1);
                if (*error)
                    return tl::unexpected(**error);
                return test::explainedSample(method, node);
            });
        m_window = std::make_unique<MainWindow>(*m_settings, nullptr, *m_controller);
        m_window->resize(1300, 850);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->openProject(m_folder.filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_controller->snapshot() && !m_window->timeline().node().empty());
        QTRY_VERIFY(lanes().isComplete());
    }
    void cleanup()
    {
        m_hold = false;
        m_window.reset();
        m_controller.reset();
    }

    void expectedValues_areShownBesideTheCurve_inItsUnit()
    {
        QVERIFY(!expected(3));
        lanes().setFocus();
        QTest::keyClick(&lanes(), Qt::Key_I);
        QVERIFY(m_window->actions().expected->isChecked());
        QTRY_VERIFY(expected(3));
        const auto middle = test::SampleProject::kOrigin + 3'000 * test::SampleProject::kStep;
        QCOMPARE(valueAt(*expected(3), middle)->maximum, 42.0F);
        m_window->timeline().axis().setCursor(middle);
        QVERIFY2(gutter(3).contains(u"expected 42"_s), qPrintable(gutter(3)));
        QVERIFY(!expected(2));
        QVERIFY2(gutter(2).contains(u"constant"_s), qPrintable(gutter(2)));
        QVERIFY2(gutter(4).contains(u"stands for it"_s), qPrintable(gutter(4)));
        QTest::keyClick(&lanes(), Qt::Key_I);
        QVERIFY(!expected(3));
        QVERIFY(!gutter(3).contains(u"expected"_s));
        m_window->timeline().axis().setCursor(std::nullopt);
    }

    void expectedValues_areThoseOfTheNodeThatIsShown()
    {
        m_hold = true;
        m_window->actions().expected->trigger();
        QTRY_VERIFY2(gutter(3).contains(u"loading"_s), qPrintable(gutter(3)));
        const auto before = m_window->timeline().node();
        if (!m_window->nodeTable().selectNext(1))
            QVERIFY(m_window->nodeTable().selectNext(-1));
        QVERIFY(m_window->timeline().node() != before);
        QCOMPARE(m_controller->explanations().node(), m_window->timeline().node());
        QVERIFY(gutter(3).contains(u"loading"_s) || gutter(3).isEmpty());
        m_hold = false;
        QTRY_VERIFY(expected(3));
        QCOMPARE(m_controller->explanations().current()->explanation().node, m_window->timeline().node());
    }

    void aFailure_isSaidWithWhatToDo_andTheButtonDoesIt()
    {
        m_error = Error{ErrorCode::StageMissing, "the scores are old"};
        m_error->advise("run it");
        m_window->actions().expected->trigger();
        auto* banner = m_window->findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(u"The scores are old. Run it."_s), qPrintable(banner->text()));
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
