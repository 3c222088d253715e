#pragma once

#include "core/pipeline/options.h"
#include "core/pipeline/stage.h"
#include "core/project/project.h"

#include <map>
#include <string>

namespace nodesentry {

/// Computes what the fingerprint of each stage is with the project's present inputs and given parameters.
/// The fingerprint of a stage covers that of the stage before it, so a change makes all that rests on it
/// stale.
class StageFingerprints {
public:
    /// Reads the inputs (samples' generation, jobs, labels, edits of the clusters, external
    /// detectors) once.
    [[nodiscard]] static Result<StageFingerprints> of(const Project& project, const PipelineOptions& options);

    /// @param stage  Prepare, Features, Cluster or Train
    [[nodiscard]] std::string of(Stage stage) const;
    /// Of the scores alone: a new threshold does not make them stale.
    [[nodiscard]] std::string ofScores(const std::string& method) const;
    [[nodiscard]] std::string ofDetect(const std::string& method) const; ///< scores, thresholds and cases
    /// What all models have in common: samples and parameters, not the clusters; see modelFingerprint().
    [[nodiscard]] std::string ofModels() const;
    [[nodiscard]] std::string ofEvaluate(const std::vector<std::string>& methods) const;

private:
    [[nodiscard]] std::string parametersOf(const std::string& prefix) const;

    std::string m_inputs;
    std::string m_labels;
    std::string m_clusterEdits; ///< empty while no edit of the clusters is in force
    std::map<std::string, std::string> m_externals; ///< by method
    PipelineOptions m_options;
};

/// Name under which a method's detection is recorded among the stages: "detect:<method>".
[[nodiscard]] std::string detectRecordName(const std::string& method);

} // namespace nodesentry
