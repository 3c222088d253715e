#pragma once

#include "app/workbench/commands/action_spec.h"

#include <QAction>
#include <QHash>
#include <QObject>

#include <map>
#include <set>
#include <vector>

class QActionGroup;
class QMainWindow;
class QMenu;

namespace nodesentry::app {

/// Every action of the window by its id, made from the tables of the frame and of the rooms. Those of a room are possible,
/// and seen in the menus, while it is entered.
class ActionSet final : public QObject {
    Q_OBJECT

public:
    struct Table {
        QString room; ///< empty: of the frame
        std::span<const ActionSpec> specs;
    };

    /// @param window  gets the actions; outlives the set
    /// @param view    that switches are bound to, both ways; outlives the set
    /// @param tables  in the order of the menus
    ActionSet(QMainWindow& window, ui::ViewOptions& view, const std::vector<Table>& tables);

    /// @pre there is such an action
    [[nodiscard]] QAction* operator[](const char* id) const;
    [[nodiscard]] QAction* of(const ActionSpec& spec) const { return (*this)[spec.id]; }
    [[nodiscard]] const std::vector<const ActionSpec*>& specs() const { return m_specs; }
    [[nodiscard]] QActionGroup& group(ActionKind kind) const
    {
        return *m_groups.at(kind);
    } ///< @pre of choices

    /// Calls a handler whenever the action is triggered and @p receiver lives.
    template <class Handler> void on(const char* id, const QObject* receiver, Handler handler) const
    {
        QObject::connect((*this)[id], &QAction::triggered, receiver, handler);
    }
    /// Whether an action that needs more than the state of the project is possible now.
    void allow(const char* id, bool possible);
    /// Leaves the keys of an action to one widget and what is in it, e.g. Enter, which belongs to lists and fields elsewhere.
    void confine(const char* id, QWidget& widget);
    /// What is there now: an open project with data, one that can be written, and the entered room.
    void setState(bool hasData, bool writable, const QString& room);

private:
    void update(const ActionSpec& spec);

    QMainWindow& m_window;
    std::vector<const ActionSpec*> m_specs;
    QHash<QLatin1StringView, QAction*> m_actions;
    QHash<QLatin1StringView, QString> m_rooms; ///< that actions belong to
    std::map<ActionKind, QActionGroup*> m_groups;
    std::set<const ActionSpec*> m_forbidden; ///< of those that need more: not possible now
    bool m_hasData = false;
    bool m_writable = false;
    QString m_room;
};

/// Gives an action its keys, and the tool tip that names them.
void setKeys(const ActionSpec& spec, QAction& action, const QList<QKeySequence>& keys);

/// Fills the menu bar. @p recent and @p docks are filled in by the window.
void buildMenus(QMainWindow& window, const ActionSet& actions, QMenu& recent, QMenu& docks);

} // namespace nodesentry::app
