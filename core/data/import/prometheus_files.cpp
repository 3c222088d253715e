#include "core/data/import/prometheus_files_p.h"

#include "core/base/text.h"
#include "core/data/import/gzip_stream_p.h"
#include "core/data/import/prometheus_export_p.h"
#include "core/data/import/prometheus_feed_p.h"
#include "core/data/import/prometheus_replicas_p.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::array<std::string_view, 4> kEndings{".json", ".jsonl", ".ndjson", ".jsonlines"};
constexpr std::size_t kFilesLookedAt = 50; // of a folder, until it counts as one of another format

bool isJsonName(const std::string& path)
{
    return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
        return path.ends_with(ending) || path.ends_with(std::string(ending) + ".gz");
    });
}

/// The first bytes without blanks, so that formatted JSON looks like plain one.
std::string headOf(std::istream& text)
{
    std::array<char, kHeadBytes> block{};
    text.read(block.data(), block.size());
    std::string head;
    for (const char c : std::string_view(block.data(), static_cast<std::size_t>(text.gcount()))) {
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            head += c;
    }
    return head;
}

PrometheusFileKind kindOf(const std::string& head)
{
    const auto has = [&](std::string_view what) { return head.find(what) != std::string::npos; };
    if (head.starts_with(R"({"metric":{)"))
        return PrometheusFileKind::Export;
    if (has(R"("resultType":"vector")"))
        return PrometheusFileKind::Vector;
    if (has(R"("resultType":"scalar")") || has(R"("resultType":"string")"))
        return PrometheusFileKind::Scalar;
    if (head.starts_with(R"([{"metric":)") || has(R"("resultType":)") || has(R"({"result":[)"))
        return PrometheusFileKind::Samples;
    if (has(R"("status":"error")"))
        return PrometheusFileKind::Failure;
    if (has(R"("results":{)") && (has(R"("frames":[)") || has(R"("error":)") || has(R"("refId":)")))
        return PrometheusFileKind::Grafana;
    const auto start = lowerCase(head.substr(0, 32));
    if (start.starts_with("<!doctypehtml") || start.starts_with("<html") || start.starts_with("<head"))
        return PrometheusFileKind::WebPage;
    if (!has(R"("status":"success")"))
        return PrometheusFileKind::NoAnswer;
    if (has(R"("data":[{)"))
        return PrometheusFileKind::SeriesList;
    if (has(R"("data":{)") && has(R"("type":)") && has(R"("help":)"))
        return PrometheusFileKind::Metadata;
    return PrometheusFileKind::Other;
}

bool hasSamples(PrometheusFileKind kind)
{
    return kind == PrometheusFileKind::Samples || kind == PrometheusFileKind::Export;
}

/// Whether somebody took the file for samples, though there are none in it.
bool isMistaken(PrometheusFileKind kind)
{
    return kind == PrometheusFileKind::Failure || kind == PrometheusFileKind::Vector
        || kind == PrometheusFileKind::Scalar || kind == PrometheusFileKind::Grafana
        || kind == PrometheusFileKind::WebPage;
}

const char* whyLeftOut(PrometheusFileKind kind)
{
    switch (kind) {
    case PrometheusFileKind::Failure:
        return "an answer of Prometheus that tells of an error";
    case PrometheusFileKind::Vector:
        return "the answer of an instant query: one value of each series";
    case PrometheusFileKind::Scalar:
        return "the answer of a query for a single value, without series";
    case PrometheusFileKind::Grafana:
        return "an answer of Grafana (/api/ds/query), not of Prometheus";
    case PrometheusFileKind::WebPage:
        return "a web page, such as that of a login, not an answer of Prometheus";
    case PrometheusFileKind::NoAnswer:
        return "not an answer of Prometheus";
    default:
        return "an answer of Prometheus without samples";
    }
}

const char* adviceFor(PrometheusFileKind kind)
{
    switch (kind) {
    case PrometheusFileKind::Grafana:
        return "ask the data source itself: /api/datasources/proxy/uid/UID/api/v1/query_range in Grafana's place "
               "of Prometheus' /api/v1/query_range";
    case PrometheusFileKind::WebPage:
        return "log in with the request (curl -u USER or -H 'Authorization: Bearer …') and save the answer again";
    default:
        return "save what /api/v1/query_range, or /api/v1/query with a range such as metric[1h], answers";
    }
}

