#include "core/data/import/job_table.h"

#include "core/data/import/host_list.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace nodesentry {

namespace {

/// Where a job table keeps what a Job is made of; -1 where it has no such column.
struct JobColumns {
    int id;
    int nodes;
    int begin;
    int end;
    int name;
    int user;
    int state;
    int elapsed;

    explicit JobColumns(const TableHeader& header)
        : id(header.find({"jobid", "job", "id"})),
          nodes(header.find({"nodelist", "nodes", "node", "hostlist", "hosts", "hostname", "host"})),
          begin(header.find({"start", "starttime", "startepoch", "begin"})),
          end(header.find({"end", "endtime", "endepoch"})),
          name(header.find({"jobname", "name"})),
          user(header.find({"user", "username"})),
          state(header.find({"state", "status"})),
          elapsed(header.find({"elapsedraw", "elapsed"}))
    {
    }

    [[nodiscard]] bool isMember(int column) const
    {
        return column == id || column == nodes || column == begin || column == end || column == name
            || column == user || column == state;
    }
};

constexpr std::size_t kMostHosts = 30'000'000; // over all jobs: a few lines can name millions

constexpr const char* kHeaderAdvice = "name the columns by --sacct-format, or let sacct --parsable2 write "
                                      "its header, without --noheader, with "
                                      "--format=JobID,JobName,User,NodeList,Start,End,State";

constexpr const char* kFormatAdvice
    = "give the fields as to sacct --format, for example JobID,JobName,User,NodeList,Start,End,State";

/// The needed column that a table lacks; null when it has them all.
const char* missingColumn(const JobColumns& columns)
{
    return columns.id < 0   ? "JobID"
        : columns.nodes < 0 ? "NodeList"
        : columns.begin < 0 ? "Start"
        : columns.end < 0   ? "End"
                            : nullptr;
}

Result<void> checkJobHeader(const TableHeader& header)
{
    const JobColumns columns(header);
    if (columns.id < 0 && columns.nodes < 0 && columns.begin < 0)
        return fail(ErrorCode::ParseError, "the job table has no header", kHeaderAdvice);
    if (const auto* missing = missingColumn(columns))
        return fail(ErrorCode::ParseError, fmt::format("the job table has no column {}", missing),
                    kHeaderAdvice);
    return {};
}

bool isUnknown(const std::string& text)
{
    return text.empty() || text == "Unknown" || text == "None" || text == "None assigned" || text == "(null)"
        || text == "N/A";
}

/// "CANCELLED by 1001" -> "CANCELLED"
std::string stateWord(const std::string& text)
{
    return text.substr(0, text.find(' '));
}

/// "9-10:11:12", "11:12" or whole seconds, in ms.
std::optional<std::int64_t> parseElapsed(std::string_view text)
{
    constexpr std::int64_t kMost = 1'000'000'000; // of any part: the sum fits
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || value < 0
            || value > kMost)
            return std::nullopt;
        return value;
    };
    std::int64_t seconds = 0;
    if (const auto dash = text.find('-'); dash != std::string_view::npos) {
        const auto days = number(text.substr(0, dash));
        if (!days)
            return std::nullopt;
        seconds = *days * 24;
        text.remove_prefix(dash + 1);
    }
    for (;;) {
        const auto colon = text.find(':');
        const auto part = number(text.substr(0, colon));
        if (!part || seconds > kMost * 60)
            return std::nullopt;
        seconds += *part;
        if (colon == std::string_view::npos)
            return seconds * 1000;
        seconds *= 60;
        text.remove_prefix(colon + 1);
    }
}

/// Begin and end of a job whose local times may each have two readings.
struct JobTimes {
    TimeMs begin = 0;
    std::optional<TimeMs> end;
};

