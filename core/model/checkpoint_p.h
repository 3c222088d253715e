#pragma once

#include "core/model/scorer_p.h"
#include "core/model/training_report.h"
#include "core/model/transformer_p.h"

#include <memory>
#include <string>

namespace nodesentry {

/// All that is known of a trained network.
struct TrainedModel {
    int metrics = 0;
    TrainOptions options;
    ErrorScale scale;
    TrainingReport report;
    std::string extraJson = "{}"; ///< the caller's own object, kept as it was given
    std::shared_ptr<TransformerNetwork> network; ///< on any device
};

/// Writes PATH.pt and PATH.json, each beside its old version, then renamed; PATH.json carries the checksum of
/// PATH.pt, so that a crash between the two renames is noticed.
/// PATH.pt is a zip archive with a dictionary of tensors, which Python's torch.load() reads as well.
/// @error IoError          the file could not be written
/// @error InvalidArgument  extraJson is not a JSON object
[[nodiscard]] Result<void> writeCheckpoint(const std::string& path, const TrainedModel& model);

/// Reads what writeCheckpoint() wrote, to the CPU. The archive holds data only: LibTorch's plain unpickler
/// refuses anything that would have to be executed.
/// @error NotFound, IoError  no such file, or not readable
/// @error Corrupt            damaged, truncated, or the two files do not belong together
/// @error VersionTooNew      written by a newer version
[[nodiscard]] Result<TrainedModel> readCheckpoint(const std::string& path);

/// How the training went, without the weights.
/// @error NotFound, IoError, Corrupt, VersionTooNew  of PATH.json, as readCheckpoint()
[[nodiscard]] Result<TrainingReport> readReport(const std::string& path);

} // namespace nodesentry
