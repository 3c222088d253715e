#pragma once

#include "core/clustering/edit/editable_clustering.h"
#include "core/project/project.h"

#include <map>
#include <memory>
#include <vector>

namespace nodesentry {

/// What names each segment of a project for good, by its number.
[[nodiscard]] Result<std::map<std::int64_t, SegmentKey>> segmentKeys(const Project& project);

/// The segments of a project with their features, as they are edited: training segments first, each part in
/// the order of the feature file, as the cluster stage has them.
/// @param library  for its scalers
/// @param members  tell which segments are in training; what a method left as noise counts as matched
/// @error NotFound, Corrupt  the features are not there, or of other segments
[[nodiscard]] Result<std::shared_ptr<const ClusteredSegments>>
loadClusteredSegments(const Project& project, const ClusterLibrary& library,
                      const std::vector<ClusterMember>& members);

/// What EditableClustering::make() starts from.
/// @error InconsistentData  a segment with features has no place
[[nodiscard]] Result<EditableClustering::Input>
editableInput(std::shared_ptr<const ClusteredSegments> segments, const ClusterLibrary& library,
              const std::vector<ClusterRecord>& clusters, const std::vector<ClusterMember>& members,
              const std::vector<ClusterLink>& links, int nextId, const ClusterOptions& options);

// The way back, to what a project keeps.
[[nodiscard]] std::vector<ClusterRecord> clusterRecords(const EditableClustering& clustering,
                                                        const ClusterLibrary& library);
[[nodiscard]] ClusterMember clusterMember(const EditableClustering& clustering, std::int64_t row);
[[nodiscard]] std::vector<ClusterLink> clusterLinks(const EditableClustering& clustering);

} // namespace nodesentry