Result<JobTimes> readTimes(const std::string& begin, const std::string& end, const std::string& elapsed,
                           const std::string& zone)
{
    const auto read = [&](RepeatedHour beginReading, RepeatedHour endReading) -> Result<JobTimes> {
        JobTimes times;
        NODESENTRY_TRY(times.begin, parseTime(begin, zone, beginReading));
        if (!isUnknown(end)) {
            NODESENTRY_TRY(times.end, parseTime(end, zone, endReading));
        }
        return times;
    };
    const auto length = parseElapsed(elapsed);
    std::optional<JobTimes> inOrder;
    for (const auto beginReading : {RepeatedHour::Earlier, RepeatedHour::Later}) {
        for (const auto endReading : {RepeatedHour::Earlier, RepeatedHour::Later}) {
            NODESENTRY_TRY(const auto times, read(beginReading, endReading));
            if (times.end && *times.end < times.begin)
                continue;
            if (!length || !times.end || *times.end - times.begin == *length)
                return times;
            inOrder = inOrder.value_or(times);
        }
    }
    if (inOrder) // a suspended job may have run for less time than lies between its begin and end
        return *inOrder;
    return fail(ErrorCode::InconsistentData, "the job ends before it begins",
                "check the zone of its times, or export with SLURM_TIME_FORMAT=%s");
}

/// One line as a job.
Result<Job> readJob(const TableReader& table, const TableRow& row, const JobColumns& columns,
                    const std::string& zone)
{
    const auto field = [&](int column) {
        return column < 0 ? std::string() : row.fields[static_cast<std::size_t>(column)];
    };
    Job job;
    job.id = field(columns.id);
    if (job.id.empty())
        return fail(table.error(ErrorCode::ParseError, "the job has no id", row, columns.id));
    auto nodes = expandHostList(field(columns.nodes));
    if (!nodes)
        return fail(nodes.error().inFile(table.path(), row.line, columns.nodes + 1));
    job.nodes = std::move(*nodes);
    auto times = readTimes(field(columns.begin), field(columns.end), field(columns.elapsed), zone);
    if (!times) {
        const bool isBegin = !parseTime(field(columns.begin), zone);
        return fail(
            times.error().inFile(table.path(), row.line, (isBegin ? columns.begin : columns.end) + 1));
    }
    job.begin = times->begin;
    job.end = times->end;
    job.name = field(columns.name);
    job.user = field(columns.user);
    job.state = stateWord(field(columns.state));
    for (int column = 0; column < static_cast<int>(row.fields.size()); ++column) {
        if (!columns.isMember(column) && !field(column).empty())
            job.attributes[table.header().columns[static_cast<std::size_t>(column)]] = field(column);
    }
    return job;
}

/// Joins the lines of one run, and gives later runs of the same job ids of their own.
class RunJoiner {
public:
    /// @param line  begins no earlier than those before
    void add(Job line)
    {
        auto& known = m_runs[line.id];
        const auto run = std::find_if(known.begin(), known.end(),
                                      [&](Run& candidate) { return isSame(candidate, line); });
        if (run != known.end()) {
            join(*run, line);
            return;
        }
        known.push_back({m_jobs.size(), {}});
        if (known.size() > 1)
            line.id += fmt::format("#{}", known.size());
        m_jobs.push_back(std::move(line));
    }
    [[nodiscard]] std::vector<Job> take() { return std::move(m_jobs); }

private:
    struct Run {
        std::size_t job = 0; ///< index into m_jobs
        std::unordered_set<std::string>
            nodes; ///< of the job, once they had to be looked at: most jobs have one line
    };

    /// Whether a line is of this run: it began with it, or ran at the same time on other nodes.
    bool isSame(Run& run, const Job& line)
    {
        const auto& job = m_jobs[run.job];
        if (job.begin == line.begin)
            return true;
        const bool overlap = (!job.end || line.begin < *job.end) && (!line.end || job.begin < *line.end);
        if (!overlap)
            return false;
        const auto& nodes = nodesOf(run);
        return std::none_of(line.nodes.begin(), line.nodes.end(),
                            [&](const std::string& node) { return nodes.contains(node); });
    }

    void join(Run& run, const Job& line)
    {
        auto& job = m_jobs[run.job];
        if (job.nodes == line.nodes
            && job.begin == line.begin) { // one run, seen twice: while it ran, and after
            if (!job.end && line.end) {
                const auto id = std::move(job.id);
                job = line;
                job.id = id;
            }
            return;
        }
        auto& nodes = nodesOf(run);
        for (const auto& node : line.nodes) {
            if (nodes.insert(node).second)
                job.nodes.push_back(node);
        }
        job.begin = std::min(job.begin, line.begin);
        job.end = job.end && line.end ? std::optional(std::max(*job.end, *line.end)) : std::nullopt;
    }

