#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/data/file_format.h"
#include "core/data/series_store_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <span>

namespace nodesentry {

using namespace series_layout;
using Shape = Hdf5File::Shape;

namespace {

constexpr int kOwnFile = 0;
/// As many files of one rank, or pieces of a node in one file, are merged.
constexpr std::int64_t kMergeCount = 16;
/// Files of this rank are large enough to stay for good.
constexpr int kFinalRank = 7;

/// Files of one rank differ in size by less than 16 times; 16 of them make one of the next rank or above.
int rankOf(std::int64_t values)
{
    return std::bit_width(static_cast<std::uint64_t>(values)) / 4;
}

/// Which files have to be merged, given how many of their values still count.
std::set<int> filesToMerge(const std::vector<SeriesIndex::File>& files, const std::vector<std::int64_t>& live)
{
    std::set<int> chosen;
    std::map<int, std::vector<int>> byRank;
    for (std::size_t i = 1; i < files.size(); ++i) {
        if (live[i] == 0)
            continue; // will not be referred to any more
        const int file = static_cast<int>(i);
        if (live[i] < files[i].values / 2)
            chosen.insert(file);
        else if (rankOf(live[i]) < kFinalRank)
            byRank[rankOf(live[i])].push_back(file);
    }
    for (const auto& [rank, same] : byRank)
        if (static_cast<std::int64_t>(same.size()) >= kMergeCount)
            chosen.insert(same.begin(), same.end());
    return chosen;
}

TimeMs endOf(const SeriesPiece& piece, std::int64_t stepMs)
{
    return piece.origin + piece.samples * stepMs;
}

/// The smallest piece, not yet written, that covers both in time and has the metrics of both.
SeriesPiece united(const SeriesPiece& a, const SeriesPiece& b, std::int64_t stepMs)
{
    SeriesPiece both;
    both.origin = std::min(a.origin, b.origin);
    both.samples = (std::max(endOf(a, stepMs), endOf(b, stepMs)) - both.origin) / stepMs;
    if (a.metrics == b.metrics) {
        both.metrics = a.metrics;
        return both;
    }
    std::vector<int> metrics;
    std::set_union(a.metrics->begin(), a.metrics->end(), b.metrics->begin(), b.metrics->end(),
                   std::back_inserter(metrics));
    both.metrics = std::make_shared<const std::vector<int>>(std::move(metrics));
    return both;
}

} // namespace

struct SeriesStoreWriter::Private {
    /// A node as it will be in the new store.
    struct Node : SeriesIndex::Node {
        std::int64_t nextNumber = 0; ///< of its pieces in our own file
        bool touched = false; ///< written or appended to
    };

    Private(Hdf5File created, std::shared_ptr<const SeriesStore> goesOnFrom)
        : file(std::move(created)),
          previous(std::move(goesOnFrom))
    {
    }
    ~Private()
    {
        if (finished)
            return;
        std::error_code ignored; // nobody is left to hear that the unfinished file could not be removed
        std::filesystem::remove(file.path(), ignored);
    }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    Hdf5File file;
    const std::shared_ptr<const SeriesStore> previous;
    std::vector<SeriesIndex::File> files; ///< our own first, then those of previous
    std::mutex mutex; ///< of the map; the nodes in it belong to the thread that writes them
    std::map<std::string, Node> nodes;
    bool finished = false;

