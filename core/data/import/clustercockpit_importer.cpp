#include "core/data/import/clustercockpit_importer.h"

#include "core/base/json_text.h"
#include "core/data/import/byte_progress_p.h"
#include "core/data/import/clustercockpit_data.h"
#include "core/data/import/folder_files.h"
#include "core/data/import/import.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

constexpr std::uintmax_t kLargestMeta = 64
    << 20; // bytes; a job on all nodes of the largest machines has less
constexpr std::size_t kMostHostsOfJob = 1'000'000;
constexpr double kLatestStart = 1e11; // the year 5138

/// The files of one job.
struct JobFiles {
    std::string meta;
    std::string data; ///< "" when there is none
};

/// The part of a file's name in front of "meta.json" or "data.json", of either with .gz or without.
std::optional<std::string> keyOf(const std::string& path, std::string_view kind)
{
    for (const std::string_view ending : {".json", ".json.gz"}) {
        const auto whole = std::string(kind) + std::string(ending);
        if (!path.ends_with(whole))
            continue;
        const auto key = path.substr(0, path.size() - whole.size());
        const bool ownName
            = key.empty() || key.back() == '/' || key.back() == '.' || key.back() == '_' || key.back() == '-';
        return ownName ? std::optional(key) : std::nullopt;
    }
    return std::nullopt;
}

bool isArchiveFile(const std::string& path)
{
    return keyOf(path, "meta") || keyOf(path, "data");
}

/// A simple value as text; nullopt for lists and objects.
std::optional<std::string> textOf(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return jsonText(value);
    return std::nullopt;
}

std::string textAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found == object.end() ? std::string() : textOf(*found).value_or("");
}

std::optional<TimeMs> secondsAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number())
        return std::nullopt;
    const auto seconds = found->get<double>();
    if (!(std::abs(seconds) < kLatestStart))
        return std::nullopt;
    return static_cast<TimeMs>(std::llround(seconds * 1000));
}

tl::unexpected<Error> badMeta(std::string message)
{
    return fail(ErrorCode::ParseError, std::move(message),
                "it needs jobId, startTime and resources[].hostname");
}

