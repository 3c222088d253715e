#include "app/workbench/workbench.h"

namespace nodesentry::app {

Workbench::Workbench(AppSettings& settings, ui::Theme* theme, ui::Engine& engine,
                     std::span<const RoomSpec> rooms)
    : m_session(engine, m_runs, m_selection),
      m_window({settings, theme, m_session, engine, m_runs, m_selection, m_view, m_notify, m_go}, rooms)
{
}

} // namespace nodesentry::app
