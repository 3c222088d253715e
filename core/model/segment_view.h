#pragma once

#include "core/base/matrix.h"

#include <cstdint>

namespace nodesentry {

/// A segment to learn from: samples [begin, end) of one node's prepared values. Owns nothing.
struct SegmentView {
    const SampleMatrix* values = nullptr; ///< kept metrics x samples, standardised and clipped, finite
    std::int64_t begin = 0; ///< first sample
    std::int64_t end = 0; ///< one past the last sample
    std::int64_t segmentId = 0; ///< of the project's segment; names it in error messages
    const MaskMatrix* filled = nullptr; ///< same shape as values; null: everything was measured
    std::int64_t position = 0; ///< of begin, as Segment::position

    [[nodiscard]] std::int64_t length() const { return end - begin; }
};

/// A stretch to score: samples [begin, end) of one node, all of one segment. Owns nothing.
struct ScoreView {
    const SampleMatrix* clipped = nullptr; ///< what the network sees; kept metrics x samples, finite
    const SampleMatrix* unclipped = nullptr; ///< what its output is compared with; same shape
    std::int64_t begin = 0; ///< first sample
    std::int64_t end = 0; ///< one past the last sample
    std::int64_t position = 0; ///< of begin, as Segment::position
    const MaskMatrix* filled = nullptr; ///< same shape; filled-in values have no share in the score
    /// First sample to be scored; those before it are context only. Where it is not after begin: all.
    std::int64_t from = 0;
    bool ofJob = false; ///< the position is the time since a job began, or since a piece of it did
    /// What the nodes of the job do at the same time, in the median: metrics x (end - begin), in standard
    /// deviations; NaN where too few were measured. Null: not known, or a job of few nodes.
    const SampleMatrix* peers = nullptr;

    [[nodiscard]] std::int64_t firstScored() const { return from > begin ? from : begin; }
};

} // namespace nodesentry
