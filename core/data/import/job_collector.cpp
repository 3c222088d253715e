#include "core/data/import/job_collector_p.h"

#include "core/data/import/rejected_lines.h"
#include "core/data/import/job_runs.h"
#include "core/data/import/table.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>

namespace nodesentry {

namespace {

constexpr std::size_t kMostHostsOfJobs = 30'000'000; // over all jobs: a few lines can name millions

bool isRunning(const std::string& state)
{
    constexpr std::array<std::string_view, 7> kStates{"RUNNING", "SUSPENDED", "CONFIGURING", "RESIZING",
                                                      "STOPPED", "SIGNALING", "STAGE_OUT"};
    return std::find(kStates.begin(), kStates.end(), state) != kStates.end();
}

/// Whether a text is the time 0 as any zone writes it: "1970-01-01T00:00:00", "1970-01-01 05:30:00Z".
bool isEpochBegin(std::string_view text)
{
    constexpr std::size_t kDay = 10;
    if (!text.starts_with("1970-01-01") && !text.starts_with("1969-12-31"))
        return false;
    if (text.size() == kDay)
        return true;
    constexpr std::size_t kMinutes = 13; // ":00:00"
    const auto minutes = text.size() > kMinutes ? text.substr(kMinutes, 3) : std::string_view();
    return (minutes == ":00" || minutes == ":30" || minutes == ":45")
        && text.substr(kMinutes + 3).starts_with(":00");
}

} // namespace

bool isUnknownField(std::string_view text)
{
    constexpr std::array<std::string_view, 17> kUnknown{
        "",     "Unknown", "UNKNOWN", "unknown", "None", "none", "None assigned", "(null)", "null",
        "NULL", "N/A",     "n/a",     "NA",      "NaN",  "nan",  "NaT",           "-"};
    text = trimmedText(text);
    return std::find(kUnknown.begin(), kUnknown.end(), text) != kUnknown.end();
}

bool isNoTime(std::string_view text)
{
    text = trimmedText(text);
    if (isUnknownField(text))
        return true;
    const bool isZero = text.find_first_not_of("0.") == std::string_view::npos && text.front() == '0';
    return isZero || text == "-1" || text == "4294967294" || text == "4294967295" || isEpochBegin(text);
}

std::string stateWord(const std::string& text)
{
    return text.substr(0, text.find(' '));
}

Result<void> JobCollector::add(Job line, std::int64_t lineNumber)
{
    m_hosts += line.nodes.size();
    if (m_hosts > kMostHostsOfJobs)
        return fail(Error{ErrorCode::ParseError, "the table names more than 30 million hosts", m_path,
                          lineNumber, 0, "import it in parts"});
    if (line.end && isRunning(line.state)) { // when it would be ended, as squeue says it
        line.end.reset();
        ++m_expectedEnds;
    }
    m_cleaner.clean(line);
    m_lines.push_back(std::move(line));
    return {};
}

void JobCollector::leaveOut(std::int64_t line, std::string reason, const std::string& id)
{
    ++m_waiting;
    m_report.skipped.push_back({m_path, line, std::move(reason)});
    m_leftOut.insert(id);
}

void JobCollector::reject(Error fault, std::string text)
{
    SkippedItem item;
    item.file = m_path;
    item.line = fault.line;
    item.column = fault.column;
    // Reports count by reason: what is special about the line stands behind the colon.
    item.reason = fault.message.substr(0, fault.message.find(": "));
    item.text = std::move(text);
    m_leftOut.insert(fmt::format("line {}", fault.line));
    m_report.skipped.push_back(std::move(item));
    ++m_faults;
    if (!m_firstFault)
        m_firstFault = std::move(fault);
}

Result<std::vector<Job>> JobCollector::finish(bool allowRejected)
{
    const auto lines = std::ssize(m_lines) + m_waiting + m_faults;

    const bool nothingRead = m_lines.empty() && m_leftOut.size() == static_cast<std::size_t>(m_faults);
    if (nothingRead && m_firstFault)
        return fail(std::move(*m_firstFault));
    if (!allowRejected && m_faults > 1) { // a table of three jobs may have one that is odd
        if (auto tooMany = tooManyRejected(*m_firstFault, m_faults, lines))
            return fail(std::move(*tooMany));
    }
    auto jobs = joinRuns(std::move(m_lines));
    if (m_steps > 0)
        m_report.skipped.push_back(
            {m_path, 0, fmt::format("{} job steps; only whole jobs are imported", m_steps)});
    if (m_uncertain > 0)
        m_report.notes.push_back(
            fmt::format("{}: {} jobs began or ended in the hour that comes twice, and nothing "
                        "says in which of the two; the first is taken (SLURM_TIME_FORMAT=%s "
                        "tells them apart)",
                        m_path, m_uncertain));
    if (m_expectedEnds > 0)
        m_report.notes.push_back(
            fmt::format("{}: {} lines of running jobs give an end, which is not over yet; "
                        "these jobs have none",
                        m_path, m_expectedEnds));
    for (auto& note : m_cleaner.notes(m_path))
        m_report.notes.push_back(std::move(note));
    m_report.jobsAccepted += static_cast<std::int64_t>(jobs.size());
    m_report.jobsRejected += static_cast<std::int64_t>(m_leftOut.size());
    return jobs;
}

} // namespace nodesentry
