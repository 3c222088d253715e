#pragma once

#include "core/data/import/importer.h"

namespace nodesentry::fuzz {

/// Takes what an importer gives, forgets it, and ends the program when the importer breaks a promise of
/// ImportSink.
class CheckingSink final : public ImportSink {
public:
    NodeId node(std::string_view name) override;
    std::optional<SeriesId> series(const SeriesName& name, const SeriesHints& hints) override;
    Result<void> addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                        std::span<const double> values, std::uint32_t mask) override;
    Result<void> addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                        std::span<const double> values) override;
    Result<void> addSamples(NodeId node, std::span<const RawSample> samples) override;
    void useMaskBits(NodeId node) override;
    void splitAt(NodeId node, TimeMs testBegin) override;
    void addDocument(const std::string& name, std::string content) override;
    void addJob(Job job) override;
    void addLabel(Label label) override;
    void reject(SkippedItem item) override;

private:
    void checkNode(NodeId node) const;
    void checkSeries(SeriesId series) const;

    int m_nodes = 0;
    int m_series = 0;
};

} // namespace nodesentry::fuzz
