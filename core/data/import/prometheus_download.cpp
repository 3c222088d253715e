#include "core/data/import/prometheus_download_p.h"

#include "core/base/log.h"
#include "core/data/import/prometheus_feed_p.h"
#include "core/data/import/prometheus_selector_p.h"
#include "core/data/import/prometheus_server_p.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace nodesentry {

namespace {

constexpr TimeMs kDayMs = 86400000;
constexpr double kWantedBytes = 24.0 * (1 << 20); // of an answer; its limit is 64 MB
constexpr double kFirstBytesPerMs = 0.03; // of a series: a sample of 30 bytes a second
constexpr TimeMs kShortestChunkMs = 1000;
constexpr int kStepsUntilOld = 2; // then a value of query_range is a repetition

/// What is asked for, checked.
struct Request {
    TimeRange range;
    std::vector<PrometheusSelector> selectors;
    std::string nodeLabel;
    std::int64_t stepMs = 0; ///< of query_range; 0: raw samples
};

Result<TimeMs> timeOption(const std::string& text, const std::string& zone, TimeMs otherwise)
{
    if (text.empty())
        return otherwise;
    return parseTime(text, zone);
}

Result<Request> checkedRequest(const ImportOptions& options)
{
    const auto& asked = options.prometheus;
    Request request;
    NODESENTRY_TRY(request.range.end, timeOption(asked.to, options.timeZone, currentTime()));
    NODESENTRY_TRY(request.range.begin, timeOption(asked.from, options.timeZone, request.range.end - kDayMs));
    if (request.range.length() <= 0)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("the time asked for ends before it begins: {} to {}",
                                formatUtc(request.range.begin), formatUtc(request.range.end)),
                    "check --from and --to");
    request.nodeLabel = asked.nodeLabel;
    if (!isPrometheusLabelName(request.nodeLabel))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("not the name of a label: '{}'", request.nodeLabel),
                    "give --node-label a name such as instance");
    for (const auto& text :
         asked.match.empty() ? std::vector<std::string>{kDefaultPrometheusMatch} : asked.match) {
        NODESENTRY_TRY(auto selector, PrometheusSelector::parse(text));
        request.selectors.push_back(std::move(selector));
    }
    if (asked.query == "range") {
        request.stepMs = std::llround(options.stepSeconds * 1000);
        if (request.stepMs <= 0)
            return fail(ErrorCode::InvalidArgument, "query_range needs a step",
                        "give the interval at which Prometheus scrapes: --step SECONDS");
        // Points at multiples of the step, so that each query gives the same values.
        auto& begin = request.range.begin;
        begin = (begin + request.stepMs - 1) / request.stepMs * request.stepMs;
        if (request.range.length() <= 0)
            return fail(ErrorCode::InvalidArgument, "the time asked for is shorter than the step",
                        "check --from, --to and --step");
    } else if (asked.query != "raw") {
        return fail(ErrorCode::InvalidArgument, fmt::format("no way '{}' to ask Prometheus", asked.query),
                    "give raw or range");
    }
    return request;
}

/// Sorts out which part of the whole is done, over metrics, groups of nodes and times.
class Download {
public:
    Download(PrometheusServer& server, const Request& request, PrometheusFeed& feed,
             const RunContext& context)
        : m_server(server),
          m_request(request),
          m_feed(feed),
          m_context(context)
    {
    }

    /// @param nodes  all values of the node label; more than one metric's may be
    Result<void> metric(const std::string& name, const PrometheusSelector& selector,
                        std::span<const std::string> nodes, bool isAll);

private:
    /// The series of one query, and how many bytes their labels take in an answer.
    struct Group {
        std::size_t series = 0;
        std::size_t labelBytes = 0;
    };
    Result<void> chunks(const std::string& name, const std::string& selector, Group group);
    Result<PrometheusOutcome> ask(const std::string& selector, TimeRange range);
    [[nodiscard]] TimeMs chunkFor(Group group) const;

