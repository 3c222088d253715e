#include "core/data/import/sacct_json_p.h"

#include "core/base/text.h"
#include "core/data/import/gzip_stream_p.h"
#include "core/data/import/host_list.h"
#include "core/data/import/pbs_jobs_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <charconv>
#include <istream>
#include <streambuf>
#include <vector>

namespace nodesentry {

namespace {

using Json = nlohmann::json;

/// Gives a stream on byte by byte: counts its lines, and makes UTF-8 of what is none.
class CleanBuffer final : public std::streambuf {
public:
    explicit CleanBuffer(std::istream& source) : m_source(source) { }
    [[nodiscard]] std::int64_t line() const { return m_line; }

protected:
    int_type underflow() override
    {
        if (!m_ready.empty() && m_next < m_ready.size())
            return traits_type::to_int_type(m_ready[m_next]);
        const auto first = m_source.get();
        if (first == traits_type::eof())
            return first;
        m_ready.assign(1, traits_type::to_char_type(first));
        m_next = 0;
        const auto lead = static_cast<unsigned char>(m_ready.front());
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        while (m_ready.size() < length) {
            const auto more = m_source.peek();
            if (more == traits_type::eof() || (static_cast<unsigned>(more) & 0xC0U) != 0x80U)
                break;
            m_ready += traits_type::to_char_type(m_source.get());
        }
        if (lead >= 0x80)
            m_ready = cleanText(m_ready).text;
        return traits_type::to_int_type(m_ready.front());
    }
    int_type uflow() override
    {
        const auto c = underflow();
        if (c != traits_type::eof()) {
            ++m_next;
            m_line += c == '\n' ? 1 : 0;
        }
        return c;
    }

private:
    std::istream& m_source;
    std::string m_ready;
    std::size_t m_next = 0;
    std::int64_t m_line = 1;
};

/// A member, through several objects; null when there is none.
const Json& memberOf(const Json& object, std::initializer_list<const char*> path)
{
    static const Json none;
    const Json* at = &object;
    for (const auto* name : path) {
        if (!at->is_object())
            return none;
        const auto next = at->find(name);
        if (next == at->end())
            return none;
        at = &*next;
    }
    return *at;
}

/// A number, as it is, as {"set": true, "infinite": false, "number": 5}, or as text.
std::optional<std::int64_t> numberOf(const Json& value)
{
    if (value.is_number_float())
        return std::abs(value.get<double>()) < 1e15
            ? std::optional(static_cast<std::int64_t>(value.get<double>()))
            : std::nullopt;
    if (value.is_number())
        return value.get<std::int64_t>();
    if (value.is_object()) {
        const auto& isSet = memberOf(value, {"set"});
        const auto& isInfinite = memberOf(value, {"infinite"});
        if ((isSet.is_boolean() && !isSet.get<bool>()) || (isInfinite.is_boolean() && isInfinite.get<bool>()))
            return std::nullopt;
        const auto& number = memberOf(value, {"number"});
        return number.is_object() ? std::nullopt : numberOf(number);
    }
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (!text.empty() && error == std::errc() && end == text.data() + text.size())
            return number;
    }
    return std::nullopt;
}

/// A text, the first of a list of texts, or a number; "" for anything else.
std::string wordOf(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_array() && !value.empty())
        return wordOf(value.front());
    if (value.is_number_integer())
        return std::to_string(value.get<std::int64_t>());
    return {};
}

/// The first of several members that has a text.
std::string firstText(const Json& object, std::initializer_list<std::initializer_list<const char*>> paths)
{
    for (const auto& path : paths) {
        if (auto text = wordOf(memberOf(object, path)); !text.empty())
            return text;
    }
    return {};
}

std::optional<std::int64_t> firstNumber(const Json& object,
                                        std::initializer_list<std::initializer_list<const char*>> paths)
{
    for (const auto& path : paths) {
        if (const auto number = numberOf(memberOf(object, path)))
            return number;
    }
    return std::nullopt;
}

/// "50_2", "60+1" or "47", as sacct prints it; "" when there is none.
std::string slurmId(const Json& job)
{
    const auto array = firstNumber(job, {{"array", "job_id"}, {"array_job_id"}}).value_or(0);
    const auto task = firstNumber(job, {{"array", "task_id"}, {"array_task_id"}});
    if (array > 0 && task)
        return fmt::format("{}_{}", array, *task);
    const auto het = firstNumber(job, {{"het", "job_id"}, {"het_job_id"}}).value_or(0);
    const auto offset = firstNumber(job, {{"het", "job_offset"}, {"het_job_offset"}});
    if (het > 0 && offset)
        return fmt::format("{}+{}", het, *offset);
    const auto id = numberOf(memberOf(job, {"job_id"}));
    return id ? std::to_string(*id) : std::string();
}