    void takePrevious();
    Node& nodeFor(const NodeSeries& series);
    Result<void> add(Node& node, const NodeSeries& series, const RunContext& context);
    Result<void> readPiece(const Node& node, const SeriesPiece& piece,
                           const SeriesStore::Private::Block& block,
                           const std::function<float*(std::int64_t row)>& target);
    Result<void> fillRows(const Node& node, const SeriesPiece& piece, std::span<const SeriesPiece> sources,
                          const NodeSeries* newest, std::int64_t rowBegin, std::int64_t rowEnd,
                          float* values);
    Result<void> writePiece(const Node& node, const SeriesPiece& piece, std::span<const SeriesPiece> sources,
                            const NodeSeries* newest, const RunContext& context);
    Result<void> dropPieces(Node& node, std::size_t begin, std::size_t end);
    Result<void> mergePieces(Node& node, const std::set<int>& mergedFiles);
    [[nodiscard]] RunContext mergeContext(const std::set<int>& mergedFiles, const RunContext& context) const;
    Result<void> mergeRun(Node& node, std::size_t begin, std::size_t end);
    [[nodiscard]] std::vector<std::int64_t> liveValues() const;
    [[nodiscard]] SeriesIndex index() const;
};

SeriesStoreWriter::SeriesStoreWriter() = default;
SeriesStoreWriter::SeriesStoreWriter(SeriesStoreWriter&&) noexcept = default;
SeriesStoreWriter& SeriesStoreWriter::operator=(SeriesStoreWriter&&) noexcept = default;
SeriesStoreWriter::~SeriesStoreWriter() = default;

Result<SeriesStoreWriter> SeriesStoreWriter::create(const std::string& temporaryPath,
                                                    const std::string& generation,
                                                    std::shared_ptr<const SeriesStore> previous)
{
    NODESENTRY_EXPECTS(!generation.empty()
                           && generation.find_first_of(std::string("/.\0", 3)) == std::string::npos,
                       "a generation is a part of a file's name");
    NODESENTRY_EXPECTS(previous == nullptr || previous->generation() != generation,
                       "each change has a generation of its own");
    NODESENTRY_EXPECTS(previous == nullptr || previous->d->files.front().path() != temporaryPath,
                       "the new store is written beside the old one");
    NODESENTRY_TRY(auto file, Hdf5File::create(temporaryPath));
    SeriesStoreWriter writer;
    writer.d = std::make_unique<Private>(std::move(file), std::move(previous));
    writer.d->files.push_back({generation, 0});
    writer.d->takePrevious();
    auto& out = writer.d->file;
    NODESENTRY_CHECK(writeFormat(out, kFormat, kVersion));
    NODESENTRY_CHECK(out.setAttribute("", "generation", generation));
    NODESENTRY_CHECK(out.createGroup("nodes"));
    return writer;
}

void SeriesStoreWriter::Private::takePrevious()
{
    if (previous == nullptr)
        return;
    const auto& index = previous->d->index;
    files.insert(files.end(), index.files.begin(), index.files.end());
    for (const auto& known : index.nodes) {
        auto& node = nodes[known.entry.node];
        static_cast<SeriesIndex::Node&>(node) = known;
        for (auto& piece : node.pieces)
            piece.file += 1; // our own file has come in front
    }
}

SeriesStoreWriter::Private::Node& SeriesStoreWriter::Private::nodeFor(const NodeSeries& series)
{
    NODESENTRY_EXPECTS(!finished, "a finished store takes no more samples");
    NODESENTRY_EXPECTS(!series.node.empty() && series.node.find('\0') == std::string::npos,
                       "a node has a name");
    NODESENTRY_EXPECTS(series.grid.stepMs > 0 && series.grid.size == series.values.cols(),
                       "one column per sample");
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(series.metrics.size()) == series.values.rows(),
                       "one row per metric");
    NODESENTRY_EXPECTS(
        std::adjacent_find(series.metrics.begin(), series.metrics.end(), std::greater_equal<>())
            == series.metrics.end(),
        "metrics ascend");
    const std::lock_guard lock(mutex);
    const auto [found, isNew] = nodes.try_emplace(series.node);
    if (isNew)
        found->second.entry.node = series.node;
    return found->second;
}

Result<void> SeriesStoreWriter::writeNode(const NodeSeries& series, const RunContext& context)
{
    auto& node = d->nodeFor(series);
    if (node.touched)
        return fail(Error{ErrorCode::AlreadyExists, fmt::format("node '{}' comes twice", series.node),
                          d->file.path()});
    node.pieces.clear();
    node.entry = {series.node, {series.grid.origin, series.grid.stepMs, 0}, {}, {}};
    return d->add(node, series, context);
}

