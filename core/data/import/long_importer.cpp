#include "core/data/import/long_importer.h"

#include "core/data/import/byte_progress_p.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/number.h"
#include "core/data/import/table.h"
#include "core/data/import/time_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr std::int64_t kLinesBetweenPolls = 4096;
constexpr std::size_t kSamplesAtOnce = 512; // of one node, given to the sink together
constexpr std::size_t kLongestMetric = 4096;

enum Column : std::size_t { Time, Node, MetricName, Value, kColumns };

/// Where the four columns are.
struct LongHeader {
    char separator = ',';
    std::size_t fields = 0;
    std::array<std::size_t, kColumns> at{};
    bool complete = false;
};

LongHeader parseLongHeader(std::string_view line)
{
    const auto table = parseTableHeader(line);
    const std::array<int, kColumns> found{
        table.find({"time", "timestamp", "ts", "datetime", "date"}),
        table.find({"node", "host", "hostname", "instance"}),
        table.find({"metric", "metricname", "name", "series"}),
        table.find({"value", "val"}),
    };
    LongHeader header;
    header.separator = table.separator;
    header.fields = table.columns.size() + (table.trailingSeparator ? 1 : 0);
    header.complete = std::all_of(found.begin(), found.end(), [](int column) { return column >= 0; });
    for (std::size_t i = 0; header.complete && i < kColumns; ++i)
        header.at[i] = static_cast<std::size_t>(found[i]);
    return header;
}

/// The end of the field that begins at @p at: the next separator outside of quotes and {braces}.
const char* fieldEnd(const char* at, const char* end, char separator)
{
    const auto* const stop
        = static_cast<const char*>(std::memchr(at, separator, static_cast<std::size_t>(end - at)));
    const auto* const plain = stop ? stop : end;
    if (at == end || (*at != '"' && !std::memchr(at, '{', static_cast<std::size_t>(plain - at))))
        return plain;
    const bool quotedField = *at == '"';
    bool inQuotes = false;
    bool inBraces = false;
    for (; at < end; ++at) {
        if (*at == '"')
            inQuotes = !inQuotes;
        else if (*at == '\\' && inQuotes && !quotedField && at + 1 < end)
            ++at;
        else if (*at == '{' && !inQuotes)
            inBraces = true;
        else if (*at == '}' && !inQuotes)
            inBraces = false;
        else if (*at == separator && !inQuotes && !inBraces)
            return at;
    }
    return end;
}

/// A field without its quotes; doubled ones inside count once.
std::string unquoted(std::string_view field)
{
    if (field.size() < 2 || field.front() != '"' || field.back() != '"')
        return std::string(field);
    std::string text;
    for (std::size_t i = 1; i + 1 < field.size(); ++i) {
        text += field[i];
        if (field[i] == '"' && i + 2 < field.size() && field[i + 1] == '"')
            ++i;
    }
    return text;
}

struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T> using ByText = std::unordered_map<std::string, T, ViewHash, std::equal_to<>>;

class LongFileReader {
public:
    LongFileReader(std::string path, LongHeader header, const std::string& zone, ImportSink& sink)
        : m_path(std::move(path)),
          m_header(header),
          m_fields(header.fields),
          m_time(zone),
          m_sink(sink)
    {
    }

    Result<void> read(ByteProgress& progress, const RunContext& context)
    {
        NODESENTRY_TRY(auto lines, LineReader::open(m_path));
        std::string_view line;
        NODESENTRY_CHECK(lines.next(line));
        std::int64_t reported = 0;
        for (std::int64_t count = 0;; ++count) {
            if (count % kLinesBetweenPolls == 0) {
                if (context.stopRequested())
                    return cancelled();
                progress.add(lines.bytesRead() - reported, m_path);
                reported = lines.bytesRead();
            }
            auto more = lines.next(line);
            if (!more && !lines.wasTooLong())
                return fail(std::move(more).error());
            if (more && !*more)
                break;
            const char* reason = "a line longer than 8 MiB";
            if (more) {
                NODESENTRY_TRY(reason, readLine(line));
            }
            if (reason)
                reject(reason, lines.lineNumber());
            if (m_samples.size() >= kSamplesAtOnce)
                NODESENTRY_CHECK(flush());
        }
        NODESENTRY_CHECK(flush());
        progress.add(lines.bytesRead() - reported, m_path);
        if (m_rows == 0 && m_firstFault)
            return fail(std::move(*m_firstFault));
        if (m_rows > 0)
            m_sink.countFile(m_path);
        return {};
    }

private:
    void reject(const char* reason, std::int64_t line)
    {
        if (!m_firstFault)
            m_firstFault = Error{ErrorCode::ParseError,
                                 reason,
                                 m_path,
                                 line,
                                 0,
                                 "each line needs a time, a node, a metric and a value, as the header says"};
        m_sink.reject({m_path, line, reason});
    }

