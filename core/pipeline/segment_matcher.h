#pragma once

#include "core/base/matrix.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/base/time.h"
#include "core/clustering/cluster_library.h"
#include "core/features/extractor.h"
#include "core/project/project.h"

#include <cstdint>

namespace nodesentry {

/// Samples of the match period, but never fewer than features can be taken of: what a segment that is long
/// enough is matched by.
[[nodiscard]] std::int64_t matchPeriodSamples(const TimeGrid& grid, double matchPeriodSeconds);

/// Finds the cluster of a segment that has just begun, from its samples alone.
/// @thread match() from any thread
class SegmentMatcher {
public:
    /// @error StageMissing  the project has no clusters yet
    [[nodiscard]] static Result<SegmentMatcher> open(const Project& project);

    /// @param values      metrics x samples of a node, prepared as features are taken of it, see
    ///                    FeatureOptions::standardise
    /// @param begin, end  samples of the segment so far, at least kMinimumSamples of them. Match centroids
    ///                    are made of the first match period: samples beyond it make the match no surer
    /// @error InvalidArgument   too few samples
    /// @error InconsistentData  other metrics than the clusters were made of
    /// @cost  features of that many samples, then O(clusters * features)
    [[nodiscard]] Result<Match> match(const SampleMatrix& values, std::int64_t begin, std::int64_t end,
                                      const RunContext& context = {}) const;

    [[nodiscard]] const ClusterLibrary& library() const { return m_library; }

private:
    ClusterLibrary m_library;
    FeatureSet m_set{};
};

} // namespace nodesentry