Result<void> SeriesStoreWriter::appendNode(const NodeSeries& series, const RunContext& context)
{
    auto& node = d->nodeFor(series);
    const auto& grid = node.entry.grid;
    if (grid.size > 0 && grid.stepMs != series.grid.stepMs)
        return fail(Error{ErrorCode::InconsistentData,
                          fmt::format("node '{}' has a sample every {} ms; one every {} ms cannot be added",
                                      series.node, grid.stepMs, series.grid.stepMs),
                          {},
                          0,
                          0,
                          "bring them to the step of the project"});
    if (grid.size > 0 && (series.grid.origin - grid.origin) % grid.stepMs != 0)
        return fail(Error{ErrorCode::InconsistentData,
                          fmt::format("samples of node '{}' from {} on lie between those of its grid",
                                      series.node, formatUtc(series.grid.origin)),
                          {},
                          0,
                          0,
                          "bring them to the grid of the node"});
    return d->add(node, series, context);
}

Result<void> SeriesStoreWriter::removeNode(const std::string& node)
{
    const std::lock_guard lock(d->mutex);
    if (d->nodes.erase(node) == 0)
        return fail(Error{ErrorCode::NotFound, fmt::format("no node '{}'", node), d->file.path()});
    return {};
}

/// Puts samples where they belong among the pieces of a node; pieces that they overlap become one with them.
Result<void> SeriesStoreWriter::Private::add(Node& node, const NodeSeries& series, const RunContext& context)
{
    node.touched = true;
    auto& entry = node.entry;
    const auto stepMs = series.grid.stepMs;
    SeriesPiece piece;
    piece.origin = series.grid.origin;
    piece.samples = series.grid.size;
    piece.metrics = std::make_shared<const std::vector<int>>(series.metrics);

    std::vector<int> metrics;
    std::set_union(entry.metrics.begin(), entry.metrics.end(), series.metrics.begin(), series.metrics.end(),
                   std::back_inserter(metrics));
    entry.metrics = std::move(metrics);
    if (series.trainEnd)
        entry.trainEnd = series.trainEnd;
    if (entry.grid.size == 0) {
        entry.grid = series.grid;
    } else if (series.grid.size > 0) {
        const auto end = std::max(entry.grid.range().end, series.grid.range().end);
        entry.grid.origin = std::min(entry.grid.origin, series.grid.origin);
        entry.grid.size = (end - entry.grid.origin) / stepMs;
    }
    if (series.values.size() == 0)
        return {};

    const auto first = std::find_if(node.pieces.begin(), node.pieces.end(), [&](const SeriesPiece& old) {
        return endOf(old, stepMs) > series.grid.origin;
    });
    const auto last = std::find_if(first, node.pieces.end(), [&](const SeriesPiece& old) {
        return old.origin >= series.grid.range().end;
    });
    for (auto old = first; old != last; ++old)
        piece = united(piece, *old, stepMs);
    piece.number = node.nextNumber++;
    const auto begin = static_cast<std::size_t>(first - node.pieces.begin());
    const auto end = static_cast<std::size_t>(last - node.pieces.begin());
    NODESENTRY_CHECK(
        writePiece(node, piece, std::span(node.pieces).subspan(begin, end - begin), &series, context));
    NODESENTRY_CHECK(dropPieces(node, begin, end));
    node.pieces.insert(node.pieces.begin() + static_cast<std::ptrdiff_t>(begin), piece);
    return {};
}

Result<void> SeriesStoreWriter::Private::dropPieces(Node& node, std::size_t begin, std::size_t end)
{
    for (auto i = begin; i < end; ++i)
        if (node.pieces[i].file == kOwnFile)
            NODESENTRY_CHECK(file.remove(node.pieces[i].group(node.entry.node)));
    node.pieces.erase(node.pieces.begin() + static_cast<std::ptrdiff_t>(begin),
                      node.pieces.begin() + static_cast<std::ptrdiff_t>(end));
    return {};
}

