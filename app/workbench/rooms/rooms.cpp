#include "app/workbench/rooms/rooms.h"

#include "app/workbench/rooms/evaluate/evaluate_room.h"
#include "app/workbench/rooms/label/label_room.h"

#include <array>

namespace nodesentry::app {

std::span<const RoomSpec> rooms()
{
    static const std::array kRooms{labelRoom(), evaluateRoom()};
    return kRooms;
}

} // namespace nodesentry::app
