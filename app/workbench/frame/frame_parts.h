#pragma once

#include "app/workbench/frame/app_settings.h"
#include "app/workbench/frame/navigator.h"
#include "app/workbench/frame/notifier.h"
#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/view_options.h"
#include "widgets/documents/engine.h"
#include "widgets/documents/project_session.h"
#include "widgets/documents/selection.h"

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

} // namespace nodesentry::app
