#include "core/features/feature_store.h"

#include "core/base/expects.h"
#include "core/data/durable_file.h"
#include "core/data/file_format.h"
#include "core/data/hdf5_file.h"

#include <algorithm>
#include <filesystem>
#include <span>

namespace nodesentry {

namespace {

// Layout of features.h5: names (each followed by a zero byte), segments, whole, prefix; attribute
// feature_set.

constexpr const char* kFormat = "nodesentry.features";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kChunkValues = 1 << 17; ///< 1 MiB of doubles: rows are read together

const char* datasetOf(FeatureStore::Part part)
{
    return part == FeatureStore::Part::Whole ? "whole" : "prefix";
}

std::int64_t rowsPerChunk(std::int64_t columns)
{
    return std::max<std::int64_t>(kChunkValues / std::max<std::int64_t>(columns, 1), 1);
}

Result<void> writeHead(Hdf5File& file, const std::string& featureSet, const std::vector<std::string>& names,
                       const std::vector<std::int64_t>& segments, bool withPrefix)
{
    std::vector<std::uint8_t> bytes;
    for (const auto& name : names) {
        bytes.insert(bytes.end(), name.begin(), name.end());
        bytes.push_back(0);
    }
    const auto columns = static_cast<std::int64_t>(names.size());
    const auto rows = static_cast<std::int64_t>(segments.size());
    NODESENTRY_CHECK(writeFormat(file, kFormat, kVersion));
    NODESENTRY_CHECK(file.setAttribute("", "feature_set", featureSet));
    NODESENTRY_CHECK(
        file.write<std::uint8_t>("names", bytes, {static_cast<std::int64_t>(bytes.size())}, {1 << 16}));
    NODESENTRY_CHECK(file.write<std::int64_t>("segments", segments, {rows}, {1 << 16}));
    NODESENTRY_CHECK(
        file.createDataset<double>("whole", {rows, columns}, {rowsPerChunk(columns), kChunkValues}));
    const Hdf5File::Shape shape = withPrefix ? Hdf5File::Shape{rows, columns} : Hdf5File::Shape{0, 0};
    return file.createDataset<double>("prefix", shape, {rowsPerChunk(columns), kChunkValues});
}

} // namespace

struct FeatureStore::Private {
    explicit Private(Hdf5File opened) : file(std::move(opened)) { }

    Hdf5File file;
    std::string featureSet;
    std::vector<std::string> names;
    std::vector<std::int64_t> segments;
    bool hasPrefix = false;

