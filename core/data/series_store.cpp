#include "core/data/series_store.h"

#include "core/data/file_format.h"
#include "core/data/series_store_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>
#include <span>

namespace nodesentry {

using namespace series_layout;

namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::optional<std::int64_t> rowOf(const SeriesStore::NodeEntry& entry, int metric)
{
    const auto found = std::lower_bound(entry.metrics.begin(), entry.metrics.end(), metric);
    if (found == entry.metrics.end() || *found != metric)
        return std::nullopt;
    return found - entry.metrics.begin();
}

/// The pyramid of one metric of one node. Holds on to the chunks used last, so that going along the buckets
/// asks the cache only where a new chunk begins.
template <class FetchChunk> class StoredPyramid final : public PyramidSource {
public:
    StoredPyramid(const PyramidLayout& layout, FetchChunk fetch) : m_layout(layout), m_fetch(std::move(fetch))
    {
    }

    Result<Piece> entries(int level, std::int64_t begin, std::int64_t end) override
    {
        if (level == 0) {
            NODESENTRY_TRY(const auto values, piece(Samples, m_layout.size(0), begin, end));
            return Piece{values.data(), values.data(), static_cast<std::int64_t>(values.size())};
        }
        const auto first = m_layout.offset(level);
        NODESENTRY_TRY(const auto minima, piece(Minimum, m_layout.storedSize(), first + begin, first + end));
        NODESENTRY_TRY(const auto maxima, piece(Maximum, m_layout.storedSize(), first + begin, first + end));
        return Piece{minima.data(), maxima.data(), static_cast<std::int64_t>(minima.size())};
    }

private:
    Result<std::span<const float>> piece(Part part, std::int64_t size, std::int64_t begin, std::int64_t end)
    {
        const auto length = chunkLength(size);
        Held& held = m_held[part];
        if (held.chunk == nullptr || begin < held.begin || begin >= held.begin + length) {
            const auto index = begin / length;
            NODESENTRY_TRY(held.chunk, m_fetch(part, index));
            held.begin = index * length;
        }
        const auto stop = std::min(end, held.begin + length);
        return std::span(held.chunk->data() + (begin - held.begin), static_cast<std::size_t>(stop - begin));
    }

    struct Held {
        std::int64_t begin = 0;
        ChunkCache::Chunk chunk;
    };

    const PyramidLayout& m_layout;
    FetchChunk m_fetch;
    std::array<Held, kParts.size()> m_held;
};

} // namespace

SeriesStore::SeriesStore() = default;
SeriesStore::~SeriesStore() = default;

Result<std::shared_ptr<const SeriesStore>> SeriesStore::open(const std::string& path)
{
    NODESENTRY_TRY(auto file, Hdf5File::openReadOnly(path));
    NODESENTRY_CHECK(checkFormat(file, kFormat, kVersion));
    std::shared_ptr<SeriesStore> store(new SeriesStore); // the constructor is private
    store->d = std::make_unique<Private>(std::move(file));
    NODESENTRY_TRY(store->d->generation, store->d->file.text("", "generation"));
    NODESENTRY_CHECK(store->d->readIndex());
    return store;
}

Result<void> SeriesStore::Private::readIndex()
{
    const auto contradiction = [&](const std::string& what) {
        return fail(Error{ErrorCode::Corrupt, "the index of nodes contradicts itself: " + what, file.path(),
                          0, 0, "import the data again"});
    };
    NODESENTRY_TRY(const bool finished, file.exists("index/names"));
    if (!finished)
        return fail(Error{ErrorCode::Corrupt, "this series store was never finished", file.path(), 0, 0,
                          "import the data again"});
    NODESENTRY_TRY(const auto names, file.readAll<std::uint8_t>("index/names"));
    NODESENTRY_TRY(const auto grids, file.readAll<std::int64_t>("index/grids"));
    NODESENTRY_TRY(const auto metrics, file.readAll<std::int64_t>("index/metrics"));

    auto name = names.begin();
    auto metric = metrics.begin();
    for (std::size_t i = 0; i + kGridColumns <= grids.size(); i += kGridColumns) {
        const auto nameEnd = std::find(name, names.end(), std::uint8_t{0});
        const auto metricCount = grids[i + 4];
        if (nameEnd == names.end() || metricCount < 0 || metricCount > metrics.end() - metric)
            return contradiction("it ends too early");
        NodeEntry node{std::string(name, nameEnd), {grids[i], grids[i + 1], grids[i + 2]}, {}, {}};
        node.metrics.assign(metric, metric + metricCount);
        if (grids[i + 3] != kNoTrainEnd)
            node.trainEnd = grids[i + 3];
        if (node.grid.stepMs <= 0 || node.grid.size < 0)
            return contradiction(fmt::format("node '{}' has no possible time grid", node.node));
        if (!nodes.empty() && nodes.back().node >= node.node)
            return contradiction(fmt::format("node '{}' is out of order", node.node));
        nodes.push_back(std::move(node));
        name = nameEnd + 1;
        metric += metricCount;
    }
    if (name != names.end() || metric != metrics.end())
        return contradiction("more names than nodes");
    return {};
}

