#include "core/data/import/ldms_importer.h"

#include "core/base/csv.h"
#include "core/data/import/byte_progress_p.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"
#include "core/data/import/ldms_header.h"
#include "core/data/import/ldms_sets_p.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/names.h"
#include "core/data/import/number.h"
#include "core/data/import/rejected_lines.h"
#include "core/data/import/table.h"
#include "core/data/import/time_field.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <unordered_map>

namespace nodesentry {

namespace {

constexpr const char* kDemand
    = "its first line, or that of FILE.HEADER beside it, must begin #Time,Time_usec,ProducerName";
constexpr std::int64_t kLdmsLinesBetweenPolls = 4096;
constexpr std::int64_t kLinesSurveyed = 4096; // of a sampler that has one set a node
constexpr std::size_t kMostSetsLookedAt = 64; // files of a folder, to find out its format

struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// The samplers of a node take their samples some milliseconds apart, and mean one time.
TimeMs rounded(TimeMs time)
{
    constexpr TimeMs kApart = 10;
    return (time + kApart / 2) / kApart * kApart;
}

/// When and where each job was seen, over all files.
class SeenJobs {
public:
    /// A row of a node.
    /// @param job  0: none
    void see(const std::string& node, std::int64_t job, TimeMs time)
    {
        auto& last = m_last[node];
        if (time > last.time && last.seen) {
            const auto step = time - last.time;
            last.step = last.step == 0 ? step : std::min(last.step, step);
            // A job is there until the next row says otherwise: its last sample is not its end.
            if (last.job != 0)
                extend(node, last.job, {last.time, last.job == job ? time : last.time + last.step});
        }
        if (job != 0)
            extend(node, job, {time, time});
        last = {job, time, last.step, true};
    }

    void finishFile()
    {
        for (const auto& [node, last] : m_last) {
            if (last.job != 0)
                extend(node, last.job, {last.time, last.time + last.step});
        }
        m_last.clear();
    }

    void giveTo(ImportSink& sink) const
    {
        for (const auto& [id, nodes] : m_jobs) {
            Job job;
            job.id = std::to_string(id);
            job.begin = nodes.begin()->second.begin;
            job.end = nodes.begin()->second.end;
            for (const auto& [node, range] : nodes) {
                job.nodes.push_back(node);
                job.begin = std::min(job.begin, range.begin);
                job.end = std::max(*job.end, range.end);
            }
            sink.addJob(std::move(job));
        }
    }

private:
    struct Last {
        std::int64_t job = 0;
        TimeMs time = 0;
        std::int64_t step = 0; ///< the shortest between two rows
        bool seen = false;
    };

    void extend(const std::string& node, std::int64_t job, TimeRange range)
    {
        const auto [entry, isNew] = m_jobs[job].emplace(node, range);
        if (!isNew)
            entry->second
                = {std::min(entry->second.begin, range.begin), std::max(entry->second.end, range.end)};
    }

    std::unordered_map<std::string, Last> m_last; ///< of each node in the file at hand
    std::map<std::int64_t, std::map<std::string, TimeRange>> m_jobs;
};

class LdmsFileReader {
public:
    /// @param setColumns  names of the columns that tell the sets of one node and time apart; none: there is one
    LdmsFileReader(const std::string& path, const ImportOptions& options, std::vector<std::string> setColumns,
                   ImportSink& sink, SeenJobs* jobs)
        : m_path(path),
          m_sampler(ldmsSampler(path)),
          m_setNames(std::move(setColumns)),
          m_time(options.timeZone),
          m_sink(sink),
          m_jobs(jobs),
          m_rejected(path, options.allowRejected, sink)
    {
    }

