#pragma once

namespace nodesentry::ui {
class LaneView;
class ScoreLane;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct RoomContext;

/// Connects the scale and the height of the lanes with the settings, and restores what was chosen last.
void connectLaneChoices(const RoomContext& room, ui::LaneView& lanes);
/// The same for the height of the score lane.
void keepScoreHeight(const RoomContext& room, ui::ScoreLane& score);

} // namespace nodesentry::app
