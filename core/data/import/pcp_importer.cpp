#include "core/data/import/pcp_importer.h"

#include "core/base/csv.h"
#include "core/data/import/import.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/table_format_p.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

/// A column of a table: a metric of a host.
struct PcpColumn {
    std::string host; ///< "" where the table does not say
    std::string metric;
    std::string instance;
    bool hasInstance = false;
};

/// Names of PCP's metrics have at least two parts: "mem.util.free".
bool isPcpMetric(std::string_view name)
{
    const bool fits = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '.';
    });
    return fits && name.find('.') != std::string_view::npos && name.front() != '.' && name.back() != '.';
}

/// "disk.dev.read-sda"
std::optional<PcpColumn> pmrepColumn(std::string_view text)
{
    PcpColumn column;
    const auto dash = text.find('-');
    column.hasInstance = dash != std::string_view::npos;
    column.metric = text.substr(0, dash);
    if (column.hasInstance)
        column.instance = text.substr(dash + 1);
    return isPcpMetric(column.metric) ? std::optional(column) : std::nullopt;
}

/// "cn1:disk.dev.read["sda"]"
std::optional<PcpColumn> dumptextColumn(std::string_view text)
{
    PcpColumn column;
    text = trimmedText(text);
    const auto open = text.find('[');
    const auto colon = text.substr(0, open).find(':');
    if (colon != std::string_view::npos)
        column.host = text.substr(0, colon);
    const auto begin = colon == std::string_view::npos ? 0 : colon + 1;
    column.metric = text.substr(begin, open == std::string_view::npos ? open : open - begin);
    if (open != std::string_view::npos) {
        if (text.back() != ']')
            return std::nullopt;
        auto inner = text.substr(open + 1, text.size() - open - 2);
        if (inner.size() >= 2 && inner.front() == '"' && inner.back() == '"')
            inner = inner.substr(1, inner.size() - 2);
        column.instance = inner;
        column.hasInstance = true;
    }
    return isPcpMetric(column.metric) ? std::optional(column) : std::nullopt;
}

struct PcpHeader {
    char separator = ',';
    std::vector<PcpColumn> columns; ///< behind the time
};

std::optional<PcpHeader> parsePcpHeader(std::string_view line)
{
    PcpHeader header;
    if (line.starts_with("Time,\"")) {
        // Only what is quoted throughout is pmrep's: other tables have dots in their names, too.
        std::vector<std::string> fields;
        const auto commas = static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
        const auto quotes = static_cast<std::size_t>(std::count(line.begin(), line.end(), '"'));
        if (!splitRecord(line, ',', true, fields) || quotes < 2 * (fields.size() - 1)
            || commas + 1 < fields.size())
            return std::nullopt;
        bool anyInstance = false;
        for (std::size_t i = 1; i < fields.size(); ++i) {
            auto column = pmrepColumn(fields[i]);
            if (!column)
                return std::nullopt;
            anyInstance = anyInstance || column->hasInstance;
            header.columns.push_back(std::move(*column));
        }
        return anyInstance ? std::optional(header) : std::nullopt;
    }
    if (line.starts_with("Time\t")) {
        header.separator = '\t';
        std::vector<std::string> fields;
        splitLine(line, '\t', false, fields);
        bool isPcp = false;
        for (std::size_t i = 1; i < fields.size(); ++i) {
            auto column = dumptextColumn(fields[i]);
            if (!column)
                return std::nullopt;
            isPcp = isPcp || column->hasInstance || !column->host.empty();
            header.columns.push_back(std::move(*column));
        }
        return isPcp ? std::optional(header) : std::nullopt;
    }
    return std::nullopt;
}

class PcpReading final : public TableReading {
public:
    using TableReading::TableReading;

    Result<void> begin(SampleLines& /*lines*/) override
    {
        m_places.clear();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        if (const auto header = parsePcpHeader(line)) {
            NODESENTRY_CHECK(useHeader(*header, lines));
            return false;
        }
        return readRow(line, lines);
    }

private:
    struct Place {
        ImportSink::NodeId node = 0;
        std::optional<ImportSink::SeriesId> series;
    };

    Result<void> useHeader(const PcpHeader& header, SampleLines& lines)
    {
        m_separator = header.separator;
        m_places.clear();
        for (const auto& column : header.columns) {
            const auto host = column.host.empty() ? nodeOfFileName(lines.path()) : column.host;
            if (!isNodeName(host))
                return fail(lines.error("the file's name is no node's name", "name the file after its node"));
            SeriesName name{column.metric, {}};
            if (column.hasInstance)
                name.labels.emplace_back("instance_name", column.instance);
            m_places.push_back({m_sink.node(host), m_sink.series(name, {{}, RawKind::Gauge, {}})});
        }
        return {};
    }

    Result<bool> readRow(std::string_view line, SampleLines& lines)
    {
        splitLine(line, m_separator, m_separator == ',', m_fields);
        if (m_separator == '\t' && isUnits())
            return false;
        if (m_fields.size() != m_places.size() + 1) {
            lines.reject(
                fmt::format("{} fields, and the header has {}", m_fields.size(), m_places.size() + 1));
            return false;
        }
        const auto time = m_time.parse(trimmedText(m_fields[0]));
        if (!time && time.error().code != ErrorCode::ParseError)
            return fail(time.error());
        if (!time) {
            lines.reject("not a time with a year (pmdumptext -f '%Y-%m-%d %H:%M:%S')", 1, m_fields[0]);
            return false;
        }
        m_values.clear();
        for (std::size_t i = 1; i < m_fields.size(); ++i) {
            const auto text = trimmedText(m_fields[i]);
            double value = std::nan("");
            if (text != "?" && text != "N/A" && text != "!" && !parseValue(text, value)) {
                lines.reject("not a number", i + 1, text);
                return false;
            }
            m_values.push_back(value);
        }
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            if (m_places[i].series)
                NODESENTRY_CHECK(m_batch.add(m_places[i].node, *m_places[i].series, *time, m_values[i]));
        }
        return true;
    }

    /// pmdumptext -u puts a line of units below the header: "none", a tab, "byte / sec".
    [[nodiscard]] bool isUnits() const
    {
        return trimmedText(m_fields.front()) == "none" || trimmedText(m_fields.front()) == "Units";
    }

    char m_separator = ',';
    std::vector<Place> m_places; ///< of the columns behind the time
    std::vector<std::string> m_fields;
    std::vector<double> m_values;
};

bool isPcpTable(const FileHead& head)
{
    return !head.lines.empty() && parsePcpHeader(head.lines.front()).has_value();
}

} // namespace

std::unique_ptr<const Importer> makePcpImporter()
{
    return makeTableFormat({
        .name = "pcp",
        .help
        = "Tables of Performance Co-Pilot (pmrep -o csv, pcp2csv, pmdumptext -M), a file a node; plain or gzip",
        .firstLine = "its first line must be a header such as Time,\"disk.dev.read-sda\"",
        .isOurs = isPcpTable,
        .begin = beginReading<PcpReading>,
    });
}

} // namespace nodesentry
