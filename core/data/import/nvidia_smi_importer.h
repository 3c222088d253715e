#pragma once

#include "core/data/import/importer.h"

#include <memory>

namespace nodesentry {

/// The format "nvidia-smi": what `nvidia-smi --query-gpu=timestamp,index,… --format=csv[,nounits] -l 15`
/// prints, one file a node, named after it.
///
/// The series are `nvidia_smi.FIELD`, such as `nvidia_smi.utilization.gpu`, with the label `gpu` where there
/// is one of the columns that tell GPUs apart: index; else uuid, serial or pci.bus_id, whose values are
/// numbered in the order in which the node's files name them. The rows of one round, some milliseconds apart,
/// have the time of its first. `[N/A]` and the like are missing values; columns of text are left out.
///
/// Refused are rows of several GPUs that nothing tells apart, and files without header or timestamp.
[[nodiscard]] std::unique_ptr<const Importer> makeNvidiaSmiImporter();

} // namespace nodesentry
