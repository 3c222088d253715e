#include "core/data/import/prometheus_files_p.h"

#include "core/data/import/gzip_stream_p.h"
#include "core/data/import/prometheus_feed_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kFilesLookedAt = 50; // of a folder, until it counts as one of another format

bool isJsonName(const std::string& path)
{
    return path.ends_with(".json") || path.ends_with(".json.gz");
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
    if (head.starts_with(R"([{"metric":)") || has(R"("resultType":)") || has(R"({"result":[)"))
        return PrometheusFileKind::Samples;
    if (has(R"("status":"error")"))
        return PrometheusFileKind::Failure;
    if (!has(R"("status":"success")"))
        return PrometheusFileKind::NoAnswer;
    if (has(R"("data":[{)"))
        return PrometheusFileKind::SeriesList;
    if (has(R"("data":{)") && has(R"("type":)") && has(R"("help":)"))
        return PrometheusFileKind::Metadata;
    return PrometheusFileKind::Other;
}

const char* whyLeftOut(PrometheusFileKind kind)
{
    switch (kind) {
    case PrometheusFileKind::Failure:
        return "an answer of Prometheus that tells of an error";
    case PrometheusFileKind::NoAnswer:
        return "not an answer of Prometheus";
    default:
        return "an answer of Prometheus without samples";
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
        return isJsonName(path) && prometheusFileKind(path) == PrometheusFileKind::Samples;
    };
    std::error_code failed; // then the source is none of ours
    if (!fs::is_directory(source, failed))
        return isOne(source);
    auto paths = filesOf(source).value_or(std::vector<std::string>());
    std::erase_if(paths, [](const std::string& path) { return !isJsonName(path); });
    paths.resize(std::min(paths.size(), kFilesLookedAt));
    return std::any_of(paths.begin(), paths.end(), isOne);
}

Result<void> readPrometheusFiles(const std::vector<std::string>& sources, const PrometheusOptions& options,
                                 ImportSink& sink, const RunContext& context)
{
    NODESENTRY_TRY(const auto files, findFiles(sources, sink));
    PrometheusNaming naming(options.nodeLabel, options.ignoreLabels);
    PrometheusFamilies families;
    std::size_t withSamples = 0;
    for (const auto& file : files) {
        withSamples += file.kind == PrometheusFileKind::Samples ? 1 : 0;
        if (file.kind == PrometheusFileKind::Metadata) {
            NODESENTRY_CHECK(readFile(
                file.path, [&](std::istream& text) { return readPrometheusMetadata(text, families); }));
        } else if (file.kind == PrometheusFileKind::SeriesList) {
            NODESENTRY_CHECK(readTargets(file.path, naming));
        } else if (file.kind != PrometheusFileKind::Samples) {
            if (file.isNamed)
                return fail(Error{ErrorCode::ParseError, whyLeftOut(file.kind), file.path, 0, 0,
                                  "save what /api/v1/query_range, or /api/v1/query with a range such as "
                                  "metric[1h], answers"});
            sink.reject({file.path, 0, whyLeftOut(file.kind)});
        }
    }
    if (withSamples == 0)
        return fail(Error{ErrorCode::NotFound, "no saved answer of Prometheus with samples",
                          sources.empty() ? std::string() : sources.front(), 0, 0,
                          "name .json or .json.gz files, or folders of them"});

    PrometheusFeed feed(naming, families, sink);
    std::size_t done = 0;
    for (const auto& file : files) {
        if (file.kind != PrometheusFileKind::Samples)
            continue;
        if (context.stopRequested())
            return cancelled();
        context.report(static_cast<double>(done++) / static_cast<double>(withSamples), file.path);
        feed.setSource(file.path);
        NODESENTRY_TRY(const auto answer, readFile(file.path, [&](std::istream& text) {
                           return readPrometheusAnswer(text, feed, context);
                       }));
        if (!answer.isSuccess)
            sink.reject({file.path, 0, whyLeftOut(PrometheusFileKind::Failure)});
    }
    context.report(1.0);
    return {};
}

} // namespace nodesentry
