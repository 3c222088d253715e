#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/merge_tree.h"
#include "core/features/feature_store.h"
#include "core/projection/projection.h"
#include "core/project/project.h"

#include <optional>

namespace nodesentry {

inline constexpr const char* kMergeTreeDocument = "merge_tree"; ///< of Dendrogram::toBytes()
inline constexpr const char* kProjectionDocument = "projection"; ///< of Projection::toBytes()

/// The merge tree of the last clustering; without merges where the method makes none.
/// @return  nothing where none is stored, as in a project of an earlier version
/// @error Corrupt, VersionTooNew
[[nodiscard]] Result<std::optional<Dendrogram>> storedMergeTree(const Project& project);

/// Places of all segments, training and matched, in the plane; made by the cluster stage.
/// @return  nothing where none is stored
/// @error Corrupt, VersionTooNew
[[nodiscard]] Result<std::optional<Projection>> storedProjection(const Project& project);

/// Projects all segments anew and stores it, unless what is stored was made of the same features, scaling and
/// options. With ProjectionOptions::method "none" what is stored is left alone.
///
/// Features of more than 1 GB are read in parts: the axes are then those of evenly spaced segments that take
/// 1 GB.
/// @error Cancelled  what is stored stays
/// @cost  see projectSegments()
[[nodiscard]] Result<void> updateProjection(Project& project, const FeatureStore& features,
                                            const ClusterLibrary& library, const ProjectionOptions& options,
                                            const RunContext& context = {});

} // namespace nodesentry