Result<Job> jobOf(const Json& meta)
{
    if (!meta.is_object())
        return badMeta("not the meta data of a ClusterCockpit job");
    Job job;
    job.id = textAt(meta, "jobId");
    if (job.id.empty())
        return badMeta("the job has no jobId");
    const auto begin = secondsAt(meta, "startTime");
    if (!begin)
        return badMeta("the job has no startTime");
    job.begin = *begin;
    job.state = textAt(meta, "jobState");
    std::transform(job.state.begin(), job.state.end(), job.state.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (job.state != "RUNNING") {
        if (const auto duration = secondsAt(meta, "duration"); duration && *duration >= 0)
            job.end = job.begin + *duration;
        else if (const auto stop = secondsAt(meta, "stopTime"); stop && *stop >= job.begin)
            job.end = stop;
    }
    if (const auto resources = meta.find("resources"); resources != meta.end() && resources->is_array()) {
        for (const auto& resource : *resources) {
            const auto host = resource.is_object() ? textAt(resource, "hostname") : std::string();
            if (isNodeName(host) && job.nodes.size() < kMostHostsOfJob)
                job.nodes.push_back(host);
        }
    }
    if (job.nodes.empty())
        return badMeta("the job has no resources");
    job.user = textAt(meta, "user");
    if (const auto more = meta.find("metaData"); more != meta.end() && more->is_object())
        job.name = textAt(*more, "jobName");
    constexpr std::array<std::string_view, 7> kMembers{"jobId",    "user",     "startTime", "stopTime",
                                                       "duration", "jobState", "id"};
    for (const auto& [key, value] : meta.items()) {
        const auto text = textOf(value);
        if (text && !text->empty() && std::find(kMembers.begin(), kMembers.end(), key) == kMembers.end())
            job.attributes[key] = *text;
    }
    return job;
}

Result<Job> readMeta(const std::string& path)
{
    std::error_code failed; // then it cannot be opened either
    if (const auto size = fs::file_size(path, failed); !failed && size > kLargestMeta)
        return fail(Error{ErrorCode::ParseError, "too large for the meta data of a job", path, 0, 0, {}});
    NODESENTRY_TRY(const auto text, readTextFile(path));
    const auto meta = Json::parse(text, nullptr, false);
    if (meta.is_discarded())
        return fail(
            Error{ErrorCode::ParseError, "not JSON", path, 0, 0, "the file may be cut off: copy it again"});
    auto job = jobOf(meta);
    if (!job)
        return fail(job.error().inFile(path));
    return job;
}

/// The scope at which each metric is taken.
std::map<std::string, std::string> chosenScopes(const ClusterCockpitMetrics& metrics)
{
    constexpr std::array<std::string_view, 6> kCoarsestFirst{"node", "socket",   "memoryDomain",
                                                             "core", "hwthread", "accelerator"};
    std::map<std::string, std::string> chosen;
    for (const auto scope : kCoarsestFirst) {
        for (const auto& [key, metric] : metrics) {
            if (key.second == scope)
                chosen.emplace(key.first, key.second);
        }
    }
    return chosen;
}

class JobDataReader {
public:
    JobDataReader(const std::string& path, TimeMs begin, ImportSink& sink, const RunContext& context)
        : m_path(path),
          m_begin(begin),
          m_sink(sink),
          m_context(context)
    {
    }

    Result<void> read()
    {
        NODESENTRY_TRY(m_metrics, readClusterCockpitMetrics(m_path, m_context));
        m_scopes = chosenScopes(m_metrics);
        const auto wanted = [&](const std::string& metric, const std::string& scope) {
            const auto chosen = m_scopes.find(metric);
            return chosen != m_scopes.end() && chosen->second == scope;
        };
        return readClusterCockpitSeries(
            m_path, wanted, [&](const ClusterCockpitSeries& series) { return add(series); }, m_context);
    }

private:
    Result<void> add(const ClusterCockpitSeries& series)
    {
        const auto& metric = m_metrics.at({series.metric, series.scope});
        const auto leaveOut = [&](const char* reason) {
            m_sink.reject({m_path, 0, reason});
            return Result<void>();
        };
        if (!(metric.stepSeconds >= 0.001 && metric.stepSeconds <= 86400))
            return leaveOut("a metric without a timestep");
        if (!isNodeName(series.host) || series.metric.empty())
            return leaveOut("a series without a hostname");
        SeriesName name{series.metric, {}};
        if (series.scope != "node")
            name.labels.emplace_back(series.scope, series.id);
        const auto id = m_sink.series(name, {metric.unit, RawKind::Gauge});
        if (!id)
            return {};
        // Jobs begin at any second, but the samples of a node must lie on one grid, whatever its jobs.
        const auto stepMs = std::llround(metric.stepSeconds * 1000);
        const auto first = (m_begin + stepMs - 1) / stepMs * stepMs;
        m_times.clear();
        m_values.clear();
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            m_times.push_back(first + static_cast<std::int64_t>(i) * stepMs);
            m_values.push_back(series.values[i] * metric.factor);
        }
        const auto node = m_sink.node(series.host);
        return m_times.empty() ? Result<void>() : m_sink.addRun(node, *id, m_times, m_values);
    }

    const std::string m_path;
    const TimeMs m_begin;
    ImportSink& m_sink;
    const RunContext& m_context;
    ClusterCockpitMetrics m_metrics;
    std::map<std::string, std::string> m_scopes;
    std::vector<TimeMs> m_times;
    std::vector<double> m_values;
};

class ClusterCockpitImporter final : public Importer {
public:
    [[nodiscard]] std::string_view name() const override { return "clustercockpit"; }
    [[nodiscard]] std::string_view help() const override
    {
        return "ClusterCockpit job archives: data.json, plain or gzip, with meta.json beside it";
    }

    [[nodiscard]] std::string_view demand() const override
    {
        return "it must hold meta.json and data.json of jobs";
    }
    [[nodiscard]] bool recognises(const std::string& source) const override
    {
        const auto files = filesOf(source);
        return files && std::any_of(files->begin(), files->end(), [](const std::string& file) {
                   return keyOf(file, "meta").has_value() || keyOf(file, "data").has_value();
               });
    }

