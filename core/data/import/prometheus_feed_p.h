#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/prometheus_json_p.h"
#include "core/data/import/prometheus_naming_p.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace nodesentry {

/// Gives the series of answers to the sink: under their names, once each.
///
/// Of two series that have the same node and name, because they differ only in where they come from, the
/// first is taken; of the other only samples before or behind those of the first.
class PrometheusFeed final : public PrometheusAnswerHandler {
public:
    PrometheusFeed(const PrometheusNaming& naming, const PrometheusFamilies& families, ImportSink& sink)
        : m_naming(naming),
          m_families(families),
          m_sink(sink)
    {
    }

    /// From now on rejected items are reported of this file or URL.
    void setSource(std::string source) { m_source = std::move(source); }
    /// Only samples in [begin, end) are given on.
    void setRange(TimeRange range) { m_range = range; }
    /// Series that are not wanted, by prometheusKey(): others stand for them.
    void leaveOut(std::set<std::string> keys) { m_leftOut = std::move(keys); }
    /// Forgets the series seen; none of them may come again.
    void forget();
    /// To be called behind the last answer: says how many values were blank ones of DCGM.
    /// @error InconsistentData  a node has a metric twice that it can have once only, by a label that nobody knows
    ///                          (names it)
    /// @error ParseError        there was not one sample; names the first reason
    [[nodiscard]] Result<void> finish();

    /// Takes what nodes call themselves from a list of series, of which no samples need follow.
    void noteNames(const std::vector<PrometheusLabels>& series);

    Result<bool> beginSeries(const PrometheusLabels& labels) override;
    Result<void> addSamples(std::span<const TimeMs> times, std::span<const double> values) override;
    void reject(const std::string& reason) override;

    [[nodiscard]] std::int64_t samples() const { return m_samples; } ///< given to the sink

private:
    struct Series {
        bool isWanted = false;
        ImportSink::NodeId node = 0;
        ImportSink::SeriesId series = 0;
        std::string metric; ///< base name
        TimeRange taken{0, 0}; ///< of this series; empty: nothing yet
    };
    using Place = std::pair<ImportSink::NodeId, ImportSink::SeriesId>;

    /// The first series of a metric that has no labels of its own.
    struct Single {
        PrometheusLabels labels;
        TimeRange range{0, 0};
    };

    void noteName(const PrometheusNaming::Place& place, const PrometheusLabels& labels);
    Result<Series> resolve(const PrometheusLabels& labels);
    void noteSingle(TimeRange range);
    [[nodiscard]] bool isTaken(const Series& series, TimeRange range) const;

    const PrometheusNaming& m_naming;
    const PrometheusFamilies& m_families;
    ImportSink& m_sink;
    std::string m_source;
    TimeRange m_range{INT64_MIN, INT64_MAX};
    std::unordered_map<std::string, Series> m_series; ///< by all labels
    std::map<Place, std::vector<const Series*>> m_at;
    Series* m_current = nullptr;
    std::set<std::string> m_leftOut;
    PrometheusLabels m_labels; ///< of the current series
    std::string m_node; ///< of it; empty where its metric may have labels
    std::map<std::string, std::vector<Single>> m_singles; ///< by node and metric
    std::string m_twice; ///< what finish() tells, once found
    bool m_isDcgm = false; ///< the current series
    std::int64_t m_blanks = 0; ///< of DCGM
    std::vector<double> m_values; ///< without blank ones
    std::string m_firstReason; ///< why the first series or file was left out
    std::string m_firstSource;
    bool m_isRejected = false; ///< of the current series, that some of its samples are taken by another
    std::int64_t m_samples = 0;
};

} // namespace nodesentry