    Result<void> readHead();
};

Result<void> FeatureStore::Private::readHead()
{
    NODESENTRY_CHECK(checkFormat(file, kFormat, kVersion));
    NODESENTRY_TRY(featureSet, file.text("", "feature_set"));
    NODESENTRY_TRY(const auto bytes, file.readAll<std::uint8_t>("names"));
    for (auto name = bytes.begin(); name != bytes.end();) {
        const auto end = std::find(name, bytes.end(), std::uint8_t{0});
        if (end == bytes.end())
            return fail(Error{ErrorCode::Corrupt, "the list of column names ends too early", file.path()});
        names.emplace_back(name, end);
        name = end + 1;
    }
    NODESENTRY_TRY(segments, file.readAll<std::int64_t>("segments"));
    for (const auto part : {Part::Whole, Part::Prefix}) {
        NODESENTRY_TRY(const auto shape, file.shape(datasetOf(part)));
        const bool absent = part == Part::Prefix && shape == Hdf5File::Shape{0, 0};
        if (!absent
            && shape
                != Hdf5File::Shape{static_cast<std::int64_t>(segments.size()),
                                   static_cast<std::int64_t>(names.size())})
            return fail(Error{ErrorCode::Corrupt,
                              "there are not as many rows of features as segments, or not as many columns "
                              "as names",
                              file.path()});
        hasPrefix = !absent;
    }
    return {};
}

FeatureStore::FeatureStore() = default;
FeatureStore::FeatureStore(FeatureStore&&) noexcept = default;
FeatureStore& FeatureStore::operator=(FeatureStore&&) noexcept = default;
FeatureStore::~FeatureStore() = default;

Result<FeatureStore> FeatureStore::open(const std::string& path)
{
    NODESENTRY_TRY(auto file, Hdf5File::openReadOnly(path));
    FeatureStore store;
    store.d = std::make_unique<Private>(std::move(file));
    NODESENTRY_CHECK(store.d->readHead());
    return store;
}

const std::string& FeatureStore::featureSet() const
{
    return d->featureSet;
}

const std::vector<std::string>& FeatureStore::names() const
{
    return d->names;
}

const std::vector<std::int64_t>& FeatureStore::segments() const
{
    return d->segments;
}

bool FeatureStore::has(Part part) const
{
    return part == Part::Whole || d->hasPrefix;
}

Result<FeatureMatrix> FeatureStore::rows(Part part, std::int64_t begin, std::int64_t end) const
{
    NODESENTRY_EXPECTS(has(part), "rows that were written");
    NODESENTRY_EXPECTS(0 <= begin && begin <= end && end <= static_cast<std::int64_t>(d->segments.size()),
                       "rows that are there");
    FeatureMatrix values(end - begin, static_cast<Eigen::Index>(d->names.size()));
    NODESENTRY_CHECK(d->file.read<double>(datasetOf(part), {begin, 0}, {values.rows(), values.cols()},
                                          std::span(values.data(), static_cast<std::size_t>(values.size()))));
    return values;
}

Result<FeatureMatrix> FeatureStore::rows(Part part, const std::vector<std::int64_t>& indices) const
{
    FeatureMatrix values(static_cast<Eigen::Index>(indices.size()),
                         static_cast<Eigen::Index>(d->names.size()));
    // Rows come out of chunks, so what is wanted of one chunk is read at once, with the rows between.
    const auto chunk = rowsPerChunk(values.cols());
    for (std::size_t first = 0; first < indices.size();) {
        auto last = first;
        while (last + 1 < indices.size() && indices[last + 1] / chunk == indices[first] / chunk)
            ++last;
        NODESENTRY_TRY(const auto block, rows(part, indices[first], indices[last] + 1));
        for (auto i = first; i <= last; ++i)
            values.row(static_cast<Eigen::Index>(i)) = block.row(indices[i] - indices[first]);
        first = last + 1;
    }
    return values;
}

struct FeatureStoreWriter::Private {
    Private(Hdf5File created, std::string target) : file(std::move(created)), path(std::move(target)) { }
    ~Private()
    {
        if (committed)
            return;
        std::error_code ignored; // nobody is left to hear that the unfinished file could not be removed
        std::filesystem::remove(file.path(), ignored);
    }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    /// Writes the pending rows that fill chunks, or all of them.
    Result<void> flush(bool all);

