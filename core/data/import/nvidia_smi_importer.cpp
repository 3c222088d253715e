#include "core/data/import/nvidia_smi_importer.h"

#include "core/base/csv.h"
#include "core/data/import/import.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/table_format_p.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace nodesentry {

namespace {

constexpr TimeMs kOneRound = 20; // nvidia-smi takes longer than this for a round of its own

/// "memory.used [MiB]": a field and its unit.
struct Field {
    std::string name;
    std::string unit; ///< "" for none
};

Field fieldOf(std::string_view text)
{
    text = trimmedText(text);
    const auto open = text.rfind(" [");
    if (open == std::string_view::npos || text.back() != ']')
        return {std::string(text), {}};
    return {std::string(trimmedText(text.substr(0, open))),
            std::string(text.substr(open + 2, text.size() - open - 3))};
}

/// Whether a name begins with any of these.
template <std::size_t N>
bool beginsWithAny(std::string_view name, const std::array<std::string_view, N>& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view beginning) { return name.starts_with(beginning); });
}

/// What nvidia-smi measures.
bool isMeasurement(std::string_view name)
{
    constexpr std::array<std::string_view, 22> kBeginnings{"utilization.",
                                                           "memory.total",
                                                           "memory.used",
                                                           "memory.free",
                                                           "memory.reserved",
                                                           "power.",
                                                           "temperature.",
                                                           "fan.speed",
                                                           "clocks.",
                                                           "pcie.link.",
                                                           "enforced.power",
                                                           "ecc.errors.",
                                                           "encoder.stats.",
                                                           "pstate",
                                                           "clocks_throttle_reasons.",
                                                           "clocks_event_reasons.",
                                                           "retired_pages.",
                                                           "remapped_rows.",
                                                           "module.power",
                                                           "module.enforced",
                                                           "average.power",
                                                           "max.pcie"};
    return beginsWithAny(name, kBeginnings);
}

/// What it tells besides.
bool isFact(std::string_view name)
{
    constexpr std::array<std::string_view, 27> kBeginnings{"timestamp",
                                                           "index",
                                                           "count",
                                                           "name",
                                                           "gpu_",
                                                           "uuid",
                                                           "serial",
                                                           "pci.",
                                                           "driver_version",
                                                           "vbios_",
                                                           "display_",
                                                           "persistence_mode",
                                                           "compute_",
                                                           "accounting.",
                                                           "mig.",
                                                           "gsp.",
                                                           "c2c.",
                                                           "fabric.",
                                                           "protected_memory.",
                                                           "inforom.",
                                                           "gom.",
                                                           "addressing_mode",
                                                           "driver_model.",
                                                           "ecc.mode",
                                                           "iommu_",
                                                           "hostname",
                                                           "reset_status."};
    return beginsWithAny(name, kBeginnings);
}

std::vector<Field> fieldsOf(std::string_view header)
{
    std::vector<std::string> texts;
    std::vector<Field> fields;
    if (splitRecord(header, ',', false, texts)) {
        for (const auto& text : texts)
            fields.push_back(fieldOf(text));
    }
    return fields;
}

bool isSmiHeader(std::string_view line)
{
    const auto fields = fieldsOf(line);
    return std::any_of(fields.begin(), fields.end(),
                       [](const Field& field) { return isMeasurement(field.name); })
        && std::all_of(fields.begin(), fields.end(),
                       [](const Field& field) { return isMeasurement(field.name) || isFact(field.name); });
}

/// A row as nvidia-smi prints it: "2026/11/23 12:00:00.123, 0, 45 %".
bool isRow(std::string_view line)
{
    constexpr std::string_view kForm = "0000/00/00 00:00:00.000, ";
    if (line.size() < kForm.size())
        return false;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const bool isDigit = line[i] >= '0' && line[i] <= '9';
        if (kForm[i] == '0' ? !isDigit : line[i] != kForm[i])
            return false;
    }
    return true;
}