/// Reads a block of a piece, whichever file it is in.
Result<void> SeriesStoreWriter::Private::readPiece(const Node& node, const SeriesPiece& piece,
                                                   const SeriesStore::Private::Block& block,
                                                   const std::function<float*(std::int64_t row)>& target)
{
    if (piece.file != kOwnFile) {
        auto& store = *previous->d;
        NODESENTRY_TRY(const auto* entry, store.entry(node.entry.node));
        for (const auto& ref : store.piecesOf(*entry))
            if (ref.piece.file == piece.file - 1 && ref.piece.number == piece.number)
                return store.readBlock(ref, block, target, {});
        NODESENTRY_EXPECTS(false, "pieces of other files are those of the previous store");
    }
    const Shape count{block.rowEnd - block.rowBegin, block.end - block.begin};
    std::vector<float> values(static_cast<std::size_t>(count[0] * count[1]));
    NODESENTRY_CHECK(file.read<float>(piece.dataset(node.entry.node, Samples), {block.rowBegin, block.begin},
                                      count, values));
    for (std::int64_t row = 0; row < count[0]; ++row)
        std::copy_n(values.data() + row * count[1], count[1], target(block.rowBegin + row));
    return {};
}

/// The samples of some rows of a new piece: those of the sources, which lie within it, and over them the
/// newest.
/// @param values  (rowEnd - rowBegin) x piece.samples
Result<void> SeriesStoreWriter::Private::fillRows(const Node& node, const SeriesPiece& piece,
                                                  std::span<const SeriesPiece> sources,
                                                  const NodeSeries* newest, std::int64_t rowBegin,
                                                  std::int64_t rowEnd, float* values)
{
    const auto stepMs = node.entry.grid.stepMs;
    std::fill_n(values, (rowEnd - rowBegin) * piece.samples, std::numeric_limits<float>::quiet_NaN());
    const auto target = [&](int metric, TimeMs origin) {
        return values + (piece.rowOf(metric) - rowBegin) * piece.samples + (origin - piece.origin) / stepMs;
    };
    const auto rowsIn = [&](const std::vector<int>& metrics) {
        const auto at = [&](std::int64_t row) {
            return row == static_cast<std::int64_t>(piece.metrics->size())
                ? static_cast<std::int64_t>(metrics.size())
                : std::lower_bound(metrics.begin(), metrics.end(),
                                   (*piece.metrics)[static_cast<std::size_t>(row)])
                    - metrics.begin();
        };
        return std::pair{at(rowBegin), at(rowEnd)};
    };
    for (const auto& source : sources) {
        const auto [begin, end] = rowsIn(*source.metrics);
        NODESENTRY_CHECK(readPiece(node, source, {begin, end, 0, source.samples}, [&](std::int64_t row) {
            return target((*source.metrics)[static_cast<std::size_t>(row)], source.origin);
        }));
    }
    if (newest == nullptr)
        return {};
    const auto [begin, end] = rowsIn(newest->metrics);
    for (auto row = begin; row < end; ++row) {
        const float* in = newest->values.row(row).data();
        float* out = target(newest->metrics[static_cast<std::size_t>(row)], newest->grid.origin);
        for (std::int64_t i = 0; i < newest->grid.size; ++i)
            if (!std::isnan(in[i]))
                out[i] = in[i];
    }
    return {};
}

