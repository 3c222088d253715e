#pragma once

#include <array>
#include <string>

namespace nodesentry {

/// The stages in the order of the data. Each needs the results of those before it.
enum class Stage { Prepare, Features, Cluster, Train, Detect, Evaluate };

inline constexpr std::array kAllStages{Stage::Prepare, Stage::Features, Stage::Cluster,
                                       Stage::Train,   Stage::Detect,   Stage::Evaluate};

/// "prepare", "features", "cluster", "train", "detect", "evaluate"
[[nodiscard]] const char* stageName(Stage stage);

} // namespace nodesentry
