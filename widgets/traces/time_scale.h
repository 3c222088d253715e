#pragma once

#include "core/base/time.h"

#include <cmath>

namespace nodesentry::ui {

/// Maps time to horizontal pixels of one painted area.
struct TimeScale {
    TimeMs begin = 0; ///< time at the left edge
    double msPerPixel = 1.0; ///< > 0
    double left = 0.0; ///< x of the left edge

    [[nodiscard]] double xOf(TimeMs time) const { return left + double(time - begin) / msPerPixel; }
    [[nodiscard]] TimeMs timeAt(double x) const
    {
        return begin + TimeMs(std::llround((x - left) * msPerPixel));
    }

    [[nodiscard]] static TimeScale of(TimeRange range, double left, double width)
    {
        return {range.begin, double(range.length()) / (width > 0 ? width : 1.0), left};
    }
};

} // namespace nodesentry::ui
