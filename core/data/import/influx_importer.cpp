#include "core/data/import/influx_importer.h"

#include "core/base/csv.h"
#include "core/data/import/import.h"
#include "core/data/import/file_plan.h"
#include "core/data/import/node_names.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/table_format_p.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::size_t kNanosecondDigits = 19; // 2001 to 2262
constexpr std::size_t kMillisecondDigits = 13;

using Fields = std::vector<std::string>;

bool has(const Fields& fields, std::string_view name)
{
    return std::find(fields.begin(), fields.end(), name) != fields.end();
}

bool isAnnotation(std::string_view line)
{
    return line.starts_with("#group") || line.starts_with("#datatype") || line.starts_with("#default");
}

bool isFluxHeader(const Fields& fields)
{
    return has(fields, "_time") && (has(fields, "_value") || (has(fields, "result") && has(fields, "table")));
}

/// "name,tags,time,…" of InfluxDB 1.x, "timestamp,measurement,…" of Telegraf
bool isFirstVersionHeader(const Fields& fields)
{
    const auto begins = [&](std::initializer_list<std::string_view> names) {
        return fields.size() > names.size() && std::equal(names.begin(), names.end(), fields.begin());
    };
    return begins({"name", "tags", "time"}) || begins({"name", "time"})
        || begins({"timestamp", "measurement"});
}

bool isInfluxHeader(std::string_view line)
{
    Fields fields;
    if (!splitRecord(line, ',', true, fields))
        return false;
    return isFluxHeader(fields)
        || (isFirstVersionHeader(fields) && (has(fields, "tags") || !isLongHeader(line)));
}

/// A table of Flux that tells of a failed query instead of samples.
bool isErrorHeader(const Fields& fields)
{
    return has(fields, "error") && has(fields, "reference") && fields.size() <= 3;
}

enum class Role {
    Ignored,
    Time,
    Measurement,
    FieldName,
    Value, ///< of the field that FieldName names
    Tag,
    TagList, ///< "cpu=cpu0,host=cn1"
    Field,
    Undecided, ///< a field or a tag: the first value tells
};

struct InfluxColumn {
    std::string name;
    Role role = Role::Ignored;
    std::string fallback; ///< of an empty cell
    bool isText = false; ///< of a Field: values that are no numbers are expected
};

/// "cpu=cpu0,host=cn1", with backslashes before commas, blanks and equal signs
std::vector<std::pair<std::string, std::string>> parseTags(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> tags;
    std::string key;
    std::string part;
    bool inValue = false;
    const auto finish = [&] {
        if (inValue)
            tags.emplace_back(std::move(key), std::move(part));
        key.clear();
        part.clear();
        inValue = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            part += text[++i];
        } else if (text[i] == '=' && !inValue) {
            key = std::move(part);
            part.clear();
            inValue = true;
        } else if (text[i] == ',') {
            finish();
        } else {
            part += text[i];
        }
    }
    finish();
    return tags;
}

class InfluxReading final : public TableReading {
public:
    InfluxReading(const ImportOptions& options, ImportSink& sink)
        : TableReading(options, sink),
          m_nodeTag(options.prometheus.nodeLabel == "instance" ? "" : options.prometheus.nodeLabel),
          m_ignored(options.prometheus.ignoreLabels)
    {
    }

    Result<void> begin(SampleLines& /*lines*/) override
    {
        m_columns.clear();
        m_annotations.clear();
        m_rows.clear();
        m_hasNumber.clear();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        if (!splitRecord(line, ',', true, m_fields)) {
            lines.reject("a quote that is never closed");
            return false;
        }
        if (isAnnotation(line)) {
            if (!m_columns.empty())
                m_annotations.clear();
            m_columns.clear(); // of the table above
            m_annotations[m_fields.front()] = m_fields;
            return false;
        }
        if (isErrorHeader(m_fields)) {
            NODESENTRY_CHECK(failedQuery(lines));
        }
        if (m_columns.empty() || lines.afterBlank() || isInfluxHeader(line)) {
            if (isInfluxHeader(line) || m_columns.empty()) {
                if (lines.afterBlank() && !m_columns.empty())
                    m_annotations.clear();
                NODESENTRY_CHECK(readHeader(lines));
                return false;
            }
        }
        return readRow(lines);
    }

private:
    /// What is known of one node, measurement and set of tags.
    struct Row {
        ImportSink::NodeId node = 0;
        SeriesName name; ///< of its fields, whose base is the measurement
        std::map<std::string, std::optional<ImportSink::SeriesId>, std::less<>> series; ///< by field
        std::optional<TimeMs> lastTime;
        std::int64_t lastLine = 0;
        std::vector<double> lastValues;
    };

    Result<void> failedQuery(SampleLines& lines)
    {
        const auto at = static_cast<std::size_t>(std::find(m_fields.begin(), m_fields.end(), "error")
                                                 - m_fields.begin());
        std::string_view line;
        NODESENTRY_TRY(const bool more, lines.next(line));
        std::string said;
        if (more && splitRecord(line, ',', true, m_fields) && at < m_fields.size())
            said = m_fields[at];
        return fail(lines.error(fmt::format("an answer of InfluxDB that tells of an error: {}", said),
                                "mend the query and save its answer again"));
    }