/// Epoch seconds as a time; nullopt for 0 and for what is not known.
std::optional<TimeMs> slurmTime(const Json& job,
                                std::initializer_list<std::initializer_list<const char*>> paths)
{
    constexpr std::int64_t kNoValue = 4294967294; // and INFINITE behind it
    const auto seconds = firstNumber(job, paths);
    if (!seconds || *seconds <= 0 || *seconds >= kNoValue)
        return std::nullopt;
    return *seconds * 1000;
}

/// "billing=64,cpu=64" of [{"type": "cpu", "name": "", "count": 64}, …]
std::string resourcesOf(const Json& list)
{
    std::string text;
    if (!list.is_array())
        return text;
    for (const auto& entry : list) {
        const auto type = wordOf(memberOf(entry, {"type"}));
        const auto name = wordOf(memberOf(entry, {"name"}));
        const auto count = numberOf(memberOf(entry, {"count"}));
        if (!type.empty() && count)
            text += fmt::format("{}{}{}{}={}", text.empty() ? "" : ",", type, name.empty() ? "" : "/", name,
                                *count);
    }
    return text;
}

void keep(Job& job, const char* name, std::string value)
{
    if (!value.empty())
        job.attributes[name] = std::move(value);
}

/// Reads jobs of Slurm and of PBS, one after the other.
class JobReader {
public:
    JobReader(std::string path, std::string zone, JobCollector& jobs)
        : m_path(std::move(path)),
          m_zone(std::move(zone)),
          m_jobs(jobs)
    {
    }

    /// @param line  where the job ends
    Result<void> addSlurm(const Json& json, std::int64_t line)
    {
        Job job;
        job.id = slurmId(json);
        if (job.id.empty())
            return reject("the job has no id", line, "");
        const auto nodes
            = firstText(json, {{"nodes"}, {"job_resources", "nodes"}, {"job_resources", "nodes", "list"}});
        if (isUnknownField(nodes))
            return leaveOut("the job never got a node", line, job.id);
        const auto begin = slurmTime(json, {{"time", "start"}, {"start_time"}});
        if (!begin)
            return leaveOut("the job has not begun", line, job.id);
        job.begin = *begin;
        job.end = slurmTime(json, {{"time", "end"}, {"end_time"}});
        job.name = firstText(json, {{"name"}});
        job.user = firstText(json, {{"user"}, {"user_name"}, {"association", "user"}});
        job.state = stateWord(firstText(json, {{"state", "current"}, {"state"}, {"job_state"}}));
        keep(job, "Account", firstText(json, {{"account"}}));
        keep(job, "Cluster", firstText(json, {{"cluster"}}));
        keep(job, "Partition", firstText(json, {{"partition"}}));
        keep(job, "QOS", firstText(json, {{"qos"}}));
        keep(job, "Group", firstText(json, {{"group"}, {"group_name"}}));
        keep(job, "Comment", firstText(json, {{"comment", "job"}, {"comment"}}));
        keep(job, "SubmitLine", firstText(json, {{"submit_line"}}));
        keep(job, "WorkDir", firstText(json, {{"working_directory"}, {"current_working_directory"}}));
        keep(job, "AllocTRES", resourcesOf(memberOf(json, {"tres", "allocated"})));
        if (const auto count = firstNumber(json, {{"allocation_nodes"}, {"node_count"}}))
            keep(job, "NNodes", std::to_string(*count));
        if (const auto code = firstNumber(json, {{"exit_code", "return_code"}})) {
            const auto signal
                = firstNumber(json, {{"exit_code", "signal", "id"}, {"exit_code", "signal", "signal_id"}});
            keep(job, "ExitCode", fmt::format("{}:{}", *code, signal.value_or(0)));
        }
        return add(std::move(job), nodes, line);
    }

