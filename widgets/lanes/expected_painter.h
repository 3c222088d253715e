#pragma once

#include "widgets/traces/lane_trace.h"
#include "widgets/traces/time_scale.h"

#include <QImage>
#include <QRect>

namespace nodesentry::ui {

// How what was expected of a metric is painted beside what was observed. Both work on pixels of time as
// paintTrace() does, so that a deviation of one sample is seen at every zoom.

/// Tints, in each pixel's column, what lies within the values of one of the two traces, or between them, but
/// not within both: where they agree nothing is tinted. Where either has no value nothing is.
/// @param image  32 bits a pixel, opaque or premultiplied
/// @param tint   translucent, not premultiplied
void paintResidual(QImage& image, const QRect& lane, const LaneTrace& observed, const LaneTrace& expected,
                   const TimeScale& scale, ValueRange values, QRgb tint);

/// Paints the smallest and the largest expected value of each pixel as lines of one pixel: one line while
/// there is one value a pixel, the outline of all of them when zoomed out, through which the observed curve
/// is still seen. Dashed where they run level; steps and spikes are whole, so that none falls into a gap
/// between dashes.
/// @param dash  device pixels of a dash; the gap is half as long; dashes stay where they are in time when a
///              view moves by whole pixels
void paintExpected(QImage& image, const QRect& lane, const LaneTrace& expected, const TimeScale& scale,
                   ValueRange values, QRgb line, int dash);

} // namespace nodesentry::ui
