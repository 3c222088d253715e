#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/table_start.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nodesentry {

/// What one column of a table of samples is.
enum class ColumnRole : std::uint8_t {
    Time,
    Value, ///< of a series that is kept
    Metric, ///< the name of the row's series, where each row has one value
    Node, ///< the name of the row's node
    Key, ///< a label of the row's series: tells rows of one node and time apart
    Unit, ///< of the row's value
    Label, ///< per-sample mask: 0 or empty is normal
    LabelBits, ///< per-sample mask with one bit for each of several anomalies
    Dropped, ///< not even parsed
};

/// The values of a row that go to one node.
struct ValueGroup {
    std::string node; ///< as the header names it; empty: the node of the file, or of the row
    std::vector<std::size_t> values; ///< which of the Value columns, in their order
    std::vector<ImportSink::SeriesId> series; ///< one for each of values
};

/// How to read the columns of files with one and the same header.
struct FilePlan {
    RowForm form;
    std::vector<std::string> names; ///< of the columns, in the order of the header
    std::vector<ColumnRole> roles; ///< one for each column
    std::vector<SeriesName> values; ///< what the header says of each Value column
    std::vector<std::string> units; ///< of each Value column; empty: none, or unknown
    bool dependsOnRows = false; ///< columns may have other roles in another file with the same header
    std::vector<ValueGroup> groups; ///< where no row names its node or series: all that is kept

    [[nodiscard]] bool has(ColumnRole role) const;
    [[nodiscard]] int find(ColumnRole role) const; ///< first column; -1: none
    /// Rows name their series or node, so that what they say is known only when they are read.
    [[nodiscard]] bool isKeyed() const;
    /// The file need not belong to a node: its header or its rows name them.
    [[nodiscard]] bool namesNodes() const;

    /// The plan for a later header of the same file, all of whose columns are known from here.
    /// @return nullopt where one is not
    [[nodiscard]] std::optional<FilePlan> forHeader(const TableStart& again) const;
};

struct FilePlanOptions {
    bool useLabels = true; ///< false: label columns are dropped
    /// The layouts of other programs: the time may be absent, unnamed columns are dropped, no column tells rows apart.
    bool fixedLayout = false;
    std::string zone = "UTC"; ///< of times that carry none
    std::string nodeLabel = "instance"; ///< of headers that name series as Prometheus does
    std::map<std::string, MetricTarget> targets; ///< of series for which no rule is asked, by header
};

/// Decides what every column becomes; names the series of the header in @p sink.
///
/// A table with a column for the name of the metric and one for the value has one value a row (long form); every
/// further column is a label of the series. In any other table a column is a metric, and its name may hold labels
/// (`node_load1{instance="cn1:9100"}`). Of these, the node's label names the node; among columns it is one named node,
/// host, hostname or instance. A column of texts, or of small whole numbers under a name such as gpu, index or device,
/// is a label of all other columns where rows of one node and time come twice and it tells them apart; a text that
/// is the same in all rows is left out.
/// @param path  of the file, which is read once more where columns may be labels
/// @error ParseError  no time; date and time in two columns; a name comes twice or is empty; two label columns
///                    (names line and column; the caller adds the file)
/// @error IoError     the file cannot be read again
[[nodiscard]] Result<FilePlan> planFile(const TableStart& start, const std::string& path,
                                        const FilePlanOptions& options, ImportSink& sink);

/// Whether a header names a metric and a value, so that each row has one value.
[[nodiscard]] bool isLongHeader(std::string_view header);

/// Whether a column of this name holds the names of nodes: node, host, hostname, nodename, instance, fqdn, server.
[[nodiscard]] bool isNodeColumnName(std::string_view name);

/// A column's name without the unit in brackets behind it: "power.draw [W]" is "power.draw" and "W".
[[nodiscard]] std::pair<std::string, std::string> nameAndUnit(std::string_view name);

/// Takes the label that names a node out of a series' labels: @p nodeLabel, else instance, host, hostname, nodename.
/// @return the node, the port off; empty without such a label
[[nodiscard]] std::string takeNode(SeriesName& name, const std::string& nodeLabel);

} // namespace nodesentry
