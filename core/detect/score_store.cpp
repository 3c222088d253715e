#include "core/detect/score_store.h"

#include "core/base/expects.h"
#include "core/data/durable_file.h"
#include "core/data/file_format.h"
#include "core/data/hdf5_file.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>

namespace nodesentry {

namespace {

// Layout of scores.h5: methods/METHOD/NODE/{score, threshold, flagged} and, where the method gives them,
// {metric_error, reconstruction} (metrics x samples) and {cluster, expert}; the grid is attributes of NODE.

constexpr const char* kFormat = "nodesentry.scores";
constexpr std::int64_t kVersion = 1;
constexpr const char* kMethods = "methods";
constexpr std::int64_t kChunkSamples = 40'320; ///< a week at 15 s, as in the series store

using Shape = Hdf5File::Shape;

std::string methodGroup(const std::string& method)
{
    return std::string(kMethods) + "/" + Hdf5File::linkName(method);
}

std::string nodeGroup(const std::string& method, const std::string& node)
{
    return methodGroup(method) + "/" + Hdf5File::linkName(node);
}

/// Opens the scores, or nothing where there are none yet.
Result<std::optional<Hdf5File>> openScores(const std::string& path)
{
    auto file = Hdf5File::openReadOnly(path);
    if (!file && file.error().code == ErrorCode::NotFound)
        return std::optional<Hdf5File>();
    auto checked = file ? checkFormat(*file, kFormat, kVersion) : Result<std::int64_t>(fail(file.error()));
    if (!checked && checked.error().code == ErrorCode::Corrupt)
        return fail(
            checked.error().advise("remove the file and run detect again: scores can be computed anew"));
    if (!checked)
        return fail(checked.error());
    return std::optional<Hdf5File>(std::move(*file));
}

template <class T>
Result<void> writeVector(Hdf5File& file, const std::string& dataset, const std::vector<T>& values)
{
    return file.write<T>(dataset, values, {static_cast<std::int64_t>(values.size())}, {kChunkSamples});
}

Result<void> writeMatrix(Hdf5File& file, const std::string& dataset, const SampleMatrix& values)
{
    return file.write<float>(dataset, std::span(values.data(), static_cast<std::size_t>(values.size())),
                             {values.rows(), values.cols()}, {1, kChunkSamples});
}

/// Reads a vector of @p size; an empty one where the dataset is missing and may be.
template <class T>
Result<std::vector<T>> readVector(const Hdf5File& file, const std::string& dataset, std::int64_t size,
                                  bool optional)
{
    if (optional) {
        NODESENTRY_TRY(const bool there, file.exists(dataset));
        if (!there)
            return std::vector<T>();
    }
    NODESENTRY_TRY(auto values, file.readAll<T>(dataset));
    if (static_cast<std::int64_t>(values.size()) != size)
        return fail(Error{ErrorCode::Corrupt, fmt::format("'{}' is not as long as the node's grid", dataset),
                          file.path()});
    return values;
}

Result<SampleMatrix> readMatrix(const Hdf5File& file, const std::string& dataset, std::int64_t columns)
{
    NODESENTRY_TRY(const bool there, file.exists(dataset));
    if (!there)
        return SampleMatrix();
    NODESENTRY_TRY(const auto shape, file.shape(dataset));
    if (shape.size() != 2 || shape[1] != columns)
        return fail(Error{ErrorCode::Corrupt, fmt::format("'{}' is not as long as the node's grid", dataset),
                          file.path()});
    SampleMatrix values(shape[0], shape[1]);
    NODESENTRY_CHECK(file.read<float>(dataset, {0, 0}, shape,
                                      std::span(values.data(), static_cast<std::size_t>(values.size()))));
    return values;
}

} // namespace

Result<StoredScores> ScoreStore::read(const std::string& path, const std::string& method,
                                      const std::string& node, bool withDetails)
{
    NODESENTRY_TRY(const auto opened, openScores(path));
    const auto group = nodeGroup(method, node);
    const auto none = [&] {
        return fail(Error{ErrorCode::NotFound,
                          fmt::format("no scores of method '{}' for node '{}'", method, node), path, 0, 0,
                          fmt::format("run detect with the method '{}'", method)});
    };
    if (!opened)
        return none();
    const Hdf5File& file = *opened;
    NODESENTRY_TRY(const bool there, file.exists(group));
    if (!there)
        return none();

    StoredScores stored;
    stored.scores.node = node;
    NODESENTRY_TRY(stored.grid.origin, file.integer(group, "origin_ms"));
    NODESENTRY_TRY(stored.grid.stepMs, file.integer(group, "step_ms"));
    NODESENTRY_TRY(stored.grid.size, file.integer(group, "samples"));
    const auto size = stored.grid.size;
    NODESENTRY_TRY(stored.scores.score, readVector<float>(file, group + "/score", size, false));
    NODESENTRY_TRY(stored.threshold, readVector<float>(file, group + "/threshold", size, false));
    NODESENTRY_TRY(stored.flagged, readVector<std::uint8_t>(file, group + "/flagged", size, false));
    if (!withDetails)
        return stored;
    NODESENTRY_TRY(stored.scores.metricError, readMatrix(file, group + "/metric_error", size));
    NODESENTRY_TRY(stored.scores.reconstruction, readMatrix(file, group + "/reconstruction", size));
    NODESENTRY_TRY(stored.scores.cluster, readVector<std::int16_t>(file, group + "/cluster", size, true));
    NODESENTRY_TRY(stored.scores.expert, readVector<std::int8_t>(file, group + "/expert", size, true));
    return stored;
}

Result<std::vector<std::string>> ScoreStore::methods(const std::string& path)
{
    NODESENTRY_TRY(const auto file, openScores(path));
    std::vector<std::string> methods;
    if (!file)
        return methods;
    NODESENTRY_TRY(const auto links, file->children(kMethods));
    for (const auto& link : links) {
        const auto group = std::string(kMethods) + "/" + link;
        NODESENTRY_TRY(const auto nodes, file->children(group));
        if (nodes.empty())
            continue;
        NODESENTRY_TRY(auto name, file->text(group, "method"));
        methods.push_back(std::move(name));
    }
    std::sort(methods.begin(), methods.end());
    return methods;
}

struct ScoreStoreWriter::Private {
    Private(Hdf5File created, std::string target, std::string of)
        : file(std::move(created)),
          path(std::move(target)),
          method(std::move(of))
    {
    }
    ~Private()
    {
        if (committed)
            return;
        std::error_code ignored; // nobody is left to hear that the unfinished file could not be removed
        std::filesystem::remove(file.path(), ignored);
    }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    Hdf5File file;
    std::string path; ///< the final name
    std::string method;
    bool committed = false;
};

ScoreStoreWriter::ScoreStoreWriter() = default;
ScoreStoreWriter::ScoreStoreWriter(ScoreStoreWriter&&) noexcept = default;
ScoreStoreWriter& ScoreStoreWriter::operator=(ScoreStoreWriter&&) noexcept = default;
ScoreStoreWriter::~ScoreStoreWriter() = default;

Result<ScoreStoreWriter> ScoreStoreWriter::create(const std::string& path, const std::string& method)
{
    NODESENTRY_EXPECTS(!method.empty(), "a method has a name");
    NODESENTRY_TRY(const auto old, openScores(path));
    NODESENTRY_TRY(auto created, Hdf5File::create(path + ".new"));
    ScoreStoreWriter writer;
    writer.d = std::make_unique<Private>(std::move(created), path, method);
    auto& file = writer.d->file;
    NODESENTRY_CHECK(writeFormat(file, kFormat, kVersion));
    NODESENTRY_CHECK(file.createGroup(methodGroup(method)));
    NODESENTRY_CHECK(file.setAttribute(methodGroup(method), "method", method));
    if (!old)
        return writer;
    NODESENTRY_TRY(const auto links, old->children(kMethods));
    for (const auto& link : links) {
        const auto group = std::string(kMethods) + "/" + link;
        if (group != methodGroup(method))
            NODESENTRY_CHECK(file.copy(*old, group, group));
    }
    return writer;
}

Result<void> ScoreStoreWriter::add(const StoredScores& stored)
{
    const auto& scores = stored.scores;
    const auto size = static_cast<std::size_t>(stored.grid.size);
    const auto fits = [&](std::size_t count) { return count == 0 || count == size; };
    NODESENTRY_EXPECTS(!d->committed, "committed scores take no more nodes");
    NODESENTRY_EXPECTS(!scores.node.empty(), "a node has a name");
    NODESENTRY_EXPECTS(scores.score.size() == size && stored.threshold.size() == size
                           && stored.flagged.size() == size,
                       "one score, threshold and flag per sample");
    NODESENTRY_EXPECTS(fits(scores.cluster.size()) && fits(scores.expert.size())
                           && fits(static_cast<std::size_t>(scores.metricError.cols()))
                           && fits(static_cast<std::size_t>(scores.reconstruction.cols())),
                       "details are as long as the grid, or absent");

    auto& file = d->file;
    const auto group = nodeGroup(d->method, scores.node);
    NODESENTRY_TRY(const bool there, file.exists(group));
    if (there)
        return fail(
            Error{ErrorCode::AlreadyExists, fmt::format("node '{}' is scored twice", scores.node), d->path});
    NODESENTRY_CHECK(file.createGroup(group));
    NODESENTRY_CHECK(file.setAttribute(group, "node", scores.node));
    NODESENTRY_CHECK(file.setAttribute(group, "origin_ms", stored.grid.origin));
    NODESENTRY_CHECK(file.setAttribute(group, "step_ms", stored.grid.stepMs));
    NODESENTRY_CHECK(file.setAttribute(group, "samples", stored.grid.size));
    NODESENTRY_CHECK(writeVector(file, group + "/score", scores.score));
    NODESENTRY_CHECK(writeVector(file, group + "/threshold", stored.threshold));
    NODESENTRY_CHECK(writeVector(file, group + "/flagged", stored.flagged));
    if (scores.metricError.size() > 0)
        NODESENTRY_CHECK(writeMatrix(file, group + "/metric_error", scores.metricError));
    if (scores.reconstruction.size() > 0)
        NODESENTRY_CHECK(writeMatrix(file, group + "/reconstruction", scores.reconstruction));
    if (!scores.cluster.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/cluster", scores.cluster));
    if (!scores.expert.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/expert", scores.expert));
    return {};
}

Result<void> ScoreStoreWriter::commit()
{
    NODESENTRY_EXPECTS(!d->committed, "scores are committed once");
    NODESENTRY_CHECK(d->file.closeDurably());
    NODESENTRY_CHECK(renameDurably(d->file.path(), d->path));
    d->committed = true;
    return {};
}

} // namespace nodesentry
