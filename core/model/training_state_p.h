#pragma once

#include "core/base/result.h"
#include "core/model/torch_precompiled_p.h"

#include <map>
#include <optional>
#include <string>

namespace nodesentry {

/// A training half-way: all that going on from there needs.
struct TrainingState {
    std::string facts; ///< JSON object: numbers and texts
    std::map<std::string, torch::Tensor> tensors;
};

/// Writes the state into one file beside the old one, then renamed: a crash at any moment leaves a whole one.
/// @param fingerprint  of what the training depends on
/// @error IoError
[[nodiscard]] Result<void> writeTrainingState(const std::string& path, const std::string& fingerprint,
                                              const TrainingState& state);

/// @return nothing where there is no file, or one that is damaged or of another training: then there is
///         nothing to go on from
[[nodiscard]] std::optional<TrainingState> readTrainingState(const std::string& path,
                                                             const std::string& fingerprint);

} // namespace nodesentry
