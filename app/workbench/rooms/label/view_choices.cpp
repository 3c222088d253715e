#include "app/workbench/rooms/label/view_choices.h"

#include "app/workbench/frame/room_context.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/timeline/score_lane.h"

#include <map>

namespace nodesentry::app {

using namespace nodesentry::ui;

void connectLaneChoices(const RoomContext& room, LaneView& lanes)
{
    auto& settings = room.settings;
    const std::map<LaneScale, const char*> choices{{LaneScale::Whole, "lanes.scale_whole"},
                                                   {LaneScale::Visible, "lanes.scale_visible"},
                                                   {LaneScale::Robust, "lanes.scale_robust"},
                                                   {LaneScale::Shared, "lanes.scale_shared"}};
    for (const auto& [scale, id] : choices) {
        room.actions.on(id, &lanes, [&lanes, &settings, scale = scale] {
            lanes.setScaleMode(scale);
            settings.setLaneScale(scale);
        });
    }
    room.actions[choices.at(settings.laneScale())]->setChecked(true);
    lanes.setScaleMode(settings.laneScale());
    constexpr int kHeightStep = 12;
    const auto changeHeight = [&lanes, &settings](int pixels) {
        lanes.setLaneHeight(lanes.laneHeight() + pixels);
        settings.setLaneHeight(lanes.laneHeight());
    };
    room.actions.on("lanes.taller", &lanes, [changeHeight] { changeHeight(kHeightStep); });
    room.actions.on("lanes.lower", &lanes, [changeHeight] { changeHeight(-kHeightStep); });
    if (const int height = settings.laneHeight(); height > 0)
        lanes.setLaneHeight(height);
}

void keepScoreHeight(const RoomContext& room, ScoreLane& score)
{
    auto& settings = room.settings;
    score.setOwnHeight(settings.scoreHeight());
    QObject::connect(&score, &ScoreLane::heightDragged, &score,
                     [&settings](int pixels) { settings.setScoreHeight(pixels); });
}

} // namespace nodesentry::app