    /// @error as RejectedLines::check()
    Result<void> read(ByteProgress& progress, const RunContext& context)
    {
        NODESENTRY_TRY(auto lines, LineReader::open(m_path));
        if (const auto beside = ldmsHeaderBeside(m_path))
            useHeader(*beside);
        std::string_view line;
        std::int64_t reported = 0;
        for (std::int64_t count = 0;; ++count) {
            if (count % kLdmsLinesBetweenPolls == 0) {
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
            if (more && lines.wasCut()) {
                m_rejected.leaveOut(
                    Error{ErrorCode::ParseError, kCutLine, m_path, lines.lineNumber(), 0, kCutLineAdvice});
                continue;
            }
            m_fault
                = Error{ErrorCode::ParseError,
                        "a line longer than 8 MiB",
                        m_path,
                        lines.lineNumber(),
                        0,
                        "the rows must have the columns of the header above them, or of FILE.HEADER beside "
                        "them"};
            m_faultText.clear();
            if (m_sink.wantsPlaces())
                m_sink.place(m_path, lines.lineNumber());
            if (more) {
                NODESENTRY_TRY(const bool isGood, readLine(line, lines.lineNumber()));
                if (isGood)
                    continue;
            }
            m_rejected.reject(m_fault, m_faultText);
        }
        progress.add(lines.bytesRead() - reported, m_path);
        if (m_jobs)
            m_jobs->finishFile();
        NODESENTRY_CHECK(m_rejected.check());
        if (m_rejected.good() > 0)
            m_sink.countFile(m_path);
        else
            m_sink.reject({m_path, 0, "there are no rows"});
        return {};
    }

private:
    enum class Use : std::uint8_t { Nothing, Time, Node, Component, Job, Value, Unproven };

    bool useHeader(std::string_view line)
    {
        auto header = parseLdmsHeader(line, m_sampler);
        if (!header)
            return false;
        m_header = *header;
        m_setColumns.clear();
        m_sets.clear();
        for (std::size_t i = 0; i < m_header.names.size(); ++i) {
            if (std::find(m_setNames.begin(), m_setNames.end(), m_header.names[i]) != m_setNames.end())
                m_setColumns.push_back(i);
        }
        m_uses.assign(header->series.size(), Use::Nothing);
        m_series.clear();
        m_columnSeries.assign(header->series.size(), -1);
        for (std::size_t i = 0; i < header->series.size(); ++i) {
            if (!header->series[i])
                continue;
            if (!m_setColumns.empty()) { // named when the sets are known
                m_uses[i] = Use::Unproven;
                continue;
            }
            if (const auto series = m_sink.series(*header->series[i])) {
                m_uses[i] = Use::Unproven;
                m_columnSeries[i] = *series;
            }
        }
        m_uses.front() = Use::Time;
        for (const auto column : m_setColumns)
            m_uses[column] = Use::Nothing;
        const auto use = [&](int column, Use as) {
            if (column >= 0)
                m_uses[static_cast<std::size_t>(column)] = as;
        };
        use(header->node, Use::Node);
        use(header->component, Use::Component);
        use(header->job, m_jobs ? Use::Job : Use::Nothing);
        listValues();
        return true;
    }

    void listValues()
    {
        m_series.clear();
        for (std::size_t i = 0; i < m_uses.size(); ++i) {
            if (m_uses[i] == Use::Value || m_uses[i] == Use::Unproven)
                m_series.push_back(m_columnSeries[i]);
        }
    }

    bool refuse(std::string reason, std::size_t column = 0, std::string_view text = {})
    {
        m_fault.message = std::move(reason);
        m_fault.column = static_cast<std::int64_t>(column);
        m_faultText = text;
        return false;
    }

    /// @return false: the line is left out for m_fault
    Result<bool> readLine(std::string_view line, std::int64_t number)
    {
        if (line.find_first_not_of(" \t") == std::string_view::npos)
            return true;
        if (line.front() == '#' || (m_uses.empty() && useHeader(line))) {
            if (line.front() == '#')
                (void)useHeader(line); // any other such line is a comment
            return true;
        }
        if (m_uses.empty())
            return refuse("there is no header above it");
        if (!splitFields(line))
            return refuse(fmt::format("{} fields, and the header has {}",
                                      std::count(line.begin(), line.end(), ',') + 1, m_uses.size()));
        return readRow(number);
    }

    bool splitFields(std::string_view line)
    {
        m_fields.clear();
        if (line.find('"') != std::string_view::npos) { // ietfcsv=1 puts texts in quotes
            if (!splitRecord(line, ',', true, m_quoted))
                return false;
            m_fields.assign(m_quoted.begin(), m_quoted.end());
            return m_fields.size() == m_uses.size();
        }
        const char* at = line.data();
        const char* const end = at + line.size();
        for (;;) {
            const auto* comma
                = static_cast<const char*>(std::memchr(at, ',', static_cast<std::size_t>(end - at)));
            const char* const stop = comma ? comma : end;
            m_fields.emplace_back(at, static_cast<std::size_t>(stop - at));
            if (!comma || m_fields.size() > m_uses.size())
                return m_fields.size() == m_uses.size();
            at = comma + 1;
        }
    }

    Result<bool> readRow(std::int64_t line)
    {
        TimeMs time = 0;
        std::string_view node;
        std::string_view component;
        std::int64_t job = 0;
        m_values.clear();
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            const auto field = trimmedText(m_fields[i]);
            double value = 0;
            switch (m_uses[i]) {
            case Use::Nothing:
                break;
            case Use::Time: {
                const auto parsed = m_time.parse(field);
                if (!parsed && parsed.error().code != ErrorCode::ParseError)
                    return fail(parsed.error());
                if (!parsed)
                    return refuse(kindOfFault(parsed.error()), i + 1, field);
                time = rounded(*parsed);
                break;
            }
            case Use::Node:
                node = field;
                break;
            case Use::Component:
                component = field;
                break;
            case Use::Job:
                if (!parseValue(field, value))
                    return refuse("not a job id", i + 1, field);
                job = value > 0 && value < kMostJobId ? std::llround(value) : 0;
                break;
            case Use::Value:
            case Use::Unproven:
                if (parseValue(field, value)) {
                    if (!field.empty())
                        m_uses[i] = Use::Value;
                } else if (m_uses[i] == Use::Value) {
                    return refuse("not a number", i + 1, field);
                } else {
                    m_uses[i] = Use::Nothing;
                    listValues(); // at once: a later column may end this row
                    break; // its value must not be added
                }
                m_values.push_back(value);
                break;
            }
        }
        if (!changeNode(node, component))
            return refuse("no node");
        if (m_setColumns.empty() && line > kLinesSurveyed && !m_sampler.empty() && !isNewTime(time))
            return refuse("another row of this node and time");
        if (m_jobs)
            m_jobs->see(m_nodeName, job, time);
        m_rejected.accept();
        NODESENTRY_CHECK(m_setColumns.empty() ? m_sink.addRow(m_node, time, m_series, m_values)
                                              : addSet(time));
        return true;
    }

