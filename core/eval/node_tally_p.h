#pragma once

#include "core/eval/confusion.h"
#include "core/eval/evaluation.h"
#include "core/eval/event_tally.h"

#include <cstdint>
#include <limits>
#include <span>

namespace nodesentry {

/// What one node adds to the figures of a method.
struct NodeTally {
    std::int64_t testSamples = 0;
    std::int64_t anomalousSamples = 0;
    std::int64_t scoredSamples = 0;
    double days = 0.0;
    Confusion paper; // after point adjustment, without transition margins
    double paperAuc = std::numeric_limits<double>::quiet_NaN();
    Confusion strict;
    Confusion adjustedByShare;
    EventTally events;
    double aucRoc = std::numeric_limits<double>::quiet_NaN();
    double aucPr = std::numeric_limits<double>::quiet_NaN();
    double f1Oracle = std::numeric_limits<double>::quiet_NaN();
    double vusPr = std::numeric_limits<double>::quiet_NaN();
    double vusRoc = std::numeric_limits<double>::quiet_NaN();
};

/// The figures of several nodes; a node may be there more than once. Undefined without nodes.
[[nodiscard]] PaperFigures paperFigures(std::span<const NodeTally> tallies);
[[nodiscard]] StrictFigures strictFigures(std::span<const NodeTally> tallies);

} // namespace nodesentry
