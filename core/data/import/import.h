#pragma once

#include "core/base/parameters.h"
#include "core/base/run_context.h"
#include "core/data/import/import_report.h"
#include "core/data/import/job_table.h"
#include "core/data/import/label_table.h"
#include "core/data/import/prometheus_options.h"
#include "core/data/job.h"
#include "core/data/metric.h"
#include "core/data/node_series.h"
#include "core/labels/label.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// How sources are read.
struct ImportOptions {
    double stepSeconds = 0; ///< of the grid; 0: the step of the data, or that of the existing project
    std::string timeZone = "UTC"; ///< of times that carry none
    std::string rulesFile; ///< metric rules; empty: the built-in ones
    std::string jobsFile; ///< job table; empty: none
    std::string labelsFile; ///< table of labelled intervals; empty: none
    bool useLabelColumn = true; ///< labels from the files' label column; ignored when labelsFile is given
    bool keepUsers = false; ///< false: user names are replaced by hashes, and user ids left out
    PrometheusOptions prometheus; ///< of the format "prometheus" only
};

void bindParameters(ParameterBinder& binder, ImportOptions& options);

/// What an import into a project must fit to; stepMs 0 for a new project.
struct ExistingProject {
    std::int64_t stepMs = 0;
    std::vector<std::string> nodes; ///< known before; jobs and labels may name them
};

/// All that an import brings.
struct ImportedData {
    std::vector<NodeSeries> nodes; ///< ascending by name; all with the same step, each from its first sample
    MetricCatalog metrics; ///< by group, then by first appearance
    std::vector<Job> jobs; ///< on at least one imported or known node; ascending by begin
    std::vector<Label> labels; ///< of imported or known nodes
    ImportReport report;
};

/// Reads node files (see source_files.h for what they are called), their jobs and their labels.
///
/// A row goes to the nearest sample of its node's grid, which begins with the node's first row; samples
/// without a row are NaN. With a step longer than the data's, a sample is the mean of its rows, and a
/// counter's its last row. Counters become per-second rates, series are joined to metrics by the rules
/// (series_reducer.h). A metric that no rule calls gauge or counter is a counter if its series never fall in
/// the whole import and rise often enough. Metrics without any value are left out.
///
/// Labels come from options.labelsFile, else from the files' label column: each run of non-zero samples is a
/// label of category "anomaly", or for a label_bits column "bit 0", "bit 1", … for each bit.
///
/// @param sources  files and folders
/// @error NotFound          a file does not exist, or there are no node files
/// @error ParseError        a file does not have its format; names file, line and column
/// @error InconsistentData  times that are not ascending; no common grid; no job or no label is on any node
/// @error InvalidArgument   a step that is not positive or differs from the existing project's; unknown zone
/// @error Cancelled         a stop was requested
/// @cost  reads every file once, and the beginning of each twice; memory for the result, and once more for
///        metrics of unknown kind; nodes are read on context.threads() threads
[[nodiscard]] Result<ImportedData> importSources(const std::vector<std::string>& sources,
                                                 const ImportOptions& options,
                                                 const ExistingProject& existing,
                                                 const RunContext& context = {});

} // namespace nodesentry
