#pragma once

#include "core/detect/detect_options.h"
#include "core/detect/score_store.h"
#include "core/pipeline/prepared_project_p.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// Scores of one node with what is made of them.
struct JudgedScores {
    StoredScores stored;
    std::vector<Case> cases;
};

/// Smooths rawScore into scores.score, then sets thresholds, flags and cases.
/// @param stored      with rawScore, top and cluster; rawScore becomes empty where it is the same as score
/// @param fleetLevel  as computeThreshold() takes it
[[nodiscard]] JudgedScores judgeScores(StoredScores stored, const std::string& method, std::int64_t trainEnd,
                                       const Preparation& preparation, const DetectOptions& options,
                                       std::optional<float> fleetLevel);

/// The same from what a detector says of a node.
/// @param details  whether every metric's error and reconstruction are kept
[[nodiscard]] JudgedScores judgeScores(NodeScores scores, const PreparedNode& node, const std::string& method,
                                       const Preparation& preparation, const DetectOptions& options,
                                       std::optional<float> fleetLevel, bool details);

/// Whether a project's scores are stored with every metric's error and reconstruction.
[[nodiscard]] bool keepsDetails(const DetectOptions& options, const PreparedProject& prepared);

} // namespace nodesentry
