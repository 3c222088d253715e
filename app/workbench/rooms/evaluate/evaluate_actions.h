#pragma once

#include "app/workbench/commands/action_spec.h"

namespace nodesentry::app {

[[nodiscard]] std::span<const ActionSpec> evaluateActions(); ///< of the room Evaluate

} // namespace nodesentry::app
