#pragma once

#include "app/workbench/commands/action_spec.h"

namespace nodesentry::app {

[[nodiscard]] std::span<const ActionSpec> labelActions(); ///< of the room Label

} // namespace nodesentry::app
