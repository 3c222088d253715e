#pragma once

#include "core/data/import/importer.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nodesentry {

/// What one column of a node file is.
enum class ColumnRole : std::uint8_t {
    Time,
    Value, ///< a series that is kept
    Label, ///< per-sample mask: 0 or empty is normal
    LabelBits, ///< per-sample mask with one bit for each of several anomalies
    Dropped, ///< not even parsed
};

/// How to read the columns of files with one and the same header.
struct FilePlan {
    char separator = ',';
    std::vector<ColumnRole> roles; ///< one for each column
    std::vector<ImportSink::SeriesId> series; ///< of the Value columns, in their order

    [[nodiscard]] bool has(ColumnRole role) const;
};

struct FilePlanOptions {
    bool useLabels = true; ///< false: label columns are dropped
    /// The time may stand in any column, or be absent, and an unnamed column (a data frame's index) is
    /// dropped.
    bool anyTimeColumn = false;
    std::map<std::string, MetricTarget> targets; ///< of series for which no rule is asked, by header
};

/// Decides from a file's header what every column becomes; names its series in @p sink.
/// @param header      the first line of a node file
/// @error ParseError  the first column is not a time, a name comes twice, or a name is empty (names the
///                    column; the caller adds the file)
[[nodiscard]] Result<FilePlan> planFile(std::string_view header, const FilePlanOptions& options,
                                        ImportSink& sink);

/// The separator of a header line: the first of `,` `;` tab that it holds; `,` when it holds none.
[[nodiscard]] char separatorOf(std::string_view header);
/// Whether a column of this name holds the time.
[[nodiscard]] bool isTimeColumn(std::string_view name);

} // namespace nodesentry
