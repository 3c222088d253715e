#pragma once

#include "app/workbench/commands/command_centre.h"
#include "app/workbench/frame/room.h"
#include "app/workbench/frame/room_context.h"

#include <QMainWindow>
#include <QMenu>

#include <functional>
#include <map>
#include <memory>
#include <span>

class QLabel;
class QStackedWidget;

namespace nodesentry::ui {
class Banner;
class EmptyPage;
class StartPage;
class Theme;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// What the window is made of besides its rooms. All of it outlives the window.
struct FrameParts {
    AppSettings& settings;
    ui::Theme* theme; ///< null leaves the colours alone (tests)
    ui::ProjectSession& session;
    ui::Engine& engine;
    ui::RunQueue& runs;
    ui::Selection& selection;
    ui::ViewOptions& view;
    Notifier& notify;
    Navigator& go;
};

/// The frame: a bar of rooms, the page of the entered one with its docks, a tool bar, a status line and a banner; the
/// start page while no project is open. It knows no subject: what is done, and how, is in the rooms.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// @param rooms  in the order of the bar, not empty; the first is entered at first. With static storage.
    MainWindow(const FrameParts& parts, std::span<const RoomSpec> rooms);
    ~MainWindow() override;

    void openProject(const QString& path);
    void chooseProject();

    [[nodiscard]] const ActionSet& actions() const { return m_actions; }
    [[nodiscard]] Docks& docks() { return m_docks; }
    /// Enters a room, which makes it if it was never entered. While no project is open it is entered with the next one.
    /// @return the room; null: there is no such room
    Room* enter(const QString& id);
    [[nodiscard]] const QString& entered() const { return m_entered; } ///< id

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildRoomBar();
    void buildToolBar();
    void buildPages();
    void connectSession();
    void connectActions();
    void go(const Place& place);
    [[nodiscard]] Room* roomOf(const QString& id); ///< made if it is not there yet; null: unknown
    void showStart();
    void showNotice(const QString& title, const QString& text, const QString& command = {});
    void showRoom();
    void takeSnapshot();
    void projectOpened();
    void restoreView();
    void saveView();
    void updateActions();
    void updateTitle();
    void updateRecent();
    void reportFailure(const QString& what, const Error& error);
    void showBanner(const QString& text, const QString& button, std::function<void()> action);

    FrameParts m_parts;
    std::span<const RoomSpec> m_specs;
    ActionSet m_actions;
    QMenu m_recentMenu;
    QMenu m_dockMenu;
    Docks m_docks;
    RoomContext m_context;
    QStackedWidget* m_pages;
    ui::StartPage* m_start;
    ui::EmptyPage* m_notice;
    ui::Banner* m_banner;
    QToolBar* m_roomBar = nullptr;
    QToolBar* m_toolBar = nullptr;
    QLabel* m_place;
    std::map<QString, std::unique_ptr<Room>> m_rooms; ///< those that were entered
    std::map<QString, QWidget*> m_roomPages;
    QString m_entered; ///< the room, also while the start page is in its place
    std::unique_ptr<CommandCentre> m_commands;
    std::function<void()> m_bannerAction;
};

} // namespace nodesentry::app
