#pragma once

namespace nodesentry::ui {

/// Lets assistive programs read LaneView: its description says node, time and labels in view; its children
/// are the lanes, with the values at the crosshair, and then the marks in view. Called by LaneView; more than
/// once is as good as once.
void installLaneAccessibility();

} // namespace nodesentry::ui
