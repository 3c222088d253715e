#pragma once

#include "widgets/traces/lane_trace.h"

namespace nodesentry::ui {

/// How a lane chooses the values at its bottom and its top.
enum class LaneScale {
    Whole, ///< smallest to largest value of the node's whole time: does not move while panning
    Visible, ///< smallest to largest value in view
    Robust, ///< the middle 98 % of the whole time; what lies beyond is clipped and marked
    Shared, ///< one scale for all shown lanes of the same unit and group
    Fixed, ///< values that the user chose
};

/// The scale of one lane.
struct LaneScaling {
    LaneScale scale = LaneScale::Whole;
    bool logarithmic = false; ///< decimal logarithms; values <= 0 are painted at the bottom, as clipped
    ValueRange fixed; ///< of LaneScale::Fixed, in the metric's unit

    bool operator==(const LaneScaling&) const = default;
};

} // namespace nodesentry::ui
