#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/import/import_report.h"
#include "core/data/import/metric_rules.h"
#include "core/data/import/series_name.h"
#include "core/data/job.h"
#include "core/labels/label.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

struct ImportOptions;

/// What a source itself knows of a series; the metric rules decide where both speak.
struct SeriesHints {
    std::string unit; ///< of the raw values; "" when unknown
    RawKind kind = RawKind::Auto;
    /// What the series becomes, where the source was written by this program: no rule is asked then.
    std::optional<MetricTarget> target{};
};

/// One value of a series of the node at hand.
struct RawSample {
    int series = 0; ///< ImportSink::SeriesId
    TimeMs time = 0;
    double value = 0; ///< NaN = missing, but its time tells the step all the same
};

/// What can name a node: 1 to 255 bytes, no control characters. An importer rejects a line with any other.
[[nodiscard]] bool isNodeName(std::string_view name);

/// Takes what an importer reads, in any order of nodes, series and times; never holds all of it.
///
/// Of several values of one series at one time the last one counts.
/// @thread any; what is said of one node comes in the order of one thread. Nodes and series are numbered in
///         the order of the calls that name them first, so that a parallel importer names them beforehand.
class ImportSink {
public:
    using NodeId = int;
    using SeriesId = int;

    virtual ~ImportSink() = default;

    /// @param name  isNodeName()
    virtual NodeId node(std::string_view name) = 0;
    /// The raw series of this name, over all nodes.
    /// @return nullopt: the rules drop it, so that its values need not be parsed
    virtual std::optional<SeriesId> series(const SeriesName& name, const SeriesHints& hints = {}) = 0;

    /// One row: the values of several series of a node at one time.
    /// @param values  one for each of @p series; NaN = missing
    /// @param mask    of the source's label column; 0 without one
    virtual Result<void> addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                                std::span<const double> values, std::uint32_t mask = 0)
        = 0;
    /// One series of a node at several times, ascending.
    /// @param values  one for each of @p times; NaN = missing, but its time tells the step all the same
    virtual Result<void> addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                                std::span<const double> values)
        = 0;
    /// Values of a node in any order of series and times, as a table with one value a line has them.
    virtual Result<void> addSamples(NodeId node, std::span<const RawSample> samples) = 0;

    /// The mask of a node at one time, where its values are no row.
    virtual Result<void> addMask(NodeId /*node*/, TimeMs /*time*/, std::uint32_t /*mask*/) { return {}; }

    /// Whether place() is wanted before each row, by a sink that looks for the lines of a row.
    [[nodiscard]] virtual bool wantsPlaces() const { return false; }
    /// Where the row that is added next stands.
    virtual void place(const std::string& /*file*/, std::int64_t /*line*/) { }

    /// Values of a column that a word such as NA said to be missing.
    virtual void countMissingWords(const std::string& /*column*/, std::int64_t /*count*/) { }

    /// The masks of this node's rows have a bit for each of several anomalies; else they are 0 or 1.
    virtual void useMaskBits(NodeId /*node*/) { }
    /// What a node calls itself, where the source names it otherwise, such as by its address.
    virtual void aliasNode(std::string_view /*node*/, std::string_view /*alias*/) { }
    /// The source itself splits this node's training from its test at this time; the earliest counts.
    virtual void splitAt(NodeId /*node*/, TimeMs /*testBegin*/) { }
    /// A file with samples has been read.
    virtual void countFile(const std::string& /*path*/) { }
    /// A text that belongs to the source and is kept with the project as it is.
    /// @param name  starts with the importer's: "tool/cluster_result.txt"
    virtual void addDocument(const std::string& /*name*/, std::string /*content*/) { }

    virtual void addJob(Job job) = 0;
    virtual void addLabel(Label label) = 0;
    /// What was taken otherwise than it stands there, in a sentence.
    virtual void note(std::string /*text*/) { }
    /// A file, or a line of it, that is left out; counted by reason, the first ones of each kept as they are.
    /// The reason of a line names the kind of fault ("not a number"), not the line's own text.
    virtual void reject(SkippedItem item) = 0;
};

/// One format of sources, found by its name in the registry (importers.h).
class Importer {
public:
    virtual ~Importer() = default;

    [[nodiscard]] virtual std::string_view name() const = 0; ///< of --format, e.g. "ldms"
    [[nodiscard]] virtual std::string_view help() const = 0; ///< one sentence
    /// What a source of this format looks like, for whoever gave another: "its first line must begin …".
    [[nodiscard]] virtual std::string_view demand() const = 0;
    /// Whether a file or folder has this format; looks at names and first lines only.
    [[nodiscard]] virtual bool recognises(const std::string& source) const = 0;

    /// Reads all of @p sources into @p sink, with memory that does not depend on their size.
    /// @error NotFound, IoError  a source cannot be read
    /// @error ParseError         a source is not of this format; a single bad line is rejected instead
    /// @error Cancelled          a stop was requested
    virtual Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options,
                              ImportSink& sink, const RunContext& context) const = 0;
};

} // namespace nodesentry