    std::unordered_set<std::string>& nodesOf(Run& run)
    {
        const auto& nodes = m_jobs[run.job].nodes;
        if (run.nodes.empty())
            run.nodes.insert(nodes.begin(), nodes.end());
        return run.nodes;
    }

    std::vector<Job> m_jobs;
    std::unordered_map<std::string, std::vector<Run>> m_runs; ///< by id in the table
};

std::vector<Job> joinLines(std::vector<Job> lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Job& a, const Job& b) { return a.begin < b.begin; });
    RunJoiner joiner;
    for (auto& line : lines)
        joiner.add(std::move(line));
    return joiner.take();
}

} // namespace

bool looksLikeJobTable(const TableHeader& header)
{
    const JobColumns columns(header);
    return columns.id >= 0 && columns.nodes >= 0 && columns.begin >= 0;
}

Result<std::vector<std::string>> parseSacctFormat(std::string_view format)
{
    TableHeader header;
    for (;;) {
        const auto comma = format.find(',');
        auto column = format.substr(0, comma);
        column = trimmedText(column.substr(0, column.find('%')));
        if (column.empty())
            return fail(ErrorCode::InvalidArgument, "the sacct format has an empty entry", kFormatAdvice);
        header.columns.emplace_back(column);
        if (comma == std::string_view::npos)
            break;
        format.remove_prefix(comma + 1);
    }
    if (const auto* missing = missingColumn(JobColumns(header)))
        return fail(ErrorCode::InvalidArgument, fmt::format("the sacct format has no {}", missing),
                    kFormatAdvice);
    return header.columns;
}

Result<std::vector<Job>> readJobTable(const std::string& path, const std::string& zone, ImportReport& report,
                                      const std::vector<std::string>& format)
{
    NODESENTRY_TRY(auto table, TableReader::open(path, format, looksLikeJobTable));
    if (auto checked = checkJobHeader(table.header()); !checked)
        return fail(checked.error().inFile(path, 1));
    const JobColumns columns(table.header());
    std::vector<Job> lines;
    std::set<std::string> rejected; // a rejected array or job may have several lines
    std::optional<Error> firstFault;
    std::int64_t faults = 0;
    std::int64_t steps = 0;
    std::size_t hosts = 0;
    for (TableRow row;;) {
        NODESENTRY_TRY(const bool more, table.next(row));
        if (!more)
            break;
        const auto reject = [&](std::string reason, const std::string& id) {
            report.skipped.push_back({path, row.line, std::move(reason)});
            rejected.insert(id);
        };
        const auto rejectFault = [&](Error fault) {
            // Reports count by reason: what is special about the line stands behind the colon.
            reject(fault.message.substr(0, fault.message.find(": ")), fmt::format("line {}", row.line));
            ++faults;
            if (!firstFault)
                firstFault = std::move(fault);
        };
        if (row.fault) {
            rejectFault(std::move(*row.fault));
            continue;
        }
        const auto& id = row.fields[static_cast<std::size_t>(columns.id)];
        if (id.find('.') != std::string::npos) {
            ++steps;
            continue;
        }
        if (isUnknown(row.fields[static_cast<std::size_t>(columns.nodes)])) {
            reject("the job never got a node", id);
            continue;
        }
        if (isUnknown(row.fields[static_cast<std::size_t>(columns.begin)])) {
            reject("the job has not begun", id);
            continue;
        }
        auto job = readJob(table, row, columns, zone);
        if (job && (hosts += job->nodes.size()) > kMostHosts)
            return fail(table.error(ErrorCode::ParseError, "the table names more than 30 million hosts", row,
                                    columns.nodes, "import it in parts"));
        if (job)
            lines.push_back(std::move(*job));
        else if (job.error().code == ErrorCode::InvalidArgument)
            return fail(job.error()); // the zone, which is wrong for every line
        else
            rejectFault(std::move(job).error());
    }
    const bool nothingRead = lines.empty() && rejected.size() == static_cast<std::size_t>(faults);
    if (nothingRead && firstFault)
        return fail(std::move(*firstFault));
    auto jobs = joinLines(std::move(lines));
    if (steps > 0)
        report.skipped.push_back({path, 0, fmt::format("{} job steps; only whole jobs are imported", steps)});
    report.jobsAccepted += static_cast<std::int64_t>(jobs.size());
    report.jobsRejected += static_cast<std::int64_t>(rejected.size());
    return jobs;
}

} // namespace nodesentry
