#pragma once

#include "app/workbench/commands/action_spec.h"

namespace nodesentry::app {

/// What the window does whichever room is entered. In menus, the first come before the rooms' actions, the last after them.
[[nodiscard]] std::span<const ActionSpec> firstFrameActions();
[[nodiscard]] std::span<const ActionSpec> lastFrameActions();

} // namespace nodesentry::app
