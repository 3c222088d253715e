#pragma once

#include "app/workbench/frame/room.h"
#include "app/workbench/frame/room_context.h"

#include <map>
#include <memory>
#include <span>

class QStackedWidget;

namespace nodesentry::app {

/// The rooms of the window: makes one when it is first entered, shows the entered one, and remembers for each project which
/// it was and what was seen in each.
class RoomStack final : public QObject {
    Q_OBJECT

public:
    /// @param specs    not empty; the first is entered at first
    /// @param context, pages  outlive this; the pages of rooms are added to those that are there
    RoomStack(std::span<const RoomSpec> specs, RoomContext& context, QStackedWidget& pages);

    /// Enters a room. Without data to show in it, it is entered once there are some.
    /// @return null: there is no such room
    Room* enter(const QString& id);
    void go(const Place& place);
    /// Shows the entered room, if something else is in its place.
    void showEntered() { enter(m_entered); }
    [[nodiscard]] const QString& entered() const { return m_entered; }

    void addPlaces(std::vector<ui::PaletteItem>& items) const;
    [[nodiscard]] std::vector<ui::PaletteItem> typed(const QString& text) const;

    void restoreView(); ///< of the open project
    void saveView(); ///< of the open project, which is about to be closed
    void saveDocks() const;

Q_SIGNALS:
    void roomEntered();

private:
    [[nodiscard]] Room* roomOf(const QString& id); ///< made if it is not there yet; null: unknown
    void connectActions();
    [[nodiscard]] bool isShown(const QString& id) const;

    std::span<const RoomSpec> m_specs;
    RoomContext& m_context;
    QStackedWidget& m_pages;
    std::map<QString, std::unique_ptr<Room>> m_rooms; ///< those that were entered
    std::map<QString, QWidget*> m_roomPages;
    QString m_entered;
};

} // namespace nodesentry::app
