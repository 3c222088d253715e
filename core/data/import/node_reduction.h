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

/// The step that the data itself has, over all nodes.
/// @error InconsistentData  no node has two samples, so there is no step (advises --step)
[[nodiscard]] Result<std::int64_t> stepOfData(const SampleSink& sink);

/// What the samples of one node come to before its metrics are reduced.
struct NodeFacts {
    NodeGrid grid;
    std::int64_t rows = 0; ///< different times
    std::int64_t gaps = 0; ///< stretches of the grid without any row
    std::int64_t repeated = 0; ///< values that a later one of the same series and time has replaced
    std::vector<Label> labels; ///< of the rows' masks
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
                                                    const std::optional<TimeGrid>& existing);
    NodeReduction(NodeReduction&&) noexcept;
    ~NodeReduction();

    [[nodiscard]] const NodeFacts& facts() const;

    /// Which of the two forms of a metric are wanted.
    struct Wanted {
        bool gauge = false;
        bool rate = false;
    };
    /// Reduces each metric that the node has any series of.
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