    Hdf5File file;
    std::string path; ///< the final name
    std::int64_t rows = 0; ///< in all
    std::int64_t columns = 0;
    bool withPrefix = true;
    std::int64_t written = 0;
    std::vector<double> whole; ///< rows that wait until they fill a chunk
    std::vector<double> prefix;
    bool committed = false;
};

Result<void> FeatureStoreWriter::Private::flush(bool all)
{
    if (columns == 0)
        return {};
    const auto pending = static_cast<std::int64_t>(whole.size()) / columns;
    const auto count = all ? pending : pending / rowsPerChunk(columns) * rowsPerChunk(columns);
    const auto values = static_cast<std::ptrdiff_t>(count * columns);
    for (auto* rowsOfPart : {&whole, &prefix}) {
        if (rowsOfPart->empty())
            continue;
        const auto* dataset
            = datasetOf(rowsOfPart == &whole ? FeatureStore::Part::Whole : FeatureStore::Part::Prefix);
        NODESENTRY_CHECK(file.writeBlock<double>(
            dataset, {written, 0}, {count, columns},
            std::span<const double>(*rowsOfPart).first(static_cast<std::size_t>(values))));
        rowsOfPart->erase(rowsOfPart->begin(), rowsOfPart->begin() + values);
    }
    written += count;
    return {};
}

FeatureStoreWriter::FeatureStoreWriter() = default;
FeatureStoreWriter::FeatureStoreWriter(FeatureStoreWriter&&) noexcept = default;
FeatureStoreWriter& FeatureStoreWriter::operator=(FeatureStoreWriter&&) noexcept = default;
FeatureStoreWriter::~FeatureStoreWriter() = default;

Result<FeatureStoreWriter> FeatureStoreWriter::create(const std::string& path, const std::string& featureSet,
                                                      const std::vector<std::string>& names,
                                                      const std::vector<std::int64_t>& segments,
                                                      bool withPrefix)
{
    NODESENTRY_TRY(auto file, Hdf5File::create(path + ".new"));
    FeatureStoreWriter writer;
    writer.d = std::make_unique<Private>(std::move(file), path);
    writer.d->rows = static_cast<std::int64_t>(segments.size());
    writer.d->columns = static_cast<std::int64_t>(names.size());
    writer.d->withPrefix = withPrefix;
    NODESENTRY_CHECK(writeHead(writer.d->file, featureSet, names, segments, withPrefix));
    return writer;
}

Result<void> FeatureStoreWriter::add(const FeatureMatrix& whole, const FeatureMatrix& prefix)
{
    NODESENTRY_EXPECTS(!d->committed, "committed features take no more rows");
    NODESENTRY_EXPECTS(whole.rows() == 0 || whole.cols() == d->columns, "one column per name");
    NODESENTRY_EXPECTS(d->withPrefix ? prefix.rows() == whole.rows() && prefix.cols() == whole.cols()
                                     : prefix.size() == 0,
                       "one prefix per segment, or none at all");
    d->whole.insert(d->whole.end(), whole.data(), whole.data() + whole.size());
    d->prefix.insert(d->prefix.end(), prefix.data(), prefix.data() + prefix.size());
    return d->flush(false);
}

Result<void> FeatureStoreWriter::commit()
{
    NODESENTRY_EXPECTS(!d->committed, "features are committed once");
    NODESENTRY_CHECK(d->flush(true));
    NODESENTRY_EXPECTS(d->columns == 0 || d->written == d->rows, "one row per segment");
    NODESENTRY_CHECK(d->file.closeDurably());
    NODESENTRY_CHECK(renameDurably(d->file.path(), d->path));
    d->committed = true;
    return {};
}

Result<void> writeFeatures(const std::string& path, const StoredFeatures& features)
{
    const auto rows = static_cast<Eigen::Index>(features.segments.size());
    NODESENTRY_EXPECTS(features.whole.rows() == rows, "one row per segment");
    NODESENTRY_EXPECTS(features.prefix.rows() == rows || features.prefix.size() == 0, "one row per segment");
    const bool withPrefix = features.prefix.rows() == rows && features.prefix.cols() == features.whole.cols();
    NODESENTRY_TRY(
        auto writer,
        FeatureStoreWriter::create(path, features.featureSet, features.names, features.segments, withPrefix));
    NODESENTRY_CHECK(writer.add(features.whole, features.prefix));
    return writer.commit();
}

Result<StoredFeatures> readFeatures(const std::string& path)
{
    NODESENTRY_TRY(const auto store, FeatureStore::open(path));
    StoredFeatures features{store.featureSet(), store.names(), store.segments(), {}, {}};
    const auto rows = static_cast<std::int64_t>(store.segments().size());
    NODESENTRY_TRY(features.whole, store.rows(FeatureStore::Part::Whole, 0, rows));
    if (store.has(FeatureStore::Part::Prefix)) {
        NODESENTRY_TRY(features.prefix, store.rows(FeatureStore::Part::Prefix, 0, rows));
    }
    return features;
}

} // namespace nodesentry
