#pragma once

#include "app/workbench/commands/command_centre.h"
#include "app/workbench/frame/export_desk.h"
#include "app/workbench/frame/project_desk.h"
#include "app/workbench/frame/room_context.h"
#include "app/workbench/frame/room_stack.h"

#include <QMainWindow>
#include <QMenu>

#include <memory>
#include <span>

class QLabel;
class QStackedWidget;

namespace nodesentry::app {

/// The frame: a bar of rooms, the page of the entered one with its docks, a tool bar, a status line and a banner; the
/// start page while no project is open. It knows no subject: what is done, and how, is in the rooms.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// @param rooms  in the order of the bar, not empty; the first is entered at first. With static storage.
    MainWindow(const FrameParts& parts, std::span<const RoomSpec> rooms);
    ~MainWindow() override;

    void openProject(const QString& path) { m_desk.open(path); }

    [[nodiscard]] const ActionSet& actions() const { return m_actions; }
    [[nodiscard]] const QString& entered() const { return m_rooms.entered(); } ///< id of the room

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildRoomBar();
    void buildToolBar();
    void buildPages();
    void connectParts();
    void connectActions();
    void showPart(ProjectDesk::Shown shown);
    void updateActions();

    FrameParts m_parts;
    ActionSet m_actions;
    QMenu m_recentMenu;
    QMenu m_dockMenu;
    Docks m_docks;
    RoomContext m_context;
    QStackedWidget* m_pages;
    QToolBar* m_roomBar = nullptr;
    QToolBar* m_toolBar = nullptr;
    QLabel* m_place;
    ProjectDesk m_desk;
    ExportDesk m_export;
    RoomStack m_rooms;
    std::unique_ptr<CommandCentre> m_commands;
};

} // namespace nodesentry::app
