#include "core/data/import/grafana_importer.h"

#include "core/data/import/import.h"
#include "core/data/import/names.h"
#include "core/data/import/node_names.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/table_format_p.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::size_t kFields = 3;

/// The separator and where the three columns are.
struct GrafanaHeader {
    char separator = ',';
    std::size_t series = 0;
    std::size_t time = 0;
    std::size_t value = 0;
};

std::optional<GrafanaHeader> parseGrafanaHeader(std::string_view line)
{
    std::vector<std::string> fields;
    for (const char separator : {';', ',', '\t'}) {
        splitLine(line, separator, true, fields);
        if (fields.size() != kFields)
            continue;
        GrafanaHeader header{separator, kFields, kFields, kFields};
        for (std::size_t i = 0; i < kFields; ++i) {
            const auto name = plainName(trimmedText(fields[i]));
            (name == "series" ? header.series : name == "time" ? header.time : header.value) = i;
            if (name != "series" && name != "time" && name != "value")
                return std::nullopt;
        }
        if (header.series + header.time + header.value == kFields) // 0 + 1 + 2: each once
            return header;
    }
    return std::nullopt;
}

bool isSeparatorLine(std::string_view line)
{
    return line.starts_with("sep=");
}

class GrafanaReading final : public TableReading {
public:
    GrafanaReading(const ImportOptions& options, ImportSink& sink)
        : TableReading(options, sink),
          m_nodeLabel(options.prometheus.nodeLabel),
          m_ignored(options.prometheus.ignoreLabels)
    {
    }

    Result<void> begin(SampleLines& /*lines*/) override
    {
        m_header.reset();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        if (isSeparatorLine(line))
            return false;
        if (const auto header = parseGrafanaHeader(line)) {
            m_header = header;
            return false;
        }
        return readRow(line, lines);
    }

private:
    struct Place {
        ImportSink::NodeId node = 0;
        std::optional<ImportSink::SeriesId> series;
    };

    Result<bool> readRow(std::string_view line, SampleLines& lines)
    {
        if (!m_header) {
            lines.reject("there is no header above it");
            return false;
        }
        splitLine(line, m_header->separator, true, m_fields);
        if (m_fields.size() != kFields) {
            lines.reject(fmt::format("{} fields, and the header has {}", m_fields.size(), kFields));
            return false;
        }
        const auto time = m_time.parse(trimmedText(m_fields[m_header->time]));
        if (!time && time.error().code != ErrorCode::ParseError)
            return fail(time.error());
        if (!time) {
            lines.reject(kindOfFault(time.error()), m_header->time + 1, m_fields[m_header->time]);
            return false;
        }
        double value = 0;
        if (!readValue(trimmedText(m_fields[m_header->value]), value)) {
            const auto number = trimmedText(m_fields[m_header->value]);
            if (!number.empty() && number.front() >= '0' && number.front() <= '9')
                return fail(
                    lines.error(fmt::format("a formatted value: '{}'", number),
                                "it has been rounded: export the panel again with \"Formatted data\" off",
                                static_cast<std::int64_t>(m_header->value) + 1));
            lines.reject("not a number", m_header->value + 1, number);
            return false;
        }
        const auto& text = m_fields[m_header->series];
        auto known = m_places.find(text);
        if (known == m_places.end()) {
            NODESENTRY_TRY(const auto place, resolve(text, lines));
            known = m_places.emplace(text, place).first;
        }
        if (known->second.series)
            NODESENTRY_CHECK(m_batch.add(known->second.node, *known->second.series, *time, value));
        return true;
    }

    static bool readValue(std::string_view text, double& value)
    {
        if (text == "undefined" || text == "null") {
            value = std::numeric_limits<double>::quiet_NaN();
            return true;
        }
        if (text.size() > 1 && text.back() == '%')
            text = trimmedText(text.substr(0, text.size() - 1));
        return parseValue(text, value);
    }

    Result<Place> resolve(const std::string& text, SampleLines& lines)
    {
        const bool isLabelsAlone = text.starts_with("{");
        auto name = parseSeriesName(isLabelsAlone ? "series" + text : text);
        const auto take = [&](std::string_view label) -> std::optional<std::string> {
            const auto at = std::find_if(name.labels.begin(), name.labels.end(),
                                         [&](const auto& one) { return one.first == label; });
            if (at == name.labels.end())
                return std::nullopt;
            auto value = at->second;
            name.labels.erase(at);
            return value;
        };
        const auto metric = take("__name__");
        if (metric)
            name.base = *metric;
        std::optional<std::string> node;
        for (const std::string_view label :
             {std::string_view(m_nodeLabel), std::string_view("instance"), std::string_view("node"),
              std::string_view("nodename"), std::string_view("host"), std::string_view("hostname")}) {
            auto found = take(label);
            if (!node && found)
                node = label == "instance" ? withoutPort(*found) : *found;
        }
        (void)take("job");
        if (!node || (!metric && isLabelsAlone))
            return fail(lines.error(
                fmt::format("the series '{}' does not name its {}", text, node ? "metric" : "node"),
                "give the panel's legend the format {{__name__}}{instance=\"{{instance}}\"}, or "
                "\"Verbose\", and export it again",
                static_cast<std::int64_t>(m_header->series) + 1));
        if (!isNodeName(*node))
            return fail(lines.error("an overlong node, or one with control characters", "mend it"));
        std::erase_if(name.labels, [&](const auto& label) {
            return std::find(m_ignored.begin(), m_ignored.end(), label.first) != m_ignored.end();
        });
        std::sort(name.labels.begin(), name.labels.end());
        return Place{m_sink.node(*node), m_sink.series(name)};
    }

    const std::string m_nodeLabel;
    const std::vector<std::string> m_ignored;
    std::optional<GrafanaHeader> m_header;
    std::unordered_map<std::string, Place> m_places; ///< by the series' text
    std::vector<std::string> m_fields;
};

bool isGrafana(const FileHead& head)
{
    const std::size_t first = !head.lines.empty() && isSeparatorLine(head.lines.front()) ? 1 : 0;
    return head.lines.size() > first && parseGrafanaHeader(head.lines[first]).has_value();
}

} // namespace

std::unique_ptr<const Importer> makeGrafanaImporter()
{
    return makeTableFormat({
        .name = "grafana",
        .help = "CSV of Grafana's panels with the columns Series, Time and Value; plain or gzip",
        .firstLine = "its header must be Series;Time;Value",
        .isOurs = isGrafana,
        .begin = beginReading<GrafanaReading>,
    });
}

} // namespace nodesentry
