#pragma once

#include "app/workbench/frame/room.h"

namespace nodesentry::app {

/// The rooms of the program, in the order of their bar. A new one is a folder beside this file, one line in rooms.cpp and
/// its sources in CMakeLists.txt.
[[nodiscard]] std::span<const RoomSpec> rooms();

} // namespace nodesentry::app
