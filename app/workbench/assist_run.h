#pragma once

#include "widgets/documents/assist_functions.h"

namespace nodesentry::app {

/// The help for labelling, with the parameters that a project was last run with. Apart from the window's
/// sources, as pipeline_run.h.
[[nodiscard]] ui::AssistFunctions assistFunctions();

} // namespace nodesentry::app
