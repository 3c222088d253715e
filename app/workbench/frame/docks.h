#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <vector>

class QDockWidget;
class QMainWindow;
class QMenu;
class QWidget;

namespace nodesentry::app {

/// A panel at the edge of the window that belongs to a room.
struct DockSpec {
    QString id; ///< in settings, so it never changes: "labels"
    QString title; ///< translated
    Qt::DockWidgetArea area = Qt::RightDockWidgetArea;
    QWidget* content = nullptr; ///< the dock's from now on
};

/// The docks of all rooms, by their ids; those of the entered room are seen.
class Docks final : public QObject {
    Q_OBJECT

public:
    /// @param window, menu  outlive the docks; the menu lists those of the entered room
    Docks(QMainWindow& window, QMenu& menu);

    /// Those of one area become tabs, the first one in front.
    void add(const QString& room, const std::vector<DockSpec>& docks);
    /// Shows a dock of the entered room, in front of the others; with the keyboard at a widget of it, if one is given.
    /// @pre there is such a dock
    void raise(const QString& id, QWidget* focus = nullptr);
    /// Whether people see it: not closed, and no tab behind another one.
    [[nodiscard]] bool isSeen(const QString& id) const { return m_seen.value(id); }

    /// Shows the docks of a room as they were when it was left; an empty room: none.
    void enter(const QString& room);
    /// How the docks of a room were arranged last, for the settings.
    [[nodiscard]] QByteArray stateOf(const QString& room);
    void setState(const QString& room, const QByteArray& state);
    /// The lists yield to the page between them, of which half the window is the least.
    /// @param margin  pixels of the window that belong to neither, e.g. a bar at its edge
    void leaveSpace(int margin);

Q_SIGNALS:
    void seenChanged(const QString& id, bool seen);

private:
    void arrange();

    QMainWindow& m_window;
    QMenu& m_menu;
    QHash<QString, std::vector<QDockWidget*>> m_rooms;
    QHash<QString, QDockWidget*> m_docks;
    QHash<QString, bool> m_seen;
    QHash<QString, QByteArray> m_states; ///< by room
    QString m_room;
    int m_margin = 0;
};

} // namespace nodesentry::app
