#pragma once

#include "core/data/min_max_pyramid.h"
#include "core/detect/score_explanation.h"
#include "widgets/traces/lane_trace.h"
#include "widgets/traces/trace_source.h"

#include <cstddef>
#include <map>
#include <optional>

namespace nodesentry::ui {

/// What a method says of one node, ready to be painted at any zoom. Immutable, shared between threads.
class ExplainedNode {
public:
    /// @cost linear in the samples; call it in the background
    explicit ExplainedNode(ScoreExplanation explanation);

    [[nodiscard]] const ScoreExplanation& explanation() const { return m_explanation; }
    /// Whether anything was expected of a metric, and why not. Metrics that the catalogue has not are
    /// NotPrepared.
    [[nodiscard]] MetricExpectation expectationOf(int metric) const;
    /// What was expected of a metric in one view; nullopt where nothing was.
    /// @pre the request is one that readTrace() takes
    [[nodiscard]] std::optional<LaneTrace> expected(int metric, const TraceRequest& request) const;
    /// Smallest and largest expected value of a metric over the whole time; nullopt without any.
    [[nodiscard]] std::optional<ValueRange> expectedRange(int metric) const;
    /// Metrics that have any error, those with the largest sum over the whole time first.
    [[nodiscard]] const std::vector<int>& ranking() const { return m_ranking; }
    [[nodiscard]] std::size_t bytes() const; ///< of memory, about

private:
    struct Expected {
        MinMaxPyramid values;
        ValueRange range;
    };
    ScoreExplanation m_explanation;
    std::vector<int> m_ranking;
    std::map<int, Expected> m_expected; ///< by catalogue index, those with any value
};

} // namespace nodesentry::ui
