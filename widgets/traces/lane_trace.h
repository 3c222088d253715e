#pragma once

#include "core/base/time.h"
#include "core/data/series_store.h"

#include <optional>
#include <variant>
#include <vector>

namespace nodesentry::ui {

/// Smallest and largest value of equal buckets of time: what is painted when samples lie closer than pixels.
struct EnvelopeTrace {
    TimeMs begin = 0; ///< of the first bucket
    double bucketMs = 1.0; ///< > 0
    std::vector<MinMax> buckets;
};

/// The samples themselves: what is painted when there is room for each of them.
struct SampleTrace {
    TimeGrid grid; ///< grid.size == values.size()
    std::vector<float> values; ///< NaN = missing
};

using LaneTrace = std::variant<EnvelopeTrace, SampleTrace>;

/// Range of values that a lane shows from its bottom to its top; maximum > minimum.
struct ValueRange {
    double minimum = 0.0;
    double maximum = 1.0;
    bool operator==(const ValueRange&) const = default;
};

/// Time that a trace covers.
[[nodiscard]] TimeRange coveredRange(const LaneTrace& trace);

/// Smallest and largest value at @p time as far as the trace tells them apart; nullopt outside it and in
/// gaps.
[[nodiscard]] std::optional<MinMax> valueAt(const LaneTrace& trace, TimeMs time);

/// Smallest and largest value within @p range; nullopt when there is none.
[[nodiscard]] std::optional<ValueRange> extent(const LaneTrace& trace, TimeRange range);

/// The range that holds the middle 98 % of the buckets' (or samples') values; nullopt when there is none.
/// Values beyond it are painted clipped, and marked as such.
[[nodiscard]] std::optional<ValueRange> robustExtent(const LaneTrace& trace);

/// What the scales of a lane need to know of its whole time.
struct TraceSummary {
    std::optional<ValueRange> whole; ///< smallest to largest value
    std::optional<ValueRange> robust; ///< as robustExtent()
    double typical = 0.0; ///< median of the buckets' middles
    double spread
        = 0.0; ///< of the buckets' middles around it, comparable to a standard deviation; 0: constant
};

/// @cost O(buckets or samples)
[[nodiscard]] TraceSummary summarise(const LaneTrace& trace);

/// How far the values in view are from what is typical: mean distance from the typical value in spreads of
/// the whole time. 0 where nothing ever changes or nothing is in view.
[[nodiscard]] double unusualness(const LaneTrace& trace, const TraceSummary& summary, TimeRange view);

/// Widens a range by a margin so that curves do not stick to the lane's border, and gives a constant some
/// height.
[[nodiscard]] ValueRange padded(ValueRange range);

} // namespace nodesentry::ui
