#pragma once

#include "core/base/run_context.h"
#include "core/data/min_max_pyramid.h"
#include "core/data/series_store.h"
#include "widgets/traces/lane_trace.h"

namespace nodesentry::ui {

/// What a plot needs of one metric for one view: the samples where there is room for them, else their
/// envelope.
struct TraceRequest {
    TimeRange range; ///< not empty
    double msPerPixel = 1.0; ///< > 0
};

/// Reads one trace from the store. Buckets begin at multiples of msPerPixel since 1970, so that panning by
/// whole pixels meets the same buckets again and a curve does not flicker.
/// @cost proportional to the pixels, not to the samples
/// @thread any
[[nodiscard]] Result<LaneTrace> readTrace(const SeriesStore& series, const std::string& node, int metric,
                                          const TraceRequest& request);

/// As readTrace(), from a series in memory, e.g. scores.
[[nodiscard]] Result<LaneTrace> readTrace(const MinMaxPyramid& series, const TimeGrid& grid,
                                          const TraceRequest& request);

} // namespace nodesentry::ui
