#pragma once

#include "core/data/chunk_cache_p.h"
#include "core/data/hdf5_file.h"
#include "core/data/series_index_p.h"
#include "core/data/series_store.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

namespace nodesentry {

struct SeriesStore::Private {
    using ChunkTable = std::shared_ptr<const Hdf5File::ChunkTable>;

    /// One piece of one node of this store.
    struct PieceRef {
        const std::string& node;
        const SeriesPiece& piece;
        std::int64_t id; ///< counts all pieces of the store
    };

    /// A block of rows and samples of a piece.
    struct Block {
        std::int64_t rowBegin;
        std::int64_t rowEnd;
        std::int64_t begin;
        std::int64_t end;
    };

    std::vector<Hdf5File> files; ///< as index.files; open, so that they stay while they are read
    SeriesIndex index;
    std::vector<NodeEntry> nodes; ///< those of the index
    std::vector<std::int64_t> firstPiece; ///< id of the first piece of each node
    std::shared_mutex tablesMutex;
    std::vector<std::array<ChunkTable, series_layout::kParts.size()>> tables; ///< by id of the piece
    /// Enough for 138 lanes x 4 weeks at 15 s.
    ChunkCache cache{std::size_t{160} << 20};

    /// Opens the files that the index names.
    Result<void> openFiles(const std::string& path, Hdf5File newest);

    [[nodiscard]] Result<const NodeEntry*> entry(const std::string& node) const;
    [[nodiscard]] std::vector<PieceRef> piecesOf(const NodeEntry& entry) const;

    /// Where the chunks of one dataset are: asked of the HDF5 library once, under its lock; from then on
    /// reading needs neither.
    [[nodiscard]] Result<ChunkTable> table(const PieceRef& ref, series_layout::Part part);
    /// One unpacked chunk, out of the cache where it can be.
    [[nodiscard]] Result<ChunkCache::Chunk> chunk(const PieceRef& ref, const Hdf5File::ChunkTable& table,
                                                  series_layout::Part part, std::int64_t number);
    /// Reads a block of samples, past the cache.
    /// @param target  where sample block.begin of a row goes; called from several threads
    [[nodiscard]] Result<void> readBlock(const PieceRef& ref, const Block& block,
                                         const std::function<float*(std::int64_t row)>& target,
                                         const RunContext& context);

    class StoredPyramid;
};

} // namespace nodesentry
