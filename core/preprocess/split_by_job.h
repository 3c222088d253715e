#pragma once

#include "core/base/time.h"
#include "core/data/job.h"
#include "core/data/segment.h"
#include "core/preprocess/prepare_options.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace nodesentry {

/// The jobs of each node; they point into the list they were made from.
using JobsByNode = std::map<std::string, std::vector<const Job*>>;
[[nodiscard]] JobsByNode jobsByNode(const std::vector<Job>& jobs);

/// The part of a node's grid that can be cut into segments.
struct SplitRange {
    std::int64_t begin = 0; ///< first sample with any measured value
    std::int64_t trainEnd = 0; ///< no segment straddles this
    std::int64_t end = 0; ///< one past the last sample with any measured value
    /// Stretches that no segment may overlap, [begin, end) each, ascending: nothing was measured there.
    std::vector<std::pair<std::int64_t, std::int64_t>> holes{};
};

/// Cuts a node's time at every job transition: between two of them the same jobs run, or none (idle). Where
/// jobs share the node, the stretch belongs to all of them, as "9+10" (by number). A job without an end runs
/// on.
///
/// Segments longer than maxSegmentSamples are cut: a job at whole multiples of that length since the
/// transition that it began with, be it before the range; idle time at whole multiples since 1970. So is a
/// node without jobs: one long idle stretch. A rest too short for a segment stays with the piece beside it;
/// segments shorter than minSegmentSamples are left out.
///
/// A piece's position is the distance of its first sample from the last such multiple, so that one which the
/// end of training or a hole cut off goes on where the other part ends. A piece that begins with a rest has
/// position 0, at most minSegmentSamples late.
///
/// @param jobs  those of this node, in any order
/// @return ascending, without ids
/// @cost O((jobs + holes + pieces) log) time
/// @source NodeSentry (SC '25), section 3.2; cutting of long segments is ours
[[nodiscard]] std::vector<Segment> splitByJob(const std::string& node, const TimeGrid& grid,
                                              std::span<const Job* const> jobs, const SplitRange& range,
                                              const PrepareOptions& options);

} // namespace nodesentry
