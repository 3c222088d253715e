#pragma once

#include "core/base/run_context.h"
#include "widgets/lanes/lane_picture.h"
#include "widgets/traces/trace_source.h"

#include <string>
#include <vector>

namespace nodesentry::ui {

/// Reads one metric of other nodes for the same view as the node's own.
/// @param nodes      those that the store has not, or without this metric's samples, are left out
/// @param mostLines  of more nodes the band is made instead of lines
/// @param shown      time in which they are painted
/// @error Cancelled  asked for between two nodes
/// @cost  that of readTrace() for every node
/// @thread any
[[nodiscard]] Result<PeerTraces> readPeers(const SeriesStore& series, const std::vector<std::string>& nodes,
                                           int metric, const TraceRequest& request, TimeRange shown,
                                           std::size_t mostLines, const RunContext& context);

/// The band from the 5th percentile of the smallest to the 95th of the largest values, bucket by bucket (by
/// nearest rank, so the median of few is one of them); buckets without any value are gaps.
/// @pre all envelopes have the same buckets
[[nodiscard]] EnvelopeTrace percentileBand(const std::vector<EnvelopeTrace>& envelopes);

} // namespace nodesentry::ui
