#pragma once

#include "app/workbench/frame/room.h"

namespace nodesentry::app {

/// A node's metrics over time, the suggestions and labels on them, and everything to review and to label.
[[nodiscard]] RoomSpec labelRoom();

} // namespace nodesentry::app
