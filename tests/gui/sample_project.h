#pragma once

#include "core/project/project.h"

#include <memory>
#include <string>

namespace nodesentry::test {

/// What makeSampleProject() writes; times are those of its constants.
struct SampleProject {
    static constexpr TimeMs kOrigin = 1'795'392'000'000; ///< 2026-11-23 00:00:00 UTC
    static constexpr TimeMs kStep = 15'000;
    static constexpr std::int64_t kSamples = 5'760; ///< one day
    static constexpr std::int64_t kCaseBegin = 4'000; ///< of node cn2
    static constexpr std::int64_t kCaseEnd = 4'040;
};

/// Writes a project of two nodes, cn1 and cn2, with seven metrics in three groups, three jobs, a label,
/// scores and one case of method "nodesentry" on cn2, and an evaluation.
/// @param withResults  false leaves out scores, case and evaluation
[[nodiscard]] Result<void> makeSampleProject(const std::string& path, bool withResults = true);

} // namespace nodesentry::test
