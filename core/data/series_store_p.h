#pragma once

#include "core/data/chunk_cache_p.h"
#include "core/data/hdf5_file.h"
#include "core/data/series_store.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>

namespace nodesentry {

/// The layout of `series.h5` (docs/file_format.md), which the reader and the writer share.
///
///   attributes of /        format, version, generation
///   index/names            all node names ascending, each followed by a zero byte
///   index/grids            n x 5: origin ms, step ms, samples, end of training ms, number of metrics
///   index/metrics          the catalogue indices of all nodes, one node after the other
///   nodes/NAME/samples     metrics x samples
///   nodes/NAME/minimum     metrics x entries of the pyramid's levels 1, 2, ...
///   nodes/NAME/maximum     the same
///
/// The index is written last: a file without it was never finished. A node without metrics or samples has no
/// datasets, one with up to 16 samples has no pyramid.
namespace series_layout {

inline constexpr const char* kFormat = "nodesentry.series";
inline constexpr std::int64_t kVersion = 1;
inline constexpr std::int64_t kGridColumns = 5;
inline constexpr std::int64_t kNoTrainEnd = std::numeric_limits<std::int64_t>::min();

/// One metric and a week at 15 s are one chunk: lanes are read by metric and need all its time.
[[nodiscard]] inline std::int64_t chunkLength(std::int64_t size)
{
    return std::clamp<std::int64_t>(size, 1, 40'320);
}

enum Part { Samples, Minimum, Maximum };
inline constexpr std::array kParts{Samples, Minimum, Maximum};

[[nodiscard]] inline std::string groupOf(const std::string& node)
{
    return "nodes/" + Hdf5File::linkName(node);
}
[[nodiscard]] inline std::string datasetOf(const std::string& node, Part part)
{
    constexpr std::array kNames{"/samples", "/minimum", "/maximum"};
    return groupOf(node) + kNames[part];
}

} // namespace series_layout

struct SeriesStore::Private {
    explicit Private(Hdf5File opened) : file(std::move(opened)) { }

    Hdf5File file;
    std::string generation;
    std::vector<NodeEntry> nodes;
    /// Enough for 138 lanes x 4 weeks at 15 s.
    ChunkCache cache{std::size_t{160} << 20};

    Result<void> readIndex();
    [[nodiscard]] Result<const NodeEntry*> entry(const std::string& node) const;
    /// One chunk of one row of a node's dataset, out of the cache where it can be.
    [[nodiscard]] Result<ChunkCache::Chunk> chunk(const NodeEntry& entry, std::int64_t row,
                                                  series_layout::Part part, std::int64_t index);
};

} // namespace nodesentry
