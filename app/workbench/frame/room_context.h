#pragma once

#include "app/workbench/commands/action_set.h"
#include "app/workbench/frame/app_settings.h"
#include "app/workbench/frame/docks.h"
#include "app/workbench/frame/navigator.h"
#include "app/workbench/frame/notifier.h"
#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/view_options.h"
#include "widgets/documents/engine.h"
#include "widgets/documents/project_session.h"
#include "widgets/documents/selection.h"

namespace nodesentry::app {

/// Everything that a room may use. All of it outlives the rooms.
struct RoomContext {
    ui::ProjectSession& session;
    ui::Engine& engine;
    ui::RunQueue& runs;
    ui::Selection& selection;
    ui::ViewOptions& view;
    ActionSet& actions;
    Docks& docks;
    AppSettings& settings;
    Notifier& notify;
    Navigator& go;
};

} // namespace nodesentry::app
