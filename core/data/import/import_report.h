#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// A file, or a line of a table, that was left out on purpose.
struct SkippedItem {
    std::string file;
    std::int64_t line = 0; ///< 0: the whole file
    std::string reason;

    bool operator==(const SkippedItem&) const = default;
};

/// What an import read, and what it left out.
struct ImportReport {
    std::int64_t files = 0; ///< node files read
    std::int64_t samples = 0; ///< rows read from them
    std::int64_t missing = 0; ///< values of the result that are missing, over all nodes and metrics
    std::int64_t jobsAccepted = 0; ///< a job of several lines or nodes counts once
    std::int64_t jobsRejected = 0; ///< without nodes or start, or on none of the known nodes
    std::int64_t labels = 0; ///< a label on several nodes counts once a node
    std::int64_t counters = 0; ///< metrics stored as per-second rates
    std::int64_t droppedColumns = 0; ///< raw series left out by the rules, and metrics without any value
    std::int64_t gaps = 0; ///< stretches of a node's grid without any row
    TimeRange span; ///< from the first sample of any node to the end of the last
    std::int64_t stepMs = 0;
    std::vector<SkippedItem> skipped;

    [[nodiscard]] std::string toJson() const; ///< one object; times as ISO 8601 in UTC
};

} // namespace nodesentry
