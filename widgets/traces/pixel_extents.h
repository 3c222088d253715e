#pragma once

#include "widgets/traces/lane_trace.h"
#include "widgets/traces/time_scale.h"

#include <cstdint>
#include <vector>

namespace nodesentry::ui {

/// Which buckets of an envelope belong to which pixel: a bucket belongs to the pixel in which it begins, so
/// that equal resolutions map one to one, and each bucket is in some pixel as long as its time is visible.
class BucketColumns {
public:
    /// @param scale  of device pixels
    /// @param left   first pixel that is painted; what begins left of it reaches into it
    BucketColumns(const EnvelopeTrace& trace, const TimeScale& scale, int left);

    [[nodiscard]] MinMax at(int x) const; ///< NaN without any value; x >= left

private:
    [[nodiscard]] std::int64_t firstOf(int x) const;

    const EnvelopeTrace& m_trace;
    double m_perPixel; ///< buckets
    double m_origin; ///< position of pixel 0's left edge in buckets
    int m_left;
};

/// Smallest and largest value of a trace in each pixel from @p left to @p right (inclusive); samples are
/// joined by straight lines, but not over gaps. NaN without any.
/// @cost  the pixels plus the buckets or samples under them
[[nodiscard]] std::vector<MinMax> pixelExtents(const LaneTrace& trace, const TimeScale& scale, int left,
                                               int right);

} // namespace nodesentry::ui
