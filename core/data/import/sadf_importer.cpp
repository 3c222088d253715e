#include "core/data/import/sadf_importer.h"

#include "core/data/import/import.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/table_format_p.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::string_view kSadfHeader = "hostname;interval;timestamp;";
constexpr std::size_t kFacts = 3; // hostname, interval, timestamp
constexpr std::string_view kRepeated = "[...]";

std::string_view withoutMark(std::string_view line)
{
    while (!line.empty() && (line.front() == '#' || line.front() == ' '))
        line.remove_prefix(1);
    return line;
}

bool isSadfHeader(std::string_view line)
{
    return withoutMark(line).starts_with(kSadfHeader);
}

/// Columns that say of what the values behind them are: CPU, DEV, IFACE, FILESYSTEM, …
bool isLabel(std::string_view column)
{
    return !column.empty()
        && std::all_of(column.begin(), column.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Whether a field is a date and nothing but a zone's name behind it; @p time is then without that name.
bool takeZoneName(std::string_view& time, std::string_view& zone)
{
    constexpr std::size_t kDateAndTime = 19; // 2026-11-23 12:00:00
    if (time.size() <= kDateAndTime + 1 || time[kDateAndTime] != ' ')
        return false;
    zone = time.substr(kDateAndTime + 1);
    time = time.substr(0, kDateAndTime);
    return true;
}

SeriesHints hintsOf(std::string_view column)
{
    SeriesHints hints;
    hints.kind = column.ends_with("/s") ? RawKind::Rate : RawKind::Gauge;
    if (column.front() == '%')
        hints.unit = "%";
    else if (column.ends_with("kB/s"))
        hints.unit = "kB/s";
    else if (column.ends_with("/s"))
        hints.unit = "1/s";
    else if (column.starts_with("kb"))
        hints.unit = "kB";
    else if (column.starts_with("MB"))
        hints.unit = "MB";
    else if (column == "MHz" || column == "degC" || column == "rpm" || column == "await")
        hints.unit = column == "await" ? "ms" : std::string(column);
    return hints;
}

/// Reads a number, with a decimal comma too: the fields are separated by semicolons.
bool parseField(std::string_view field, double& value)
{
    if (parseValue(field, value))
        return true;
    const auto comma = field.find(',');
    if (comma == std::string_view::npos || field.find('.') != std::string_view::npos)
        return false;
    std::string text(field);
    text[comma] = '.';
    return parseValue(text, value);
}

/// A stretch of columns that belong together, with the labels in front of their values.
struct Group {
    std::vector<std::string> labels; ///< lower case
    std::vector<std::string> values;
    bool isRepeated = false; ///< once for each CPU or device, in one line (sadf -d -h)
    std::map<std::vector<std::string>, std::vector<std::optional<ImportSink::SeriesId>>>
        series; ///< by labels

    [[nodiscard]] std::size_t width() const { return labels.size() + values.size(); }
};

class SadfReading final : public TableReading {
public:
    SadfReading(const ImportOptions& options, ImportSink& sink)
        : TableReading(options, sink),
          m_zone(options.timeZone)
    {
    }

    Result<void> begin(SampleLines& /*lines*/) override
    {
        m_groups.clear();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        if (isSadfHeader(line)) {
            NODESENTRY_CHECK(readHeader(line, lines));
            return false;
        }
        if (line.front() == '#')
            return false;
        return readRow(line, lines);
    }

private:
    Result<void> readHeader(std::string_view line, SampleLines& lines)
    {
        splitLine(withoutMark(line), ';', false, m_fields);
        m_groups.clear();
        std::size_t repeated = 0;
        for (auto i = kFacts; i < m_fields.size(); ++i) {
            auto column = std::string(trimmedText(m_fields[i]));
            const bool endsGroup = column.ends_with(kRepeated);
            if (endsGroup)
                column.resize(column.size() - kRepeated.size());
            if (column.empty())
                return fail(lines.error("a column without name", "print the data again: sadf -d",
                                        static_cast<std::int64_t>(i) + 1));
            const bool beginsGroup = m_groups.empty() || m_groups.back().isRepeated
                || (isLabel(column) && !m_groups.back().values.empty());
            if (beginsGroup)
                m_groups.emplace_back();
            auto& group = m_groups.back();
            if (isLabel(column))
                group.labels.push_back(lower(column));
            else
                group.values.push_back(column);
            group.isRepeated = endsGroup;
            repeated += endsGroup ? 1 : 0;
        }
        if (repeated > 1)
            return fail(lines.error(
                fmt::format("{} groups of columns are repeated in each line, and nothing says how often",
                            repeated),
                "print one group a line: sadf -d without -h"));
        return {};
    }

    /// @return false: the line has no samples, or is rejected
    Result<bool> readRow(std::string_view line, SampleLines& lines)
    {
        splitLine(line, ';', false, m_fields);
        const bool isEvent = m_fields.size() > kFacts
            && (m_fields[kFacts].starts_with("LINUX-RESTART") || m_fields[kFacts].starts_with("COM "));
        if (isEvent)
            return false; // a restart, or a comment of the administrator
        if (m_groups.empty()) {
            lines.reject("there is no header above it");
            return false;
        }
        std::size_t fixed = kFacts;
        const Group* repeated = nullptr;
        for (const auto& group : m_groups) {
            fixed += group.isRepeated ? 0 : group.width();
            repeated = group.isRepeated ? &group : repeated;
        }
        const auto rest = m_fields.size() - std::min(m_fields.size(), fixed);
        const bool fits = m_fields.size() >= fixed && (repeated ? rest % repeated->width() == 0 : rest == 0);
        if (!fits) {
            lines.reject(fmt::format("{} fields, and the header has {}", m_fields.size(),
                                     repeated ? "another number" : std::to_string(fixed)));
            return false;
        }
        NODESENTRY_TRY(const auto time, timeOf(lines));
        if (!time)
            return false;
        const auto host = std::string(trimmedText(m_fields[0]));
        if (!isNodeName(host)) {
            lines.reject("no host", 1, m_fields[0]);
            return false;
        }
        const auto node = m_sink.node(host);
        m_row.clear();
        std::size_t at = kFacts;
        for (auto& group : m_groups) {
            const auto times = group.isRepeated ? rest / group.width() : 1;
            for (std::size_t i = 0; i < times; ++i, at += group.width()) {
                if (!readGroup(group, at, lines))
                    return false;
            }
        }
        for (const auto& [series, value] : m_row)
            NODESENTRY_CHECK(m_batch.add(node, series, *time, value));
        return true;
    }

    /// Adds the values of one group to the row.
    bool readGroup(Group& group, std::size_t at, SampleLines& lines)
    {
        std::vector<std::string> labels;
        for (std::size_t i = 0; i < group.labels.size(); ++i)
            labels.emplace_back(trimmedText(m_fields[at + i]));
        auto known = group.series.find(labels);
        if (known == group.series.end()) {
            std::vector<std::optional<ImportSink::SeriesId>> series;
            for (const auto& column : group.values) {
                SeriesName name{"sar." + column, {}};
                for (std::size_t i = 0; i < labels.size(); ++i) {
                    const bool isAll = group.labels[i] == "cpu" && (labels[i] == "-1" || labels[i] == "all");
                    if (!isAll)
                        name.labels.emplace_back(group.labels[i], labels[i]);
                }
                series.push_back(m_sink.series(name, hintsOf(column)));
            }
            known = group.series.emplace(std::move(labels), std::move(series)).first;
        }
        at += group.labels.size();
        for (std::size_t i = 0; i < group.values.size(); ++i) {
            double value = 0;
            if (!parseField(m_fields[at + i], value)) {
                lines.reject("not a number", at + i + 1, m_fields[at + i]);
                return false;
            }
            if (known->second[i])
                m_row.emplace_back(*known->second[i], value);
        }
        return true;
    }

    /// @return nullopt: the line is rejected
    Result<std::optional<TimeMs>> timeOf(SampleLines& lines)
    {
        auto text = trimmedText(m_fields[2]);
        std::string_view zone;
        std::string utc;
        if (takeZoneName(text, zone)) {
            if (zone == "UTC" || zone == "GMT" || zone == "Z") {
                utc = std::string(text) + 'Z';
                text = utc;
            } else if (m_zone.empty() || m_zone == "UTC") {
                return fail(
                    lines.error(fmt::format("a time in the zone '{}', which is no name of one place", zone),
                                "print it in UTC: sadf -d without -T and -t; or name the zone: --tz "
                                "Europe/Berlin",
                                3));
            }
        }
        const auto time = m_time.parse(text);
        if (time)
            return *time;
        if (time.error().code != ErrorCode::ParseError)
            return fail(time.error());
        lines.reject(kindOfFault(time.error()), 3, m_fields[2]);
        return std::nullopt;
    }

    const std::string m_zone;
    std::vector<Group> m_groups; ///< of the header above
    std::vector<std::string> m_fields;
    std::vector<std::pair<ImportSink::SeriesId, double>> m_row;
};

bool isSadf(const FileHead& head)
{
    return std::any_of(head.lines.begin(), head.lines.end(),
                       [](const auto& line) { return isSadfHeader(line); });
}

} // namespace

std::unique_ptr<const Importer> makeSadfImporter()
{
    return makeTableFormat({
        .name = "sadf",
        .help = "What sysstat's sadf -d prints, of one host or many; plain or gzip",
        .firstLine = "its first line must begin # hostname;interval;timestamp;, as sadf -d prints it",
        .isOurs = isSadf,
        .begin = beginReading<SadfReading>,
    });
}

} // namespace nodesentry