    bool isNewTime(TimeMs time)
    {
        const auto node = static_cast<std::size_t>(m_node);
        if (m_lastTime.size() <= node)
            m_lastTime.resize(node + 1, INT64_MIN);
        const bool isNew = m_lastTime[node] != time;
        m_lastTime[node] = time;
        return isNew;
    }

    /// Adds the values of a row to the series of its set.
    Result<void> addSet(TimeMs time)
    {
        std::string key;
        for (const auto column : m_setColumns)
            key.append(m_fields[column]).append(1, '\x1f');
        auto known = m_sets.find(key);
        if (known == m_sets.end()) {
            std::vector<std::optional<ImportSink::SeriesId>> series(m_uses.size());
            for (std::size_t i = 0; i < m_uses.size(); ++i) {
                if (m_uses[i] != Use::Value && m_uses[i] != Use::Unproven)
                    continue;
                auto name = *m_header.series[i];
                for (const auto column : m_setColumns)
                    name.labels.emplace_back(m_header.names[column], trimmedText(m_fields[column]));
                series[i] = m_sink.series(name);
            }
            known = m_sets.emplace(std::move(key), std::move(series)).first;
        }
        std::vector<RawSample> samples;
        std::size_t value = 0;
        for (std::size_t i = 0; i < m_uses.size(); ++i) {
            if (m_uses[i] != Use::Value && m_uses[i] != Use::Unproven)
                continue;
            if (const auto series = known->second[i])
                samples.push_back({*series, time, m_values[value]});
            ++value;
        }
        return m_sink.addSamples(m_node, samples);
    }

