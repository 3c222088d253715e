#include "core/data/import/pbs_jobs_p.h"

#include "core/data/import/host_list.h"
#include "core/data/import/line_reader.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace nodesentry {

namespace {

constexpr std::string_view kDateForm = "dd/dd/dddd dd:dd:dd;";

bool hasForm(std::string_view text, std::string_view form)
{
    return text.size() >= form.size()
        && std::equal(form.begin(), form.end(), text.begin(),
                      [](char wanted, char c) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

/// A record without its date: "E;61.srv;user=u1 start=…".
struct LogRecord {
    std::string date;
    char type = 0;
    std::string id;
    std::map<std::string, std::string> values;

    [[nodiscard]] std::string value(const std::string& key) const
    {
        const auto at = values.find(key);
        return at == values.end() ? std::string() : at->second;
    }
};

std::optional<LogRecord> parseRecord(std::string_view line)
{
    if (!looksLikePbsLog(line))
        return std::nullopt;
    LogRecord record;
    record.date = line.substr(0, kDateForm.size() - 1);
    line.remove_prefix(kDateForm.size());
    record.type = line.front();
    line.remove_prefix(2);
    const auto idEnd = line.find(';');
    record.id = trimmedText(line.substr(0, idEnd));
    line.remove_prefix(idEnd == std::string_view::npos ? line.size() : idEnd + 1);
    std::string* last = nullptr; // a value may hold blanks
    while (!line.empty()) {
        const auto blank = line.find(' ');
        const auto word = line.substr(0, blank);
        line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
        const auto equals = word.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            if (last && !word.empty())
                *last += ' ' + std::string(word);
            continue;
        }
        auto& value = record.values[std::string(word.substr(0, equals))];
        value = word.substr(equals + 1);
        last = &value;
    }
    return record;
}

/// "11/23/2026 12:05:00" -> "2026-11-23 12:05:00"
std::string isoDate(const std::string& date)
{
    return date.substr(6, 4) + '-' + date.substr(0, 2) + '-' + date.substr(3, 2) + date.substr(10);
}

/// A job that a record tells of, without its end.
Result<Job> jobOf(const LogRecord& record, const std::string& zone)
{
    Job job;
    job.id = record.id;
    NODESENTRY_TRY(job.nodes, expandNodes(record.value("exec_host")));
    NODESENTRY_TRY(job.begin, parseTime(record.value("start"), zone));
    job.name = record.value("jobname");
    job.user = record.value("user");
    constexpr std::array<std::pair<const char*, const char*>, 4> kKept{
        {{"group", "Group"}, {"account", "Account"}, {"queue", "Queue"}, {"Exit_status", "ExitCode"}}};
    for (const auto& [key, name] : kKept) {
        if (auto value = record.value(key); !value.empty())
            job.attributes[name] = std::move(value);
    }
    return job;
}

/// A run that has begun, and whose end is not known yet.
struct OpenRun {
    Job job;
    std::int64_t line = 0;
};

} // namespace

bool looksLikePbsLog(std::string_view line)
{
    return hasForm(line, kDateForm) && line.size() > kDateForm.size() + 1
        && line[kDateForm.size() + 1] == ';';
}

Result<TimeMs> parsePbsTime(std::string_view text, const std::string& zone, RepeatedHour repeated)
{
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // "Mon Nov  3 12:00:30 2026"
    constexpr std::size_t kLength = 24;
    const auto trimmed = trimmedText(text);
    const auto month = trimmed.size() == kLength
        ? std::find(kMonths.begin(), kMonths.end(), trimmed.substr(4, 3)) - kMonths.begin()
        : std::ssize(kMonths);
    if (month == std::ssize(kMonths))
        return parseTime(text, zone, repeated);
    const auto day = trimmedText(trimmed.substr(8, 2));
    return parseTime(
        fmt::format("{}-{:02}-{:0>2} {}", trimmed.substr(20), month + 1, day, trimmed.substr(11, 8)), zone,
        repeated);
}

Result<void> readPbsLog(const std::string& path, const std::string& zone, JobCollector& jobs)
{
    NODESENTRY_TRY(auto lines, LineReader::open(path));
    std::multimap<std::string, OpenRun> open; // by id
    std::map<std::string, TimeMs> latest; // begin of any run, by id
    for (std::string_view line;;) {
        const auto more = lines.next(line);
        const auto number = lines.lineNumber();
        const auto broken = [&](Error error) { jobs.reject(std::move(error.inFile(path, number))); };
        if (!more && !lines.wasTooLong())
            return fail(more.error());
        if (!more) {
            broken(more.error());
            continue;
        }
        if (!*more)
            break;
        if (trimmedText(line).empty())
            continue;
        const auto record = parseRecord(line);
        if (!record) {
            broken({ErrorCode::ParseError, "not a record of a PBS accounting log", {}, 0, 0, {}});
            continue;
        }
        if (record->type != 'S' && record->type != 'E' && record->type != 'R')
            continue;
        if (isUnknownField(record->value("exec_host"))) {
            jobs.leaveOut(number, "the job never got a node", record->id);
            continue;
        }
        if (isNoTime(record->value("start"))) {
            jobs.leaveOut(number, "the job has not begun", record->id);
            continue;
        }
        auto job = jobOf(*record, zone);
        if (!job) {
            broken(std::move(job).error());
            continue;
        }
        auto& latestBegin = latest.emplace(job->id, job->begin).first->second;
        latestBegin = std::max(latestBegin, job->begin);
        const auto [first, last] = open.equal_range(job->id);
        const auto begun
            = std::find_if(first, last, [&](const auto& run) { return run.second.job.begin == job->begin; });
        if (record->type == 'S') {
            job->state = "RUNNING";
            if (begun == last) {
                const auto id = job->id;
                open.emplace(id, OpenRun{std::move(*job), number});
            }
            continue;
        }
        const auto given = record->value("end");
        const auto end = parseTime(isNoTime(given) ? isoDate(record->date) : given, zone);
        if (!end) {
            broken(end.error());
            continue;
        }
        if (*end < job->begin) {
            broken({ErrorCode::InconsistentData, "the job ends before it begins", {}, 0, 0, {}});
            continue;
        }
        job->end = *end;
        job->state = record->type == 'R'          ? "REQUEUED"
            : record->value("Exit_status") == "0" ? "COMPLETED"
                                                  : "FAILED";
        if (begun != last)
            open.erase(begun);
        NODESENTRY_CHECK(jobs.add(std::move(*job), number));
    }
    for (auto& [id, run] : open) {
        if (latest.at(id) > run.job.begin) {
            jobs.leaveOut(run.line, "the job began again, and nothing says when this run ended", id);
            continue;
        }
        NODESENTRY_CHECK(jobs.add(std::move(run.job), run.line));
    }
    return {};
}

} // namespace nodesentry
