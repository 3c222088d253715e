#pragma once

#include "app/workbench/commands/action_set.h"
#include "app/workbench/frame/frame_parts.h"
#include "core/simulate/simulation_options.h"

#include <optional>

namespace nodesentry::ui {
class StartPage;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// How data comes in: the sample, an import, a simulation. All of it is work of the RunQueue; the start page shows how
/// the making of a project goes.
class ImportDesk final : public QObject {
    Q_OBJECT

public:
    /// @param parts, actions, start, window  outlive the desk
    ImportDesk(const FrameParts& parts, ActionSet& actions, ui::StartPage& start, QWidget& window);

    /// Asks what to import, beginning with some files and folders; into the open project if there is one.
    void ask(const QStringList& paths);

Q_SIGNALS:
    void projectMade(const QString& path); ///< a new one, which nobody has opened

private:
    using Make = std::function<Result<void>(const std::string& folder, const RunContext&)>;

    void makeSample();
    void askForSimulation();
    void importWhat(const ui::Engine::ProjectPointer& project, const ImportRequest& request);
    void make(const QString& title, const QString& path, Make work);
    void showMaking();
    [[nodiscard]] QString
    folder() const; ///< of new projects: that of the last one; empty: none was opened yet

    FrameParts m_parts;
    ui::StartPage& m_start;
    QWidget& m_window;
    std::optional<quint64> m_making; ///< run that makes a project
};

} // namespace nodesentry::app
