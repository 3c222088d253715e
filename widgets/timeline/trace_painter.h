#pragma once

#include "widgets/traces/lane_trace.h"
#include "widgets/traces/time_scale.h"

#include <QImage>
#include <QRect>

namespace nodesentry::ui {

/// How one curve is painted.
struct TraceStyle {
    QRgb curve = 0xff000000U; ///< opaque
    QRgb clipped = 0xffff0000U; ///< the two outermost pixels of a column that leaves the value range
    double markerSpacing = 6.0; ///< samples at least this many pixels apart get a marker each
};

/// Paints a curve into one lane of an image, one opaque column per pixel from the smallest to the largest
/// value of that pixel's time. Neighbouring columns are joined where both have samples; gaps stay empty.
/// Every bucket with a sample is seen in some pixel as long as its time is visible, so a spike of one sample
/// never vanishes.
///
/// @param image  32 bits a pixel, in device pixels
/// @param lane   where in the image, device pixels; nothing outside it is touched
/// @param scale  time of the image's device pixels: scale.left is the x of scale.begin
/// @cost  the pixels' columns plus the buckets or samples that are visible
void paintTrace(QImage& image, const QRect& lane, const LaneTrace& trace, const TimeScale& scale,
                ValueRange values, const TraceStyle& style);

} // namespace nodesentry::ui
