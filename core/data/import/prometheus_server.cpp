#include "core/data/import/prometheus_server_p.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/data/import/prometheus_selector_p.h"

#include <istream>
#include <streambuf>

namespace nodesentry {

namespace {

constexpr std::size_t kListLimit = std::size_t{16}
    << 20; // so that there is room for samples beside the labels
constexpr std::size_t kSamplesLimit = std::size_t{64} << 20;

/// A text in memory as a stream, without a copy of it.
class MemoryBuffer final : public std::streambuf {
public:
    explicit MemoryBuffer(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

/// Takes nothing: for answers that are errors.
class NoSeries final : public PrometheusAnswerHandler {
public:
    Result<bool> beginSeries(const PrometheusLabels&) override { return false; }
    Result<void> addSamples(std::span<const TimeMs>, std::span<const double>) override { return {}; }
    void reject(const std::string&) override { }
};

/// What an answer of a failed request says itself; an empty error where it is none of Prometheus'.
PrometheusAnswer errorIn(const HttpAnswer& answer)
{
    std::string body = answer.body;
    MemoryBuffer buffer(body);
    std::istream text(&buffer);
    NoSeries nothing;
    return readPrometheusAnswer(text, nothing, {}).value_or(PrometheusAnswer());
}

/// Whether the server gave up because the query was too large, so that a smaller one may do.
bool isTooMuch(const HttpAnswer& answer)
{
    if (answer.isCut)
        return true;
    if (answer.status != 422 && answer.status != 503)
        return false;
    const auto said = errorIn(answer);
    return said.errorType == "timeout"
        || (said.errorType == "execution" && said.error.find("too many samples") != std::string::npos);
}

} // namespace

Error PrometheusServer::inUrl(Error error, const std::string& path) const
{
    if (error.code == ErrorCode::ParseError) {
        error.message = fmt::format("{}{}: {}", m_url, path, error.message);
        error.advice = "check that the URL is that of a Prometheus server, without /api or /graph behind it";
    }
    return error;
}

Error PrometheusServer::refusal(const std::string& path, const HttpAnswer& answer) const
{
    const auto said = errorIn(answer);
    const auto what = said.error.empty()
        ? fmt::format("{}{}: HTTP status {}", m_url, path, answer.status)
        : fmt::format("{}{}: {} ({})", m_url, path, said.error, answer.status);
    if (answer.status == 401 || answer.status == 403)
        return {
            ErrorCode::IoError,
            what,
            {},
            0,
            0,
            fmt::format("give credentials: --basic-auth-file or --bearer-token-file FILE, or the environment "
                        "variable {} or {}",
                        kBasicAuthVariable, kBearerTokenVariable)};
    if (answer.status >= 300 && answer.status < 400)
        return {ErrorCode::IoError,
                what,
                {},
                0,
                0,
                "give the address it redirects to: further headers go there alone"};
    if (answer.status == 404)
        return {ErrorCode::NotFound,
                what,
                {},
                0,
                0,
                "check that the URL is that of a Prometheus server, without /api or /graph behind it"};
    if (answer.status == 400)
        return {ErrorCode::InvalidArgument, what, {}, 0, 0, "check --match, --from, --to and --step"};
    return {ErrorCode::IoError,
            what,
            {},
            0,
            0,
            answer.status == 422 || answer.status == 503
                ? "ask for less: a narrower --match or a shorter time"
                : "see the server's log"};
}

void PrometheusServer::logWarnings(const PrometheusAnswer& answer)
{
    for (const auto& warning : answer.warnings) {
        if (m_logged.insert(warning).second)
            spdlog::warn("{}: {}", m_url, warning);
    }
}

Result<PrometheusServer::Reply> PrometheusServer::ask(const std::string& path, Form form,
                                                      std::size_t bodyLimit, const RunContext& context)
{
    NODESENTRY_TRY(auto answer,
                   m_client.send({m_url + path, std::move(form), bodyLimit, isTooMuch}, context));
    m_lastBytes = answer.body.size();
    const bool tooMuch = isTooMuch(answer);
    if (!tooMuch && answer.status != 200)
        return fail(refusal(path, answer));
    return Reply{std::move(answer), tooMuch};
}

Result<std::vector<std::string>> PrometheusServer::labelValues(const std::string& label,
                                                               const std::vector<std::string>& selectors,
                                                               TimeRange range, const RunContext& context)
{
    // The one part of the API that knows no POST.
    auto path = fmt::format("/api/v1/label/{}/values?start={}&end={}", label, prometheusTime(range.begin),
                            prometheusTime(range.end));
    for (const auto& selector : selectors)
        path += "&match[]=" + percentEncoded(selector);
    NODESENTRY_TRY(auto reply, ask(path, {}, kListLimit, context));
    const auto shortPath = fmt::format("/api/v1/label/{}/values", label);
    if (reply.isTooMuch)
        return fail(ErrorCode::Unsupported, fmt::format("{}{}: the list is too long", m_url, shortPath),
                    "give a narrower --match");
    MemoryBuffer buffer(reply.http.body);
    std::istream text(&buffer);
    std::vector<std::string> values;
    auto answer = readPrometheusTexts(text, values);
    if (!answer)
        return fail(inUrl(std::move(answer).error(), shortPath));
    logWarnings(*answer);
    return values;
}

Result<std::optional<std::vector<PrometheusLabels>>>
PrometheusServer::series(const std::string& selector, TimeRange range, const RunContext& context)
{
    constexpr auto kPath = "/api/v1/series";
    NODESENTRY_TRY(auto reply,
                   ask(kPath,
                       {{"match[]", selector},
                        {"start", prometheusTime(range.begin)},
                        {"end", prometheusTime(range.end)}},
                       kListLimit, context));
    if (reply.isTooMuch)
        return std::nullopt;
    MemoryBuffer buffer(reply.http.body);
    std::istream text(&buffer);
    std::vector<PrometheusLabels> series;
    auto answer = readPrometheusSeriesList(text, series);
    if (!answer)
        return fail(inUrl(std::move(answer).error(), kPath));
    logWarnings(*answer);
    return series;
}

Result<PrometheusFamilies> PrometheusServer::metadata(const RunContext& context)
{
    constexpr auto kPath = "/api/v1/metadata";
    PrometheusFamilies families;
    auto reply = ask(kPath, {}, kListLimit, context);
    if (!reply && reply.error().code != ErrorCode::NotFound) // a store behind Prometheus may have no metadata
        return fail(std::move(reply).error());
    if (!reply || reply->isTooMuch) {
        spdlog::warn("{}{}: no metadata; what is a counter is told by the rules and the values", m_url,
                     kPath);
        return families;
    }
    MemoryBuffer buffer(reply->http.body);
    std::istream text(&buffer);
    auto answer = readPrometheusMetadata(text, families);
    if (!answer)
        return fail(inUrl(std::move(answer).error(), kPath));
    logWarnings(*answer);
    return families;
}

Result<PrometheusOutcome> PrometheusServer::samples(const std::string& path, Form form,
                                                    PrometheusAnswerHandler& handler,
                                                    const RunContext& context)
{
    NODESENTRY_TRY(auto reply, ask(path, std::move(form), kSamplesLimit, context));
    if (reply.isTooMuch)
        return PrometheusOutcome::TooMuch;
    MemoryBuffer buffer(reply.http.body);
    std::istream text(&buffer);
    auto answer = readPrometheusAnswer(text, handler, context);
    if (!answer)
        return fail(inUrl(std::move(answer).error(), path));
    if (!answer->isSuccess)
        return fail(ErrorCode::IoError, fmt::format("{}{}: {}", m_url, path, answer->error));
    logWarnings(*answer);
    return PrometheusOutcome::Answered;
}

Result<PrometheusOutcome> PrometheusServer::rawSamples(const std::string& selector, TimeRange range,
                                                       PrometheusAnswerHandler& handler,
                                                       const RunContext& context)
{
    // Prometheus 2 counts both ends of the range in, Prometheus 3 leaves its beginning out: from a
    // millisecond before, either gives all samples of [begin, end); the handler takes the surplus one off.
    return samples("/api/v1/query",
                   {{"query", fmt::format("{}[{}ms]", selector, range.length())},
                    {"time", prometheusTime(range.end - 1)}},
                   handler, context);
}

Result<PrometheusOutcome> PrometheusServer::valuesAt(const std::string& expression, TimeRange range,
                                                     std::int64_t stepMs, PrometheusAnswerHandler& handler,
                                                     const RunContext& context)
{
    const auto points = (range.length() + stepMs - 1) / stepMs;
    NODESENTRY_EXPECTS(points >= 1 && points <= kMostPoints, "an answer has 1 to 11,000 points");
    return samples("/api/v1/query_range",
                   {{"query", expression},
                    {"start", prometheusTime(range.begin)},
                    {"end", prometheusTime(range.begin + (points - 1) * stepMs)},
                    {"step", prometheusTime(stepMs)}},
                   handler, context);
}

} // namespace nodesentry