struct FoundFile {
    std::string path;
    PrometheusFileKind kind;
    bool isNamed; ///< by the user, and not found in a folder
};

Result<std::vector<std::string>> filesOf(const std::string& folder)
{
    std::vector<std::string> paths;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code unreadable; // such an entry is reported when it is opened
        if (!entry->is_directory(unreadable))
            paths.push_back(entry->path().string());
    }
    if (failed)
        return fail(
            Error{ErrorCode::IoError, "cannot list the folder", folder, 0, 0, "check that you may read it"});
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<std::vector<FoundFile>> findFiles(const std::vector<std::string>& sources, ImportSink& sink)
{
    std::vector<FoundFile> found;
    for (const auto& source : sources) {
        std::error_code failed; // what cannot be looked at cannot be opened either, and that is reported
        if (!fs::is_directory(source, failed)) {
            NODESENTRY_TRY(const auto kind, prometheusFileKind(source));
            found.push_back({source, kind, true});
            continue;
        }
        NODESENTRY_TRY(const auto paths, filesOf(source));
        for (const auto& path : paths) {
            if (!isJsonName(path)) {
                sink.reject({path, 0, "not a JSON file by its name"});
                continue;
            }
            NODESENTRY_TRY(const auto kind, prometheusFileKind(path));
            found.push_back({path, kind, false});
        }
    }
    return found;
}

/// What a saved answer says of its own failure.
std::string failureIn(const std::string& path)
{
    class NoSeries final : public PrometheusAnswerHandler {
        Result<bool> beginSeries(const PrometheusLabels&) override { return false; }
        Result<void> addSamples(std::span<const TimeMs>, std::span<const double>) override { return {}; }
        void reject(const std::string&) override { }
    } nothing;
    auto stream = GzipStream::open(path);
    const auto answer
        = stream ? readPrometheusAnswer(stream->text(), nothing, {}) : Result<PrometheusAnswer>();
    return answer ? answer->error : std::string();
}

/// Why a file without samples is left out, with what it says itself.
std::string reasonOf(const FoundFile& file)
{
    const auto said = file.kind == PrometheusFileKind::Failure ? failureIn(file.path) : std::string();
    return said.empty() ? whyLeftOut(file.kind)
                        : fmt::format("{}: {}", whyLeftOut(file.kind), cleanText(said).text);
}

/// Reads one file with a function that takes its text; an early end of compressed data outweighs what the
/// function makes of it.
template <class Read> Result<PrometheusAnswer> readFile(const std::string& path, Read read)
{
    NODESENTRY_TRY(auto stream, GzipStream::open(path));
    Result<PrometheusAnswer> answer = read(stream.text());
    if (!answer && answer.error().code == ErrorCode::Cancelled)
        return answer;
    NODESENTRY_CHECK(stream.check());
    if (!answer)
        return fail(std::move(answer).error().inFile(path));
    return answer;
}

Result<void> readTargets(const std::string& path, PrometheusNaming& naming)
{
    std::vector<PrometheusLabels> series;
    NODESENTRY_CHECK(
        readFile(path, [&](std::istream& text) { return readPrometheusSeriesList(text, series); }));
    for (const auto& labels : series) {
        if (prometheusLabel(labels, "__name__") == "up")
            naming.addTarget(labels);
    }
    return {};
}

} // namespace

Result<PrometheusFileKind> prometheusFileKind(const std::string& path)
{
    NODESENTRY_TRY(auto stream, GzipStream::open(path));
    return kindOf(headOf(stream.text()));
}

bool holdsPrometheusSamples(const std::string& source)
{
    const auto isOne = [](const std::string& path) {
        const auto kind = prometheusFileKind(path);
        return kind && (hasSamples(*kind) || isMistaken(*kind));
    };
    std::error_code failed; // then the source is none of ours
    if (!fs::is_directory(source, failed))
        return isOne(source);
    auto paths = filesOf(source).value_or(std::vector<std::string>());
    std::erase_if(paths, [](const std::string& path) { return !isJsonName(path); });
    paths.resize(std::min(paths.size(), kFilesLookedAt));
    return std::any_of(paths.begin(), paths.end(), isOne);
}