    PrometheusServer& m_server;
    const Request& m_request;
    PrometheusFeed& m_feed;
    const RunContext& m_context;
    double m_bytesPerMs = kFirstBytesPerMs; ///< of one series' samples, by the last answers
};

/// Whether any of these series is wanted at all; tells the feed of them.
Result<bool> anyWanted(PrometheusFeed& feed, const std::vector<PrometheusLabels>& series)
{
    bool any = false;
    for (const auto& labels : series) {
        NODESENTRY_TRY(const bool wanted, feed.beginSeries(labels));
        any = any || wanted;
    }
    return any;
}

Result<void> Download::metric(const std::string& name, const PrometheusSelector& selector,
                              std::span<const std::string> nodes, bool isAll)
{
    const auto text
        = selector.withMetric(name, m_request.nodeLabel, isAll ? std::span<const std::string>() : nodes);
    NODESENTRY_TRY(const auto series, m_server.series(text, m_request.range, m_context));
    if (!series) {
        if (nodes.size() < 2)
            return fail(ErrorCode::Unsupported,
                        fmt::format("'{}' has more series on one node than can be listed", name),
                        "leave some out by --match");
        const auto half = nodes.size() / 2;
        NODESENTRY_CHECK(metric(name, selector, nodes.first(half), false));
        return metric(name, selector, nodes.subspan(half), false);
    }
    const Group group{series->size(), m_server.lastAnswerBytes()};
    NODESENTRY_TRY(const bool wanted, anyWanted(m_feed, *series));
    if (!wanted)
        return {};
    return chunks(name, text, group);
}

TimeMs Download::chunkFor(Group group) const
{
    const double forSamples = kWantedBytes - static_cast<double>(group.labelBytes); // at least 8 MB
    const double chunk = forSamples / (m_bytesPerMs * static_cast<double>(group.series));
    const auto whole = static_cast<double>(m_request.range.length());
    auto chunkMs = std::max(kShortestChunkMs, static_cast<TimeMs>(std::min(chunk, whole)));
    if (m_request.stepMs > 0)
        chunkMs = std::clamp<TimeMs>(chunkMs / m_request.stepMs, 1, kMostPoints) * m_request.stepMs;
    return chunkMs;
}

Result<PrometheusOutcome> Download::ask(const std::string& selector, TimeRange range)
{
    m_feed.setRange(range);
    if (m_request.stepMs == 0)
        return m_server.rawSamples(selector, range, m_feed, m_context);
    // query_range repeats a sample for five minutes where no stale marker ends it: values that old are left
    // out.
    const auto current = fmt::format("{0} and (time() - timestamp({0}) < {1})", selector,
                                     prometheusTime(kStepsUntilOld * m_request.stepMs));
    return m_server.valuesAt(current, range, m_request.stepMs, m_feed, m_context);
}

Result<void> Download::chunks(const std::string& name, const std::string& selector, Group group)
{
    const auto whole = m_request.range;
    const auto shortest = std::max(kShortestChunkMs, m_request.stepMs);
    auto chunk = chunkFor(group);
    for (auto begin = whole.begin; begin < whole.end;) {
        if (m_context.stopRequested())
            return cancelled();
        const TimeRange range{begin, std::min(begin + chunk, whole.end)};
        NODESENTRY_TRY(const auto outcome, ask(selector, range));
        if (outcome == PrometheusOutcome::TooMuch) {
            if (range.length() <= shortest)
                return fail(ErrorCode::Unsupported,
                            fmt::format("'{}' has more samples in {} than one answer can hold", name,
                                        formatDuration(static_cast<double>(range.length()) / 1000)),
                            "leave some of its series out by --match");
            m_bytesPerMs *= 2;
            chunk = std::max(shortest, range.length() / 2);
            if (m_request.stepMs > 0)
                chunk = std::max<TimeMs>(1, chunk / m_request.stepMs) * m_request.stepMs;
            continue;
        }
        begin = range.end;
        // An empty stretch tells nothing of those that follow.
        const double bytes = std::max(
            0.0, static_cast<double>(m_server.lastAnswerBytes()) - static_cast<double>(group.labelBytes));
        m_bytesPerMs
            = std::max(bytes / static_cast<double>(range.length()) / static_cast<double>(group.series),
                       m_bytesPerMs / 4);
        chunk = chunkFor(group);
    }
    return {};
}

