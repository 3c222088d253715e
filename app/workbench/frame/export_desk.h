#pragma once

#include "app/workbench/commands/action_set.h"
#include "app/workbench/frame/frame_parts.h"

class QStackedWidget;

namespace nodesentry::app {

/// How results go out: labels, cases and scores as tables, and what is seen as a picture. Files are written in the
/// background, whole or not at all, and a message says where they are.
class ExportDesk final : public QObject {
    Q_OBJECT

public:
    /// @param parts, actions, window  outlive the desk
    /// @param pages  the present one is what is seen; outlives the desk
    ExportDesk(const FrameParts& parts, ActionSet& actions, QStackedWidget& pages, QWidget& window);

private:
    /// Asks where to, and calls @p write with the path.
    /// @param filters  "CSV tables (*.csv)"; the first one gives a name without an ending its own
    void askWhereTo(const QString& title, const QString& name, const QStringList& filters,
                    std::function<void(const QString&)> write);
    void exportTable(ExportTable table, const QString& title, const QString& name);
    void exportPicture();
    void write(const QString& title, const QString& path,
               std::function<Result<void>(const RunContext&)> work);

    FrameParts m_parts;
    QStackedWidget& m_pages;
    QWidget& m_window;
    ui::JobRunner m_writer{1}; // last, so that its work ends first
};

} // namespace nodesentry::app