    /// @return nullptr, or why the line is left out
    Result<const char*> readLine(std::string_view line)
    {
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            return nullptr;
        const char* at = line.data();
        const char* const end = at + line.size();
        std::size_t count = 0;
        for (;; ++count) {
            const char* const stop = fieldEnd(at, end, m_header.separator);
            if (count < m_fields.size())
                m_fields[count] = {at, static_cast<std::size_t>(stop - at)};
            if (stop == end)
                break;
            at = stop + 1;
        }
        if (count + 1 != m_fields.size())
            return "wrong number of columns";

        const auto time = m_time.parse(unquotedView(field(Time)));
        if (!time && time.error().code != ErrorCode::ParseError)
            return fail(time.error());
        if (!time)
            return "not a time";
        double value = 0;
        const auto number = unquotedView(field(Value));
        const char* digits = number.data();
        if (!takeDecimal(digits, digits + number.size(), '\0', value) && !parseValue(number, value))
            return "not a number";
        if (m_node < 0 || field(Node) != m_nodeText) {
            NODESENTRY_CHECK(flush());
            if (const char* reason = changeNode(field(Node)))
                return reason;
        }
        const auto metric = field(MetricName);
        auto known = m_series.find(metric);
        if (known == m_series.end()) {
            const auto name = unquoted(metric);
            if (trimmedText(name).empty() || name.size() > kLongestMetric)
                return "an empty or overlong metric";
            known = m_series.emplace(metric, m_sink.series(parseSeriesName(name))).first;
        }
        ++m_rows;
        if (known->second && !std::isnan(value))
            m_samples.push_back({*known->second, *time, value});
        return nullptr;
    }

    const char* changeNode(std::string_view text)
    {
        auto known = m_nodes.find(text);
        if (known == m_nodes.end()) {
            const auto name = std::string(trimmedText(unquoted(text)));
            if (!isNodeName(name))
                return "an empty or overlong node";
            known = m_nodes.emplace(text, m_sink.node(name)).first;
        }
        m_nodeText = known->first;
        m_node = known->second;
        return nullptr;
    }

    [[nodiscard]] std::string_view field(Column column) const { return m_fields[m_header.at[column]]; }

    [[nodiscard]] static std::string_view unquotedView(std::string_view field)
    {
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
            return field.substr(1, field.size() - 2);
        return field;
    }

    Result<void> flush()
    {
        if (m_samples.empty())
            return {};
        auto added = m_sink.addSamples(m_node, m_samples);
        m_samples.clear();
        return added;
    }

    const std::string m_path;
    const LongHeader m_header;
    std::vector<std::string_view> m_fields;
    TimeField m_time;
    ImportSink& m_sink;
    ByText<ImportSink::NodeId> m_nodes;
    ByText<std::optional<ImportSink::SeriesId>> m_series; ///< by the field as it is written
    std::string_view m_nodeText; ///< of the samples at hand, a key of m_nodes
    ImportSink::NodeId m_node = -1; ///< -1: no line yet
    std::vector<RawSample> m_samples;
    std::int64_t m_rows = 0;
    std::optional<Error> m_firstFault;
};

class LongImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "long"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "CSV or TSV tables with one value a line: time, node, metric, value; plain or gzip";
    }

    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        const auto files = filesOf(source);
        return files && std::any_of(files->begin(), files->end(), [](const std::string& file) {
                   return !tableStem(file).empty() && isLongHeader(firstLine(file));
               });
    }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        ByteProgress progress(context);
        std::vector<LongFileReader> readers;
        for (const auto& source : sources) {
            NODESENTRY_TRY(const auto files, filesOf(source));
            for (const auto& file : files) {
                const auto header = parseLongHeader(firstLine(file));
                if (!header.complete && files.size() == 1 && file == source)
                    return fail(Error{ErrorCode::ParseError,
                                      "the header does not name a time, a node, a metric and a value", file,
                                      1, 0, "its first line must be such as time,node,metric,value"});
                if (!header.complete) {
                    sink.reject({file, 0, "its header does not name a time, a node, a metric and a value"});
                    continue;
                }
                progress.expect(file);
                readers.emplace_back(file, header, options.timeZone, sink);
            }
        }
        // One after the other: nodes and series are numbered as they come.
        for (auto& reader : readers)
            NODESENTRY_CHECK(reader.read(progress, context));
        return {};
    }
};

} // namespace

bool isLongHeader(std::string_view header)
{
    return parseLongHeader(header).complete;
}

std::unique_ptr<const Importer> makeLongImporter()
{
    return std::make_unique<LongImporter>();
}

} // namespace nodesentry
