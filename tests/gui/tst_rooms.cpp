#include "app/engine/core_engine.h"
#include "tests/gui/journey.h"
#include "tests/gui/sample_project.h"
#include "widgets/base/palette/command_palette.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolBar>

#include <array>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

namespace {

// A throw-away room: a clock that counts its seconds while people look at it, and a dock beside it.

constexpr ActionSpec kClockActions[] = {
    {.id = "clock.reset", .text = "&Begin again", .category = ActionCategory::View, .keys = "Ctrl+Alt+B"},
};

class ClockRoom final : public Room {
public:
    static inline int made = 0;
    static inline int ticks = 0;

    explicit ClockRoom(RoomContext& room) : m_label(new QLabel(u"0"_s)), m_note(new QLabel(u"a clock"_s))
    {
        ++made;
        m_label->setObjectName(u"clock"_s);
        room.actions.on("clock.reset", this, [this] { m_seconds = 0; });
        connect(&m_timer, &QTimer::timeout, this, [this] {
            ++ticks;
            m_label->setText(QString::number(++m_seconds));
        });
    }
    QWidget* page() override { return m_label; }
    std::vector<DockSpec> docks() override
    {
        return {{u"clock note"_s, u"Note"_s, Qt::RightDockWidgetArea, m_note}};
    }
    void enter() override { m_timer.start(1); }
    void leave() override { m_timer.stop(); }
    QJsonObject viewState() const override { return {{u"seconds"_s, m_seconds}}; }
    void restoreView(const QJsonObject& state) override
    {
        m_seconds = state.value(u"seconds"_s).toInt();
        m_restored = m_seconds;
    }
    static inline int m_restored = -1;

private:
    QLabel* m_label;
    QLabel* m_note;
    QTimer m_timer;
    int m_seconds = 0;
};

RoomSpec clockRoom()
{
    return {.id = "clock",
            .enter = {.id = "go.clock",
                      .text = "Cloc&k",
                      .category = ActionCategory::Go,
                      .needs = ActionNeeds::Node,
                      .keys = "Ctrl+0",
                      .kind = ActionKind::Room},
            .actions = kClockActions,
            .make = [](RoomContext& context) -> std::unique_ptr<Room> {
                return std::make_unique<ClockRoom>(context);
            }};
}

} // namespace