Result<const SeriesStore::NodeEntry*> SeriesStore::Private::entry(const std::string& node) const
{
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), node,
                                        [](const NodeEntry& e, const std::string& n) { return e.node < n; });
    if (found == nodes.end() || found->node != node)
        return fail(Error{ErrorCode::NotFound, fmt::format("no node '{}'", node), file.path()});
    return &*found;
}

Result<ChunkCache::Chunk> SeriesStore::Private::chunk(const NodeEntry& entry, std::int64_t row, Part part,
                                                      std::int64_t index)
{
    const ChunkCache::Key key{&entry - nodes.data(), row, index, part};
    if (auto cached = cache.find(key))
        return cached;
    const auto size = part == Samples ? entry.grid.size : PyramidLayout(entry.grid.size).storedSize();
    const auto begin = index * chunkLength(size);
    std::vector<float> values(static_cast<std::size_t>(std::min(chunkLength(size), size - begin)));
    NODESENTRY_CHECK(file.read<float>(datasetOf(entry.node, part), {row, begin},
                                      {1, static_cast<std::int64_t>(values.size())}, values));
    auto chunk = std::make_shared<const std::vector<float>>(std::move(values));
    cache.insert(key, chunk);
    return chunk;
}

const std::string& SeriesStore::generation() const
{
    return d->generation;
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

Result<NodeSeries> SeriesStore::readNode(const std::string& node) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    NodeSeries series{entry->node, entry->grid, entry->metrics, {}, entry->trainEnd};
    const auto rows = static_cast<std::int64_t>(entry->metrics.size());
    series.values.resize(rows, entry->grid.size);
    NODESENTRY_CHECK(
        d->file.read<float>(datasetOf(node, Samples), {0, 0}, {rows, entry->grid.size},
                            std::span(series.values.data(), static_cast<std::size_t>(series.values.size()))));
    return series;
}

Result<std::vector<float>> SeriesStore::read(const std::string& node, int metric, std::int64_t begin,
                                             std::int64_t end) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    begin = std::clamp<std::int64_t>(begin, 0, entry->grid.size);
    end = std::clamp<std::int64_t>(end, begin, entry->grid.size);
    std::vector<float> values(static_cast<std::size_t>(end - begin), kMissing);
    const auto row = rowOf(*entry, metric);
    if (!row)
        return values;
    const auto length = chunkLength(entry->grid.size);
    for (auto at = begin; at < end;) {
        const auto index = at / length;
        NODESENTRY_TRY(const auto chunk, d->chunk(*entry, *row, Samples, index));
        const auto stop = std::min(end, (index + 1) * length);
        std::copy(chunk->begin() + (at - index * length), chunk->begin() + (stop - index * length),
                  values.begin() + (at - begin));
        at = stop;
    }
    return values;
}

Result<std::vector<MinMax>> SeriesStore::buckets(const std::string& node, int metric, TimeRange range,
                                                 int count) const
{
    NODESENTRY_TRY(const auto* entry, d->entry(node));
    const auto row = rowOf(*entry, metric);
    if (!row && count > 0)
        return std::vector<MinMax>(static_cast<std::size_t>(count), {kMissing, kMissing});
    const PyramidLayout layout(entry->grid.size);
    StoredPyramid source(layout,
                         [&](Part part, std::int64_t index) { return d->chunk(*entry, *row, part, index); });
    return minMaxBuckets(entry->grid, layout, source, range, count);
}

} // namespace nodesentry
