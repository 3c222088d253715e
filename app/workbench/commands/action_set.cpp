#include "app/workbench/commands/action_set.h"

#include "core/base/expects.h"
#include "widgets/base/theme/symbolic_icon.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

/// A choice stands with the others of its kind in a menu of its own; empty: in the menu itself.
QString subMenuTitle(const ActionSpec& spec)
{
    if (spec.digit >= 0)
        return translated(QT_TRANSLATE_NOOP("Actions", "Label &as"));
    switch (spec.kind) {
    case ActionKind::Zone:
        return translated(QT_TRANSLATE_NOOP("Actions", "Time &zone"));
    case ActionKind::Theme:
        return translated(QT_TRANSLATE_NOOP("Actions", "T&heme"));
    case ActionKind::Mouse:
        return translated(QT_TRANSLATE_NOOP("Actions", "&Mouse"));
    default:
        return {};
    }
}

/// A menu is seen while one of its entries is.
void hideWhenEmpty(QMenu& menu)
{
    const auto follow = [&menu] {
        const auto entries = menu.actions();
        menu.menuAction()->setVisible(std::any_of(entries.begin(), entries.end(), [](const QAction* entry) {
            return entry->isVisible() && !entry->isSeparator();
        }));
    };
    for (auto* entry : menu.actions())
        QObject::connect(entry, &QAction::changed, &menu, follow);
}

} // namespace

ActionSet::ActionSet(QMainWindow& window, ui::ViewOptions& view, const std::vector<Table>& tables)
    : m_window(window)
{
    for (const auto kind :
         {ActionKind::Room, ActionKind::Scale, ActionKind::Zone, ActionKind::Theme, ActionKind::Mouse})
        m_groups[kind] = new QActionGroup(this);
    for (const auto& table : tables) {
        for (const auto& spec : table.specs) {
            const QLatin1StringView id(spec.id);
            NODESENTRY_EXPECTS(!m_actions.contains(id), "each action has an id of its own");
            auto* action = new QAction(textOf(spec), this);
            action->setIconText(plainTextOf(spec)); // Qt's own would keep the "(R)" of Chinese mnemonics
            action->setObjectName(id);
            action->setCheckable(spec.kind != ActionKind::Plain);
            if (const auto group = m_groups.find(spec.kind); group != m_groups.end())
                group->second->addAction(action);
            if (*spec.icon != '\0')
                action->setIcon(ui::symbolicIcon(QString::fromLatin1(spec.icon)));
            setKeys(spec, *action, defaultKeysOf(spec, KeyScheme::Workbench));
            window.addAction(action);
            m_specs.push_back(&spec);
            m_actions.insert(id, action);
            m_rooms.insert(id, table.room);
            if (spec.needs == ActionNeeds::Own)
                m_forbidden.insert(&spec);
            if (spec.option)
                connect(action, &QAction::toggled, &view,
                        [&view, option = *spec.option](bool on) { view.set(option, on); });
        }
    }
    connect(&view, &ui::ViewOptions::changed, this, [this](ui::ViewOption option, bool on) {
        for (const auto* spec : m_specs)
            if (spec->option == option)
                of(*spec)->setChecked(on);
    });
    setState(false, false, {});
}

QAction* ActionSet::operator[](const char* id) const
{
    auto* action = m_actions.value(QLatin1StringView(id), nullptr);
    NODESENTRY_EXPECTS(action != nullptr, "the id of an action");
    return action;
}

void ActionSet::allow(const char* id, bool possible)
{
    for (const auto* spec : m_specs) {
        if (QLatin1StringView(spec->id) != QLatin1StringView(id))
            continue;
        NODESENTRY_EXPECTS(spec->needs == ActionNeeds::Own, "an action that needs more than its state");
        if (possible)
            m_forbidden.erase(spec);
        else
            m_forbidden.insert(spec);
        update(*spec);
    }
}

void ActionSet::confine(const char* id, QWidget& widget)
{
    auto* action = (*this)[id];
    m_window.removeAction(action);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    widget.addAction(action);
}

void ActionSet::setState(bool hasData, bool writable, const QString& room)
{
    m_hasData = hasData;
    m_writable = writable;
    m_room = room;
    for (const auto* spec : m_specs)
        update(*spec);
}

void ActionSet::update(const ActionSpec& spec)
{
    const auto& room = m_rooms[QLatin1StringView(spec.id)];
    const bool here = room.isEmpty() || room == m_room || spec.anywhere;
    bool possible = here;
    switch (spec.needs) {
    case ActionNeeds::Nothing:
        break;
    case ActionNeeds::Node:
        possible = possible && m_hasData;
        break;
    case ActionNeeds::Labelling:
        possible = possible && m_writable;
        break;
    case ActionNeeds::Own:
        possible = possible && !m_forbidden.contains(&spec);
        break;
    }
    auto* action = of(spec);
    action->setVisible(here || m_room.isEmpty()); // without a project, menus tell what there is
    action->setEnabled(possible);
}

void setKeys(const ActionSpec& spec, QAction& action, const QList<QKeySequence>& keys)
{
    action.setShortcuts(keys);
    const auto text = *spec.help == '\0' ? plainTextOf(spec) : translated(spec.help);
    const auto shown = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(shown.isEmpty() ? text : u"%1 (%2)"_s.arg(text, shown));
}

void buildMenus(QMainWindow& window, const ActionSet& actions, QMenu& recent, QMenu& docks)
{
    std::map<ActionCategory, QMenu*> menus;
    std::map<QString, QMenu*> subMenus;
    for (const auto category :
         {ActionCategory::Project, ActionCategory::Edit, ActionCategory::Label, ActionCategory::Review,
          ActionCategory::Go, ActionCategory::View, ActionCategory::Lanes, ActionCategory::Help})
        menus[category] = window.menuBar()->addMenu(titleOf(category));
    for (const auto* spec : actions.specs()) {
        auto* menu = menus.at(spec->category);
        if (spec->separated && !menu->isEmpty())
            menu->addSeparator();
        auto* target = menu;
        if (const auto title = subMenuTitle(*spec); !title.isEmpty()) {
            auto*& sub = subMenus[title];
            if (sub == nullptr)
                sub = menu->addMenu(title);
            target = sub;
        }
        target->addAction(actions.of(*spec));
        if (QLatin1StringView(spec->id) == "project.open"_L1) {
            recent.setTitle(translated(QT_TRANSLATE_NOOP("Actions", "Open &recent")));
            menu->addMenu(&recent);
        }
    }
    docks.setTitle(translated(QT_TRANSLATE_NOOP("Actions", "&Panels")));
    menus.at(ActionCategory::View)->addMenu(&docks);
    // A menu of which the entered room has nothing is not there.
    for (const auto& [title, sub] : subMenus)
        hideWhenEmpty(*sub);
    for (const auto& [category, menu] : menus)
        hideWhenEmpty(*menu);
}

} // namespace nodesentry::app
