#pragma once

#include "core/clustering/cluster_library.h"
#include "core/project/project.h"

#include <map>
#include <string>

namespace nodesentry {

/// Of one model: all that it is made from.
/// @param base  StageFingerprints::ofModels(), what all models have in common
[[nodiscard]] std::string modelFingerprint(const std::string& base, const ClusterEntry& cluster);

/// Whether every cluster has a model that this program can read, whatever it was made from.
[[nodiscard]] Result<bool> hasAllModels(const Project& project);

/// Says which models are as they should be.
///
/// An update leaves models as they are although the samples have another generation now: the document
/// "model_fingerprints" notes which fingerprint a model's own one stands for since.
class ModelFreshness {
public:
    [[nodiscard]] static Result<ModelFreshness> of(const Project& project);

    /// Whether a complete model with this fingerprint is there. One that is damaged, or of a newer version, is none;
    /// the log says so.
    /// @param path  Project::modelPath()
    [[nodiscard]] bool isTrained(const std::string& path, const std::string& fingerprint) const;

    /// Notes that the model at @p path, as it is, stands for @p fingerprint from now on.
    void accept(const std::string& path, const std::string& fingerprint);
    /// Keeps what was noted in the project.
    Result<void> store(Project& project) const;

private:
    std::map<std::string, std::string> m_standsFor; ///< fingerprint in the file -> that of today
};

} // namespace nodesentry
