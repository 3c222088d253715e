#pragma once

#include "widgets/traces/lane_trace.h"
#include "widgets/traces/time_scale.h"

#include <QImage>
#include <QRect>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// The same metric on other nodes, to compare with: a few lines, or a band when there are more.
struct PeerTraces {
    TimeRange range; ///< painted only here, e.g. while their common job ran
    std::vector<LaneTrace> lines;
    /// From the 5th percentile of the nodes' smallest to the 95th of their largest values.
    std::optional<LaneTrace> band;
};

/// Everything that decides about the pixels of one lane. Two equal pictures at one resolution look the same,
/// so a strip that was painted for one of them serves the other.
struct LanePicture {
    std::shared_ptr<const LaneTrace> trace; ///< not null
    std::shared_ptr<const PeerTraces> peers; ///< null: none
    std::shared_ptr<const LaneTrace> expected; ///< what was to be expected; null: nothing
    ValueRange range; ///< bottom to top, in the metric's unit; maximum > minimum
    bool logarithmic = false; ///< range.minimum > 0 then
    bool heat = false; ///< value as colour instead of height
    float typical = 0.0F; ///< heat: of a pixel's values the one farther from this is shown, so spikes stay
    int height = 1; ///< device pixels
    double markerSpacing = 6.0; ///< device pixels
    int dash = 5; ///< of the expected line, device pixels
    QRgb curve = 0xff000000U;
    QRgb clipped = 0xff000000U;
    QRgb peer = 0xff000000U;
    QRgb band = 0xff000000U;
    QRgb expectedLine = 0xff000000U;
    QRgb residual = 0x40000000U; ///< translucent, between observed and expected
    std::array<QRgb, 3> heatColours{}; ///< bottom, middle and top of the range

    bool operator==(const LanePicture&) const = default;
};

/// Paints a lane over what the image shows: peers first, then the residual, the curve, what was expected.
/// @param image  32 bits a pixel
/// @param lane   where, device pixels; picture.height high
/// @cost  the pixels' columns plus the buckets or samples under them
/// @thread any
void paintLane(QImage& image, const QRect& lane, const LanePicture& picture, const TimeScale& scale);

/// A range for logarithms, with a margin: its lower end is lifted to the smallest positive value worth
/// showing.
/// @param trace  whose positive values are looked at
[[nodiscard]] ValueRange logarithmicRange(ValueRange range, const LaneTrace& trace);

} // namespace nodesentry::ui
