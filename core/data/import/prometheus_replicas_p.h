#pragma once

#include "core/data/import/prometheus_json_p.h"
#include "core/data/import/prometheus_naming_p.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// All labels of a series as one text; labels hold no control characters in practice, and a clash only joins two
/// series.
[[nodiscard]] std::string prometheusKey(const PrometheusLabels& labels);

/// Whether an answer that begins so may hold series twice, by two collectors: a label of theirs stands on each of
/// its series, and so on the first.
/// @param ignored  further labels that only say where a series comes from
[[nodiscard]] bool mayHaveReplicas(const std::string& head, const std::vector<std::string>& ignored);

/// Finds out which series were collected twice, in a pass over answers before their samples are taken.
class ReplicaSurvey final : public PrometheusAnswerHandler {
public:
    explicit ReplicaSurvey(const PrometheusNaming& naming) : m_naming(naming) { }

    Result<bool> beginSeries(const PrometheusLabels& labels) override;
    Result<void> addSamples(std::span<const TimeMs> times, std::span<const double> values) override;
    void reject(const std::string& reason) override;

    /// The series to leave out, by prometheusKey(): of those of one place and of times that overlap, all but that of
    /// the collector which has the most samples of the node, so that all of a node were taken at the same times.
    [[nodiscard]] std::set<std::string> surplus() const;
    /// Labels in which surplus series differ from the one that is taken.
    [[nodiscard]] std::set<std::string> differing() const;

private:
    struct Series {
        PrometheusLabels labels;
        std::string collector; ///< with the node
        std::int64_t samples = 0;
        TimeRange range{0, 0};
    };
    struct Pair {
        const Series* taken;
        const Series* left;
    };
    [[nodiscard]] std::vector<Pair> pairs() const;

    const PrometheusNaming& m_naming;
    std::unordered_map<std::string, Series> m_series; ///< by prometheusKey()
    std::map<std::string, std::vector<std::string>> m_places; ///< keys by node and name
    std::map<std::string, std::int64_t> m_samples; ///< by node and collector
    Series* m_current = nullptr;
};

} // namespace nodesentry
