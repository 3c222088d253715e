#pragma once

#include "app/workbench/frame/room_context.h"

namespace nodesentry::ui {
class MetricTreeModel;
class TimelineView;
} // namespace nodesentry::ui

namespace nodesentry::app {

class NodePresenter;

/// What the parts of the room Label work on together. All of it outlives them.
struct LabelStage {
    RoomContext& room;
    ui::TimelineView& timeline;
    NodePresenter& presenter;
    ui::MetricTreeModel& metrics;
};

} // namespace nodesentry::app
