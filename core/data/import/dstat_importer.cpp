#include "core/data/import/dstat_importer.h"

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

/// "Dstat 0.7.2 CSV output", "pcp-dstat 5.0.3 CSV output"
bool isBanner(std::string_view line)
{
    return (line.starts_with("\"Dstat ") || line.starts_with("\"pcp-dstat"))
        && line.find("CSV output") != std::string_view::npos;
}

/// "total cpu usage" -> cpu, "dsk/sda" -> dsk and the device sda.
SeriesName seriesOf(std::string_view group, std::string_view column)
{
    SeriesName name;
    std::string base(group);
    if (group.ends_with("cpu usage")) {
        base = "cpu"; // "total cpu usage"
    } else if (const auto slash = group.find('/'); slash != std::string_view::npos) {
        base = group.substr(0, slash);
        if (const auto device = group.substr(slash + 1); device != "total")
            name.labels.emplace_back("device", device);
    } else if (group.starts_with("cpu") && group.ends_with(" usage")) {
        const auto number = group.substr(3, group.size() - 3 - std::string_view(" usage").size());
        base = "cpu";
        name.labels.emplace_back("cpu", trimmedText(number));
    } else {
        for (const std::string_view ending : {" usage", " stats"}) {
            if (group.ends_with(ending))
                base = group.substr(0, group.size() - ending.size());
        }
    }
    std::replace(base.begin(), base.end(), ' ', '_');
    name.base = base.empty() ? fmt::format("dstat.{}", column) : fmt::format("dstat.{}.{}", base, column);
    return name;
}

class DstatReading final : public TableReading {
public:
    using TableReading::TableReading;

    Result<void> begin(SampleLines& /*lines*/) override
    {
        m_node.reset();
        m_groups.clear();
        m_series.clear();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        splitLine(line, ',', true, m_fields);
        if (isBanner(line)) {
            m_groups.clear();
            m_series.clear();
            m_inBanner = true;
        } else if (m_inBanner && m_fields[0].ends_with(':')) {
            if (m_fields[0] == "Host:" && m_fields.size() > 1)
                NODESENTRY_CHECK(useNode(std::string(trimmedText(m_fields[1])), lines));
        } else if (line.front() == '"' && m_inBanner && m_groups.empty()) {
            m_groups = m_fields;
        } else if (line.front() == '"' && m_inBanner) {
            NODESENTRY_CHECK(readHeader(lines));
            m_inBanner = false;
        } else {
            return readRow(lines);
        }
        return false;
    }

private:
    Result<void> useNode(const std::string& name, SampleLines& lines)
    {
        if (!isNodeName(name))
            return fail(
                lines.error("the host is no node's name", "name the file after its node, without a banner"));
        m_node = m_sink.node(name);
        return {};
    }

    Result<void> readHeader(SampleLines& lines)
    {
        if (!m_node)
            NODESENTRY_CHECK(useNode(nodeOfFileName(lines.path()), lines));
        m_timeColumn = m_fields.size();
        bool hasLocalTime = false;
        std::string group;
        m_series.clear();
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            // A group's name stands above its first column alone.
            if (i < m_groups.size() && !m_groups[i].empty())
                group = m_groups[i];
            const auto& column = m_fields[i];
            m_series.emplace_back();
            if (group == "epoch" || column == "epoch") {
                m_timeColumn = std::min(m_timeColumn, i);
            } else if (group == "system" && (column == "date/time" || column == "time")) {
                hasLocalTime = true;
            } else if (!column.empty()) {
                m_series.back() = m_sink.series(seriesOf(group, column), {{}, RawKind::Gauge, {}});
            }
        }
        m_isText.assign(m_series.size(), false);
        m_hasNumber.assign(m_series.size(), false);
        if (m_timeColumn == m_fields.size())
            return fail(lines.error(hasLocalTime
                                        ? "dstat's times have no year, and day and month in an order "
                                          "that differs from place to place"
                                        : "dstat's table has no times",
                                    "record it with --epoch (-T)"));
        return {};
    }

    Result<bool> readRow(SampleLines& lines)
    {
        if (m_series.empty()) {
            lines.reject("there is no header above it");
            return false;
        }
        if (m_fields.size() != m_series.size()) {
            lines.reject(fmt::format("{} fields, and the header has {}", m_fields.size(), m_series.size()));
            return false;
        }
        const auto time = m_time.parse(trimmedText(m_fields[m_timeColumn]));
        if (!time && time.error().code != ErrorCode::ParseError)
            return fail(time.error());
        if (!time) {
            lines.reject(kindOfFault(time.error()), m_timeColumn + 1, m_fields[m_timeColumn]);
            return false;
        }
        m_row.clear();
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            if (!m_series[i] || m_isText[i])
                continue;
            double value = 0;
            if (parseValue(m_fields[i], value)) {
                m_hasNumber[i] = m_hasNumber[i] || !std::isnan(value);
                m_row.emplace_back(*m_series[i], value);
            } else if (m_hasNumber[i]) {
                lines.reject("not a number", i + 1, m_fields[i]);
                return false;
            } else {
                m_isText[i] = true; // the name of the most expensive process, and the like
                lines.note(fmt::format("column {} is text", i + 1));
            }
        }
        for (const auto& [series, value] : m_row)
            NODESENTRY_CHECK(m_batch.add(*m_node, series, *time, value));
        return true;
    }

    std::optional<ImportSink::NodeId> m_node;
    bool m_inBanner = false;
    std::vector<std::string> m_groups; ///< the upper of the two header rows
    std::size_t m_timeColumn = 0;
    std::vector<std::optional<ImportSink::SeriesId>> m_series; ///< one for each column
    std::vector<bool> m_isText;
    std::vector<bool> m_hasNumber;
    std::vector<std::string> m_fields;
    std::vector<std::pair<ImportSink::SeriesId, double>> m_row;
};

bool isDstat(const FileHead& head)
{
    return !head.lines.empty() && isBanner(head.lines.front());
}

} // namespace

std::unique_ptr<const Importer> makeDstatImporter()
{
    return makeTableFormat({
        .name = "dstat",
        .help = "What dstat --epoch --output FILE writes, of one node each; plain or gzip",
        .firstLine = "its first line must be such as \"Dstat 0.7.2 CSV output\"",
        .isOurs = isDstat,
        .begin = beginReading<DstatReading>,
    });
}

} // namespace nodesentry
