#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/min_max_pyramid.h"
#include "core/data/node_series.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// Reads `series.h5`: the samples of all nodes and their min/max pyramids. Immutable once opened, and
/// readable also after a newer store has taken its place. Nodes may have different metrics, and different
/// time grids of one step.
///
/// @error Corrupt  of every reading function: a damaged byte, a file cut short; names dataset (hence node)
///                 and file
/// @thread any. Readers of different chunks do not wait for each other: the HDF5 library and its lock are
///         used when a dataset is read for the first time, to learn where its chunks lie
class SeriesStore {
public:
    /// What is known of a node without reading its samples.
    struct NodeEntry {
        std::string node;
        TimeGrid grid;
        std::vector<int> metrics; ///< catalogue indices, ascending; row r of the samples is metrics[r]
        std::optional<TimeMs> trainEnd;
    };

    /// @error NotFound        no such file
    /// @error Corrupt         not a series store, or damaged, or one of its files is missing
    /// @error Unsupported     written by an older version, before the first release
    /// @error VersionTooNew   written by a newer version
    /// @cost reads the index: proportional to the nodes and their pieces, not to the samples
    [[nodiscard]] static Result<std::shared_ptr<const SeriesStore>> open(const std::string& path);
    ~SeriesStore();

    [[nodiscard]] const std::string& generation() const; ///< written by SeriesStoreWriter, unique per import
    [[nodiscard]] const std::vector<NodeEntry>& nodes() const; ///< ascending by name
    [[nodiscard]] const NodeEntry* find(const std::string& node) const; ///< nullptr when unknown

    /// All samples of a node.
    /// @cost unpacks all its chunks, on context.threads() threads; past the cache
    [[nodiscard]] Result<NodeSeries> readNode(const std::string& node, const RunContext& context = {}) const;

    /// All metrics of a node, samples [begin, end) of its grid, clamped to it.
    /// @return its grid begins with the sample @p begin
    /// @cost as readNode(), of the chunks that hold these samples: a chunk has up to 40,320 of one metric
    [[nodiscard]] Result<NodeSeries> readNode(const std::string& node, std::int64_t begin, std::int64_t end,
                                              const RunContext& context = {}) const;

    /// One metric, samples [begin, end) of the node's grid, clamped to it.
    /// A metric the node does not have reads as NaN throughout.
    [[nodiscard]] Result<std::vector<float>> read(const std::string& node, int metric, std::int64_t begin,
                                                  std::int64_t end) const;

    /// Min-max envelope of one metric over @p count equal buckets of @p range: what a plot of that many pixel
    /// columns paints. A sample belongs to the bucket that contains its time, so a one-sample spike is in
    /// exactly one bucket at every zoom.
    /// @cost proportional to count, not to the range: of the pyramid, the level with 1 to 16 entries a bucket
    ///       is read, and the buckets' ends are completed from finer levels. What was read is kept, up to
    ///       160 MiB, so that the next frame does not read it again.
    [[nodiscard]] Result<std::vector<MinMax>> buckets(const std::string& node, int metric, TimeRange range,
                                                      int count) const;

private:
    friend class SeriesStoreWriter; // goes on from the open files

    SeriesStore();
    [[nodiscard]] static Result<std::shared_ptr<const SeriesStore>> openOnce(const std::string& path);
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes one change of a series store: new nodes, samples appended to nodes, nodes taken out. Nothing is
/// seen of it until finish(), and nothing of the store that it goes on from is changed: what is written goes
/// into a file of its own, whose index refers to the older files for all the rest. installSeriesStore()
/// (series_files.h) then makes it the store.
///
/// So a change costs what it brings, plus the index (some 100 bytes a node). That the files do not become
/// many, finish() merges them now and then: 16 files of about the same size into one 16 times as large, and
/// files of which more than half is out of date. Each value is thereby written again at most seven times in
/// its life, less than once for every sixteenfold growth of the store; files of more than 2^27 values (0.5 GB
/// unpacked) stay as they are.
///
/// A writer that has returned an error can only be destroyed.
/// @thread different nodes may be written at once from several threads: packing is done outside all locks
class SeriesStoreWriter {
public:
    /// Starts writing to @p temporaryPath, which is replaced if a crashed run left one there.
    /// @param generation  an id that differs from change to change; becomes part of a file's name
    /// @param previous    the store that the new one goes on from, whose nodes it has to begin with; null:
    ///                    none
    [[nodiscard]] static Result<SeriesStoreWriter>
    create(const std::string& temporaryPath, const std::string& generation,
           std::shared_ptr<const SeriesStore> previous = nullptr);
    SeriesStoreWriter(SeriesStoreWriter&&) noexcept;
    SeriesStoreWriter& operator=(SeriesStoreWriter&&) noexcept;
    ~SeriesStoreWriter(); ///< removes the temporary file unless finish() was called

    /// Writes a whole node, in place of one of that name in the previous store.
    /// @param context  metrics are packed on its threads
    /// @error AlreadyExists  the node was written or appended to before
    /// @cost of what is written
    Result<void> writeNode(const NodeSeries& series, const RunContext& context = {});

    /// Adds samples to a node: those of the previous store, and those that this writer has got. An unknown
    /// node is written as a new one. May be called many times for one node, so that a node need not fit into
    /// memory.
    ///
    /// The samples may begin before those that are there, end behind them, or leave a gap, which reads as
    /// NaN. Where there are samples already, the new value counts, except that NaN leaves the old one.
    /// Metrics may be new; a metric that is not in @p series is NaN over the appended time. A trainEnd
    /// replaces the old one.
    /// @error InconsistentData  another step, or times between those of the node's grid
    /// @cost of what is appended; and of every older piece that it overlaps, which is written again: live
    ///       data should begin where the node ends
    Result<void> appendNode(const NodeSeries& series, const RunContext& context = {});

    /// Takes a node out.
    /// @error NotFound
    Result<void> removeNode(const std::string& node);

    /// Merges what is due, and flushes to disk (fsync). The file is complete afterwards and can be installed.
    /// @param context  nodes are merged on its threads
    /// @cost usually of the index; see above for merging
    Result<void> finish(const RunContext& context = {});

private:
    SeriesStoreWriter();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