/// Which selectors each metric is asked for by.
using MetricList = std::map<std::string, std::vector<const PrometheusSelector*>>;

Result<MetricList> listMetrics(PrometheusServer& server, const Request& request, const RunContext& context)
{
    MetricList metrics;
    for (const auto& selector : request.selectors) {
        NODESENTRY_TRY(
            const auto names,
            server.labelValues("__name__", {selector.withLabel(request.nodeLabel)}, request.range, context));
        for (const auto& name : names)
            metrics[name].push_back(&selector);
    }
    return metrics;
}

} // namespace

Result<void> downloadFromPrometheus(const std::string& url, const ImportOptions& options, ImportSink& sink,
                                    const RunContext& context)
{
    NODESENTRY_TRY(const auto checkedUrl, checkedServerUrl(url));
    NODESENTRY_TRY(const auto request, checkedRequest(options));
    HttpClientOptions http;
    NODESENTRY_TRY(http.credentials, readCredentials(options.prometheus.credentials));
    if (http.credentials.scheme != HttpCredentials::Scheme::None && checkedUrl.starts_with("http://"))
        spdlog::warn("{}: the credentials travel unencrypted; use https where the server offers it",
                     checkedUrl);
    NODESENTRY_TRY(http.headers, readHeaders(options.prometheus.headers, options.prometheus.headersFile));
    http.caFile = options.prometheus.caFile;
    http.timeoutSeconds = options.prometheus.timeoutSeconds;
    NODESENTRY_TRY(auto client, HttpClient::create(std::move(http)));
    PrometheusServer server(checkedUrl, std::move(client));

    NODESENTRY_TRY(const auto metrics, listMetrics(server, request, context));
    std::vector<std::string> selectors;
    for (const auto& selector : request.selectors)
        selectors.push_back(selector.withLabel(request.nodeLabel));
    NODESENTRY_TRY(const auto nodes,
                   server.labelValues(request.nodeLabel, selectors, request.range, context));
    if (metrics.empty())
        return fail(ErrorCode::NotFound,
                    fmt::format("{} has no series for this selection from {} to {}", checkedUrl,
                                formatUtc(request.range.begin), formatUtc(request.range.end)),
                    "check --match, --node-label, --from and --to");

    PrometheusNaming naming(request.nodeLabel, options.prometheus.ignoreLabels);
    NODESENTRY_TRY(const auto targets, server.series("up", request.range, context));
    for (const auto& up : targets.value_or(std::vector<PrometheusLabels>()))
        naming.addTarget(up);
    NODESENTRY_TRY(const auto families, server.metadata(context));

    PrometheusFeed feed(naming, families, sink);
    feed.setSource(checkedUrl);
    NODESENTRY_TRY(const auto unames, server.series("node_uname_info", request.range, context));
    feed.noteNames(unames.value_or(std::vector<PrometheusLabels>()));
    Download download(server, request, feed, context);
    std::size_t done = 0;
    for (const auto& [name, selectorsOfName] : metrics) {
        context.report(static_cast<double>(done++) / static_cast<double>(metrics.size()), name);
        for (const auto* selector : selectorsOfName)
            NODESENTRY_CHECK(download.metric(name, *selector, nodes, true));
        feed.forget();
    }
    NODESENTRY_CHECK(feed.finish());
    context.report(1.0);
    return {};
}

} // namespace nodesentry
