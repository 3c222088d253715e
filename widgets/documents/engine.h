#pragma once

#include "core/base/run_context.h"
#include "core/detect/score_explanation.h"
#include "core/pipeline/export_tables.h"
#include "core/pipeline/import_request.h"
#include "core/pipeline/run_request.h"
#include "core/pipeline/training_curves.h"
#include "core/project/project.h"
#include "core/review/review_node.h"
#include "core/simulate/simulation_options.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry::ui {

/// A method that can be asked for suggestions.
struct DetectorEntry {
    std::string name;
    std::string description; ///< one sentence
};

/// What the core computes for the window. There is one implementation (app/engine/core_engine.h), which the window and
/// its journeys share, and a fake for tests of single widgets; so that widgets need not link the pipeline.
///
/// All functions are called in the background, polling the context's stop token, and use the parameters that the project
/// was last run with, unless a request says otherwise.
/// @error each says Cancelled when it was stopped, and otherwise what the core function says that it calls
/// @thread any
class Engine {
public:
    using ProjectPointer = std::shared_ptr<Project>;

    virtual ~Engine() = default;

    /// Runs every stale stage as requested; an empty request, as the project was last run.
    [[nodiscard]] virtual Result<void> run(const ProjectPointer& project, const RunRequest& request,
                                           const EpochListener& onEpoch, const RunContext& context)
        = 0;
    /// What there is to choose from for a run; see runChoices().
    [[nodiscard]] virtual Result<RunChoices> choices(const Project& project) = 0;
    /// Lets the models learn from what was imported since they were made, and runs what is stale by it.
    [[nodiscard]] virtual Result<void> update(const ProjectPointer& project, const EpochListener& onEpoch,
                                              const RunContext& context)
        = 0;
    /// Scores some nodes by one method; see detectNodes().
    [[nodiscard]] virtual Result<void> detect(const ProjectPointer& project, const std::string& method,
                                              const std::vector<std::string>& nodes,
                                              const RunContext& context)
        = 0;

    /// How the models of a project were trained; see readTrainings().
    [[nodiscard]] virtual Result<std::vector<ClusterTraining>> trainings(const Project& project) = 0;
    /// The methods that a project can be scored by, detectors of the site included.
    [[nodiscard]] virtual Result<std::vector<DetectorEntry>> detectors(const Project& project) = 0;

    /// Makes the present candidates of a method its suggestions; see offerCandidates().
    /// @param factor  by which all thresholds are raised, > 0
    [[nodiscard]] virtual Result<void> offerSuggestions(Project& project, const std::string& method,
                                                        double factor, const RunContext& context)
        = 0;
    /// Suggests what is most like a label; see offerSimilar(). @return how many stretches were found
    [[nodiscard]] virtual Result<int> offerSimilar(Project& project, LabelId label, const RunContext& context)
        = 0;
    /// The stored scores of some nodes, ready for a review; see reviewNodes().
    [[nodiscard]] virtual Result<std::vector<ReviewNode>>
    reviewNodes(const Project& project, const std::string& method, const std::vector<std::string>& nodes,
                const RunContext& context)
        = 0;
    /// What a method makes of a node; see explainScores().
    [[nodiscard]] virtual Result<ScoreExplanation> explain(const ProjectPointer& project,
                                                           const std::string& method, const std::string& node,
                                                           const RunContext& context)
        = 0;

    /// Sorts files and folders into samples and tables; see addSources().
    [[nodiscard]] virtual ImportRequest addSources(const std::vector<std::string>& given,
                                                   ImportRequest request)
        = 0;
    /// What an import would do; see previewImport(). @param project  open; null: the folder of the request
    [[nodiscard]] virtual Result<ImportPreview>
    preview(const ProjectPointer& project, const ImportRequest& request, const RunContext& context) = 0;
    /// Imports, whole or not at all. @param project  open for writing; null: the folder of the request, which is made
    [[nodiscard]] virtual Result<void> import(const ProjectPointer& project, const ImportRequest& request,
                                              const RunContext& context)
        = 0;
    /// The whole job on the recording that comes with the program; see makeDemo().
    [[nodiscard]] virtual Result<void> demo(const std::string& folder, const RunContext& context) = 0;
    /// Makes a project with the data of a cluster that does not exist; see simulateIntoProject().
    [[nodiscard]] virtual Result<void> simulate(const std::string& folder, const SimulationOptions& options,
                                                const RunContext& context)
        = 0;
    /// Writes a table of the project as a file; see writeTableFile().
    [[nodiscard]] virtual Result<void> exportTable(const Project& project, ExportTable table,
                                                   const std::string& method, const std::string& path,
                                                   const RunContext& context)
        = 0;
};

} // namespace nodesentry::ui