/// The frame: what a room costs, and what it leaves behind.
class TestRooms final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    CoreEngine m_engine;

    void open(Workbench& workbench)
    {
        workbench.window().resize(1300, 850);
        workbench.window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&workbench.window()));
        workbench.window().openProject(m_folder->filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(workbench.session().snapshot() != nullptr);
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(test::makeSampleProject(m_folder->filePath(u"sample.nsproj"_s).toStdString()));
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        ClockRoom::made = 0;
        ClockRoom::ticks = 0;
        ClockRoom::m_restored = -1;
    }

    void room_isOneLine_andHasKeyButtonPaletteEntryDockAndState()
    {
        const std::array all{rooms()[0], rooms()[1], clockRoom()}; // the one line
        {
            Workbench workbench(*m_settings, nullptr, m_engine, all);
            open(workbench);
            auto& window = workbench.window();
            QCOMPARE(window.entered(), u"label"_s);
            QCOMPARE(ClockRoom::made, 0); // made when it is first entered
            QVERIFY(!window.actions()["clock.reset"]->isEnabled());
            QVERIFY(
                window.findChild<QToolBar*>(u"rooms"_s)->actions().contains(window.actions()["go.clock"]));

            QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
            auto* palette = window.findChild<CommandPalette*>();
            QVERIFY(palette != nullptr);
            palette->field().setText(u">clock"_s);
            QVERIFY(palette->list().item(0)->text().contains(u"Clock"));
            palette->close();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));

            QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
            QCOMPARE(window.entered(), u"clock"_s);
            QCOMPARE(ClockRoom::made, 1);
            QVERIFY(window.findChild<QLabel*>(u"clock"_s)->isVisible());
            QVERIFY(window.findChild<QWidget*>(u"clock note"_s)->isVisible());
            QVERIFY(!window.findChild<QWidget*>(u"nodes"_s)->isVisible());
            QVERIFY(window.actions()["clock.reset"]->isEnabled());
            QVERIFY(!window.actions()["label.select_job"]->isEnabled()); // of the other room
            QTRY_VERIFY(ClockRoom::ticks > 3);

            QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
            QCOMPARE(window.entered(), u"label"_s);
            QVERIFY(window.findChild<QWidget*>(u"nodes"_s)->isVisible());
            QVERIFY(!window.findChild<QWidget*>(u"clock note"_s)->isVisible());
            const int ticks = ClockRoom::ticks;
            QTest::qWait(50);
            QCOMPARE(ClockRoom::ticks, ticks); // what nobody sees computes nothing
            QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
            QCOMPARE(ClockRoom::made, 1);
            window.close();
        }
        {
            Workbench again(*m_settings, nullptr, m_engine, all);
            open(again);
            QTRY_COMPARE(again.window().entered(), u"clock"_s); // as the project was left
            QVERIFY(ClockRoom::m_restored > 3);
        }
        Workbench without(*m_settings, nullptr, m_engine);
        open(without);
        QTRY_COMPARE(without.window().entered(), u"label"_s); // there is no such room any more
        for (const auto* spec : without.window().actions().specs())
            QVERIFY(!QLatin1StringView(spec->id).contains("clock"_L1));
        QVERIFY(without.window().findChild<QWidget*>(u"clock note"_s) == nullptr);
        QVERIFY(without.window().findChild<QLabel*>(u"clock"_s) == nullptr);
    }

    void node_andItsStretch_areThereAgain_whenTheProjectIsOpenedAgain()
    {
        TimeRange seen;
        {
            test::Journey journey(*m_settings, m_engine);
            journey.window().resize(1300, 850);
            journey.window().show();
            journey.window().openProject(m_folder->filePath(u"sample.nsproj"_s));
            QTRY_VERIFY(journey.session().snapshot() != nullptr);
            QCoreApplication::processEvents();
            QCOMPARE(journey.timeline().node(), std::string("cn2")); // the worst one
            journey.nodeTable().selectNext(1);
            QCOMPARE(journey.timeline().node(), std::string("cn1"));
            journey.action("view.zoom_in")->trigger();
            seen = journey.timeline().axis().visible();
            journey.window().close();
        }
        test::Journey journey(*m_settings, m_engine);
        journey.window().show();
        journey.window().openProject(m_folder->filePath(u"sample.nsproj"_s));
        QTRY_VERIFY(journey.session().snapshot() != nullptr);
        QTRY_COMPARE(journey.timeline().node(), std::string("cn1"));
        QCOMPARE(journey.timeline().axis().visible(), seen);
    }

    void selection_ofOneKind_replacesTheOther()
    {
        Selection selection;
        int changes = 0;
        connect(&selection, &Selection::changed, this, [&](Selection::Parts parts, const QObject* origin) {
            ++changes;
            QCOMPARE(parts, Selection::Parts(Selection::Object));
            QCOMPARE(origin, this);
        });
        selection.setObject(ChosenLabels{{3, 4}}, this);
        QCOMPARE(selection.labels(), (std::set<LabelId>{3, 4}));
        selection.setObject(ChosenSuggestion{7}, this);
        QVERIFY(selection.labels().empty());
        QCOMPARE(selection.suggestion(), std::optional<SuggestionId>(7));
        selection.setObject(ChosenSuggestion{7}, this); // no news
        selection.setObject(CaseId{2}, this);
        QVERIFY(!selection.suggestion());
        QCOMPARE(selection.caseId(), std::optional<std::int64_t>(2));
        selection.setObject(ChosenLabels{}, this); // nothing
        QVERIFY(!selection.caseId());
        QCOMPARE(changes, 4);
    }
};

QTEST_MAIN(TestRooms)
#include "tst_rooms.moc"