    /// @param json  what qstat -f says of one job
    Result<void> addPbs(const std::string& id, const Json& json, std::int64_t line)
    {
        Job job;
        job.id = id;
        const auto nodes = firstText(json, {{"exec_host"}, {"exec_vnode"}});
        if (isUnknownField(nodes))
            return leaveOut("the job never got a node", line, job.id);
        const auto begin = firstText(json, {{"stime"}});
        if (isNoTime(begin))
            return leaveOut("the job has not begun", line, job.id);
        const auto beginTime = parsePbsTime(begin, m_zone);
        if (!beginTime)
            return rejectTime(beginTime.error(), begin, line);
        job.begin = *beginTime;
        job.state = firstText(json, {{"job_state"}});
        if (const auto end = firstText(json, {{"obittime"}, {"comp_time"}}); !isNoTime(end)) {
            const auto endTime = parsePbsTime(end, m_zone);
            if (!endTime)
                return rejectTime(endTime.error(), end, line);
            job.end = *endTime;
        } else if (job.state == "F" || job.state == "X" || job.state == "C") {
            return reject("the job is over, and nothing says since when", line, id,
                          "take PBS' accounting log, or a qstat that prints obittime");
        }
        job.name = firstText(json, {{"Job_Name"}});
        const auto owner = firstText(json, {{"Job_Owner"}});
        job.user = owner.substr(0, owner.find('@'));
        keep(job, "Queue", firstText(json, {{"queue"}}));
        keep(job, "ExitCode", firstText(json, {{"Exit_status"}}));
        return add(std::move(job), nodes, line);
    }

private:
    Result<void> add(Job job, const std::string& nodes, std::int64_t line)
    {
        auto expanded = expandNodes(nodes);
        if (!expanded) {
            m_jobs.reject(std::move(expanded.error().inFile(m_path, line)), nodes);
            return {};
        }
        job.nodes = std::move(*expanded);
        if (job.end && *job.end < job.begin)
            return reject("the job ends before it begins", line, job.id);
        return m_jobs.add(std::move(job), line);
    }
    Result<void> leaveOut(const char* reason, std::int64_t line, const std::string& id)
    {
        m_jobs.leaveOut(line, reason, id);
        return {};
    }
    Result<void> reject(const char* reason, std::int64_t line, const std::string& id, std::string advice = {})
    {
        m_jobs.reject({ErrorCode::ParseError, reason, m_path, line, 0, std::move(advice)}, id);
        return {};
    }
    Result<void> rejectTime(Error error, const std::string& text, std::int64_t line)
    {
        if (error.code == ErrorCode::InvalidArgument)
            return fail(std::move(error)); // the zone, which is wrong for every job
        m_jobs.reject(std::move(error.inFile(m_path, line)), text);
        return {};
    }

    std::string m_path;
    std::string m_zone;
    JobCollector& m_jobs;
};

} // namespace

Result<void> readJobJson(const std::string& path, const std::string& zone, JobCollector& jobs)
{
    NODESENTRY_TRY(auto file, GzipStream::open(path));
    CleanBuffer buffer(file.text());
    std::istream text(&buffer);
    JobReader reader(path, zone, jobs);

    enum class Section { Other, Slurm, Pbs };
    auto section = Section::Other;
    bool isArray = false; // of jobs, without an object around it
    bool found = false;
    std::string id; // of a job of PBS
    std::optional<Error> stopped;
    const auto onEvent = [&](int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (stopped)
            return false;
        if (event == Event::array_start && depth == 0)
            isArray = true;
        if (event == Event::key && depth == 1 && !isArray) {
            const auto& key = parsed.get_ref<const std::string&>();
            section = key == "jobs" ? Section::Slurm : key == "Jobs" ? Section::Pbs : Section::Other;
            found = found || section != Section::Other;
            return section != Section::Other;
        }
        const int jobDepth = isArray ? 1 : 2;
        if (event == Event::key && depth == jobDepth && section == Section::Pbs)
            id = parsed.get<std::string>();
        if (event == Event::key && depth == jobDepth + 1)
            return parsed != "steps";
        if (event == Event::object_end && depth == jobDepth && (isArray || section != Section::Other)) {
            found = found || memberOf(parsed, {"job_id"}).is_number();
            auto added = section == Section::Pbs ? reader.addPbs(id, parsed, buffer.line())
                                                 : reader.addSlurm(parsed, buffer.line());
            if (!added)
                stopped = std::move(added).error();
            return false; // it is used up
        }
        return true;
    };
    try {
        const auto rest = Json::parse(text, onEvent);
    } catch (const Json::exception&) {
        if (!stopped) {
            NODESENTRY_CHECK(file.check());
            return fail(Error{ErrorCode::ParseError, "the JSON cannot be read on", path, buffer.line(), 0,
                              "the file may be cut off; write it again with sacct --json"});
        }
    }
    if (stopped)
        return fail(std::move(*stopped));
    if (!found)
        return fail(Error{ErrorCode::ParseError, "no jobs of Slurm or PBS in this JSON", path, 0, 0,
                          "it should be what sacct --json or qstat -x -f -F json prints"});
    return {};
}

} // namespace nodesentry
