#pragma once

#include "app/workbench/frame/main_window.h"
#include "app/workbench/rooms/rooms.h"

namespace nodesentry::app {

/// The program behind the window: what all rooms share, in the order in which it needs each other, and the window.
class Workbench final {
public:
    /// @param settings, theme, engine  outlive this; a null theme leaves the colours alone (tests)
    /// @param rooms  with static storage
    Workbench(AppSettings& settings, ui::Theme* theme, ui::Engine& engine,
              std::span<const RoomSpec> rooms = app::rooms());

    [[nodiscard]] MainWindow& window() { return m_window; }
    [[nodiscard]] ui::ProjectSession& session() { return m_session; }
    [[nodiscard]] ui::RunQueue& runs() { return m_runs; }
    [[nodiscard]] ui::Selection& selection() { return m_selection; }
    [[nodiscard]] ui::ViewOptions& view() { return m_view; }

private:
    ui::RunQueue m_runs;
    ui::Selection m_selection;
    ui::ViewOptions m_view;
    ui::ProjectSession m_session;
    Notifier m_notify;
    Navigator m_go;
    MainWindow m_window;
};

} // namespace nodesentry::app
