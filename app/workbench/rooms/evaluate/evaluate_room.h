#pragma once

#include "app/workbench/frame/room.h"

namespace nodesentry::app {

/// What the methods are worth against the labels, and how the models were trained.
[[nodiscard]] RoomSpec evaluateRoom();

} // namespace nodesentry::app
