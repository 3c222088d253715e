#pragma once

#include "core/base/result.h"
#include "core/data/import/importer.h"

#include <map>
#include <memory>
#include <string>

namespace nodesentry {

/// "tool": a workspace of the labelling tool that the authors of the method published.
///
/// `node_data/NODE.csv` are samples as in "csv"; the time may stand in any column, and where there is none,
/// row i is at i steps from 1970. `labels/NODE.csv` has the lines `index,label`, the index counting the data
/// lines of the node's file from 0; each run of one label that is not 0 becomes a Label of category
/// "anomaly" for 1, else "label N". Every text file of the workspace (`config_files/metric_used.txt`,
/// `time_scope.txt`, `cluster_result.txt`) is kept as a document "tool/PATH" as it is; what
/// cluster_result.txt says is also kept as the document kReferenceClusters.
[[nodiscard]] std::unique_ptr<const Importer> makeToolImporter();

/// Document with clusters of nodes made elsewhere, in the form of parseClusterResult().
inline constexpr const char* kReferenceClusters = "reference/clusters";

/// Reads lines such as `0|node_1|node_15`: a cluster, and the nodes in it.
/// @return the cluster of each node; of a node that comes twice, the last one
/// @error ParseError  a line without a cluster or without nodes (names the line)
[[nodiscard]] Result<std::map<std::string, std::string>> parseClusterResult(const std::string& text);

/// The other way round: clusters in ascending order (numbers as such), nodes by name.
[[nodiscard]] std::string formatClusterResult(const std::map<std::string, std::string>& clusterOfNode);

} // namespace nodesentry
