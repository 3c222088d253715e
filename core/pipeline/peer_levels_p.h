#pragma once

#include "core/base/matrix.h"
#include "core/base/run_context.h"
#include "core/data/segment.h"
#include "core/base/spill_file.h"
#include "core/pipeline/prepared_project_p.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// What the nodes of jobs do at each time: the median of each metric over them.
///
/// Each node is read once, and what jobs have of it is kept aside in a file, so that what is in memory does
/// not grow with the project.
/// @thread const functions may run at the same time
class PeerLevels {
public:
    static constexpr std::size_t kFewestNodes = 3; ///< of two that differ nobody knows which one is unusual
    /// Of a larger job so many, evenly chosen by name, stand for all.
    static constexpr std::size_t kMostNodes = 16;

    /// Knows no job.
    PeerLevels() = default;

    /// @param wanted  segments whose jobs are measured; idle ones are passed over
    /// @param folder  where samples are kept aside; empty: the system's folder for temporary files
    /// @error as PreparedProject::node(); IoError where the folder is full or cannot be written
    /// @cost reads every node that one of the jobs was on
    [[nodiscard]] static Result<PeerLevels> measure(const PreparedProject& prepared,
                                                    std::span<const Segment* const> wanted,
                                                    const std::string& folder, const RunContext& context);

    /// @return metrics x segment.length(); NaN where fewer than kFewestNodes nodes were measured. None where
    ///         the job had fewer nodes, and of idle time
    /// @error IoError
    [[nodiscard]] Result<std::optional<SampleMatrix>> of(const Segment& segment) const;

private:
    /// A segment of one of a job's chosen nodes.
    struct Part {
        const Segment* segment = nullptr;
        std::int64_t first = 0; ///< its first sample among those of the job
        std::int64_t at = 0; ///< of its samples in the file, sample by sample
    };
    struct JobLevels {
        TimeMs begin = 0;
        std::int64_t samples = 0;
        std::vector<Part> parts;
        std::vector<std::int64_t> blocks; ///< where the levels of each kBlock samples are in the file
    };

    void chooseParts(const PreparedProject& prepared, std::span<const Segment* const> wanted);
    Result<void> keepAside(const PreparedProject& prepared, SpillFile& file, const RunContext& context);
    Result<void> findMedians(const SpillFile& file, const RunContext& context);

    Eigen::Index m_metrics = 0;
    std::map<std::string, TimeGrid> m_grids; ///< by node
    std::map<std::string, JobLevels> m_jobs;
    std::unique_ptr<SpillFile> m_levels;
};

} // namespace nodesentry