namespace {

/// Gives all series of one file to a handler.
Result<void> readSamples(const FoundFile& file, PrometheusAnswerHandler& handler, const RunContext& context)
{
    if (file.kind == PrometheusFileKind::Export) {
        NODESENTRY_CHECK(readPrometheusExport(file.path, handler, context));
        return {};
    }
    NODESENTRY_TRY(const auto answer, readFile(file.path, [&](std::istream& text) {
                       return readPrometheusAnswer(text, handler, context);
                   }));
    if (!answer.isSuccess) // the samples came first, and then the error
        handler.reject(fmt::format("{}: {}", whyLeftOut(PrometheusFileKind::Failure), answer.error));
    return {};
}

/// Which series are there twice, by two collectors; only where some label says that there are any.
Result<std::set<std::string>> findReplicas(const std::vector<FoundFile>& files,
                                           const PrometheusNaming& naming, const PrometheusOptions& options,
                                           ImportSink& sink, const RunContext& context)
{
    bool any = false;
    for (const auto& file : files) {
        if (!hasSamples(file.kind))
            continue;
        NODESENTRY_TRY(auto stream, GzipStream::open(file.path));
        any = any || mayHaveReplicas(headOf(stream.text()), options.ignoreLabels);
    }
    if (!any)
        return std::set<std::string>();
    ReplicaSurvey survey(naming);
    for (const auto& file : files) {
        if (hasSamples(file.kind))
            NODESENTRY_CHECK(readSamples(file, survey, context));
    }
    auto surplus = survey.surplus();
    if (!surplus.empty())
        sink.note(fmt::format(
            "{}: {} series that were collected twice (they differ in {}): one of each is taken, of "
            "the collector with the most samples",
            files.front().path, surplus.size(), fmt::join(survey.differing(), ", ")));
    return surplus;
}

} // namespace

Result<void> readPrometheusFiles(const std::vector<std::string>& sources, const PrometheusOptions& options,
                                 ImportSink& sink, const RunContext& context)
{
    NODESENTRY_TRY(const auto files, findFiles(sources, sink));
    PrometheusNaming naming(options.nodeLabel, options.ignoreLabels);
    PrometheusFamilies families;
    std::size_t withSamples = 0;
    for (const auto& file : files) {
        withSamples += hasSamples(file.kind) ? 1 : 0;
        if (file.kind == PrometheusFileKind::Metadata) {
            NODESENTRY_CHECK(readFile(
                file.path, [&](std::istream& text) { return readPrometheusMetadata(text, families); }));
        } else if (file.kind == PrometheusFileKind::SeriesList) {
            NODESENTRY_CHECK(readTargets(file.path, naming));
        } else if (!hasSamples(file.kind)) {
            if (file.isNamed)
                return fail(
                    Error{ErrorCode::ParseError, reasonOf(file), file.path, 0, 0, adviceFor(file.kind)});
            sink.reject({file.path, 0, reasonOf(file)});
        }
    }
    const auto mistaken = std::find_if(files.begin(), files.end(),
                                       [](const FoundFile& file) { return isMistaken(file.kind); });
    if (withSamples == 0 && mistaken != files.end())
        return fail(Error{ErrorCode::ParseError, reasonOf(*mistaken), mistaken->path, 0, 0,
                          adviceFor(mistaken->kind)});
    if (withSamples == 0)
        return fail(Error{ErrorCode::NotFound, "no saved answer of Prometheus with samples",
                          sources.empty() ? std::string() : sources.front(), 0, 0,
                          "name .json or .json.gz files, or folders of them"});

    NODESENTRY_TRY(auto replicas, findReplicas(files, naming, options, sink, context));
    PrometheusFeed feed(naming, families, sink);
    feed.leaveOut(std::move(replicas));
    std::size_t done = 0;
    for (const auto& file : files) {
        if (!hasSamples(file.kind))
            continue;
        if (context.stopRequested())
            return cancelled();
        context.report(static_cast<double>(done++) / static_cast<double>(withSamples), file.path);
        feed.setSource(file.path);
        NODESENTRY_CHECK(readSamples(file, feed, context));
        sink.countFile(file.path);
    }
    NODESENTRY_CHECK(feed.finish());
    context.report(1.0);
    return {};
}

} // namespace nodesentry
