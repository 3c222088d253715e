#pragma once

#include "core/base/run_context.h"
#include "core/pipeline/options.h"
#include "core/pipeline/stage.h"
#include "core/pipeline/training_curves.h"
#include "core/project/project.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// What running one stage came to.
struct StageOutcome {
    Stage stage = Stage::Prepare;
    bool upToDate = false; ///< nothing had changed, so nothing was done
    double seconds = 0.0;
    std::string summary; ///< JSON object with the stage's figures
};

/// Runs the stages of one project; the command line and the window both call this and nothing below it.
///
/// A stage runs only when the fingerprint of its inputs and parameters differs from that of its last run.
/// @thread one call at a time; the project may be read from other threads meanwhile
class Pipeline {
public:
    Pipeline(std::shared_ptr<Project> project, PipelineOptions options);

    /// Methods that detect and evaluate work on; default {"nodesentry", "mean_z2", "random"}.
    void setMethods(std::vector<std::string> methods);

    /// Who hears of each epoch of the stage train; empty, the default: nobody.
    void setEpochListener(EpochListener listener);

    /// Runs every stage up to and including @p last that is stale. Stages that none of the methods needs are
    /// passed over: baselines rest on the prepared samples only.
    /// @error StageMissing  nothing has been imported
    /// @error Cancelled     the project is as usable as before; another run goes on from there
    [[nodiscard]] Result<std::vector<StageOutcome>> run(const RunContext& context,
                                                        Stage last = Stage::Evaluate);

private:
    std::shared_ptr<Project> m_project;
    PipelineOptions m_options;
    std::vector<std::string> m_methods;
    EpochListener m_onEpoch;
};

} // namespace nodesentry
