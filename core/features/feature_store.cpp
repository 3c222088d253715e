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

Result<void> writeMatrix(Hdf5File& file, const std::string& dataset, const FeatureMatrix& values)
{
    const auto columns = std::max<std::int64_t>(values.cols(), 1);
    return file.write<double>(dataset, std::span(values.data(), static_cast<std::size_t>(values.size())),
                              {values.rows(), values.cols()},
                              {std::max<std::int64_t>(kChunkValues / columns, 1), kChunkValues});
}

Result<FeatureMatrix> readMatrix(const Hdf5File& file, const std::string& dataset)
{
    NODESENTRY_TRY(const auto shape, file.shape(dataset));
    if (shape.size() != 2)
        return fail(Error{ErrorCode::Corrupt, "'" + dataset + "' is not a matrix", file.path()});
    FeatureMatrix values(shape[0], shape[1]);
    NODESENTRY_CHECK(file.read<double>(dataset, {0, 0}, shape,
                                       std::span(values.data(), static_cast<std::size_t>(values.size()))));
    return values;
}

Result<void> writeAll(Hdf5File& file, const StoredFeatures& features)
{
    std::vector<std::uint8_t> names;
    for (const auto& name : features.names) {
        names.insert(names.end(), name.begin(), name.end());
        names.push_back(0);
    }
    NODESENTRY_CHECK(writeFormat(file, kFormat, kVersion));
    NODESENTRY_CHECK(file.setAttribute("", "feature_set", features.featureSet));
    NODESENTRY_CHECK(
        file.write<std::uint8_t>("names", names, {static_cast<std::int64_t>(names.size())}, {1 << 16}));
    NODESENTRY_CHECK(file.write<std::int64_t>(
        "segments", features.segments, {static_cast<std::int64_t>(features.segments.size())}, {1 << 16}));
    NODESENTRY_CHECK(writeMatrix(file, "whole", features.whole));
    NODESENTRY_CHECK(writeMatrix(file, "prefix", features.prefix));
    return file.closeDurably();
}

} // namespace

Result<void> writeFeatures(const std::string& path, const StoredFeatures& features)
{
    const auto rows = static_cast<Eigen::Index>(features.segments.size());
    NODESENTRY_EXPECTS(features.whole.rows() == rows, "one row per segment");
    NODESENTRY_EXPECTS(features.prefix.rows() == rows || features.prefix.size() == 0, "one row per segment");

    const auto temporaryPath = path + ".new";
    NODESENTRY_TRY(auto file, Hdf5File::create(temporaryPath));
    auto written = writeAll(file, features);
    if (written)
        written = renameDurably(temporaryPath, path);
    if (!written) {
        std::error_code ignored; // the error that matters is the first
        std::filesystem::remove(temporaryPath, ignored);
    }
    return written;
}

Result<StoredFeatures> readFeatures(const std::string& path)
{
    NODESENTRY_TRY(const auto file, Hdf5File::openReadOnly(path));
    NODESENTRY_CHECK(checkFormat(file, kFormat, kVersion));
    StoredFeatures features;
    NODESENTRY_TRY(features.featureSet, file.text("", "feature_set"));
    NODESENTRY_TRY(const auto names, file.readAll<std::uint8_t>("names"));
    for (auto name = names.begin(); name != names.end();) {
        const auto end = std::find(name, names.end(), std::uint8_t{0});
        if (end == names.end())
            return fail(Error{ErrorCode::Corrupt, "the list of column names ends too early", path});
        features.names.emplace_back(name, end);
        name = end + 1;
    }
    NODESENTRY_TRY(features.segments, file.readAll<std::int64_t>("segments"));
    NODESENTRY_TRY(features.whole, readMatrix(file, "whole"));
    NODESENTRY_TRY(features.prefix, readMatrix(file, "prefix"));
    const auto rows = static_cast<Eigen::Index>(features.segments.size());
    if (features.whole.rows() != rows || (features.prefix.size() > 0 && features.prefix.rows() != rows))
        return fail(Error{ErrorCode::Corrupt, "there are not as many rows of features as segments", path});
    return features;
}

} // namespace nodesentry
