#include "core/data/series_store.h"

#include "core/base/parallel.h"
#include "core/base/reason.h"
#include "core/data/file_format.h"
#include "core/data/series_files.h"
#include "core/data/series_store_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <span>

namespace nodesentry {

using namespace series_layout;
using Shape = Hdf5File::Shape;

namespace {

constexpr float kNoSample = std::numeric_limits<float>::quiet_NaN();

std::int64_t chunksOver(std::int64_t a, std::int64_t b)
{
    return (a + b - 1) / b;
}

/// The number of a dataset's chunk that holds row and column.
std::int64_t chunkOf(const Hdf5File::ChunkTable& table, std::int64_t row, std::int64_t column)
{
    return row / table.chunk[0] * chunksOver(table.shape[1], table.chunk[1]) + column / table.chunk[1];
}

} // namespace

/// The pyramid of one metric in one piece. Holds on to the chunks used last, so that going along the buckets
/// asks the cache only where a new chunk begins.
class SeriesStore::Private::StoredPyramid final : public PyramidSource {
public:
    StoredPyramid(Private& store, PieceRef ref, std::int64_t row)
        : m_store(store),
          m_ref(std::move(ref)),
          m_row(row),
          m_layout(m_ref.piece.samples)
    {
    }

    [[nodiscard]] const PyramidLayout& layout() const { return m_layout; }

    Result<Piece> entries(int level, std::int64_t begin, std::int64_t end) override
    {
        if (level == 0) {
            NODESENTRY_TRY(const auto values, stretch(Samples, begin, end));
            return Piece{values.data(), values.data(), static_cast<std::int64_t>(values.size())};
        }
        const auto first = m_layout.offset(level);
        NODESENTRY_TRY(const auto minima, stretch(Minimum, first + begin, first + end));
        NODESENTRY_TRY(const auto maxima, stretch(Maximum, first + begin, first + end));
        return Piece{minima.data(), maxima.data(), static_cast<std::int64_t>(minima.size())};
    }

private:
    /// Columns [begin, end) of the row, as far as one chunk has them.
    Result<std::span<const float>> stretch(Part part, std::int64_t begin, std::int64_t end)
    {
        Held& held = m_held[part];
        if (held.chunk == nullptr || begin < held.begin || begin >= held.begin + held.table->chunk[1]) {
            if (held.table == nullptr) {
                NODESENTRY_TRY(held.table, m_store.table(m_ref, part));
            }
            NODESENTRY_TRY(held.chunk,
                           m_store.chunk(m_ref, *held.table, part, chunkOf(*held.table, m_row, begin)));
            held.begin = begin - begin % held.table->chunk[1];
        }
        const auto width = held.table->chunk[1];
        const auto stop = std::min(end, held.begin + width);
        return std::span(held.chunk->data() + m_row % held.table->chunk[0] * width + (begin - held.begin),
                         static_cast<std::size_t>(stop - begin));
    }

    struct Held {
        ChunkTable table;
        std::int64_t begin = 0;
        ChunkCache::Chunk chunk;
    };

    Private& m_store;
    const PieceRef m_ref;
    const std::int64_t m_row;
    const PyramidLayout m_layout;
    std::array<Held, kParts.size()> m_held;
};

namespace {

tl::unexpected<Error> damagedSamples(std::string how, const std::string& path)
{
    return fail(errorOf(Reason::SamplesDamaged, {std::move(how)}).inFile(path));
}

/// Opens the file of a generation, which is under its part's name, or still the store, when the file that
/// refers to it is not installed yet.
Result<Hdf5File> openPart(const std::string& path, const std::string& generation)
{
    const auto partPath = seriesPartPath(path, generation);
    auto part = Hdf5File::openReadOnly(partPath);
    if (!part && part.error().code == ErrorCode::NotFound)
        part = Hdf5File::openReadOnly(seriesStorePath(path));
    if (!part && part.error().code != ErrorCode::NotFound)
        return part;
    if (part) {
        NODESENTRY_TRY(const auto found, part->text("", "generation"));
        if (found == generation)
            return part;
        if (part->path() == partPath)
            return damagedSamples(
                fmt::format("holds the samples '{}' where '{}' are expected", found, generation), partPath);
    }
    return damagedSamples(fmt::format("a part is missing: '{}'", partPath), path);
}

} // namespace

SeriesStore::SeriesStore() = default;
SeriesStore::~SeriesStore() = default;

Result<std::shared_ptr<const SeriesStore>> SeriesStore::open(const std::string& path)
{
    auto store = openOnce(path);
    // A change installed between reading the index and opening the parts looks like damage: look again.
    return !store && store.error().code == ErrorCode::Corrupt ? openOnce(path) : store;
}

Result<std::shared_ptr<const SeriesStore>> SeriesStore::openOnce(const std::string& path)
{
    NODESENTRY_TRY(auto file, Hdf5File::openReadOnly(path));
    NODESENTRY_TRY(const auto version, checkFormat(file, kFormat, kVersion));
    if (version < kVersion)
        return fail(
            errorOf(Reason::SamplesOutdated, {std::to_string(version), kFormat, std::to_string(kVersion)})
                .inFile(path));
    std::shared_ptr<SeriesStore> store(new SeriesStore); // the constructor is private
    store->d = std::make_unique<Private>();
    auto& d = *store->d;
    NODESENTRY_TRY(d.index, SeriesIndex::read(file));
    NODESENTRY_CHECK(d.openFiles(path, std::move(file)));
    std::int64_t pieces = 0;
    for (const auto& node : d.index.nodes) {
        d.nodes.push_back(node.entry);
        d.firstPiece.push_back(pieces);
        pieces += static_cast<std::int64_t>(node.pieces.size());
    }
    d.tables.resize(static_cast<std::size_t>(pieces));
    return store;
}

Result<void> SeriesStore::Private::openFiles(const std::string& path, Hdf5File newest)
{
    files.push_back(std::move(newest));
    for (std::size_t i = 1; i < index.files.size(); ++i) {
        NODESENTRY_TRY(auto part, openPart(path, index.files[i].generation));
        files.push_back(std::move(part));
    }
    return {};
}

Result<const SeriesStore::NodeEntry*> SeriesStore::Private::entry(const std::string& node) const
{
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), node,
                                        [](const NodeEntry& e, const std::string& n) { return e.node < n; });
    if (found == nodes.end() || found->node != node)
        return fail(Error{ErrorCode::NotFound, fmt::format("no node '{}'", node), files.front().path()});
    return &*found;
}

