#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// "clustercockpit": ClusterCockpit's job archive, `data.json` (plain or gzip) with `meta.json` beside it,
/// one pair a job, in folders of any depth or with a common beginning of their names (`X.data.json.gz`,
/// `X.meta.json`).
///
/// meta.json becomes the job: its id, user, nodes, begin, end and state; its other simple entries, such as
/// cluster and partition, are its attributes. A metric is taken at scope node where it is there, else at the
/// coarsest of socket, memoryDomain, core, hwthread and accelerator, each of which is a series with the label
/// SCOPE="ID", for the metric rules to join. Prefixes of units are multiplied in, so that archives of
/// different ones fit together: GB/s becomes bytes/s. null is a missing value. The
/// first value stands at the first multiple of the timestep since 1970 that is not before the job's begin, so
/// that the samples of a node lie on one grid over all its jobs. A job without data is still a job; what
/// cannot be read is rejected by file.
[[nodiscard]] std::unique_ptr<const Importer> makeClusterCockpitImporter();

} // namespace nodesentry
