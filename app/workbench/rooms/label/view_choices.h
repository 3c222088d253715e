#pragma once

namespace nodesentry::ui {
class LaneView;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct RoomContext;

/// Connects the scale and the height of the lanes with the settings, and restores what was chosen last.
void connectLaneChoices(const RoomContext& room, ui::LaneView& lanes);

} // namespace nodesentry::app
