#pragma once

#include "core/data/import/importer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace nodesentry::test {

/// A sink that keeps everything it is given, under readable names.
class RecordingSink final : public ImportSink {
public:
    using Samples = std::vector<std::pair<TimeMs, double>>;

    std::set<std::string> dropped; ///< base names that are not wanted
    std::map<std::string, std::map<std::string, Samples>> samples; ///< by node and series
    std::map<std::string, SeriesHints> hints; ///< by series
    std::vector<Job> jobs;
    std::vector<Label> labels;
    std::map<std::string, int> rejected; ///< by reason
    std::vector<SkippedItem> rejectedItems; ///< the same as they came
    std::vector<std::string> files; ///< that were counted as read
    std::int64_t rows = 0;
    int seriesCalls = 0;

    static std::string textOf(const SeriesName& name)
    {
        std::string text = name.base;
        for (const auto& [key, value] : name.labels)
            text += (&value == &name.labels.front().second ? "{" : ",") + key + "=" + value;
        return name.labels.empty() ? text : text + "}";
    }

    NodeId node(std::string_view name) override { return numberOf(m_nodes, std::string(name)); }
    std::optional<SeriesId> series(const SeriesName& name, const SeriesHints& given) override
    {
        ++seriesCalls;
        if (dropped.contains(name.base))
            return std::nullopt;
        hints[textOf(name)] = given;
        return numberOf(m_series, textOf(name));
    }
    Result<void> addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                        std::span<const double> values, std::uint32_t) override
    {
        ++rows;
        for (std::size_t i = 0; i < series.size(); ++i)
            put(node, series[i], time, values[i]);
        return {};
    }
    Result<void> addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                        std::span<const double> values) override
    {
        for (std::size_t i = 0; i < times.size(); ++i)
            put(node, series, times[i], values[i]);
        return {};
    }
    Result<void> addSamples(NodeId node, std::span<const RawSample> given) override
    {
        for (const auto& sample : given)
            put(node, sample.series, sample.time, sample.value);
        return {};
    }
    void addJob(Job job) override { jobs.push_back(std::move(job)); }
    void addLabel(Label label) override { labels.push_back(std::move(label)); }
    void countFile(const std::string& path) override { files.push_back(path); }
    void reject(SkippedItem item) override
    {
        ++rejected[item.reason];
        rejectedItems.push_back(std::move(item));
    }

    /// The values of a series on a node by time, without the missing ones.
    [[nodiscard]] std::map<TimeMs, double> present(const std::string& node, const std::string& series) const
    {
        std::map<TimeMs, double> values;
        const auto ofNode = samples.find(node);
        if (ofNode == samples.end() || !ofNode->second.contains(series))
            return values;
        for (const auto& [time, value] : ofNode->second.at(series)) {
            if (!std::isnan(value))
                values[time] = value;
        }
        return values;
    }
    [[nodiscard]] const std::vector<std::string>& nodeNames() const { return m_nodes; }
    [[nodiscard]] const std::vector<std::string>& seriesNames() const { return m_series; }

    /// Values that are not missing.
    [[nodiscard]] std::size_t count() const
    {
        std::size_t all = 0;
        for (const auto& [node, ofNode] : samples) {
            for (const auto& [name, values] : ofNode)
                all += static_cast<std::size_t>(std::ranges::count_if(
                    values, [](const auto& sample) { return !std::isnan(sample.second); }));
        }
        return all;
    }

private:
    static int numberOf(std::vector<std::string>& names, const std::string& name)
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == name)
                return static_cast<int>(i);
        }
        names.push_back(name);
        return static_cast<int>(names.size()) - 1;
    }
    void put(NodeId node, SeriesId series, TimeMs time, double value)
    {
        samples[m_nodes.at(static_cast<std::size_t>(node))][m_series.at(static_cast<std::size_t>(series))]
            .emplace_back(time, value);
    }

    std::vector<std::string> m_nodes;
    std::vector<std::string> m_series;
};

} // namespace nodesentry::test
