#pragma once

#include "core/data/import/http_client_p.h"
#include "core/data/import/prometheus_json_p.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {

inline constexpr std::int64_t kMostPoints = 11000; ///< of a series in one answer of query_range

/// Whether a query was answered, or asked for more at once than the server or we can hold.
enum class PrometheusOutcome { Answered, TooMuch };

/// The HTTP API of one Prometheus, or of what speaks like it (Thanos, Mimir, VictoriaMetrics).
///
/// Warnings in answers go to the log, each once. Errors name the URL and say what to do.
/// @thread one thread at a time
class PrometheusServer {
public:
    /// @param url  checkedServerUrl()
    PrometheusServer(std::string url, HttpClient client) : m_url(std::move(url)), m_client(std::move(client))
    {
    }

    /// The values that a label has in the series of any of the selectors.
    [[nodiscard]] Result<std::vector<std::string>> labelValues(const std::string& label,
                                                               const std::vector<std::string>& selectors,
                                                               TimeRange range, const RunContext& context);
    /// The series of a selector that have samples in about this range.
    /// @return nullopt: too many to hold at once
    [[nodiscard]] Result<std::optional<std::vector<PrometheusLabels>>>
    series(const std::string& selector, TimeRange range, const RunContext& context);
    /// Types and units, as far as the server knows them: empty where it does not tell.
    [[nodiscard]] Result<PrometheusFamilies> metadata(const RunContext& context);

    /// All samples of a selector in a range, as they were scraped.
    [[nodiscard]] Result<PrometheusOutcome> rawSamples(const std::string& selector, TimeRange range,
                                                       PrometheusAnswerHandler& handler,
                                                       const RunContext& context);
    /// An expression's values at begin, begin + step, … before end; at most 11,000 of them.
    [[nodiscard]] Result<PrometheusOutcome> valuesAt(const std::string& expression, TimeRange range,
                                                     std::int64_t stepMs, PrometheusAnswerHandler& handler,
                                                     const RunContext& context);

    [[nodiscard]] std::size_t lastAnswerBytes() const { return m_lastBytes; } ///< after decompression

private:
    using Form = std::vector<std::pair<std::string, std::string>>;
    struct Reply {
        HttpAnswer http;
        bool isTooMuch = false;
    };

    Result<Reply> ask(const std::string& path, Form form, std::size_t bodyLimit, const RunContext& context);
    Result<PrometheusOutcome> samples(const std::string& path, Form form, PrometheusAnswerHandler& handler,
                                      const RunContext& context);
    [[nodiscard]] Error refusal(const std::string& path, const HttpAnswer& answer) const;
    Error inUrl(Error error, const std::string& path) const;
    void logWarnings(const PrometheusAnswer& answer);

    std::string m_url;
    HttpClient m_client;
    std::set<std::string> m_logged; ///< warnings that the log has
    std::size_t m_lastBytes = 0;
};

} // namespace nodesentry
