#pragma once

#include "core/data/hdf5_file.h"
#include "core/data/series_store.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nodesentry {

/// The layout of a series store (docs/file_format.md), which the reader and the writer share.
///
/// A store is one HDF5 file, and maybe older ones beside it that hold a part of its samples; the index of the
/// newest counts. The index is written last: a file without it was never finished. Pieces of a node do not
/// overlap; between them all is missing. A piece of up to 16 samples has no pyramid.
namespace series_layout {

inline constexpr const char* kFormat = "nodesentry.series";
inline constexpr std::int64_t kVersion = 2;

/// One metric and a week at 15 s are one chunk: lanes are read by metric and need all its time. Of shorter
/// pieces a chunk holds several metrics, since a chunk costs about as much as a thousand values.
[[nodiscard]] inline std::int64_t chunkColumns(std::int64_t size)
{
    return std::clamp<std::int64_t>(size, 1, 40'320);
}
[[nodiscard]] inline std::int64_t chunkRows(std::int64_t rows, std::int64_t samples)
{
    return std::clamp<std::int64_t>(4096 / std::max<std::int64_t>(samples, 1), 1,
                                    std::max<std::int64_t>(rows, 1));
}

enum Part { Samples, Minimum, Maximum };
inline constexpr std::array kParts{Samples, Minimum, Maximum};

} // namespace series_layout

/// Ascending catalogue indices; shared, since almost all nodes have the same.
using MetricSet = std::shared_ptr<const std::vector<int>>;

/// Samples of a node over a stretch of its time, in one file.
struct SeriesPiece {
    int file = 0; ///< into SeriesIndex::files
    std::int64_t number = 0; ///< K of its group
    TimeMs origin = 0;
    std::int64_t samples = 0; ///< > 0
    MetricSet metrics; ///< not empty; row r of the piece is metrics[r]

    [[nodiscard]] std::int64_t values() const { return samples * static_cast<std::int64_t>(metrics->size()); }
    /// Row of a metric; -1 when the piece does not have it.
    [[nodiscard]] std::int64_t rowOf(int metric) const;
    [[nodiscard]] std::string group(const std::string& node) const;
    [[nodiscard]] std::string dataset(const std::string& node, series_layout::Part part) const;
};

/// What a series store holds and where.
struct SeriesIndex {
    struct File {
        std::string generation;
        std::int64_t values = 0; ///< of the pieces it was written with; some may not count any more
    };
    struct Node {
        SeriesStore::NodeEntry entry;
        std::vector<SeriesPiece> pieces; ///< ascending in time
    };

    std::vector<File> files; ///< the newest, which has this index, first
    std::vector<Node> nodes; ///< ascending by name

    [[nodiscard]] static Result<SeriesIndex> read(const Hdf5File& file);
    Result<void> write(Hdf5File& file) const;
};

} // namespace nodesentry
