#pragma once

#include "widgets/documents/engine.h"

namespace nodesentry::app {

/// The engine of the window: each function is one of core/pipeline, which the command line calls as
/// well, with the parameters stored in the project.
class CoreEngine : public ui::Engine {
public:
    [[nodiscard]] Result<void> run(const ProjectPointer& project, const RunRequest& request,
                                   const EpochListener& onEpoch, const RunContext& context) override;
    [[nodiscard]] Result<RunChoices> choices(const Project& project) override;
    [[nodiscard]] Result<void> update(const ProjectPointer& project, const EpochListener& onEpoch,
                                      const RunContext& context) override;
    [[nodiscard]] Result<void> detect(const ProjectPointer& project, const std::string& method,
                                      const std::vector<std::string>& nodes,
                                      const RunContext& context) override;
    [[nodiscard]] Result<std::vector<ClusterTraining>> trainings(const Project& project) override;
    [[nodiscard]] Result<std::vector<ui::DetectorEntry>> detectors(const Project& project) override;
    [[nodiscard]] Result<void> offerSuggestions(Project& project, const std::string& method, double factor,
                                                const RunContext& context) override;
    [[nodiscard]] Result<int> offerSimilar(Project& project, LabelId label,
                                           const RunContext& context) override;
    [[nodiscard]] Result<std::vector<ReviewNode>> reviewNodes(const Project& project,
                                                              const std::string& method,
                                                              const std::vector<std::string>& nodes,
                                                              const RunContext& context) override;
    [[nodiscard]] Result<ScoreExplanation> explain(const ProjectPointer& project, const std::string& method,
                                                   const std::string& node,
                                                   const RunContext& context) override;
    [[nodiscard]] ImportRequest addSources(const std::vector<std::string>& given,
                                           ImportRequest request) override;
    [[nodiscard]] Result<ImportPreview> preview(const ProjectPointer& project, const ImportRequest& request,
                                                const RunContext& context) override;
    [[nodiscard]] Result<void> import(const ProjectPointer& project, const ImportRequest& request,
                                      const RunContext& context) override;
    [[nodiscard]] Result<void> demo(const std::string& folder, const RunContext& context) override;
    [[nodiscard]] Result<void> simulate(const std::string& folder, const SimulationOptions& options,
                                        const RunContext& context) override;
    [[nodiscard]] Result<void> exportTable(const Project& project, ExportTable table,
                                           const std::string& method, const std::string& path,
                                           const RunContext& context) override;
};

} // namespace nodesentry::app
