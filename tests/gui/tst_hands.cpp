#include "app/engine/core_engine.h"
#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "widgets/panels/assist_panel.h"
#include "widgets/documents/label_document.h"
#include "widgets/base/palette/command_palette.h"
#include "widgets/panels/evaluation_panel.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/timeline/job_band.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;
using nodesentry::test::SampleProject;

namespace {

class FirstWordsInChinese final : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* text, const char*, int) const override
    {
        if (qstrcmp(context, "Actions") != 0)
            return {};
        if (qstrcmp(text, "Zoom &in") == 0)
            return u"放大(&I)"_s;
        return qstrcmp(text, "&View") == 0 ? u"视图(&V)"_s : QString();
    }
};

} // namespace

/// The window without a mouse, without eyes, and with the mouse of another tool.
class TestHands final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    CoreEngine m_engine;
    std::unique_ptr<test::Journey> m_app;

    TimeAxis& axis() { return m_app->timeline().axis(); }
    LaneView& lanes() { return m_app->timeline().lanes(); }
    LabelDocument& labels() { return m_app->session().labels(); }
    QPoint at(TimeMs time) { return {int(std::lround(lanes().scale().xOf(time))), 60}; }
    static TimeMs timeOf(std::int64_t sample)
    {
        return SampleProject::kOrigin + sample * SampleProject::kStep;
    }

    CommandPalette* openPalette()
    {
        m_app->window().activateWindow();
        if (!QTest::qWaitFor([this] { return m_app->window().isActiveWindow(); }))
            return nullptr;
        QTest::keyClick(&m_app->window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = m_app->window().findChild<CommandPalette*>();
        if (palette != nullptr)
            palette->activateWindow(); // without a screen nobody else does
        return palette != nullptr && QTest::qWaitFor([palette] { return palette->field().hasFocus(); })
            ? palette
            : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto path = m_folder->filePath(u"sample.nsproj"_s);
        QVERIFY(test::makeSampleProject(path.toStdString()).has_value());
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1300, 850);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
        m_app->window().openProject(path);
        QTRY_VERIFY(m_app->session().snapshot() != nullptr);
        QTRY_VERIFY(m_app->timeline().loader().isComplete());
    }

    void cleanup() { m_app.reset(); }

    void everyControl_thatTakesTheKeyboard_hasAName()
    {
        QStringList nameless;
        for (const auto* widget : m_app->window().findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QMenu"))
                continue;
            // Parts that Qt makes inside of others are read with them.
            if (widget->objectName().startsWith(u"qt_") || widget->inherits("QScrollBar")
                || widget->inherits("QComboBoxListView"))
                continue;
            auto* interface = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty())
                nameless << u"%1 in %2"_s.arg(
                    QString::fromLatin1(widget->metaObject()->className()),
                    QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void canvas_saysItsLanesValuesAndLabels()
    {
        auto* canvas = QAccessible::queryAccessibleInterface(&lanes());
        QVERIFY(canvas != nullptr);
        QCOMPARE(canvas->text(QAccessible::Name), u"Metric lanes"_s);
        axis().setCursor(timeOf(100));
        const auto description = canvas->text(QAccessible::Description);
        QVERIFY2(description.contains(u"cn2"), qPrintable(description));
        QVERIFY2(description.contains(u"Crosshair at 2026-11-23 00:25:00"), qPrintable(description));
        QVERIFY2(description.contains(u"Case: score"), qPrintable(description));

        const int lanesShown = int(lanes().layout().lanes().size());
        QVERIFY(canvas->childCount() > lanesShown);
        auto* lane = canvas->child(0);
        QCOMPARE(lane->text(QAccessible::Name), lanes().layout().lanes().front().name);
        QTRY_VERIFY(lane->text(QAccessible::Value) != u"—"_s && !lane->text(QAccessible::Value).isEmpty());
        QCOMPARE(canvas->indexOfChild(lane), 0);
        QCOMPARE(lane->parent(), canvas);
        QVERIFY(canvas->rect().contains(lane->rect().topLeft()));
        auto* mark = canvas->child(lanesShown);
        QVERIFY(mark->text(QAccessible::Name).contains(u"score"));
        QVERIFY(canvas->child(canvas->childCount()) == nullptr);
    }

    void palette_findsEveryCommand()
    {
        auto* palette = openPalette();
        QVERIFY(palette != nullptr);
        for (const auto* entry : m_app->window().actions().specs()) {
            const auto& spec = *entry;
            if (QLatin1StringView(spec.id) == "edit.palette"_L1)
                continue;
            palette->field().setText(u'>' + plainTitleOf(spec.category) + u' ' + plainTextOf(spec));
            bool found = false;
            for (int row = 0; row < palette->list().count(); ++row)
                found = found || palette->list().item(row)->text().endsWith(plainTextOf(spec));
            QVERIFY2(found, spec.id);
        }
    }

    void palette_inAnotherLanguage_findsTranslatedAndEnglishNamesAndIds()
    {
        FirstWordsInChinese chinese;
        QCoreApplication::installTranslator(&chinese);
        auto* palette = openPalette();
        QCoreApplication::removeTranslator(&chinese);
        QVERIFY(palette != nullptr);
        for (const auto& typed : {u"放大"_s, u">zoom in"_s, u"view.zoom_in"_s}) {
            palette->field().setText(typed);
            QVERIFY2(palette->list().count() > 0, qPrintable(typed));
            QCOMPARE(palette->list().item(0)->text(), u">  视图: 放大"_s);
        }
    }

    void palette_doesACommand_andGoesToNodesJobsAndMetrics()
    {
        const auto choose = [this](const QString& text) {
            auto* palette = openPalette();
            QVERIFY(palette != nullptr);
            QTest::keyClicks(&palette->field(), text);
            QTest::keyClick(&palette->field(), Qt::Key_Return);
            delete palette;
        };
        choose(u"> metrics as heat"_s);
        QVERIFY(lanes().isHeatStrips());
        choose(u"@cn1"_s);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        const auto job = m_app->session().snapshot()->jobs.front();
        choose(u'#' + QString::fromStdString(job.id));
        QVERIFY(axis().visible() != axis().fullRange());
        QVERIFY(axis().visible().contains(job.begin));
        const auto metric = m_app->session().snapshot()->metrics[3].name;
        choose(u'/' + QString::fromStdString(metric));
        QCOMPARE(lanes().currentLane(), std::optional(3));
    }

    void label_byKeyboardAlone()
    {
        QTest::keyClick(&m_app->window(), Qt::Key_2, Qt::ControlModifier);
        const auto before = labels().labels().size();
        m_app->action("view.cursor_later")->trigger();
        const auto from = *axis().cursor();
        QTest::keyClick(&m_app->window(), Qt::Key_BracketLeft);
        for (int i = 0; i < 5; ++i)
            m_app->action("view.cursor_later")->trigger();
        QVERIFY(*axis().cursor() > from);
        QTest::keyClick(&m_app->window(), Qt::Key_BracketRight);
        QTest::keyClick(&m_app->window(), Qt::Key_4);
        QCOMPARE(labels().labels().size(), before + 1);
        const auto made = labels().selectedLabels().front();
        QCOMPARE(made.category, std::string("memory_leak"));
        QVERIFY(std::abs(made.begin - from) <= SampleProject::kStep * 20);
        QVERIFY(made.end.value() > made.begin);
    }

    void lane_isMovedHiddenAndZoomed_byKeyboard()
    {
        QTest::keyClick(&m_app->window(), Qt::Key_2, Qt::ControlModifier);
        QTest::keyClick(&lanes(), Qt::Key_Down);
        const auto first = lanes().layout().lanes()[0];
        QCOMPARE(lanes().currentLane(), std::optional(first.metric));
        m_app->action("lanes.down")->trigger();
        QCOMPARE(lanes().layout().lanes()[1].name, first.name);
        m_app->action("lanes.up")->trigger();
        QCOMPARE(lanes().layout().lanes()[0].name, first.name);
        QTRY_VERIFY(m_app->timeline().loader().isComplete()); // a lane is zoomed about what it shows
        QTest::keyClick(&m_app->window(), Qt::Key_W, Qt::ShiftModifier);
        QCOMPARE(lanes().scalingOf(first.metric).scale, LaneScale::Fixed);
        QTest::keyClick(&m_app->window(), Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(lanes().scalingOf(first.metric).scale != LaneScale::Fixed);
        QTest::keyClick(&m_app->window(), Qt::Key_U, Qt::ShiftModifier);
        QVERIFY(lanes().layout().find(first.metric) == nullptr);
    }

    void authorsScheme_twoMiddleClicksLabel_twoRightClicksClear()
    {
        m_app->action("view.mouse_authors")->trigger();
        axis().show({timeOf(1000), timeOf(1400)});
        const auto before = labels().labels().size();
        QTest::mouseClick(&lanes(), Qt::MiddleButton, {}, at(timeOf(1100)));
        QTest::mouseMove(&lanes(), at(timeOf(1150)));
        QVERIFY(axis().selection().has_value()); // the preview
        QVERIFY(axis().selection()->contains(timeOf(1140)));
        QCOMPARE(labels().labels().size(), before);
        QTest::mouseClick(&lanes(), Qt::MiddleButton, {}, at(timeOf(1200)));
        QCOMPARE(labels().labels().size(), before + 1);
        const auto made = labels().selectedLabels().front();
        QCOMPARE(made.category, std::string("anomaly"));
        QVERIFY(std::abs(made.begin - timeOf(1100)) <= 2 * SampleProject::kStep);
        QVERIFY(std::abs(*made.end - timeOf(1200)) <= 2 * SampleProject::kStep);

        QTest::mouseClick(&lanes(), Qt::RightButton, {}, at(timeOf(1140)));
        QTest::mouseClick(&lanes(), Qt::RightButton, {}, at(timeOf(1160)));
        QCOMPARE(labels().labels().size(), before + 2); // cut in two, in one step
        labels().stack().undo();
        QCOMPARE(labels().labels().size(), before + 1);

        QTest::mouseClick(&lanes(), Qt::MiddleButton, {}, at(timeOf(1300)));
        QTest::keyClick(&m_app->window(), Qt::Key_Escape);
        QTest::mouseClick(&lanes(), Qt::MiddleButton, {}, at(timeOf(1350)));
        QCOMPARE(labels().labels().size(), before + 1); // a first click again
    }

    void job_isFoundAtItsEdge()
    {
        const auto& job = m_app->session().snapshot()->jobs.front();
        const auto end = *job.end;
        axis().show({end - 100 * SampleProject::kStep, end + 400 * SampleProject::kStep});
        axis().setCursor(std::nullopt); // the middle of the view lies after the job
        QVERIFY(m_app->timeline().jobs().jobAt(axis().focusTime()) == nullptr);
        QTest::keyClick(&m_app->window(), Qt::Key_J);
        QCOMPARE(axis().selection(), std::optional(m_app->timeline().jobs().rangeOf(job)));
        axis().setSelection(std::nullopt);
        axis().setCursor(end); // half-open: the job has just ended there
        QTest::keyClick(&m_app->window(), Qt::Key_J);
        QVERIFY(axis().selection().has_value());
        axis().setSelection(std::nullopt);
        axis().setCursor(end + 300 * SampleProject::kStep); // plainly beside it
        QTest::keyClick(&m_app->window(), Qt::Key_J);
        QVERIFY(!axis().selection());
    }

    void blindMode_hidesOtherPeoplesLabels_everywhere()
    {
        auto other = labels().labels().front();
        other.id = 0;
        other.node = "cn2";
        other.author = "somebody else";
        other.begin = timeOf(10);
        other.end = timeOf(20);
        QVERIFY(labels().edit(u"test"_s, {{std::nullopt, other}}).has_value());
        auto* canvas = QAccessible::queryAccessibleInterface(&lanes());
        const auto rows = [this] { return m_app->labelTable().view().model()->rowCount(); };
        const auto all = rows();
        QVERIFY(canvas->text(QAccessible::Description).contains(u"somebody else"));
        labels().select({labels().labelsOf("cn2").front().id});
        m_app->action("label.blind")->trigger();
        QCOMPARE(rows(), all - 1);
        QVERIFY(labels().selection().empty());
        QVERIFY(!canvas->text(QAccessible::Description).contains(u"somebody else"));
        QVERIFY(!m_app->action("label.adjudicate")->isEnabled());
        m_app->action("go.evaluation")->trigger();
        auto* evaluation = m_app->window().findChild<EvaluationPanel*>();
        bool told = false;
        for (const auto* text : evaluation->findChildren<QLabel*>())
            told = told || text->text() == u"Hidden in blind mode"_s;
        QVERIFY(told);
        m_app->action("go.timeline")->trigger();
        m_app->action("label.blind")->trigger();
        QCOMPARE(rows(), all);
    }

    void goToAList_leavesTheViewAlone_andArrowsChooseFromItsFirstRow()
    {
        axis().showAll();
        const auto before = axis().visible();
        m_app->action("go.cases")->trigger();
        auto& view = m_app->caseTable().view();
        QTRY_VERIFY(view.hasFocus());
        QCOMPARE(axis().visible(), before);
        QVERIFY(!view.selectionModel()->hasSelection());
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(m_app->caseTable().currentSourceRow(), 0);
        QVERIFY(view.selectionModel()->hasSelection());
        QVERIFY(axis().visible() != before);
    }

    void goToAList_aClickOnItsFirstRow_isHeard()
    {
        axis().showAll();
        const auto before = axis().visible();
        auto& view = m_app->caseTable().view();
        m_app->action("go.cases")->trigger();
        QTRY_VERIFY(view.hasFocus());
        const auto row = view.visualRect(view.model()->index(0, 0));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, row.center());
        QVERIFY(axis().visible() != before);

        axis().showAll();
        view.selectionModel()->clear();
        m_app->action("go.timeline")->trigger();
        m_app->action("go.cases")->trigger();
        m_app->action("go.next_case")->trigger();
        QCOMPARE(m_app->caseTable().currentSourceRow(), 0);
        QVERIFY(axis().visible() != before);
    }

    void smallWindow_namesNodesInFull_andLeavesTheTimelineRoom()
    {
        m_app->window().resize(1024, 700);
        QTest::qWait(50);
        auto& view = m_app->nodeTable().view();
        const auto name = view.model()->index(0, 0);
        QVERIFY(view.columnWidth(0) >= view.sizeHintForIndex(name).width());
        QVERIFY(m_app->timeline().width() * 2 >= m_app->window().width());
        for (auto* table : {&m_app->nodeTable(), &m_app->assistPanel().table()})
            QCOMPARE(table->view().horizontalScrollBar()->maximum(), 0);
        const auto& panel = m_app->assistPanel();
        QVERIFY2(panel.width() >= panel.minimumSizeHint().width(), "nothing of the panel is cut");
    }

    void newWindow_leavesMostOfItsWidthToTheTimeline()
    {
        cleanup();
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1800, 1000);
        m_app->window().show();
        m_app->window().openProject(m_folder->filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(m_app->session().snapshot() != nullptr);
        QTRY_VERIFY(m_app->nodeTable().width() > 0 && m_app->timeline().width() > 900);
        QVERIFY(m_app->nodeTable().width() <= m_app->window().width() * 17 / 100);
        QVERIFY(m_app->assistPanel().width() <= m_app->window().width() * 22 / 100);
        auto& view = m_app->assistPanel().table().view();
        QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    }
};

QTEST_MAIN(TestHands)
#include "tst_hands.moc"