    bool changeNode(std::string_view producer, std::string_view component)
    {
        const bool byComponent = producer.empty();
        const auto text = byComponent ? component : producer;
        auto& known = byComponent ? m_components : m_nodes;
        auto found = known.find(text);
        if (found == known.end()) {
            const auto name = byComponent ? fmt::format("component{}", component) : std::string(producer);
            if (text.empty() || !isNodeName(name))
                return false;
            found = known.emplace(text, std::pair(m_sink.node(name), name)).first;
        }
        m_node = found->second.first;
        m_nodeName = found->second.second;
        return true;
    }

    static constexpr double kMostJobId = 9e15; // whole numbers in a double

    const std::string m_path;
    const std::string m_sampler;
    const std::vector<std::string> m_setNames;
    TimeField m_time;
    ImportSink& m_sink;
    SeenJobs* m_jobs; ///< null: a job table knows them
    Error m_fault; ///< of the line at hand
    std::string m_faultText; ///< the field
    RejectedLines m_rejected;
    LdmsHeader m_header;
    std::vector<std::size_t> m_setColumns; ///< those of m_setNames
    std::unordered_map<std::string, std::vector<std::optional<ImportSink::SeriesId>>>
        m_sets; ///< by their values
    std::vector<TimeMs> m_lastTime; ///< by node
    std::vector<Use> m_uses; ///< one for each column; empty before the first header
    std::vector<ImportSink::SeriesId> m_columnSeries;
    std::vector<ImportSink::SeriesId> m_series; ///< of the columns with values, in their order
    std::vector<std::string_view> m_fields;
    std::vector<std::string> m_quoted;
    std::vector<double> m_values;
    using ByText = std::unordered_map<std::string, std::pair<ImportSink::NodeId, std::string>, ViewHash,
                                      std::equal_to<>>;
    ByText m_nodes;
    ByText m_components;
    ImportSink::NodeId m_node = 0;
    std::string m_nodeName;
};

/// The columns that may tell the sets of a node apart, by plainName(), the likeliest first.
constexpr std::array<std::string_view, 18> kSetColumns{
    "instance", "setname", "appid", "rank",  "taskrank",  "taskid", "task", "tid",   "pid",
    "name",     "device",  "dev",   "iface", "interface", "gpu",    "cpu",  "index", "jobid"};

/// Looks through a file whether it has several sets of one node at one time: of a sampler that is known to have
/// one only at its beginning.
/// @return the names of the columns that tell them apart; none where there are no several sets
Result<std::vector<std::string>> setColumnsOf(const std::string& path, const std::string& zone,
                                              const RunContext& context)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    const auto sampler = ldmsSampler(path);
    TimeField times(zone);
    std::optional<LdmsHeader> header;
    std::vector<std::size_t> columns; // the candidates
    std::optional<LdmsSets> sets;
    std::vector<std::string> found;
    const auto finish = [&] {
        const auto apart = sets ? sets->tellApart() : std::vector<std::size_t>();
        for (const auto i : apart) {
            const auto& name = header->names[columns[i]];
            if (std::find(found.begin(), found.end(), name) == found.end())
                found.push_back(name);
        }
        sets.reset();
    };
    const auto use = [&](std::string_view line) {
        auto parsed = parseLdmsHeader(line, sampler);
        if (!parsed)
            return false;
        finish();
        header = std::move(parsed);
        return true;
    };
    if (const auto beside = ldmsHeaderBeside(path))
        use(*beside);
    std::vector<std::string> fields;
    std::vector<std::string_view> values;
    for (std::int64_t count = 0; sampler.empty() || count < kLinesSurveyed; ++count) {
        if (count % kLdmsLinesBetweenPolls == 0 && context.stopRequested())
            return cancelled();
        std::string_view line;
        const auto more = lines.next(line);
        if ((!more && !lines.wasTooLong()) || (more && !*more))
            break; // what is damaged is told when the file is read
        if (!more || line.empty() || line.front() == '#' || !header) {
            if (more && !line.empty())
                use(line);
            continue;
        }
        if (!splitRecord(line, ',', true, fields) || fields.size() != header->names.size())
            continue;
        if (!sets) {
            columns.clear();
            std::vector<std::string> names;
            const auto add = [&](std::size_t i) {
                columns.push_back(i);
                names.push_back(header->names[i]);
            };
            for (const auto wanted : kSetColumns) {
                for (std::size_t i = 0; i < fields.size(); ++i) {
                    if (isPlainly(header->names[i], wanted))
                        add(i);
                }
            }
            for (std::size_t i = 1; i < fields.size(); ++i) { // a text may be the name of a device
                double value = 0;
                const bool isCandidate = std::find(columns.begin(), columns.end(), i) != columns.end();
                if (!isCandidate && static_cast<int>(i) != header->node
                    && static_cast<int>(i) != header->component && !parseValue(trimmedText(fields[i]), value))
                    add(i);
            }
            sets.emplace(std::move(names));
        }
        const auto time = times.parse(trimmedText(fields.front()));
        if (!time)
            continue;
        values.clear();
        for (const auto column : columns)
            values.emplace_back(fields[column]);
        const auto producer = header->node >= 0
            ? std::string_view(fields[static_cast<std::size_t>(header->node)])
            : std::string_view();
        const auto node = !producer.empty() || header->component < 0
            ? producer
            : std::string_view(fields[static_cast<std::size_t>(header->component)]);
        auto seen = sets->see(node, rounded(*time), values, line, lines.lineNumber());
        if (!seen)
            return fail(std::move(seen).error().inFile(path, lines.lineNumber()));
    }
    finish();
    return found;
}

bool isLdmsFile(const std::string& path)
{
    if (isLdmsSideFile(path))
        return false;
    if (parseLdmsHeader(firstLine(path), ""))
        return true;
    const auto beside = ldmsHeaderBeside(path);
    return beside && parseLdmsHeader(*beside, "");
}

class LdmsImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "ldms"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "CSV files of LDMS's store_csv, with the header in them or beside them; plain or gzip";
    }

    [[nodiscard]] std::string_view demand() const override { return kDemand; }
    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        const auto files = filesOf(source);
        if (!files)
            return false;
        // Folders of thousands of compressed files of another format must not all be opened for this.
        const auto lookedAt = std::min(files->size(), kMostSetsLookedAt);
        return std::any_of(files->begin(), files->begin() + static_cast<std::ptrdiff_t>(lookedAt),
                           isLdmsFile);
    }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions& options, ImportSink& sink,
                      const RunContext& context) const override
    {
        ByteProgress progress(context);
        std::vector<std::string> paths;
        for (const auto& source : sources) {
            NODESENTRY_TRY(const auto files, filesOf(source));
            for (const auto& file : files) {
                if (isLdmsSideFile(file) || isTable(file, options))
                    continue;
                if (!isLdmsFile(file)) {
                    if (file == source)
                        return fail(Error{ErrorCode::ParseError, "there is no header of LDMS's store_csv",
                                          file, 1, 0, kDemand});
                    sink.reject({file, 0, "not a file of LDMS's store_csv"});
                    continue;
                }
                progress.expect(file);
                paths.push_back(file);
            }
        }
        SeenJobs jobs;
        const bool seeJobs = options.jobsFile.empty() && options.sacct.empty();
        for (const auto& path : paths) {
            NODESENTRY_TRY(auto sets, setColumnsOf(path, options.timeZone, context));
            LdmsFileReader reader(path, options, std::move(sets), sink, seeJobs ? &jobs : nullptr);
            NODESENTRY_CHECK(reader.read(progress, context));
        }
        jobs.giveTo(sink);
        return {};
    }

private:
    static bool isTable(const std::string& path, const ImportOptions& options)
    {
        std::error_code missing; // a file that is not there is no other file
        const auto same = [&](const std::string& table) {
            return !table.empty() && std::filesystem::equivalent(path, table, missing) && !missing;
        };
        return same(options.jobsFile) || same(options.labelsFile);
    }
};

} // namespace

std::unique_ptr<const Importer> makeLdmsImporter()
{
    return std::make_unique<LdmsImporter>();
}

} // namespace nodesentry