std::vector<SeriesStore::Private::PieceRef> SeriesStore::Private::piecesOf(const NodeEntry& of) const
{
    const auto node = static_cast<std::size_t>(&of - nodes.data());
    std::vector<PieceRef> refs;
    for (const auto& piece : index.nodes[node].pieces)
        refs.push_back({of.node, piece, firstPiece[node] + static_cast<std::int64_t>(refs.size())});
    return refs;
}

Result<SeriesStore::Private::ChunkTable> SeriesStore::Private::table(const PieceRef& ref, Part part)
{
    auto& place = tables[static_cast<std::size_t>(ref.id)][part];
    {
        const std::shared_lock lock(tablesMutex);
        if (place != nullptr)
            return place;
    }
    const auto& file = files[static_cast<std::size_t>(ref.piece.file)];
    auto asked = file.chunkTable<float>(ref.piece.dataset(ref.node, part));
    if (!asked && asked.error().code == ErrorCode::NotFound) // a lost link; the index says that it is there
        return damagedSamples(asked.error().message, file.path());
    NODESENTRY_TRY(auto found, std::move(asked));
    const auto rows = static_cast<std::int64_t>(ref.piece.metrics->size());
    const auto samples = ref.piece.samples;
    if (found.shape != Shape{rows, part == Samples ? samples : PyramidLayout(samples).storedSize()})
        return damagedSamples(fmt::format("dataset '{}' has the wrong size", found.dataset), file.path());
    const std::unique_lock lock(tablesMutex);
    if (place == nullptr) // else another thread was faster
        place = std::make_shared<const Hdf5File::ChunkTable>(std::move(found));
    return place;
}

Result<ChunkCache::Chunk> SeriesStore::Private::chunk(const PieceRef& ref, const Hdf5File::ChunkTable& from,
                                                      Part part, std::int64_t number)
{
    const ChunkCache::Key key{ref.id, number, part};
    if (auto cached = cache.find(key))
        return cached;
    std::vector<float> values(static_cast<std::size_t>(from.chunk[0] * from.chunk[1]));
    NODESENTRY_CHECK(files[static_cast<std::size_t>(ref.piece.file)].readChunk<float>(from, number, values));
    auto unpacked = std::make_shared<const std::vector<float>>(std::move(values));
    cache.insert(key, unpacked);
    return unpacked;
}

Result<void> SeriesStore::Private::readBlock(const PieceRef& ref, const Block& block,
                                             const std::function<float*(std::int64_t row)>& target,
                                             const RunContext& context)
{
    if (block.rowBegin >= block.rowEnd || block.begin >= block.end)
        return {};
    NODESENTRY_TRY(const auto from, table(ref, Samples));
    const auto& file = files[static_cast<std::size_t>(ref.piece.file)];
    const auto rows = from->chunk[0];
    const auto columns = from->chunk[1];
    const auto firstRow = block.rowBegin / rows;
    const auto firstColumn = block.begin / columns;
    const auto across = (block.end - 1) / columns - firstColumn + 1;
    const auto down = (block.rowEnd - 1) / rows - firstRow + 1;
    return parallelTry(across * down, context, [&](std::int64_t i) -> Result<void> {
        const auto chunkRow = (firstRow + i / across) * rows;
        const auto chunkColumn = (firstColumn + i % across) * columns;
        std::vector<float> values(static_cast<std::size_t>(rows * columns));
        NODESENTRY_CHECK(file.readChunk<float>(*from, chunkOf(*from, chunkRow, chunkColumn), values));
        const auto begin = std::max(block.begin, chunkColumn);
        const auto end = std::min(block.end, chunkColumn + columns);
        for (auto row = std::max(block.rowBegin, chunkRow); row < std::min(block.rowEnd, chunkRow + rows);
             ++row)
            std::copy_n(values.data() + (row - chunkRow) * columns + (begin - chunkColumn), end - begin,
                        target(row) + (begin - block.begin));
        return {};
    });
}

