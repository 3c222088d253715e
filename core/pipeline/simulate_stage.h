#pragma once

#include "core/base/run_context.h"
#include "core/simulate/simulation_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// Something unusual on one node that is no anomaly and has no label (BenignBurst).
struct SimulatedBurst {
    std::string node;
    TimeRange range;
    std::string activity;
};

/// What a simulation wrote.
struct SimulationReport {
    SimulationOptions options; ///< as used
    TimeRange span;
    std::int64_t nodes = 0;
    std::int64_t metrics = 0;
    std::int64_t samples = 0; ///< of all nodes
    std::int64_t missing = 0; ///< values
    std::int64_t jobs = 0;
    std::int64_t labels = 0;
    std::int64_t anomalousSamples = 0;
    std::vector<SimulatedBurst> benignBursts; ///< by node, then begin

    [[nodiscard]] double anomalyRatio() const; ///< of the samples
    [[nodiscard]] double missingRatio() const; ///< of the values
    /// One JSON object with all of the above, the options under "options".
    /// @param listBursts  each of them instead of their number: of D1 they are thousands
    [[nodiscard]] std::string toJson(bool listBursts = false) const;
};

/// Simulates a cluster into a project folder, which is made when it does not exist, and takes nothing that
/// holds other data: metrics, jobs and labels as an import would leave them, the kind of each job in its
/// attribute "App".
///
/// On any error or stop a folder that was made for it is removed again. The content depends on @p options
/// alone, not on the number of threads.
/// @error AlreadyExists  something was imported into the project before
/// @error as planSimulation(), Project::open() and SeriesStoreWriter
/// @cost  D1: minutes, most of them compression; memory for one node a thread
[[nodiscard]] Result<SimulationReport> simulateIntoProject(const std::string& projectPath,
                                                           const SimulationOptions& options,
                                                           const RunContext& context);

} // namespace nodesentry