/// Writes a piece and its pyramid into our own file, some rows at a time.
Result<void> SeriesStoreWriter::Private::writePiece(const Node& node, const SeriesPiece& piece,
                                                    std::span<const SeriesPiece> sources,
                                                    const NodeSeries* newest, const RunContext& context)
{
    const auto& name = node.entry.node;
    const auto rows = static_cast<std::int64_t>(piece.metrics->size());
    const auto samples = piece.samples;
    const PyramidLayout layout(samples);
    const auto entries = layout.storedSize();
    const auto rowsInChunk = chunkRows(rows, samples);
    NODESENTRY_CHECK(file.createGroup(piece.group(name)));
    NODESENTRY_CHECK(file.createDataset<float>(piece.dataset(name, Samples), {rows, samples},
                                               {rowsInChunk, chunkColumns(samples)}));
    if (entries > 0)
        for (const auto part : {Minimum, Maximum})
            NODESENTRY_CHECK(file.createDataset<float>(piece.dataset(name, part), {rows, entries},
                                                       {rowsInChunk, chunkColumns(entries)}));

    // As many rows at once as a source has in one chunk, so that it is unpacked once; but not too many
    // values.
    constexpr std::int64_t kValuesAtOnce = 1 << 22;
    auto rowsAtOnce = rowsInChunk;
    for (const auto& source : sources)
        rowsAtOnce = std::max(rowsAtOnce,
                              chunkRows(static_cast<std::int64_t>(source.metrics->size()), source.samples));
    rowsAtOnce = std::min(rowsAtOnce, std::max(rowsInChunk, kValuesAtOnce / samples));
    rowsAtOnce = (rowsAtOnce + rowsInChunk - 1) / rowsInChunk * rowsInChunk;
    return parallelTry((rows + rowsAtOnce - 1) / rowsAtOnce, context, [&](std::int64_t i) -> Result<void> {
        const auto begin = i * rowsAtOnce;
        const auto end = std::min(rows, begin + rowsAtOnce);
        SampleMatrix values(end - begin, samples);
        NODESENTRY_CHECK(fillRows(node, piece, sources, newest, begin, end, values.data()));
        const auto write = [&](Part part, const SampleMatrix& block) {
            return file.writeBlock<float>(piece.dataset(name, part), {begin, 0}, {block.rows(), block.cols()},
                                          std::span(block.data(), static_cast<std::size_t>(block.size())));
        };
        NODESENTRY_CHECK(write(Samples, values));
        if (entries == 0)
            return {};
        SampleMatrix minimum(end - begin, entries);
        SampleMatrix maximum(end - begin, entries);
        const auto width = static_cast<std::size_t>(entries);
        for (Eigen::Index row = 0; row < values.rows(); ++row)
            buildMinMaxPyramid({values.row(row).data(), static_cast<std::size_t>(samples)}, layout,
                               {minimum.row(row).data(), width}, {maximum.row(row).data(), width});
        NODESENTRY_CHECK(write(Minimum, minimum));
        return write(Maximum, maximum);
    });
}

/// Brings the pieces of a node that are in some files, and what was added to it now, into our own file, those
/// that follow each other as one piece.
Result<void> SeriesStoreWriter::Private::mergePieces(Node& node, const std::set<int>& mergedFiles)
{
    const auto own = std::count_if(node.pieces.begin(), node.pieces.end(),
                                   [](const SeriesPiece& piece) { return piece.file == kOwnFile; });
    const bool any = std::any_of(node.pieces.begin(), node.pieces.end(),
                                 [&](const SeriesPiece& piece) { return mergedFiles.contains(piece.file); });
    if (!any && own < kMergeCount)
        return {};
    const auto stepMs = node.entry.grid.stepMs;
    const auto chosen = [&](const SeriesPiece& piece) {
        return piece.file == kOwnFile || mergedFiles.contains(piece.file);
    };
    for (std::size_t begin = 0; begin < node.pieces.size(); ++begin) {
        if (!chosen(node.pieces[begin]))
            continue;
        auto end = begin + 1;
        auto samples = node.pieces[begin].samples;
        for (; end < node.pieces.size() && chosen(node.pieces[end]); ++end) {
            samples += node.pieces[end].samples;
            const auto span = endOf(node.pieces[end], stepMs) - node.pieces[begin].origin;
            if (span / stepMs > 2 * samples) // mostly gap: better two pieces than one full of NaN
                break;
        }
        NODESENTRY_CHECK(mergeRun(node, begin, end));
    }
    return {};
}

