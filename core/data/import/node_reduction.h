#pragma once

#include "core/base/result.h"
#include "core/data/import/metric_reducer.h"
#include "core/data/import/sample_sink.h"
#include "core/labels/label.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nodesentry {

/// The grid that all nodes of an import share.
struct GridStep {
    std::int64_t stepMs = 0;
    bool given = false; ///< by the user or the existing project, so that finer data is averaged
};

/// The step of the finest series of all nodes; one that less than a twentieth of all series have does not count.
/// @error InconsistentData  no node has two samples, so there is no step (advises --step)
[[nodiscard]] Result<std::int64_t> stepOfData(const SampleSink& sink);

/// Rows that cannot be right as they are.
struct RowQuestion {
    std::vector<TimeMs> times; ///< of the rows, to find their lines
    int series = SampleSink::kRows; ///< that the rows have values of; kRows: any
    std::string message;
    std::string advice;
};

/// What the samples of one node come to before its metrics are reduced.
struct NodeFacts {
    ReductionGrid grid;
    std::int64_t rows = 0; ///< different times
    std::int64_t gaps = 0; ///< stretches of the grid without any row
    std::int64_t repeated = 0; ///< values that a later one of the same series and time has replaced
    std::int64_t replicas = 0; ///< series left out, as another replica has more samples of the same
    std::vector<Label> labels; ///< of the rows' masks
    std::optional<RowQuestion> question; ///< the node must not be imported without an answer
};

/// One node's samples, unpacked metric by metric.
class NodeReduction {
public:
    /// @param existing  the grid that the project has for the node; the new one has its samples at the same
    ///                  places
    /// @error InconsistentData  the node's step is that of the grid, but more than a tenth of its rows lie
    ///                          more than a quarter of it off; its step is another, and none was given; or
    ///                          its rows are very far apart
    /// @error IoError           the temporary file cannot be read
    [[nodiscard]] static Result<NodeReduction> open(const SampleSink& sink, ImportSink::NodeId node,
                                                    const GridStep& step,
                                                    const std::optional<TimeGrid>& existing,
                                                    bool allowFarTimes = false);
    NodeReduction(NodeReduction&&) noexcept;
    ~NodeReduction();

    [[nodiscard]] const NodeFacts& facts() const;

    /// Which of the two forms of a metric are wanted.
    struct Wanted {
        bool gauge = false;
        bool rate = false;
    };
    /// Reduces each metric that the node has any series of. Where values of one series and time differ in more than one
    /// of a hundred of its samples, facts().question asks about the first two.
    /// @param wanted  of each of the sink's targets
    /// @param take    called with an index into the sink's targets, ascending
    void reduce(const std::function<Wanted(int target)>& wanted,
                const std::function<void(int target, MetricDraft draft)>& take);

private:
    NodeReduction();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