    Result<void> read(const std::vector<std::string>& sources, const ImportOptions&, ImportSink& sink,
                      const RunContext& context) const override
    {
        ByteProgress progress(context);
        NODESENTRY_TRY(const auto jobs, findJobs(sources, sink, progress));
        std::map<std::string, std::set<TimeMs>> runs; // begins of each job id
        std::optional<Error> firstFault;
        bool anyRead = false;
        for (const auto& files : jobs) {
            if (context.stopRequested())
                return cancelled();
            auto read = readJob(files, runs, sink, context);
            progress.add(sizeOf(files.meta) + sizeOf(files.data), files.meta);
            anyRead = anyRead || read.has_value();
            if (read)
                continue;
            const bool faulty = read.error().code == ErrorCode::ParseError;
            if (!faulty)
                return fail(std::move(read).error());
            sink.reject(
                {read.error().file, 0, read.error().message.substr(0, read.error().message.find(": "))});
            if (!firstFault)
                firstFault = std::move(read).error();
        }
        if (!anyRead && firstFault)
            return fail(std::move(*firstFault));
        return {};
    }

private:
    static std::int64_t sizeOf(const std::string& path)
    {
        std::error_code none; // then it counts nothing
        const auto size = path.empty() ? 0 : fs::file_size(path, none);
        return none ? 0 : static_cast<std::int64_t>(size);
    }

    static Result<std::vector<JobFiles>> findJobs(const std::vector<std::string>& sources, ImportSink& sink,
                                                  ByteProgress& progress)
    {
        std::map<std::string, JobFiles> found;
        for (const auto& source : sources) {
            NODESENTRY_TRY(auto files, filesOf(source));
            if (files.size() == 1
                && files.front() == source) { // one file named itself: the other is beside it
                if (!isArchiveFile(source))
                    return fail(Error{ErrorCode::ParseError, "not a file of a ClusterCockpit job archive",
                                      source, 0, 0, "name a folder, or a file data.json or meta.json"});
                addOther(source, files);
            }
            for (const auto& file : files) {
                if (const auto key = keyOf(file, "meta"))
                    found[*key].meta = file;
                else if (const auto dataKey = keyOf(file, "data"))
                    found[*dataKey].data = file;
            }
        }
        std::vector<JobFiles> jobs;
        for (auto& [key, files] : found) {
            if (files.meta.empty()) {
                sink.reject({files.data, 0, "there is no meta.json beside it"});
                continue;
            }
            for (const auto& file : {files.meta, files.data}) {
                if (!file.empty())
                    progress.expect(file);
            }
            jobs.push_back(std::move(files));
        }
        if (jobs.empty())
            return fail(Error{ErrorCode::NotFound, "no job with a meta.json",
                              sources.empty() ? "" : sources.front(), 0, 0,
                              "each job needs a data.json and a meta.json beside each other"});
        return jobs;
    }

    static void addOther(const std::string& file, std::vector<std::string>& files)
    {
        const auto metaKey = keyOf(file, "meta");
        const auto key = metaKey ? *metaKey : keyOf(file, "data").value_or("");
        for (const auto* ending : {".json", ".json.gz"}) {
            const auto other = key + (metaKey ? "data" : "meta") + ending;
            std::error_code none; // what cannot be looked at is not there
            if (fs::is_regular_file(other, none))
                files.push_back(other);
        }
    }

    static Result<void> readJob(const JobFiles& files, std::map<std::string, std::set<TimeMs>>& runs,
                                ImportSink& sink, const RunContext& context)
    {
        NODESENTRY_TRY(auto job, readMeta(files.meta));
        const auto begin = job.begin;
        auto& known = runs[job.id];
        if (!known.insert(begin).second) {
            sink.reject({files.meta, 0, "the same job as in another file"});
            return {};
        }
        if (known.size() > 1)
            job.id += fmt::format("#{}", known.size());
        sink.addJob(std::move(job));
        if (files.data.empty())
            return {};
        JobDataReader data(files.data, begin, sink, context);
        NODESENTRY_CHECK(data.read());
        sink.countFile(files.data);
        return {};
    }
};

} // namespace

std::unique_ptr<const Importer> makeClusterCockpitImporter()
{
    return std::make_unique<ClusterCockpitImporter>();
}

} // namespace nodesentry
