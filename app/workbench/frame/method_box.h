#pragma once

#include "app/workbench/commands/action_set.h"
#include "widgets/base/view_options.h"
#include "widgets/documents/project_session.h"

#include <QToolButton>
#include <QWidget>

class QComboBox;

namespace nodesentry::app {

/// Whose scores and cases are shown, in every room.
class MethodBox final : public QWidget {
    Q_OBJECT

public:
    /// @param session, actions  outlive the box
    MethodBox(ui::ProjectSession& session, const ActionSet& actions);

private:
    void fill();

    ui::ProjectSession& m_session;
    QComboBox* m_methods;
};

/// The zone of all times that are shown; a click offers others.
class ZoneButton final : public QToolButton {
    Q_OBJECT

public:
    /// @param view, actions  outlive the button
    ZoneButton(ui::ViewOptions& view, const ActionSet& actions);
};

} // namespace nodesentry::app
