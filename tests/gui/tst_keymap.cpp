#include "app/workbench/commands/frame_actions.h"
#include "app/workbench/commands/key_sheet.h"
#include "app/workbench/commands/keymap.h"
#include "app/workbench/commands/preferences_dialog.h"
#include "app/workbench/frame/app_settings.h"
#include "app/workbench/rooms/rooms.h"

#include <QAction>
#include <QFile>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace nodesentry;
using namespace nodesentry::app;
using namespace nodesentry::ui;
using namespace Qt::StringLiterals;

/// The table of actions, and what is made of it.
class TestKeymap final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<AppSettings> m_settings;
    std::unique_ptr<QMainWindow> m_window;
    std::unique_ptr<ActionSet> m_actions;
    std::unique_ptr<Keymap> m_keymap;

    ViewOptions m_view;

    const std::vector<const ActionSpec*>& specs() { return m_actions->specs(); }
    const ActionSpec& specOf(QLatin1StringView id)
    {
        for (const auto* spec : specs())
            if (id == QLatin1StringView(spec->id))
                return *spec;
        qFatal("no such action");
    }
    QTreeWidgetItem* rowOf(const QTreeWidget& tree, const QString& text)
    {
        const auto found = tree.findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.front();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<AppSettings>(m_folder->path());
        m_window = std::make_unique<QMainWindow>();
        std::vector<ActionSet::Table> tables{{{}, firstFrameActions()}};
        for (const auto& room : rooms())
            tables.push_back({{}, std::span(&room.enter, 1)});
        for (const auto& room : rooms())
            tables.push_back({QString::fromLatin1(room.id), room.actions});
        tables.push_back({{}, lastFrameActions()});
        m_actions = std::make_unique<ActionSet>(*m_window, m_view, tables);
        m_keymap = std::make_unique<Keymap>(*m_settings, *m_actions);
    }

    void cleanup()
    {
        m_keymap.reset();
        m_actions.reset();
        m_window.reset();
    }

    void table_idsAreUnique_andEveryActionIsMade()
    {
        QSet<QString> ids;
        QSet<QAction*> actions;
        for (const auto* row : specs()) {
            const auto& spec = *row;
            ids << QString::fromLatin1(spec.id);
            QVERIFY2(m_actions->of(spec) != nullptr, spec.id);
            actions << m_actions->of(spec);
            QVERIFY2(!plainTextOf(spec).isEmpty(), spec.id);
        }
        QCOMPARE(std::size_t(ids.size()), specs().size());
        QCOMPARE(std::size_t(actions.size()), specs().size());
    }

    void defaults_noTwoActionsShareAKey_inEitherScheme()
    {
        for (const auto scheme : {KeyScheme::Workbench, KeyScheme::Authors}) {
            for (const auto* row : specs()) {
                const auto& spec = *row;
                const auto others = conflictsWith(
                    spec, defaultKeysOf(spec, scheme), specs(),
                    [scheme](const ActionSpec& other) { return defaultKeysOf(other, scheme); });
                QVERIFY2(others.isEmpty(), spec.id);
                for (const auto& key : defaultKeysOf(spec, scheme))
                    QVERIFY2(!key.isEmpty() && key[0].key() != Qt::Key_unknown, spec.id);
            }
        }
    }

    void menus_holdEveryAction()
    {
        QMenu recent;
        QMenu docks;
        buildMenus(*m_window, *m_actions, recent, docks);
        for (const auto* row : specs()) {
            const auto& spec = *row;
            const auto owners = m_actions->of(spec)->associatedObjects();
            const auto inMenu = std::any_of(owners.begin(), owners.end(), [](const QObject* owner) {
                return qobject_cast<const QMenu*>(owner) != nullptr;
            });
            QVERIFY2(inMenu, spec.id);
        }
    }

    void ownKey_isInForceAtOnce_andAtTheNextStart()
    {
        const auto& spec = specOf("label.split"_L1);
        m_keymap->setKeys(spec, {QKeySequence(Qt::Key_F6)});
        QCOMPARE((*m_actions)["label.split"]->shortcut(), QKeySequence(Qt::Key_F6));
        QVERIFY((*m_actions)["label.split"]->toolTip().contains(u"F6"));
        Keymap next(*m_settings, *m_actions);
        QCOMPARE(next.keysOf(spec), QList{QKeySequence(Qt::Key_F6)});
        QVERIFY(next.isOwn(spec));
        next.setKeys(spec, defaultKeysOf(spec, next.scheme()));
        QVERIFY(!next.isOwn(spec));
    }

    void noKey_isKept()
    {
        const auto& spec = specOf("label.split"_L1);
        m_keymap->setKeys(spec, {});
        Keymap next(*m_settings, *m_actions);
        QVERIFY(next.keysOf(spec).isEmpty());
        next.resetAll();
        QCOMPARE(next.keysOf(spec), defaultKeysOf(spec, KeyScheme::Workbench));
    }

    void conflict_isFound_alsoWhereOneKeyBeginsAnother()
    {
        const auto& spec = specOf("label.split"_L1);
        const auto of = [this](const ActionSpec& other) { return m_keymap->keysOf(other); };
        QCOMPARE(conflictsWith(spec, {QKeySequence(Qt::Key_F5)}, specs(), of),
                 QList{&specOf("project.run"_L1)});
        QCOMPARE(conflictsWith(spec, {QKeySequence(Qt::Key_F5, Qt::Key_A)}, specs(), of),
                 QList{&specOf("project.run"_L1)});
        QVERIFY(conflictsWith(spec, {QKeySequence(Qt::Key_F6)}, specs(), of).isEmpty());
    }

    void scheme_ofTheAuthors_isKept()
    {
        m_keymap->setScheme(KeyScheme::Authors);
        QVERIFY((*m_actions)["go.forward"]->shortcuts().contains(QKeySequence(Qt::Key_V)));
        Keymap next(*m_settings, *m_actions);
        QCOMPARE(next.scheme(), KeyScheme::Authors);
    }

    void sheet_listsEveryAction()
    {
        const KeySheet sheet(*m_keymap);
        for (const auto* spec : specs())
            QVERIFY2(rowOf(sheet.tree(), plainTextOf(*spec)) != nullptr, spec->id);
        QCOMPARE(rowOf(sheet.tree(), plainTextOf(specOf("view.zoom_in"_L1)))->text(1), u"W"_s);
    }

    void preferences_showAConflict_andTakeTheKeyFromTheOther()
    {
        PreferencesDialog dialog(*m_keymap, *m_actions, m_view, *m_settings);
        auto* tree = dialog.findChild<QTreeWidget*>();
        const auto& split = specOf("label.split"_L1);
        const auto& run = specOf("project.run"_L1);
        m_keymap->setKeys(split, {QKeySequence(Qt::Key_F5)});
        PreferencesDialog again(*m_keymap, *m_actions, m_view, *m_settings);
        tree = again.findChild<QTreeWidget*>();
        auto* row = rowOf(*tree, plainTextOf(split));
        QVERIFY(row->text(2).contains(plainTextOf(run)));
        tree->setCurrentItem(row);
        for (auto* button : again.findChildren<QPushButton*>()) {
            if (button->text().startsWith(u"&Take"))
                button->click();
        }
        QVERIFY(m_keymap->keysOf(run).isEmpty());
        QCOMPARE(m_keymap->keysOf(split), QList{QKeySequence(Qt::Key_F5)});
        QVERIFY(rowOf(*tree, plainTextOf(split))->text(2).isEmpty());
    }

    void reference_inTheDocumentation_isTrue()
    {
        QFile file(QStringLiteral(NODESENTRY_SOURCE_DIR "/docs/keys.md"));
        const auto text = keysMarkdown(specs()).toUtf8();
        if (qEnvironmentVariableIsSet("NODESENTRY_WRITE_DOCS")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            return;
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == text,
                 "docs/keys.md is out of date: NODESENTRY_WRITE_DOCS=1 ctest -R tst_keymap");
    }
};

QTEST_MAIN(TestKeymap)
#include "tst_keymap.moc"
