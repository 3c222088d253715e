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
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// How sources are read.
struct ImportOptions {
    std::string format = "auto"; ///< of an Importer, or "auto": the first that recognises all sources
    double stepSeconds = 0; ///< of the grid; 0: the step of the data, or that of the existing project
    std::string timeZone = "UTC"; ///< of times that carry none
    std::string rulesFile; ///< metric rules; empty: the built-in ones
    std::string jobsFile; ///< job table; empty: none
    std::string
        sacctFormat; ///< names of the columns of a job table without a header, as sacct --format has them
    std::string sacct; ///< sacct is run with these arguments, and its jobs are added; empty: it is not
    std::string labelsFile; ///< table of labelled intervals; empty: none
    std::string nodeMapFile; ///< table from,to of names of nodes (NodeMap); empty: none
    bool useLabelColumn = true; ///< labels from the files' label column; ignored when labelsFile is given
    bool allowRejected = false; ///< read a file of which more than one line in ten cannot be read
    bool allowFarTimes = false; ///< read rows that lie far from all others of their node
    bool keepUsers = false; ///< false: user names are replaced by hashes, and user ids left out
    PrometheusOptions prometheus; ///< of the format "prometheus" only
    int bufferMiB = 256; ///< samples held in memory while sources are read; more lie in a temporary file
};

void bindParameters(ParameterBinder& binder, ImportOptions& options);

/// The jobs of options.jobsFile, which must not be empty.
/// @error as readJobTable() and parseSacctFormat()
[[nodiscard]] Result<std::vector<Job>> readJobFile(const ImportOptions& options, ImportReport& report);

/// What an import into a project must fit to; stepMs 0 for a new project.
struct ExistingProject {
    std::int64_t stepMs = 0;
    std::map<std::string, TimeGrid> nodes; ///< known before; jobs and labels may name them
    MetricCatalog metrics; ///< a metric keeps its kind
    std::vector<Job> jobs; ///< a run keeps its id
    std::string folder; ///< for temporary files; empty: the system's
};

/// An import of which all sources have been read, and nothing has been written: what `import --check` shows.
///
/// Samples are resampled to the grid of their node, which begins with the node's first row; samples without a
/// row are NaN. A row goes to the nearest sample; with a step longer than the data's, a sample is the mean of
/// its rows, and a counter's its last row; with a shorter one, samples between two rows are NaN. Of several
/// values of one series at one time the last one counts. Counters become per-second rates, series are joined
/// to metrics by the rules (metric_reducer.h). A metric that neither a rule nor its source calls gauge or
/// counter is a counter if its series never fall in the whole import and rise often enough. Metrics without
/// any value are left out, as are nodes without a row.
///
/// Labels come from options.labelsFile, else from the sources.
class Import {
public:
    /// @param sources  files and folders, of one format
    /// @error NotFound          a source does not exist, or there are no samples in it
    /// @error ParseError        a source is not of the format (a single bad line is rejected instead), or its
    ///                          compressed data is damaged; names file, line and column
    /// @error InconsistentData  no common grid; no job or no label is on any node
    /// @error InvalidArgument   a step that is not positive or differs from the existing project's; unknown
    ///                          zone or format
    /// @error IoError           no room for the temporary file
    /// @error Cancelled         a stop was requested
    /// @cost  every source is read once; memory for options.bufferMiB, and for the packed samples (5 to 9
    ///        bytes a value) of one node for each of context.threads(); what the buffer does not hold lies in
    ///        a temporary file
    [[nodiscard]] static Result<Import> read(const std::vector<std::string>& sources,
                                             const ImportOptions& options, const ExistingProject& existing,
                                             const RunContext& context = {});
    Import(Import&&) noexcept;
    Import& operator=(Import&&) noexcept;
    ~Import();

    [[nodiscard]] const ImportReport& report() const;
    [[nodiscard]] const MetricCatalog& metrics() const; ///< by group, then by first appearance
    [[nodiscard]] const std::vector<Job>&
    jobs() const; ///< on at least one imported or known node; ascending by begin
    [[nodiscard]] const std::vector<Label>& labels() const; ///< of imported or known nodes
    [[nodiscard]] const std::map<std::string, std::string>& documents() const; ///< kept with the project
    [[nodiscard]] const std::vector<std::string>& nodes() const; ///< ascending

    /// Makes the series of every node; metrics are indices into metrics().
    /// @param take  called from context.threads() threads at once, with one in the order of nodes(); after an
    ///              error no further node is begun
    /// @error Cancelled, IoError  as read()
    /// @cost  memory for the packed samples and the series of one node for each of context.threads()
    [[nodiscard]] Result<void> forEachNode(const std::function<Result<void>(NodeSeries)>& take,
                                           const RunContext& context = {}) const;

    /// For tests of the bound on memory: most bytes of samples held at once while reading.
    [[nodiscard]] std::size_t peakBufferBytes() const;

private:
    Import();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
