#include "core/data/import/job_table.h"

#include "core/data/import/host_list.h"
#include "core/data/import/job_collector_p.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/names.h"
#include "core/data/import/pbs_jobs_p.h"
#include "core/data/import/sacct_json_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

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
          nodes(header.find({"nodelist", "nodes", "node", "hostlist", "hosts", "hostname", "host", "exechost",
                             "execvnode"})),
          begin(header.find({"start", "starttime", "startepoch", "begin", "stime"})),
          end(header.find({"end", "endtime", "endepoch", "obittime"})),
          name(header.find({"jobname", "name"})),
          user(header.find({"user", "username", "jobowner"})),
          state(header.find({"state", "status", "jobstate"})),
          elapsed(header.find({"elapsedraw", "elapsed"}))
    {
    }

    [[nodiscard]] bool isMember(int column) const
    {
        return column == id || column == nodes || column == begin || column == end || column == name
            || column == user || column == state;
    }
};

constexpr const char* kHeaderAdvice = "name the columns by --sacct-format, or let sacct --parsable2 write "
                                      "its header, without --noheader, with "
                                      "--format=JobID,User,NodeList,Start,End,State,JobName";

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

/// Whether an id is that of a step: "3.batch", "12+1.0". The dot of PBS' "61.srv" stands before its server.
bool isStep(std::string_view id)
{
    const auto dot = id.find('.');
    if (dot == std::string_view::npos || dot == 0)
        return false;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto step = id.substr(dot + 1);
    const auto number = step.substr(0, step.find('+'));
    const auto job = id.substr(0, dot);
    const bool isSlurmId = isDigit(job.front())
        && std::all_of(job.begin(), job.end(), [&](char c) { return isDigit(c) || c == '_' || c == '+'; });
    return isSlurmId
        && (number == "batch" || number == "extern" || number == "interactive" || number == "TBD"
            || (!number.empty() && std::all_of(number.begin(), number.end(), isDigit)));
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

/// Begin and end of a job, whose local times may each have two readings.
Result<JobTimes> readTimes(const std::string& begin, const std::string& end, const std::string& elapsed,
                           const std::string& zone)
{
    const auto read = [&](RepeatedHour beginReading, RepeatedHour endReading) -> Result<JobTimes> {
        JobTimes times;
        NODESENTRY_TRY(times.begin, parsePbsTime(begin, zone, beginReading));
        if (!isNoTime(end)) {
            NODESENTRY_TRY(times.end, parsePbsTime(end, zone, endReading));
        }
        return times;
    };
    const auto length = parseElapsed(elapsed);
    std::vector<JobTimes>
        inOrder; // a suspended job may have run for less time than lies between its begin and end
    std::vector<JobTimes> agreeing;
    const bool isUtc = zone.empty() || zone == "UTC"; // where no hour comes twice
    for (const auto beginReading : {RepeatedHour::Earlier, RepeatedHour::Later}) {
        for (const auto endReading : {RepeatedHour::Earlier, RepeatedHour::Later}) {
            if (isUtc && (beginReading != RepeatedHour::Earlier || endReading != RepeatedHour::Earlier))
                continue;
            NODESENTRY_TRY(const auto times, read(beginReading, endReading));
            if (times.end && *times.end < times.begin)
                continue;
            const auto add = [&](std::vector<JobTimes>& readings) {
                const bool isKnown
                    = std::any_of(readings.begin(), readings.end(), [&](const JobTimes& other) {
                          return other.begin == times.begin && other.end == times.end;
                      });
                if (!isKnown)
                    readings.push_back(times);
            };
            add(inOrder);
            if (length && times.end && *times.end - times.begin == *length)
                add(agreeing);
        }
    }
    const auto& readings = agreeing.empty() ? inOrder : agreeing;
    if (readings.empty())
        return fail(ErrorCode::InconsistentData, "the job ends before it begins",
                    "check the zone of its times, or export with SLURM_TIME_FORMAT=%s");
    auto times = readings.front();
    times.isUncertain = readings.size() > 1;
    return times;
}

/// One line as a job.
Result<Job> readJob(const TableReader& table, const TableRow& row, const JobColumns& columns,
                    const std::string& zone, bool& isUncertain)
{
    const auto field = [&](int column) {
        return column < 0 ? std::string() : row.fields[static_cast<std::size_t>(column)];
    };
    Job job;
    job.id = field(columns.id);
    if (job.id.empty())
        return fail(table.error(ErrorCode::ParseError, "the job has no id", row, columns.id));
    auto nodes = expandNodes(field(columns.nodes));
    if (!nodes)
        return fail(nodes.error().inFile(table.path(), row.line, columns.nodes + 1));
    job.nodes = std::move(*nodes);
    auto times = readTimes(field(columns.begin), field(columns.end), field(columns.elapsed), zone);
    if (!times) {
        const bool isBegin = !parsePbsTime(field(columns.begin), zone);
        return fail(
            times.error().inFile(table.path(), row.line, (isBegin ? columns.begin : columns.end) + 1));
    }
    job.begin = times->begin;
    job.end = times->end;
    isUncertain = times->isUncertain;
    job.name = field(columns.name);
    job.user = field(columns.user);
    if (columns.user >= 0
        && plainName(table.header().columns[static_cast<std::size_t>(columns.user)]) == "jobowner")
        job.user = job.user.substr(0, job.user.find('@'));
    job.state = stateWord(field(columns.state));
    for (int column = 0; column < static_cast<int>(row.fields.size()); ++column) {
        if (!columns.isMember(column) && !field(column).empty())
            job.attributes[table.header().columns[static_cast<std::size_t>(column)]] = field(column);
    }
    return job;
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

namespace {

/// Reads a table with a header, or with the given columns.
Result<void> readRows(const std::string& path, const std::string& zone, JobCollector& jobs,
                      const std::vector<std::string>& format)
{
    NODESENTRY_TRY(auto table, TableReader::open(path, format, looksLikeJobTable));
    if (auto checked = checkJobHeader(table.header()); !checked)
        return fail(checked.error().inFile(path, 1));
    JobColumns columns(table.header());
    int headerVersion = table.headerVersion();
    for (TableRow row;;) {
        NODESENTRY_TRY(const bool more, table.next(row));
        if (!more)
            return {};
        if (std::exchange(headerVersion, table.headerVersion()) != table.headerVersion()) {
            // Files were put one behind the other.
            if (auto checked = checkJobHeader(table.header()); !checked)
                return fail(checked.error().inFile(path, row.line));
            columns = JobColumns(table.header());
        }
        if (row.fault) {
            jobs.reject(std::move(*row.fault));
            continue;
        }
        const auto& id = row.fields[static_cast<std::size_t>(columns.id)];
        if (isStep(id)) {
            jobs.countStep();
            continue;
        }
        if (isUnknownField(row.fields[static_cast<std::size_t>(columns.nodes)])) {
            jobs.leaveOut(row.line, "the job never got a node", id);
            continue;
        }
        if (isNoTime(row.fields[static_cast<std::size_t>(columns.begin)])) {
            jobs.leaveOut(row.line, "the job has not begun", id);
            continue;
        }
        bool isUncertain = false;
        auto job = readJob(table, row, columns, zone, isUncertain);
        if (job) {
            if (isUncertain)
                jobs.countUncertain();
            NODESENTRY_CHECK(jobs.add(std::move(*job), row.line));
            continue;
        }
        if (job.error().code == ErrorCode::InvalidArgument)
            return fail(job.error()); // the zone, which is wrong for every line
        const auto column = static_cast<std::size_t>(job.error().column);
        auto text = column > 0 && column <= row.fields.size() ? row.fields[column - 1] : std::string();
        jobs.reject(std::move(job).error(), std::move(text));
    }
}

} // namespace

Result<std::vector<Job>> readJobTable(const std::string& path, const std::string& zone, ImportReport& report,
                                      const std::vector<std::string>& format, bool allowRejected)
{
    std::string first;
    {
        NODESENTRY_TRY(auto lines, LineReader::open(path));
        for (std::string_view line; trimmedText(first).empty();) {
            const auto more = lines.next(line);
            if (!more || !*more)
                break; // said by whoever reads the file whole
            first = line;
        }
    }
    JobCollector jobs(path, report);
    const auto start = trimmedText(first);
    if (start.starts_with("Job Id:"))
        return fail(Error{ErrorCode::ParseError, "this is what qstat -f prints for people to read", path, 1,
                          0, "write it with qstat -x -f -F json, or take PBS' accounting log"});
    if (start.starts_with("---") || start.starts_with("jobs:"))
        return fail(Error{ErrorCode::ParseError,
                          "this is no table of jobs but YAML, as sacct --yaml writes it", path, 1, 0,
                          "write it with sacct --json"});
    if (start.starts_with('{') || start.starts_with('[')) {
        NODESENTRY_CHECK(readJobJson(path, zone, jobs));
    } else if (looksLikePbsLog(start)) {
        NODESENTRY_CHECK(readPbsLog(path, zone, jobs));
    } else {
        NODESENTRY_CHECK(readRows(path, zone, jobs, format));
    }
    return jobs.finish(allowRejected);
}

} // namespace nodesentry