Result<void> SeriesStoreWriter::Private::mergeRun(Node& node, std::size_t begin, std::size_t end)
{
    const auto& name = node.entry.node;
    const auto& first = node.pieces[begin];
    if (end - begin == 1 && first.file == kOwnFile)
        return {};
    auto piece = first;
    piece.file = kOwnFile;
    if (end - begin == 1) { // as it is, without unpacking
        piece.number = node.nextNumber++;
        const auto& from = previous->d->files[static_cast<std::size_t>(first.file - 1)];
        NODESENTRY_CHECK(file.copy(from, first.group(name), piece.group(name)));
    } else {
        for (auto i = begin + 1; i < end; ++i)
            piece = united(piece, node.pieces[i], node.entry.grid.stepMs);
        piece.number = node.nextNumber++;
        const auto sources = std::span(node.pieces).subspan(begin, end - begin);
        NODESENTRY_CHECK(writePiece(node, piece, sources, nullptr, {}));
    }
    NODESENTRY_CHECK(dropPieces(node, begin, end));
    node.pieces.insert(node.pieces.begin() + static_cast<std::ptrdiff_t>(begin), piece);
    return {};
}

/// How many values of each file still count.
std::vector<std::int64_t> SeriesStoreWriter::Private::liveValues() const
{
    std::vector<std::int64_t> live(files.size());
    for (const auto& [name, node] : nodes)
        for (const auto& piece : node.pieces)
            live[static_cast<std::size_t>(piece.file)] += piece.values();
    return live;
}

/// The new store's index, without the files that nothing refers to any more.
SeriesIndex SeriesStoreWriter::Private::index() const
{
    const auto live = liveValues();
    SeriesIndex index;
    std::vector<int> numbers(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        numbers[i] = static_cast<int>(index.files.size());
        if (i == kOwnFile)
            index.files.push_back({files[i].generation, live[i]});
        else if (live[i] > 0)
            index.files.push_back(files[i]);
    }
    for (const auto& [name, node] : nodes) {
        index.nodes.push_back(node);
        for (auto& piece : index.nodes.back().pieces)
            piece.file = numbers[static_cast<std::size_t>(piece.file)];
    }
    return index;
}

/// Threads that pay for merging these files. Of small pieces most of the time goes into the HDF5 library,
/// where threads only hinder each other: 1,294 x 16 pieces of 82 values took 1.1 s on one thread, 2.8 s on
/// two.
RunContext SeriesStoreWriter::Private::mergeContext(const std::set<int>& mergedFiles,
                                                    const RunContext& context) const
{
    constexpr std::int64_t kValuesWorthAThread = 1 << 15;
    std::int64_t values = 0;
    std::int64_t pieces = 0;
    for (const auto& [name, node] : nodes)
        for (const auto& piece : node.pieces)
            if (piece.file == kOwnFile || mergedFiles.contains(piece.file)) {
                values += piece.values();
                ++pieces;
            }
    return RunContext(context.stopToken(), {}, values < kValuesWorthAThread * pieces ? 1 : context.threads());
}

Result<void> SeriesStoreWriter::finish(const RunContext& context)
{
    NODESENTRY_EXPECTS(!d->finished, "a store is finished once");
    const auto merged = filesToMerge(d->files, d->liveValues());
    std::vector<Private::Node*> nodes;
    for (auto& [name, node] : d->nodes)
        nodes.push_back(&node);
    NODESENTRY_CHECK(parallelTry(
        static_cast<std::int64_t>(nodes.size()), d->mergeContext(merged, context),
        [&](std::int64_t i) { return d->mergePieces(*nodes[static_cast<std::size_t>(i)], merged); }));
    NODESENTRY_CHECK(d->index().write(d->file));
    NODESENTRY_CHECK(d->file.closeDurably());
    d->finished = true;
    return {};
}

} // namespace nodesentry
