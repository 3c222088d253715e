#pragma once

#include "widgets/base/view_options.h"
#include "widgets/documents/project_session.h"

namespace nodesentry::ui {

/// What lists and tables show of the open project: without other people's labels in blind mode, with colours that
/// colour-blind people tell apart where these are wanted.
/// @return null: no project is open
[[nodiscard]] std::shared_ptr<const ProjectSnapshot> shownSnapshot(const ProjectSession& session,
                                                                   const ViewOptions& view);

} // namespace nodesentry::ui