const std::string& SeriesStore::generation() const
{
    return d->index.files.front().generation;
}
const std::vector<SeriesStore::NodeEntry>& SeriesStore::nodes() const
{
    return d->nodes;
}

const SeriesStore::NodeEntry* SeriesStore::find(const std::string& node) const
{
    const auto entry = d->entry(node);
    return entry ? *entry : nullptr;
}

Result<NodeSeries> SeriesStore::readNode(const std::string& node, const RunContext& context) const
{
    return readNode(node, 0, std::numeric_limits<std::int64_t>::max(), context);
}

Result<NodeSeries> SeriesStore::readNode(const std::string& node, std::int64_t begin, std::int64_t end,
                                         const RunContext& context) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    const auto& grid = entry->grid;
    begin = std::clamp<std::int64_t>(begin, 0, grid.size);
    end = std::clamp<std::int64_t>(end, begin, grid.size);
    NodeSeries series{
        entry->node, {grid.timeOf(begin), grid.stepMs, end - begin}, entry->metrics, {}, entry->trainEnd};
    series.values.setConstant(static_cast<Eigen::Index>(entry->metrics.size()), end - begin, kNoSample);
    for (const auto& ref : d->piecesOf(*entry)) {
        const auto pieceBegin = (ref.piece.origin - grid.origin) / grid.stepMs;
        const auto from = std::max(begin, pieceBegin);
        const auto to = std::min(end, pieceBegin + ref.piece.samples);
        if (from >= to)
            continue;
        std::vector<Eigen::Index> rowOf; // of the node, for each row of the piece
        for (const int metric : *ref.piece.metrics)
            rowOf.push_back(std::lower_bound(entry->metrics.begin(), entry->metrics.end(), metric)
                            - entry->metrics.begin());
        const Private::Block block{0, static_cast<std::int64_t>(rowOf.size()), from - pieceBegin,
                                   to - pieceBegin};
        NODESENTRY_CHECK(d->readBlock(
            ref, block,
            [&](std::int64_t row) {
                return series.values.row(rowOf[static_cast<std::size_t>(row)]).data() + (from - begin);
            },
            context));
    }
    return series;
}

Result<std::vector<float>> SeriesStore::read(const std::string& node, int metric, std::int64_t begin,
                                             std::int64_t end) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    begin = std::clamp<std::int64_t>(begin, 0, entry->grid.size);
    end = std::clamp<std::int64_t>(end, begin, entry->grid.size);
    std::vector<float> values(static_cast<std::size_t>(end - begin), kNoSample);
    for (const auto& ref : d->piecesOf(*entry)) {
        const auto pieceBegin = (ref.piece.origin - entry->grid.origin) / entry->grid.stepMs;
        const auto stop = std::min(end, pieceBegin + ref.piece.samples);
        const auto row = ref.piece.rowOf(metric);
        auto at = std::max(begin, pieceBegin);
        if (row < 0 || at >= stop)
            continue;
        NODESENTRY_TRY(const auto table, d->table(ref, Samples));
        const auto width = table->chunk[1];
        while (at < stop) {
            const auto column = at - pieceBegin;
            NODESENTRY_TRY(const auto chunk, d->chunk(ref, *table, Samples, chunkOf(*table, row, column)));
            const auto count = std::min(stop - at, width - column % width);
            std::copy_n(chunk->data() + row % table->chunk[0] * width + column % width, count,
                        values.data() + (at - begin));
            at += count;
        }
    }
    return values;
}

Result<std::vector<MinMax>> SeriesStore::buckets(const std::string& node, int metric, TimeRange range,
                                                 int count) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    std::vector<std::unique_ptr<Private::StoredPyramid>> pyramids;
    std::vector<PyramidStretch> stretches;
    for (const auto& ref : d->piecesOf(*entry)) {
        const auto row = ref.piece.rowOf(metric);
        const TimeRange span{ref.piece.origin, ref.piece.origin + ref.piece.samples * entry->grid.stepMs};
        if (row < 0 || !span.overlaps(range))
            continue;
        pyramids.push_back(std::make_unique<Private::StoredPyramid>(*d, ref, row));
        stretches.push_back({(ref.piece.origin - entry->grid.origin) / entry->grid.stepMs,
                             &pyramids.back()->layout(), pyramids.back().get()});
    }
    return minMaxBuckets(entry->grid, stretches, range, count);
}

} // namespace nodesentry