/// "[N/A]", "[Not Supported]", "[Unknown Error]", "N/A", "ERR!"
bool isMissing(std::string_view text)
{
    return text.empty() || (text.front() == '[' && text.back() == ']') || text == "N/A" || text == "ERR!"
        || text == "Not Supported" || text == "Unknown Error";
}

enum class CellKind { Missing, Number, Text, OtherUnit };

/// @param unit  of the header; the cell may repeat it
CellKind readField(std::string_view text, const std::string& unit, double& value)
{
    text = trimmedText(text);
    if (isMissing(text))
        return CellKind::Missing;
    if (parseValue(text, value))
        return std::isnan(value) ? CellKind::Missing : CellKind::Number;
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos || !parseValue(text.substr(0, blank), value))
        return CellKind::Text;
    return trimmedText(text.substr(blank)) == unit ? CellKind::Number : CellKind::OtherUnit;
}

class NvidiaSmiReading final : public TableReading {
public:
    using TableReading::TableReading;

    Result<void> begin(SampleLines& lines) override
    {
        const auto name = nodeOfFileName(lines.path());
        if (!isNodeName(name))
            return fail(lines.error("the file's name is no node's name", "name the file after its node"));
        m_node = m_sink.node(name);
        m_gpus = &m_gpusOf[name];
        m_columns.clear();
        m_roundOf.clear();
        m_last.reset();
        return {};
    }

    Result<bool> take(std::string_view line, SampleLines& lines) override
    {
        if (isSmiHeader(line)) { // again, where a file was appended to
            NODESENTRY_CHECK(readHeader(line, lines));
            return false;
        }
        if (m_columns.empty())
            return fail(lines.error("nvidia-smi's rows without the header that names their columns",
                                    "record them without noheader: --format=csv,nounits"));
        return readRow(line, lines);
    }

private:
    struct Column {
        Field field;
        std::map<std::string, std::optional<ImportSink::SeriesId>> series; ///< by GPU
        bool isText = false;
        bool hasNumber = false;
    };

    Result<void> readHeader(std::string_view line, SampleLines& lines)
    {
        m_columns.clear();
        for (auto& field : fieldsOf(line))
            m_columns.push_back({std::move(field), {}, false, false});
        m_timeColumn = find({"timestamp"});
        if (m_timeColumn < 0)
            return fail(lines.error("nvidia-smi's table has no timestamp",
                                    "record it with one: --query-gpu=timestamp,index,…"));
        m_gpuColumn = find({"index", "uuid", "gpu_uuid", "serial", "gpu_serial", "pci.bus_id", "gpu_bus_id"});
        m_isIndex
            = m_gpuColumn >= 0 && m_columns[static_cast<std::size_t>(m_gpuColumn)].field.name == "index";
        return {};
    }

    [[nodiscard]] int find(std::initializer_list<std::string_view> names) const
    {
        for (const auto name : names) {
            for (std::size_t i = 0; i < m_columns.size(); ++i) {
                if (m_columns[i].field.name == name)
                    return static_cast<int>(i);
            }
        }
        return -1;
    }

