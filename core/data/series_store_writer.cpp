#include "core/base/expects.h"
#include "core/data/file_format.h"
#include "core/data/series_store_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <span>

namespace nodesentry {

using namespace series_layout;
using Shape = Hdf5File::Shape;

struct SeriesStoreWriter::Private {
    explicit Private(Hdf5File created) : file(std::move(created)) { }
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
    std::vector<SeriesStore::NodeEntry> nodes;
    bool finished = false;

    [[nodiscard]] Result<void> checkNew(const std::string& node) const
    {
        const auto same = [&](const SeriesStore::NodeEntry& entry) { return entry.node == node; };
        if (std::any_of(nodes.begin(), nodes.end(), same))
            return fail(
                Error{ErrorCode::AlreadyExists, fmt::format("node '{}' comes twice", node), file.path()});
        return {};
    }

    Result<void> writeMatrix(const std::string& dataset, const SampleMatrix& values)
    {
        return file.write<float>(dataset, std::span(values.data(), static_cast<std::size_t>(values.size())),
                                 Shape{values.rows(), values.cols()}, Shape{1, chunkLength(values.cols())});
    }

    Result<void> writeIndex();
};

SeriesStoreWriter::SeriesStoreWriter() = default;
SeriesStoreWriter::SeriesStoreWriter(SeriesStoreWriter&&) noexcept = default;
SeriesStoreWriter& SeriesStoreWriter::operator=(SeriesStoreWriter&&) noexcept = default;
SeriesStoreWriter::~SeriesStoreWriter() = default;

Result<SeriesStoreWriter> SeriesStoreWriter::create(const std::string& temporaryPath,
                                                    const std::string& generation)
{
    NODESENTRY_TRY(auto file, Hdf5File::create(temporaryPath));
    SeriesStoreWriter writer;
    writer.d = std::make_unique<Private>(std::move(file));
    auto& out = writer.d->file;
    NODESENTRY_CHECK(writeFormat(out, kFormat, kVersion));
    NODESENTRY_CHECK(out.setAttribute("", "generation", generation));
    NODESENTRY_CHECK(out.createGroup("nodes"));
    return writer;
}

Result<void> SeriesStoreWriter::writeNode(const NodeSeries& series)
{
    NODESENTRY_EXPECTS(!d->finished, "a finished store takes no more nodes");
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
    NODESENTRY_CHECK(d->checkNew(series.node));

    NODESENTRY_CHECK(d->file.createGroup(groupOf(series.node)));
    if (series.values.size() > 0) {
        NODESENTRY_CHECK(d->writeMatrix(datasetOf(series.node, Samples), series.values));
        const PyramidLayout layout(series.grid.size);
        if (layout.storedSize() > 0) {
            SampleMatrix minimum(series.values.rows(), layout.storedSize());
            SampleMatrix maximum(series.values.rows(), layout.storedSize());
            const auto width = static_cast<std::size_t>(layout.storedSize());
            for (Eigen::Index row = 0; row < series.values.rows(); ++row)
                buildMinMaxPyramid(
                    {series.values.row(row).data(), static_cast<std::size_t>(series.grid.size)}, layout,
                    {minimum.row(row).data(), width}, {maximum.row(row).data(), width});
            NODESENTRY_CHECK(d->writeMatrix(datasetOf(series.node, Minimum), minimum));
            NODESENTRY_CHECK(d->writeMatrix(datasetOf(series.node, Maximum), maximum));
        }
    }
    d->nodes.push_back({series.node, series.grid, series.metrics, series.trainEnd});
    return {};
}

Result<void> SeriesStoreWriter::copyNode(const SeriesStore& from, const std::string& node,
                                         const std::vector<int>& metricMap)
{
    NODESENTRY_EXPECTS(!d->finished, "a finished store takes no more nodes");
    NODESENTRY_TRY(const auto* entry, from.d->entry(node));
    auto renamed = *entry;
    for (int& metric : renamed.metrics) {
        NODESENTRY_EXPECTS(metric < static_cast<int>(metricMap.size()),
                           "the map has every metric of the node");
        metric = metricMap[static_cast<std::size_t>(metric)];
    }
    if (std::is_sorted(renamed.metrics.begin(), renamed.metrics.end())) {
        NODESENTRY_CHECK(d->checkNew(node));
        NODESENTRY_CHECK(d->file.copy(from.d->file, groupOf(node), groupOf(node)));
        d->nodes.push_back(std::move(renamed));
        return {};
    }

    // The new indices come in another order, hence the rows too: only this case unpacks the samples.
    NODESENTRY_TRY(auto series, from.readNode(node));
    std::vector<std::size_t> order(renamed.metrics.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return renamed.metrics[a] < renamed.metrics[b]; });
    SampleMatrix values(series.values.rows(), series.values.cols());
    for (std::size_t row = 0; row < order.size(); ++row) {
        values.row(static_cast<Eigen::Index>(row)) = series.values.row(static_cast<Eigen::Index>(order[row]));
        series.metrics[row] = renamed.metrics[order[row]];
    }
    series.values = std::move(values);
    return writeNode(series);
}

Result<void> SeriesStoreWriter::Private::writeIndex()
{
    std::sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    std::vector<std::uint8_t> names;
    std::vector<std::int64_t> grids;
    std::vector<std::int64_t> metrics;
    for (const auto& node : nodes) {
        names.insert(names.end(), node.node.begin(), node.node.end());
        names.push_back(0);
        grids.insert(grids.end(),
                     {node.grid.origin, node.grid.stepMs, node.grid.size, node.trainEnd.value_or(kNoTrainEnd),
                      static_cast<std::int64_t>(node.metrics.size())});
        metrics.insert(metrics.end(), node.metrics.begin(), node.metrics.end());
    }
    constexpr std::int64_t kIndexChunk = 1 << 16;
    const auto size = [](const auto& values) { return Shape{static_cast<std::int64_t>(values.size())}; };
    NODESENTRY_CHECK(file.createGroup("index"));
    NODESENTRY_CHECK(file.write<std::int64_t>("index/grids", grids,
                                              {static_cast<std::int64_t>(nodes.size()), kGridColumns},
                                              {kIndexChunk / kGridColumns, kGridColumns}));
    NODESENTRY_CHECK(file.write<std::int64_t>("index/metrics", metrics, size(metrics), {kIndexChunk}));
    return file.write<std::uint8_t>("index/names", names, size(names), {kIndexChunk});
}

Result<void> SeriesStoreWriter::finish()
{
    NODESENTRY_EXPECTS(!d->finished, "a store is finished once");
    NODESENTRY_CHECK(d->writeIndex());
    NODESENTRY_CHECK(d->file.closeDurably());
    d->finished = true;
    return {};
}

} // namespace nodesentry
