#include "core/data/import/job_table.h"

#include "core/data/import/host_list.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <set>
#include <unordered_map>

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

    explicit JobColumns(const TableHeader& header)
        : id(header.find({"jobid", "job", "id"})),
          nodes(header.find({"nodelist", "nodes", "node", "hostlist", "hosts", "hostname", "host"})),
          begin(header.find({"start", "starttime", "startepoch", "begin"})),
          end(header.find({"end", "endtime", "endepoch"})),
          name(header.find({"jobname", "name"})),
          user(header.find({"user", "username"})),
          state(header.find({"state", "status"}))
    {
    }

    [[nodiscard]] bool isMember(int column) const
    {
        return column == id || column == nodes || column == begin || column == end || column == name
            || column == user || column == state;
    }
};

constexpr const char* kHeaderAdvice
    = "the first line must name the columns: run sacct with --parsable2, without --noheader, and "
      "--format=JobID,JobName,User,NodeList,Start,End,State";

Result<void> checkJobHeader(const TableHeader& header)
{
    const JobColumns columns(header);
    if (columns.id < 0 && columns.nodes < 0 && columns.begin < 0)
        return fail(ErrorCode::ParseError, "the job table has no header", kHeaderAdvice);
    const auto missing = [](const char* what) {
        return fail(ErrorCode::ParseError, fmt::format("the job table has no column {}", what),
                    kHeaderAdvice);
    };
    if (columns.id < 0)
        return missing("JobID");
    if (columns.nodes < 0)
        return missing("NodeList");
    if (columns.begin < 0)
        return missing("Start");
    if (columns.end < 0)
        return missing("End");
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

/// One line as a job.
Result<Job> readJob(const Table& table, const Table::Row& row, const JobColumns& columns,
                    const std::string& zone)
{
    const auto field = [&](int column) {
        return column < 0 ? std::string() : row.fields[static_cast<std::size_t>(column)];
    };
    Job job;
    job.id = field(columns.id);
    auto nodes = expandHostList(field(columns.nodes));
    if (!nodes)
        return fail(nodes.error().inFile(table.path(), row.line, columns.nodes + 1));
    job.nodes = std::move(*nodes);
    NODESENTRY_TRY(job.begin, table.time(row, columns.begin, zone));
    if (!isUnknown(field(columns.end))) {
        NODESENTRY_TRY(job.end, table.time(row, columns.end, zone));
        if (*job.end < job.begin)
            return fail(table.error(
                ErrorCode::InconsistentData, fmt::format("job {} ends before it begins", job.id), row,
                columns.end, "local times repeat an hour in autumn: export with SLURM_TIME_FORMAT=%s"));
    }
    job.name = field(columns.name);
    job.user = field(columns.user);
    job.state = stateWord(field(columns.state));
    for (int column = 0; column < static_cast<int>(row.fields.size()); ++column) {
        if (!columns.isMember(column) && !field(column).empty())
            job.attributes[table.header().columns[static_cast<std::size_t>(column)]] = field(column);
    }
    return job;
}

/// Whether two lines with one id are one run of the job, on different nodes.
bool isSameRun(const Job& a, const Job& b)
{
    if (a.begin == b.begin)
        return true;
    const bool overlap = (!a.end || b.begin < *a.end) && (!b.end || a.begin < *b.end);
    return overlap && std::none_of(b.nodes.begin(), b.nodes.end(), [&](const std::string& node) {
               return std::find(a.nodes.begin(), a.nodes.end(), node) != a.nodes.end();
           });
}

void joinRun(Job& run, const Job& line)
{
    for (const auto& node : line.nodes) {
        if (std::find(run.nodes.begin(), run.nodes.end(), node) == run.nodes.end())
            run.nodes.push_back(node);
    }
    run.begin = std::min(run.begin, line.begin);
    run.end = run.end && line.end ? std::optional(std::max(*run.end, *line.end)) : std::nullopt;
}

/// Joins the lines of one run, and gives later runs of the same job ids of their own.
std::vector<Job> joinLines(std::vector<Job> lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Job& a, const Job& b) { return a.begin < b.begin; });
    std::vector<Job> jobs;
    std::unordered_map<std::string, std::vector<std::size_t>> runs; // indices into jobs, by id in the table
    for (auto& line : lines) {
        auto& known = runs[line.id];
        const auto run = std::find_if(known.begin(), known.end(),
                                      [&](std::size_t index) { return isSameRun(jobs[index], line); });
        if (run != known.end()) {
            joinRun(jobs[*run], line);
            continue;
        }
        known.push_back(jobs.size());
        if (known.size() > 1)
            line.id += fmt::format("#{}", known.size());
        jobs.push_back(std::move(line));
    }
    return jobs;
}

} // namespace

bool looksLikeJobTable(const TableHeader& header)
{
    const JobColumns columns(header);
    return columns.id >= 0 && columns.nodes >= 0 && columns.begin >= 0;
}

Result<std::vector<Job>> readJobTable(const std::string& path, const std::string& zone, ImportReport& report)
{
    NODESENTRY_TRY(const auto table, Table::read(path, checkJobHeader));
    const JobColumns columns(table.header());
    std::vector<Job> lines;
    std::set<std::string> rejected; // a rejected array or job may have several lines
    std::int64_t steps = 0;
    for (const auto& row : table.rows()) {
        const auto& id = row.fields[static_cast<std::size_t>(columns.id)];
        if (id.empty())
            return fail(table.error(ErrorCode::ParseError, "the job has no id", row, columns.id));
        if (id.find('.') != std::string::npos) {
            ++steps;
            continue;
        }
        const bool noNodes = isUnknown(row.fields[static_cast<std::size_t>(columns.nodes)]);
        if (noNodes || isUnknown(row.fields[static_cast<std::size_t>(columns.begin)])) {
            report.skipped.push_back(
                {path, row.line, fmt::format("job {} has no {}", id, noNodes ? "nodes" : "start")});
            rejected.insert(id);
            continue;
        }
        NODESENTRY_TRY(auto job, readJob(table, row, columns, zone));
        lines.push_back(std::move(job));
    }
    auto jobs = joinLines(std::move(lines));
    if (steps > 0)
        report.skipped.push_back({path, 0, fmt::format("{} job steps; only whole jobs are imported", steps)});
    report.jobsAccepted += static_cast<std::int64_t>(jobs.size());
    report.jobsRejected += static_cast<std::int64_t>(rejected.size());
    return jobs;
}

} // namespace nodesentry
