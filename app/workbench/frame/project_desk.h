#pragma once

#include "app/workbench/commands/action_set.h"
#include "app/workbench/frame/frame_parts.h"
#include "app/workbench/frame/import_desk.h"

#include <functional>

class QMenu;

namespace nodesentry::ui {
class Banner;
class EmptyPage;
class StartPage;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// What is around an open project: the start page, opening and closing, running its stages, and the banner that says what
/// went wrong or is switched off.
class ProjectDesk final : public QObject {
    Q_OBJECT

public:
    enum class Shown {
        Start, ///< no project is open
        Notice, ///< one is being opened, or has no data yet
        Rooms,
    };

    /// @param parts, actions, recent, window  outlive the desk; the menu lists the projects that were opened last
    ProjectDesk(const FrameParts& parts, ActionSet& actions, QMenu& recent, QWidget& window);

    void open(const QString& path);
    void choose(); ///< lets a person choose a folder
    /// Opens a project, or asks how to import anything else.
    void take(const QStringList& paths);

    // The window's from now on; each is asked for once.
    [[nodiscard]] ui::StartPage* start() const { return m_start; }
    [[nodiscard]] ui::EmptyPage* notice() const { return m_notice; }
    [[nodiscard]] ui::Banner* banner() const { return m_banner; }

Q_SIGNALS:
    void shownChanged(nodesentry::app::ProjectDesk::Shown shown);
    void opened(); ///< every listener has taken the new project
    void closing(); ///< the open project, if there is one, is about to be closed

private:
    void connectSession();
    void connectActions();
    void projectOpened();
    void takeSnapshot();
    void updateActions();
    void askForRun();
    void updateRecent();
    void showNotice(const QString& title, const QString& text, const QString& command = {});
    void reportFailure(const QString& what, const Error& error);

    FrameParts m_parts;
    ActionSet& m_actions;
    QMenu& m_recent;
    QWidget& m_window;
    ui::StartPage* m_start;
    ImportDesk m_import;
    ui::EmptyPage* m_notice;
    ui::Banner* m_banner;
    std::function<void()> m_bannerAction;
    ui::JobRunner m_reader{1}; // last, so that its work ends first
};

} // namespace nodesentry::app
