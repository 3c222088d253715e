#include "app/engine/core_engine.h"
#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "widgets/panels/class_bar.h"
#include "widgets/panels/label_inspector.h"
#include "widgets/models/label_list_model.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/lanes/timeline_view.h"

#include <QAction>
#include <QApplication>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <cmath>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;
using nodesentry::test::SampleProject;

/// Journeys of somebody who labels, with real keys and a real mouse.
class TestLabels final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    CoreEngine m_engine;
    std::unique_ptr<test::Journey> m_app;

    void open(const QString& name)
    {
        m_app->window().openProject(m_folder->filePath(name));
        QTRY_VERIFY(m_app->session().snapshot() && !m_app->timeline().node().empty());
        QTRY_VERIFY(m_app->timeline().lanes().isComplete());
    }
    LabelDocument& document() { return m_app->session().labels(); }
    LaneView& lanes() { return m_app->timeline().lanes(); }
    TimeAxis& axis() { return m_app->timeline().axis(); }
    std::vector<Label> stored() { return m_app->session().snapshot()->project->labels().value(); }
    QPoint at(TimeMs time) { return {int(std::lround(lanes().scale().xOf(time))), lanes().height() / 2}; }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&m_app->window(), key, modifiers);
    }
    void drag(TimeMs from, TimeMs to)
    {
        QTest::mousePress(&lanes(), Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&lanes(), at(to));
        QTest::mouseRelease(&lanes(), Qt::LeftButton, {}, at(to));
    }
    void point(TimeMs time) { QTest::mouseMove(&lanes(), at(time)); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto path = [this](const QString& name) { return m_folder->filePath(name).toStdString(); };
        QVERIFY(test::makeSampleProject(path(u"sample.nsproj"_s)));
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        m_app = std::make_unique<test::Journey>(*m_settings, m_engine);
        m_app->window().resize(1900, 1000);
        m_app->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_app->window()));
    }
    void cleanup() { m_app.reset(); }

    void undoAndRedo_surviveGoingToAnotherNode_andShowWhatTheyChange()
    {
        open(u"sample.nsproj"_s);
        QCOMPARE(m_app->timeline().node(), std::string("cn2"));
        const auto before = stored();
        axis().setSelection(TimeRange{SampleProject::kOrigin, SampleProject::kOrigin + 600'000});
        key(Qt::Key_1);
        QCOMPARE(stored().size(), before.size() + 1);
        m_app->nodeTable().selectNext(1);
        QCOMPARE(m_app->timeline().node(), std::string("cn1"));
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stored() == before);
        QCOMPARE(m_app->timeline().node(), std::string("cn2")); // it could not be seen on the other one
        const auto view = axis().visible();
        key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(stored().size(), before.size() + 1);
        QCOMPARE(axis().visible(), view); // it can be seen: the view stays
    }

    void edgeOfALabel_isDragged()
    {
        open(u"sample.nsproj"_s);
        const auto label = stored().front(); // imported, of cn2
        m_app->timeline().axis().showAround({label.begin, *label.end}, 1.0);
        const auto to = *label.end + 10 * SampleProject::kStep;
        drag(*label.end, to);
        QCOMPARE(stored().front().end, std::optional(to));
        QVERIFY(!axis().selection());
        QCOMPARE(document().selection(), std::set<LabelId>{label.id});
    }

    void wholeJob_isLabelledByTwoKeys()
    {
        open(u"sample.nsproj"_s);
        const auto begin = SampleProject::kOrigin + 1'400 * SampleProject::kStep;
        const auto end = SampleProject::kOrigin + 2'100 * SampleProject::kStep;
        axis().setCursor((begin + end) / 2);
        key(Qt::Key_J);
        key(Qt::Key_9);
        const auto labels = stored();
        QCOMPARE(labels.front().begin, begin);
        QCOMPARE(labels.front().end, std::optional(end));
        QCOMPARE(labels.front().category, std::string("resource_contention"));
    }

    void brackets_moveTheEdgesOfTheChosenLabel()
    {
        open(u"sample.nsproj"_s);
        const auto label = stored().front();
        document().select({label.id});
        const auto at = label.begin - 20 * SampleProject::kStep;
        axis().setCursor(at + 1'000);
        key(Qt::Key_BracketLeft);
        QCOMPARE(stored().front().begin, at);
    }

    void splitMergeAndDelete_byKeys()
    {
        open(u"sample.nsproj"_s);
        const auto before = stored();
        const auto middle = before.front().begin + 20 * SampleProject::kStep;
        document().select({before.front().id});
        axis().showAround({before.front().begin, *before.front().end}, 0.5);
        axis().setCursor(middle);
        key(Qt::Key_S, Qt::ShiftModifier);
        auto labels = stored();
        QCOMPARE(labels.size(), before.size() + 1);
        QCOMPARE(labels[0].end, std::optional(middle));
        QCOMPARE(labels[1].begin, middle);
        document().select({labels[0].id, labels[1].id});
        key(Qt::Key_M, Qt::ShiftModifier);
        QVERIFY(stored() == before);
        key(Qt::Key_Delete);
        QVERIFY(stored().empty());
        for (int i = 0; i < 3; ++i)
            key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stored() == before);
    }

    void listAndLanes_showTheSameChosenLabels_andTheInspectorEditsThemAll()
    {
        open(u"sample.nsproj"_s);
        axis().setSelection(TimeRange{SampleProject::kOrigin, SampleProject::kOrigin + 600'000});
        key(Qt::Key_1);
        auto& view = m_app->labelTable().view();
        QTRY_COMPARE(view.selectionModel()->selectedRows().size(), 1);
        view.selectAll();
        QCOMPARE(document().selection().size(), std::size_t(2));
        key(Qt::Key_C);
        auto* inspector = m_app->window().findChild<LabelInspector*>();
        auto* confidence = inspector->findChild<QDoubleSpinBox*>();
        confidence->setValue(50.0);
        for (const auto& label : stored())
            QCOMPARE(label.confidence, 0.5);
        document().stack().undo();
        for (const auto& label : stored())
            QCOMPARE(label.confidence, 1.0);
    }

    void labelling_choosingAndTakingBack_neverMoveTheView()
    {
        open(u"sample.nsproj"_s);
        const auto label = stored().front();
        axis().showAround({label.begin, *label.end}, 1.5);
        QTRY_VERIFY(lanes().isComplete());
        const auto view = axis().visible();
        const auto area = lanes().plotArea();
        const auto beside = [&] { // of all labels: curves alone
            return lanes()
                .grab({area.right() - area.width() / 5, 0, area.width() / 6, area.height()})
                .toImage();
        };
        const auto curves = beside();
        const auto stays = [&](const char* after) {
            QTest::qWait(20); // what is queued
            if (axis().visible() == view && beside() == curves)
                return true;
            qWarning("moved after: %s", after);
            return false;
        };
        drag(label.begin - 30 * SampleProject::kStep, label.begin - 10 * SampleProject::kStep);
        key(Qt::Key_1);
        QCOMPARE(stored().size(), std::size_t(2));
        QVERIFY(stays("drag and digit"));
        key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stays("undo"));
        key(Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(stays("redo"));
        QTest::mouseClick(&lanes(), Qt::LeftButton, {}, at((label.begin + *label.end) / 2));
        QCOMPARE(document().selection(), std::set<LabelId>{label.id});
        QVERIFY(stays("click on a label"));
        drag(*label.end, *label.end + 5 * SampleProject::kStep);
        QCOMPARE(stored().back().end, std::optional(*label.end + 5 * SampleProject::kStep));
        QVERIFY(stays("edge dragged"));
        key(Qt::Key_4);
        QVERIFY(stays("other class"));
        m_app->labelTable().selectSourceRow(-1);
        m_app->labelTable().selectNext(1); // the first of the list, which is in view
        QVERIFY(stays("chosen from the list"));
        key(Qt::Key_Delete);
        QVERIFY(stays("deleted"));
        for (int i = 0; i < 4; ++i) {
            key(Qt::Key_Z, Qt::ControlModifier);
            QVERIFY(stays("all taken back"));
        }
        QCOMPARE(stored().size(), std::size_t(1));
        // What is elsewhere is gone to when it is chosen from the list.
        axis().show({label.begin - view.length() * 3, label.begin - view.length() * 2});
        m_app->labelTable().selectSourceRow(-1);
        m_app->labelTable().selectNext(1);
        QVERIFY(axis().visible().contains(label.begin));
    }

    void fieldsOfALabel_areLeftByEnterAndEscape()
    {
        open(u"sample.nsproj"_s);
        m_app->window().activateWindow();
        QTRY_VERIFY(m_app->window().isActiveWindow());
        auto* inspector = m_app->window().findChild<LabelInspector*>();
        const auto field = [inspector](const QString& name) {
            for (auto* widget : inspector->findChildren<QWidget*>())
                if (widget->accessibleName() == name)
                    return widget;
            return static_cast<QWidget*>(nullptr);
        };
        const auto id = stored().front().id;
        document().select({id});
        lanes().setFocus();
        key(Qt::Key_T);
        auto* note = field(u"Note"_s);
        QTRY_VERIFY(note->hasFocus());
        QTest::keyClicks(note, u"seen it"_s);
        QTest::keyClick(note, Qt::Key_Return);
        QTRY_VERIFY(lanes().hasFocus());
        QCOMPARE(stored().front().note, std::string("seen it"));
        QTest::keyClick(m_app->window().focusWidget(), Qt::Key_N);
        QCOMPARE(stored().front().note, std::string("seen it"));

        document().select({id});
        key(Qt::Key_T);
        QTRY_VERIFY(note->hasFocus());
        QTest::keyClicks(note, u"never mind"_s);
        QTest::keyClick(note, Qt::Key_Escape);
        QTRY_VERIFY(lanes().hasFocus());
        QCOMPARE(stored().front().note, std::string("seen it"));
        QCOMPARE(qobject_cast<QLineEdit*>(note)->text(), u"seen it"_s);
        QCOMPARE(document().selection(), std::set<LabelId>{id}); // not the window's Escape

        auto* sure = qobject_cast<QDoubleSpinBox*>(field(u"Sure"_s));
        key(Qt::Key_C);
        QTRY_VERIFY(sure->hasFocus());
        QTest::keyClicks(sure, u"40"_s);
        QTest::keyClick(sure, Qt::Key_Escape);
        QTRY_VERIFY(lanes().hasFocus());
        QCOMPARE(stored().front().confidence, 1.0);
        QCOMPARE(sure->value(), 100.0);
        key(Qt::Key_C);
        QTRY_VERIFY(sure->hasFocus());
        QTest::keyClicks(sure, u"40"_s);
        QTest::keyClick(sure, Qt::Key_Return);
        QTRY_VERIFY(lanes().hasFocus());
        QCOMPARE(stored().front().confidence, 0.4);
    }

    void classBar_isALegend_andAClickIsTheDigit()
    {
        open(u"sample.nsproj"_s);
        auto* bar = m_app->window().findChild<ClassBar*>();
        QVERIFY(bar != nullptr);
        const auto button = [bar](const QString& title) {
            for (auto* item : bar->findChildren<QToolButton*>())
                if (item->text() == title)
                    return item;
            return static_cast<QToolButton*>(nullptr);
        };
        const auto title = QString::fromStdString(document().classWithKey(4)->shownTitle());
        QVERIFY(button(title) && !button(title)->isEnabled());
        const auto place = lanes().mapTo(&m_app->window(), QPoint());
        axis().setSelection(TimeRange{SampleProject::kOrigin, SampleProject::kOrigin + 600'000});
        QVERIFY(button(title)->isEnabled());
        QCOMPARE(lanes().mapTo(&m_app->window(), QPoint()), place); // nothing moves
        QTest::mouseClick(button(title), Qt::LeftButton);
        QCOMPARE(stored().size(), std::size_t(2));
        QCOMPARE(stored().front().category, document().classWithKey(4)->name);
        QVERIFY(button(title)->isEnabled()); // the new label is chosen
        document().select({});
        QVERIFY(!button(title)->isEnabled());
        QCOMPARE(m_app->action("label.as_4")->text(), u"Label as "_s + title);
    }

    void rightButton_hasAMenuForWhatIsUnderIt()
    {
        open(u"sample.nsproj"_s);
        const auto label = stored().front();
        axis().showAround({label.begin, *label.end}, 2.0);
        const auto middle = (label.begin + *label.end) / 2;
        const auto menuAt = [&](TimeMs time) {
            QTest::mouseMove(&lanes(), at(time));
            QTest::mouseClick(&lanes(), Qt::RightButton, {}, at(time));
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            return QPointer<QMenu>(menu);
        };
        const auto trigger = [](QMenu* menu, const QString& text) {
            for (auto* action : menu->actions()) {
                if (action->text().remove(u'&').section(u'\t', 0, 0) == text) {
                    action->trigger();
                    menu->close();
                    return true;
                }
            }
            menu->close();
            return false;
        };
        const auto submenu = [](QMenu* menu, const QString& text) {
            for (auto* action : menu->actions())
                if (action->menu() != nullptr && action->text().remove(u'&') == text)
                    return action->menu();
            return static_cast<QMenu*>(nullptr);
        };
        const auto title = QString::fromStdString(document().classWithKey(4)->shownTitle());

        auto menu = menuAt(middle);
        QVERIFY(menu);
        QCOMPARE(document().selection(), std::set<LabelId>{label.id});
        QVERIFY(trigger(submenu(menu, u"Class"_s), title));
        menu->close();
        QCOMPARE(stored().front().category, document().classWithKey(4)->name);
        menu = menuAt(middle);
        QVERIFY(trigger(menu, u"Split here"_s));
        QCOMPARE(stored().size(), std::size_t(2));
        QVERIFY(std::abs(*stored().front().end - middle) <= SampleProject::kStep);
        menu = menuAt(middle + 3 * SampleProject::kStep);
        QVERIFY(trigger(menu, u"Delete label"_s));
        QCOMPARE(stored().size(), std::size_t(1));

        drag(*label.end + 10 * SampleProject::kStep, *label.end + 30 * SampleProject::kStep);
        menu = menuAt(*label.end + 20 * SampleProject::kStep);
        QVERIFY(submenu(menu, u"Label as"_s));
        QVERIFY(trigger(submenu(menu, u"Label as"_s), title));
        menu->close();
        QCOMPARE(stored().size(), std::size_t(2));
        drag(*label.end + 40 * SampleProject::kStep, *label.end + 50 * SampleProject::kStep);
        menu = menuAt(*label.end + 45 * SampleProject::kStep);
        QVERIFY(trigger(menu, u"Clear the selection"_s));
        QVERIFY(!axis().selection());
        menu = menuAt(*label.end + 45 * SampleProject::kStep); // an empty lane
        QVERIFY(menu);
        QVERIFY(trigger(menu, u"Pin on top"_s));
        m_app->action("view.mouse_authors")->trigger();
        QVERIFY(!menuAt(middle)); // the authors' right click is their own
    }

    void digitWithoutClassOrSelection_changesNothing()
    {
        open(u"sample.nsproj"_s);
        const auto before = stored();
        document().select({});
        key(Qt::Key_5);
        QVERIFY(stored() == before);
        QCOMPARE(document().stack().count(), 0);
    }
};

QTEST_MAIN(TestLabels)
#include "tst_labels.moc"