    Result<bool> readRow(std::string_view line, SampleLines& lines)
    {
        splitLine(line, ',', false, m_fields);
        if (m_fields.size() != m_columns.size()) {
            lines.reject(fmt::format("{} fields, and the header has {}", m_fields.size(), m_columns.size()));
            return false;
        }
        auto parsed = m_time.parse(trimmedText(m_fields[static_cast<std::size_t>(m_timeColumn)]));
        if (!parsed && parsed.error().code != ErrorCode::ParseError)
            return fail(parsed.error());
        if (!parsed) {
            lines.reject(kindOfFault(parsed.error()), static_cast<std::size_t>(m_timeColumn) + 1,
                         m_fields[static_cast<std::size_t>(m_timeColumn)]);
            return false;
        }
        if (m_gpuColumn < 0 && m_last && std::abs(*parsed - *m_last) < kOneRound)
            return fail(lines.error("rows of several GPUs, and no column that tells them apart",
                                    "record one: --query-gpu=timestamp,index,…"));
        m_last = *parsed;
        std::string gpu;
        if (m_gpuColumn >= 0) {
            gpu = trimmedText(m_fields[static_cast<std::size_t>(m_gpuColumn)]);
            if (gpu.empty() || isMissing(gpu)) {
                lines.reject("no GPU", static_cast<std::size_t>(m_gpuColumn) + 1);
                return false;
            }
            if (!m_isIndex)
                gpu = std::to_string(m_gpus->emplace(gpu, m_gpus->size()).first->second);
        }
        const auto time = timeOfRound(gpu, *parsed);
        m_row.clear();
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            if (static_cast<int>(i) == m_timeColumn || static_cast<int>(i) == m_gpuColumn
                || m_columns[i].isText)
                continue;
            if (!readCell(i, gpu, lines))
                return false;
        }
        for (const auto& [series, value] : m_row)
            NODESENTRY_CHECK(m_batch.add(m_node, series, time, value));
        return true;
    }

    bool readCell(std::size_t at, const std::string& gpu, SampleLines& lines)
    {
        auto& column = m_columns[at];
        const auto& text = m_fields[at];
        double value = 0;
        switch (readField(text, column.field.unit, value)) {
        case CellKind::Missing:
            return true;
        case CellKind::OtherUnit:
        case CellKind::Text:
            if (!column.hasNumber && column.field.unit.empty()) {
                column.isText = true;
                lines.note(fmt::format("column '{}' is text", column.field.name));
                return true;
            }
            lines.reject("not a number in the unit of its column", at + 1, text);
            return false;
        case CellKind::Number:
            break;
        }
        column.hasNumber = true;
        auto known = column.series.find(gpu);
        if (known == column.series.end()) {
            SeriesName name{"nvidia_smi." + column.field.name, {}};
            if (!gpu.empty())
                name.labels.emplace_back("gpu", gpu);
            known = column.series.emplace(gpu, m_sink.series(name, {column.field.unit, RawKind::Gauge, {}}))
                        .first;
        }
        if (known->second)
            m_row.emplace_back(*known->second, value);
        return true;
    }

    /// All GPUs of one round were asked at once: a round ends where one comes again.
    TimeMs timeOfRound(const std::string& gpu, TimeMs time)
    {
        constexpr TimeMs kLongest = 1000; // of a round
        if (m_roundOf.contains(gpu) || m_roundOf.empty() || time < m_round || time - m_round > kLongest) {
            m_roundOf.clear();
            m_round = time;
        }
        m_roundOf.insert(gpu);
        return m_round;
    }

    ImportSink::NodeId m_node = 0;
    std::map<std::string, std::map<std::string, std::size_t>> m_gpusOf; ///< numbers by node and uuid
    std::map<std::string, std::size_t>* m_gpus = nullptr;
    std::vector<Column> m_columns;
    int m_timeColumn = -1;
    int m_gpuColumn = -1;
    bool m_isIndex = false;
    std::optional<TimeMs> m_last;
    TimeMs m_round = 0;
    std::set<std::string> m_roundOf; ///< GPUs seen in the round at hand
    std::vector<std::string> m_fields;
    std::vector<std::pair<ImportSink::SeriesId, double>> m_row;
};

bool isSmi(const FileHead& head)
{
    return !head.lines.empty() && (isSmiHeader(head.lines.front()) || isRow(head.lines.front()));
}

} // namespace

std::unique_ptr<const Importer> makeNvidiaSmiImporter()
{
    return makeTableFormat({
        .name = "nvidia-smi",
        .help
        = "What nvidia-smi --query-gpu=timestamp,index,… --format=csv prints, a file a node; plain or gzip",
        .firstLine = "its first line must be a header such as timestamp, index, utilization.gpu [%]",
        .isOurs = isSmi,
        .begin = beginReading<NvidiaSmiReading>,
    });
}

} // namespace nodesentry
