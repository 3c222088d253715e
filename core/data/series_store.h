#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/min_max_pyramid.h"
#include "core/data/node_series.h"

#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// Reads `series.h5`: the samples of all nodes and their min/max pyramids. Immutable once opened.
/// @thread any; calls are serialised inside, since the HDF5 library of the distribution is not reentrant
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
    /// @error Corrupt         not a series store, or damaged
    /// @error VersionTooNew   written by a newer version
    [[nodiscard]] static Result<std::shared_ptr<const SeriesStore>> open(const std::string& path);
    ~SeriesStore();

    [[nodiscard]] const std::string& generation() const; ///< written by SeriesStoreWriter, unique per import
    [[nodiscard]] const std::vector<NodeEntry>& nodes() const; ///< ascending by name
    [[nodiscard]] const NodeEntry* find(const std::string& node) const; ///< nullptr when unknown

    /// All samples of a node.
    [[nodiscard]] Result<NodeSeries> readNode(const std::string& node) const;

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
    friend class SeriesStoreWriter; // copies nodes out of the open file

    SeriesStore();
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes a new series store beside the old one; nothing is seen of it until commit().
class SeriesStoreWriter {
public:
    /// Starts writing to @p temporaryPath, which is replaced if a crashed run left one there.
    /// @param generation  an id that differs from import to import
    [[nodiscard]] static Result<SeriesStoreWriter> create(const std::string& temporaryPath,
                                                          const std::string& generation);
    SeriesStoreWriter(SeriesStoreWriter&&) noexcept;
    SeriesStoreWriter& operator=(SeriesStoreWriter&&) noexcept;
    ~SeriesStoreWriter(); ///< removes the temporary file unless finish() was called

    /// @error AlreadyExists  the node was written before
    Result<void> writeNode(const NodeSeries& series);
    /// Copies a node from an open store unchanged, except that its metrics get the indices in @p metricMap.
    Result<void> copyNode(const SeriesStore& from, const std::string& node,
                          const std::vector<int>& metricMap);
    /// Flushes to disk (fsync). The file is complete afterwards and can be renamed to its final name.
    Result<void> finish();

private:
    SeriesStoreWriter();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
