#include "app/workbench/actions.h"

#include "widgets/base/theme/symbolic_icon.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include <map>

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

} // namespace

Actions::Actions(QMainWindow& window)
    : scales(new QActionGroup(&window)),
      zones(new QActionGroup(&window)),
      themes(new QActionGroup(&window)),
      mice(new QActionGroup(&window))
{
    const std::map<ActionKind, QActionGroup*> groups{{ActionKind::Scale, scales},
                                                     {ActionKind::Zone, zones},
                                                     {ActionKind::Theme, themes},
                                                     {ActionKind::Mouse, mice}};
    for (const auto& spec : actionTable()) {
        auto* action = new QAction(textOf(spec), &window);
        action->setIconText(plainTextOf(spec)); // Qt's own would keep the "(R)" of Chinese mnemonics
        action->setObjectName(QString::fromLatin1(spec.id));
        action->setCheckable(spec.kind != ActionKind::Plain);
        if (const auto group = groups.find(spec.kind); group != groups.end())
            group->second->addAction(action);
        if (*spec.icon != '\0')
            action->setIcon(ui::symbolicIcon(QString::fromLatin1(spec.icon)));
        setKeys(spec, *action, defaultKeysOf(spec, KeyScheme::Workbench));
        window.addAction(action);
        if (spec.digit >= 0)
            labelAs.at(std::size_t(spec.digit)) = action;
        else
            this->*spec.member = action;
    }
}

QAction* Actions::of(const ActionSpec& spec) const
{
    return spec.digit >= 0 ? labelAs.at(std::size_t(spec.digit)) : this->*spec.member;
}

QList<QAction*> Actions::needing(ActionNeeds needs) const
{
    QList<QAction*> actions;
    for (const auto& spec : actionTable()) {
        if (spec.needs == needs)
            actions << of(spec);
    }
    return actions;
}

void setKeys(const ActionSpec& spec, QAction& action, const QList<QKeySequence>& keys)
{
    action.setShortcuts(keys);
    const auto text = *spec.help == '\0' ? plainTextOf(spec) : translated(spec.help);
    const auto shown = action.shortcut().toString(QKeySequence::NativeText);
    action.setToolTip(shown.isEmpty() ? text : u"%1 (%2)"_s.arg(text, shown));
}

void buildMenus(QMainWindow& window, const Actions& actions, QMenu& recent, QMenu& docks)
{
    std::map<ActionCategory, QMenu*> menus;
    std::map<QString, QMenu*> subMenus;
    for (const auto& spec : actionTable()) {
        auto*& menu = menus[spec.category];
        if (menu == nullptr)
            menu = window.menuBar()->addMenu(titleOf(spec.category));
        else if (spec.separated)
            menu->addSeparator();
        auto* target = menu;
        if (const auto title = subMenuTitle(spec); !title.isEmpty()) {
            auto*& sub = subMenus[title];
            if (sub == nullptr)
                sub = menu->addMenu(title);
            target = sub;
        }
        target->addAction(actions.of(spec));
        if (spec.member == &Actions::open) {
            recent.setTitle(translated(QT_TRANSLATE_NOOP("Actions", "Open &recent")));
            menu->addMenu(&recent);
        }
    }
    docks.setTitle(translated(QT_TRANSLATE_NOOP("Actions", "&Panels")));
    menus.at(ActionCategory::View)->addMenu(&docks);
}

} // namespace nodesentry::app