    [[nodiscard]] std::string annotation(const std::string& name, std::size_t column) const
    {
        const auto at = m_annotations.find(name);
        return at != m_annotations.end() && column < at->second.size() ? at->second[column] : std::string();
    }

    Result<void> readHeader(SampleLines& lines)
    {
        const bool isFlux = has(m_fields, "_time");
        if (!isFlux && !isFirstVersionHeader(m_fields))
            return fail(
                lines.error("a table without the column _time, name or timestamp in which InfluxDB has the "
                            "times and series",
                            "save the answer of a query that keeps _time, _value, _field, _measurement and "
                            "the tags"));
        const bool isPivoted = isFlux && !has(m_fields, "_value");
        m_columns.clear();
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            InfluxColumn column{m_fields[i], Role::Undecided, {}, false};
            const auto& name = column.name;
            const auto type = annotation("#datatype", i);
            const auto group = annotation("#group", i);
            column.fallback = annotation("#default", i);
            if (isFlux ? name == "_time" : (name == "time" || (name == "timestamp" && i == 0)))
                column.role = Role::Time;
            else if (name == "_measurement"
                     || (!isFlux && (name == "name" || name == "measurement") && i < 2))
                column.role = Role::Measurement;
            else if (name == "_field")
                column.role = Role::FieldName;
            else if (name == "_value")
                column.role = Role::Value;
            else if (!isFlux && name == "tags" && i == 1)
                column.role = Role::TagList;
            else if (name.empty() || name == "table" || name == "_start" || name == "_stop"
                     || type.starts_with("dateTime") || type == "duration" || type == "base64Binary")
                column.role = Role::Ignored;
            else if (name == "result" || group == "true" || (isFlux && !isPivoted)
                     || (!isFlux && name.starts_with("tag_")))
                column.role = Role::Tag;
            else if (type == "double" || type == "long" || type == "unsignedLong" || type == "boolean"
                     || type == "string" || (!isFlux && name.starts_with("field_")))
                column.role = type == "string" && group.empty() ? Role::Undecided : Role::Field;
            if (type == "string" && (column.role == Role::Field || column.role == Role::Value))
                column.isText = true;
            if (!isFlux && column.role == Role::Tag && name.starts_with("tag_"))
                column.name = name.substr(std::string_view("tag_").size());
            else if (!isFlux && column.role == Role::Field && name.starts_with("field_"))
                column.name = name.substr(std::string_view("field_").size());
            m_columns.push_back(std::move(column));
        }
        return {};
    }

    [[nodiscard]] std::string_view cell(std::size_t column) const
    {
        const auto& text = m_fields[column];
        return text.empty() ? std::string_view(m_columns[column].fallback) : std::string_view(text);
    }

    /// Tells what a column without annotation is, by its first value.
    void decide(std::size_t i)
    {
        double value = 0;
        const auto text = cell(i);
        if (text.empty())
            return;
        const bool isField = text == "true" || text == "false" || parseValue(text, value);
        m_columns[i].role = isField ? Role::Field : Role::Tag;
        m_rows.clear(); // their keys have one tag less
    }

    Result<bool> readRow(SampleLines& lines)
    {
        if (m_fields.size() != m_columns.size()) {
            lines.reject(fmt::format("{} fields, and the header has {}", m_fields.size(), m_columns.size()));
            return false;
        }
        m_key.clear();
        std::string_view field;
        std::string_view time;
        std::size_t timeColumn = 0;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i].role == Role::Undecided)
                decide(i);
            switch (m_columns[i].role) {
            case Role::Time:
                time = trimmedText(cell(i));
                timeColumn = i;
                if (time.size() == kNanosecondDigits
                    && time.find_first_not_of("0123456789") == std::string_view::npos)
                    time = time.substr(0, kMillisecondDigits);
                break;
            case Role::FieldName:
                field = cell(i);
                break;
            case Role::Measurement:
            case Role::Tag:
            case Role::TagList:
                m_key.append(m_columns[i].name).append(1, '\x1e').append(cell(i)).append(1, '\x1f');
                break;
            default:
                break;
            }
        }
        m_key.append(field);
        const auto parsed = m_time.parse(time);
        if (!parsed && parsed.error().code != ErrorCode::ParseError)
            return fail(parsed.error());
        if (!parsed) {
            lines.reject(kindOfFault(parsed.error()), timeColumn + 1, m_fields[timeColumn]);
            return false;
        }
        auto at = m_rows.find(m_key);
        if (at == m_rows.end()) {
            NODESENTRY_TRY(auto row, resolve(lines));
            at = m_rows.emplace(m_key, std::move(row)).first;
        }
        return readValues(at->second, field, *parsed, lines);
    }

    Result<bool> readValues(Row& row, std::string_view field, TimeMs time, SampleLines& lines)
    {
        m_values.clear();
        m_series.clear();
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const bool isValue = m_columns[i].role == Role::Value;
            if (!isValue && m_columns[i].role != Role::Field)
                continue;
            const auto name = isValue ? field : std::string_view(m_columns[i].name);
            const auto text = cell(i);
            double value = 0;
            if (text == "true" || text == "false") {
                value = text == "true" ? 1 : 0;
            } else if (!parseValue(text, value)) {
                const bool isFault = m_hasNumber.contains(std::string(name)) && !m_columns[i].isText;
                if (isFault) {
                    lines.reject("not a number", i + 1, text);
                    return false;
                }
                lines.note(fmt::format("the field '{}' is text", name));
                value = std::nan("");
            }
            if (!std::isnan(value) && !m_hasNumber.contains(name))
                m_hasNumber.emplace(name);
            m_values.push_back(value);
            m_series.push_back(seriesOf(row, name));
        }
        const auto sameValue = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
        if (row.lastTime == time
            && !std::equal(m_values.begin(), m_values.end(), row.lastValues.begin(), row.lastValues.end(),
                           sameValue))
            return fail(lines.error(
                fmt::format("another row of the time, tags and fields of line {}, with other values",
                            row.lastLine),
                "keep the tag that tells the two apart in the query (GROUP BY * in InfluxDB 1.x)"));
        row.lastTime = time;
        row.lastLine = lines.number();
        row.lastValues = m_values;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            if (m_series[i])
                NODESENTRY_CHECK(m_batch.add(row.node, *m_series[i], time, m_values[i]));
        }
        return true;
    }

    std::optional<ImportSink::SeriesId> seriesOf(Row& row, std::string_view field)
    {
        auto known = row.series.find(field);
        if (known == row.series.end()) {
            auto name = row.name;
            const bool isNamed = !field.empty();
            name.base += isNamed && !name.base.empty() ? "." : "";
            name.base += field;
            if (name.base.empty())
                name.base = "value";
            known = row.series.emplace(field, m_sink.series(name)).first;
        }
        return known->second;
    }

    /// The node and the labels of the row at hand.
    Result<Row> resolve(SampleLines& lines)
    {
        Row row;
        std::vector<std::pair<std::string, std::string>> tags;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const auto text = std::string(cell(i));
            if (m_columns[i].role == Role::Measurement) {
                row.name.base = text;
            } else if (m_columns[i].role == Role::TagList) {
                for (auto& tag : parseTags(text))
                    tags.push_back(std::move(tag));
            } else if (m_columns[i].role == Role::Tag && !text.empty()
                       && !(m_columns[i].name == "result" && text == "_result")) {
                tags.emplace_back(m_columns[i].name, text);
            }
        }
        constexpr std::array<std::string_view, 6> kNodes{"host",     "hostname", "node",
                                                         "nodename", "server",   "instance"};
        auto node = tags.end();
        const auto find = [&](std::string_view name) {
            return std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == name; });
        };
        if (!m_nodeTag.empty())
            node = find(m_nodeTag);
        for (std::size_t i = 0; m_nodeTag.empty() && node == tags.end() && i < kNodes.size(); ++i)
            node = find(kNodes[i]);
        if (node == tags.end())
            return fail(
                lines.error("no tag names the node",
                            "keep the tag host in the query, or say which tag it is: --node-label TAG"));
        const auto name = node->first == "instance" ? withoutPort(node->second) : node->second;
        if (!isNodeName(name))
            return fail(lines.error("an overlong node, or one with control characters", "mend it"));
        row.node = m_sink.node(name);
        tags.erase(node);
        std::erase_if(tags, [&](const auto& tag) {
            return std::find(m_ignored.begin(), m_ignored.end(), tag.first) != m_ignored.end();
        });
        std::sort(tags.begin(), tags.end());
        row.name.labels = std::move(tags);
        return row;
    }

    const std::string m_nodeTag; ///< "": the first of the usual ones
    const std::vector<std::string> m_ignored;
    std::map<std::string, Fields> m_annotations; ///< of the table to come or at hand
    std::vector<InfluxColumn> m_columns; ///< of the table at hand; empty before its header
    std::unordered_map<std::string, Row> m_rows; ///< by measurement, tags and, with one value a line, field
    std::set<std::string, std::less<>> m_hasNumber; ///< fields that had a number
    Fields m_fields;
    std::string m_key;
    std::vector<double> m_values;
    std::vector<std::optional<ImportSink::SeriesId>> m_series;
};

bool isInflux(const FileHead& head)
{
    return !head.lines.empty() && (isAnnotation(head.lines.front()) || isInfluxHeader(head.lines.front()));
}

} // namespace

std::unique_ptr<const Importer> makeInfluxImporter()
{
    return makeTableFormat({
        .name = "influx",
        .help
        = "CSV of InfluxDB (Flux, annotated or not; influx -format csv of 1.x) and Telegraf; plain or gzip",
        .firstLine
        = "its first line must be an annotation (#datatype,…) or a header with _time and _value, or "
          "name,tags,time",
        .isOurs = isInflux,
        .begin = beginReading<InfluxReading>,
    });
}

} // namespace nodesentry
