#pragma once

#include "core/data/import/importer.h"
#include "core/data/import/node_names.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {

class PackedColumns;

/// What SampleSink knows of a node without unpacking its samples.
struct SunkNode {
    std::string name;
    std::int64_t runs = 0; ///< calls of addRun() and addSamples(): no rows, so values stand for themselves
    bool maskBits = false;
    std::optional<TimeMs> testBegin;
};

/// The sink of every import: parts samples by node, in packed form, and holds no more of them in memory than
/// its budget. The rest lies in a temporary file that the system removes with this object or after a crash.
class SampleSink final : public ImportSink {
public:
    /// The series that stands for the rows themselves: its values are their masks.
    static constexpr SeriesId kRows = -1;

    /// @param rules         decide which series are dropped, and what becomes of the others
    /// @param folder        of the temporary file; empty: the system's
    /// @param budgetBytes   of samples held in memory; besides, each node takes some hundred bytes
    SampleSink(MetricRules rules, std::string folder, std::size_t budgetBytes);
    ~SampleSink() override;

    /// Before any node is named: what nodes are called here.
    void setNodeMap(NodeMap map);

    NodeId node(std::string_view name) override;
    std::optional<SeriesId> series(const SeriesName& name, const SeriesHints& hints) override;
    Result<void> addRow(NodeId node, TimeMs time, std::span<const SeriesId> series,
                        std::span<const double> values, std::uint32_t mask) override;
    Result<void> addRun(NodeId node, SeriesId series, std::span<const TimeMs> times,
                        std::span<const double> values) override;
    Result<void> addSamples(NodeId node, std::span<const RawSample> samples) override;
    Result<void> addMask(NodeId node, TimeMs time, std::uint32_t mask) override;
    void countMissingWords(const std::string& column, std::int64_t count) override;
    void useMaskBits(NodeId node) override;
    void aliasNode(std::string_view node, std::string_view alias) override;
    void splitAt(NodeId node, TimeMs testBegin) override;
    void countFile(const std::string& path) override;
    void addDocument(const std::string& name, std::string content) override;
    void addJob(Job job) override;
    void addLabel(Label label) override;
    void note(std::string text) override;
    void reject(SkippedItem item) override;

    // --- what has been taken; not while an importer is still at work ---
    [[nodiscard]] int nodeCount() const;
    [[nodiscard]] const SunkNode& nodeAt(NodeId node) const;
    /// What nodes call themselves, by the name they have here.
    [[nodiscard]] const std::map<std::string, std::set<std::string>>& aliases() const;
    /// Gives nodes that are named by an address, and call themselves by one name that no other node has, that name.
    /// @param known  nodes that keep their names
    /// @return a sentence for each node that has another name now, or could not have
    std::vector<std::string> nameAddresses(const std::set<std::string>& known);
    /// The steps at which the node's series were taken, each with the number of series: of every run, and of the
    /// first series that came otherwise.
    [[nodiscard]] std::map<std::int64_t, std::int64_t> steps(NodeId node) const;
    /// All samples of a node.
    /// @cost memory for its packed samples
    [[nodiscard]] Result<PackedColumns> columns(NodeId node) const;
    /// The metrics of the whole import, by first appearance.
    [[nodiscard]] const std::vector<MetricTarget>& targets() const;
    [[nodiscard]] int targetOf(SeriesId series) const; ///< index into targets()
    /// Series with one number were taken of one thing by several replicas of the collector: their names differ only in
    /// a label such as prometheus_replica. -1: by one.
    [[nodiscard]] int replicaGroup(SeriesId series) const;
    [[nodiscard]] SeriesName nameOf(SeriesId series) const; ///< @cost linear in the series
    /// Whether any series is of several replicas.
    [[nodiscard]] bool hasReplicas() const;
    [[nodiscard]] std::vector<Job>& jobs();
    [[nodiscard]] std::vector<Label>& labels();
    [[nodiscard]] const std::map<std::string, std::string>& documents() const;
    [[nodiscard]] ImportReport report() const; ///< files, dropped columns, and what was rejected

    [[nodiscard]] std::size_t peakBytes() const; ///< most bytes of samples held in memory at once
    [[nodiscard]] std::int64_t spilledBytes() const; ///< to the temporary file

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
