#include "core/data/import/row_finder.h"

#include "core/base/text.h"
#include "core/data/import/import.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace nodesentry {

namespace {

/// Remembers where rows of one node come from; keeps no samples.
class FindingSink final : public ImportSink {
public:
    FindingSink(const RowPlace& wanted, const NodeMap& map) : m_wanted(wanted), m_map(map) { }

    NodeId node(std::string_view name) override
    {
        const std::lock_guard lock(m_mutex);
        return m_nodes.emplace(m_map.nameOf(cleanText(name).text), static_cast<NodeId>(m_nodes.size()))
            .first->second;
    }
    std::optional<SeriesId> series(const SeriesName& name, const SeriesHints& /*hints*/) override
    {
        const std::lock_guard lock(m_mutex);
        if (m_wanted.series && name == *m_wanted.series)
            return 0;
        return 1; // all others are one
    }
    Result<void> addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                        std::span<const double> values, std::uint32_t /*mask*/) override
    {
        if (!m_wanted.series) {
            look(node, time);
            return {};
        }
        for (std::size_t i = 0; i < series.size(); ++i) {
            if (series[i] == 0 && !std::isnan(values[i]))
                look(node, time);
        }
        return {};
    }
    Result<void> addRun(NodeId /*node*/, SeriesId /*series*/, std::span<const TimeMs> /*times*/,
                        std::span<const double> /*values*/) override
    {
        return {}; // of files without lines
    }
    Result<void> addSamples(NodeId node, std::span<const RawSample> samples) override
    {
        for (const auto& sample : samples) {
            if (!m_wanted.series || sample.series == 0)
                look(node, sample.time);
        }
        return {};
    }
    [[nodiscard]] bool wantsPlaces() const override { return true; }
    void place(const std::string& file, std::int64_t line) override { placeOfThread() = {file, line}; }
    void addJob(Job /*job*/) override { }
    void addLabel(Label /*label*/) override { }
    void reject(SkippedItem /*item*/) override { }

    /// One row for each wanted time.
    std::vector<FoundRow> rows()
    {
        std::vector<FoundRow> rows;
        for (const auto time : m_wanted.times) {
            auto& found = m_found[time];
            if (found.empty())
                return {};
            const auto first
                = std::min_element(found.begin(), found.end(), [](const FoundRow& a, const FoundRow& b) {
                      return std::tie(a.file, a.line) < std::tie(b.file, b.line);
                  });
            rows.push_back(*first);
            found.erase(first);
        }
        return rows;
    }

private:
    static FoundRow& placeOfThread()
    {
        thread_local FoundRow place; // files are read side by side
        return place;
    }

    void look(NodeId node, TimeMs time)
    {
        if (std::find(m_wanted.times.begin(), m_wanted.times.end(), time) == m_wanted.times.end())
            return;
        const std::lock_guard lock(m_mutex);
        const auto at = m_nodes.find(m_wanted.node);
        if (at == m_nodes.end() || at->second != node)
            return;
        const auto& place = placeOfThread();
        auto& found = m_found[time];
        const bool isKnown = std::any_of(found.begin(), found.end(), [&](const FoundRow& row) {
            return row.file == place.file && row.line == place.line;
        });
        if (!place.file.empty() && !isKnown)
            found.push_back(place);
    }

    const RowPlace& m_wanted;
    const NodeMap& m_map;
    std::mutex m_mutex;
    std::map<std::string, NodeId, std::less<>> m_nodes;
    std::map<TimeMs, std::vector<FoundRow>> m_found;
};

} // namespace

std::vector<FoundRow> findRows(const Importer& importer, const std::vector<std::string>& sources,
                               const ImportOptions& options, const NodeMap& map, const RowPlace& wanted,
                               const RunContext& context)
{
    FindingSink sink(wanted, map);
    // The sources were read without error a moment ago; if they cannot be read now, the lines stay unknown.
    if (const auto read = importer.read(sources, options, sink, context); !read)
        return {};
    return sink.rows();
}

} // namespace nodesentry
