#include "core/detect/score_store.h"

#include "core/base/expects.h"
#include "core/base/reason.h"
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

// Layout of scores.h5: methods/METHOD/NODE/{score, threshold, flagged}, raw_score where smoothing changed it
// and, where the method gives them, {cluster, expert, confidence}, {top_row, top_share} (kTopMetrics x
// samples) and, where they are to be kept, {metric_error, reconstruction} (metrics x samples). The grid is
// attributes of NODE, "fingerprint" one of METHOD, as is "fleet_level" where thresholds rest on one.

constexpr const char* kFormat = "nodesentry.scores";
constexpr std::int64_t kVersion = 2;
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

tl::unexpected<Error> damagedScores(std::string how, const std::string& path)
{
    return fail(errorOf(Reason::ScoresDamaged, {std::move(how)}).inFile(path));
}

/// Opens the scores, or nothing where there are none yet.
Result<std::optional<Hdf5File>> openScores(const std::string& path)
{
    auto file = Hdf5File::openReadOnly(path);
    if (!file && file.error().code == ErrorCode::NotFound)
        return std::optional<Hdf5File>();
    auto checked = file ? checkFormat(*file, kFormat, kVersion) : Result<std::int64_t>(fail(file.error()));
    if (!checked && checked.error().code == ErrorCode::Corrupt)
        return damagedScores(checked.error().reason == Reason::FileDamaged ? checked.error().arguments[0]
                                                                           : checked.error().message,
                             path);
    if (!checked)
        return fail(checked.error());
    return std::optional<Hdf5File>(std::move(*file));
}

template <class T>
Result<void> writeVector(Hdf5File& file, const std::string& dataset, const std::vector<T>& values)
{
    return file.write<T>(dataset, values, {static_cast<std::int64_t>(values.size())}, {kChunkSamples});
}

template <class Matrix>
Result<void> writeMatrix(Hdf5File& file, const std::string& dataset, const Matrix& values)
{
    using Value = typename Matrix::Scalar;
    return file.write<Value>(dataset,
                             std::span<const Value>(values.data(), static_cast<std::size_t>(values.size())),
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
        return damagedScores(fmt::format("'{}' is not as long as the node's grid", dataset), file.path());
    return values;
}

/// An empty matrix where the dataset is missing.
template <class Matrix>
Result<Matrix> readMatrix(const Hdf5File& file, const std::string& dataset, std::int64_t columns)
{
    using Value = typename Matrix::Scalar;
    constexpr auto kRows = static_cast<Eigen::Index>(Matrix::RowsAtCompileTime);
    NODESENTRY_TRY(const bool there, file.exists(dataset));
    if (!there)
        return Matrix(kRows == Eigen::Dynamic ? 0 : kRows, 0);
    NODESENTRY_TRY(const auto shape, file.shape(dataset));
    if (shape.size() != 2 || shape[1] != columns || (kRows != Eigen::Dynamic && shape[0] != kRows))
        return damagedScores(fmt::format("'{}' is not as large as it must be", dataset), file.path());
    Matrix values(shape[0], shape[1]);
    NODESENTRY_CHECK(file.read<Value>(
        dataset, {0, 0}, shape, std::span<Value>(values.data(), static_cast<std::size_t>(values.size()))));
    return values;
}

Result<TopMetrics> readTop(const Hdf5File& file, const std::string& group, std::int64_t samples)
{
    TopMetrics top;
    NODESENTRY_TRY(top.row, readMatrix<TopMetrics::Rows>(file, group + "/top_row", samples));
    NODESENTRY_TRY(top.share, readMatrix<TopMetrics::Shares>(file, group + "/top_share", samples));
    if (top.row.size() > 0 && top.row.minCoeff() < -1)
        return damagedScores(fmt::format("'{}/top_row' names rows that cannot be", group), file.path());
    return top;
}

/// A file of scores in which there is a node's group.
struct OpenNode {
    Hdf5File file;
    std::string group;
    TimeGrid grid;
};

Result<OpenNode> openNode(const std::string& path, const std::string& method, const std::string& node)
{
    NODESENTRY_TRY(auto opened, openScores(path));
    const auto group = nodeGroup(method, node);
    bool there = false;
    if (opened) {
        NODESENTRY_TRY(there, opened->exists(group));
    }
    if (!there)
        return fail(errorOf(Reason::ScoresOfNodeMissing, {method, node}).inFile(path));
    OpenNode open{std::move(*opened), group, {}};
    NODESENTRY_TRY(open.grid.origin, open.file.integer(group, "origin_ms"));
    NODESENTRY_TRY(open.grid.stepMs, open.file.integer(group, "step_ms"));
    NODESENTRY_TRY(open.grid.size, open.file.integer(group, "samples"));
    return open;
}

} // namespace

Result<StoredScores> ScoreStore::read(const std::string& path, const std::string& method,
                                      const std::string& node, bool withDetails)
{
    NODESENTRY_TRY(const auto open, openNode(path, method, node));
    const auto& [file, group, grid] = open;
    StoredScores stored;
    stored.scores.node = node;
    stored.grid = grid;
    NODESENTRY_TRY(stored.scores.score, readVector<float>(file, group + "/score", grid.size, false));
    NODESENTRY_TRY(stored.threshold, readVector<float>(file, group + "/threshold", grid.size, false));
    NODESENTRY_TRY(stored.flagged, readVector<std::uint8_t>(file, group + "/flagged", grid.size, false));
    if (!withDetails)
        return stored;
    auto& scores = stored.scores;
    NODESENTRY_TRY(stored.rawScore, readVector<float>(file, group + "/raw_score", grid.size, true));
    NODESENTRY_TRY(stored.top, readTop(file, group, grid.size));
    NODESENTRY_TRY(scores.metricError, readMatrix<SampleMatrix>(file, group + "/metric_error", grid.size));
    NODESENTRY_TRY(scores.reconstruction,
                   readMatrix<SampleMatrix>(file, group + "/reconstruction", grid.size));
    NODESENTRY_TRY(scores.cluster, readVector<std::int16_t>(file, group + "/cluster", grid.size, true));
    NODESENTRY_TRY(scores.expert, readVector<std::int8_t>(file, group + "/expert", grid.size, true));
    NODESENTRY_TRY(scores.confidence, readVector<float>(file, group + "/confidence", grid.size, true));
    return stored;
}

Result<StoredScores> ScoreStore::readScoring(const std::string& path, const std::string& method,
                                             const std::string& node)
{
    NODESENTRY_TRY(const auto open, openNode(path, method, node));
    const auto& [file, group, grid] = open;
    StoredScores stored;
    stored.scores.node = node;
    stored.grid = grid;
    NODESENTRY_TRY(stored.rawScore, readVector<float>(file, group + "/raw_score", grid.size, true));
    if (stored.rawScore.empty()) {
        NODESENTRY_TRY(stored.rawScore, readVector<float>(file, group + "/score", grid.size, false));
    }
    NODESENTRY_TRY(stored.top, readTop(file, group, grid.size));
    NODESENTRY_TRY(stored.scores.cluster,
                   readVector<std::int16_t>(file, group + "/cluster", grid.size, true));
    return stored;
}

Result<std::optional<std::string>> ScoreStore::fingerprint(const std::string& path, const std::string& method)
{
    NODESENTRY_TRY(const auto file, openScores(path));
    bool there = false;
    if (file) {
        NODESENTRY_TRY(there, file->exists(methodGroup(method)));
    }
    if (!there)
        return std::optional<std::string>();
    auto fingerprint = file->text(methodGroup(method), "fingerprint");
    if (!fingerprint && fingerprint.error().code == ErrorCode::NotFound)
        return std::optional<std::string>(std::in_place); // written by version 1
    NODESENTRY_CHECK(fingerprint);
    return std::optional<std::string>(std::move(*fingerprint));
}

Result<std::optional<float>> ScoreStore::fleetLevel(const std::string& path, const std::string& method)
{
    NODESENTRY_TRY(const auto file, openScores(path));
    bool there = false;
    if (file) {
        NODESENTRY_TRY(there, file->exists(methodGroup(method)));
    }
    if (!there)
        return std::optional<float>();
    const auto level = file->real(methodGroup(method), "fleet_level");
    if (!level && level.error().code == ErrorCode::NotFound)
        return std::optional<float>();
    NODESENTRY_CHECK(level);
    return std::optional<float>(static_cast<float>(*level));
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
    std::optional<Hdf5File> old; ///< where the scores of the method come from, for new thresholds
    std::string path; ///< the final name
    std::string method;
    bool committed = false;

    /// Makes the group of a node that is not there yet.
    Result<std::string> startNode(const StoredScores& stored);
    Result<void> writeThreshold(const std::string& group, const StoredScores& stored);
};

Result<std::string> ScoreStoreWriter::Private::startNode(const StoredScores& stored)
{
    const auto& name = stored.scores.node;
    NODESENTRY_EXPECTS(!committed, "committed scores take no more nodes");
    NODESENTRY_EXPECTS(!name.empty(), "a node has a name");
    auto group = nodeGroup(method, name);
    NODESENTRY_TRY(const bool there, file.exists(group));
    if (there)
        return fail(Error{ErrorCode::AlreadyExists, fmt::format("node '{}' is scored twice", name), path});
    NODESENTRY_CHECK(file.createGroup(group));
    NODESENTRY_CHECK(file.setAttribute(group, "node", name));
    NODESENTRY_CHECK(file.setAttribute(group, "origin_ms", stored.grid.origin));
    NODESENTRY_CHECK(file.setAttribute(group, "step_ms", stored.grid.stepMs));
    NODESENTRY_CHECK(file.setAttribute(group, "samples", stored.grid.size));
    return group;
}

Result<void> ScoreStoreWriter::Private::writeThreshold(const std::string& group, const StoredScores& stored)
{
    const auto size = static_cast<std::size_t>(stored.grid.size);
    NODESENTRY_EXPECTS(stored.scores.score.size() == size && stored.threshold.size() == size
                           && stored.flagged.size() == size,
                       "one score, threshold and flag per sample");
    NODESENTRY_EXPECTS(stored.rawScore.empty() || stored.rawScore.size() == size,
                       "one score per sample before smoothing as well");
    NODESENTRY_CHECK(writeVector(file, group + "/score", stored.scores.score));
    if (!stored.rawScore.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/raw_score", stored.rawScore));
    NODESENTRY_CHECK(writeVector(file, group + "/threshold", stored.threshold));
    return writeVector(file, group + "/flagged", stored.flagged);
}

ScoreStoreWriter::ScoreStoreWriter() = default;
ScoreStoreWriter::ScoreStoreWriter(ScoreStoreWriter&&) noexcept = default;
ScoreStoreWriter& ScoreStoreWriter::operator=(ScoreStoreWriter&&) noexcept = default;
ScoreStoreWriter::~ScoreStoreWriter() = default;

namespace {

/// Copies the scores of all methods but one.
Result<void> copyOthers(Hdf5File& file, const Hdf5File& old, const std::string& method)
{
    NODESENTRY_TRY(const auto links, old.children(kMethods));
    for (const auto& link : links) {
        const auto group = std::string(kMethods) + "/" + link;
        if (group != methodGroup(method))
            NODESENTRY_CHECK(file.copy(old, group, group));
    }
    return {};
}

Result<void> writeFleetLevel(Hdf5File& file, const std::string& method, std::optional<float> level)
{
    if (!level)
        return {};
    return file.setAttribute(methodGroup(method), "fleet_level", static_cast<double>(*level));
}

Result<void> writeHead(Hdf5File& file, const std::string& method, const std::string& fingerprint)
{
    NODESENTRY_CHECK(writeFormat(file, kFormat, kVersion));
    NODESENTRY_CHECK(file.createGroup(methodGroup(method)));
    NODESENTRY_CHECK(file.setAttribute(methodGroup(method), "method", method));
    return file.setAttribute(methodGroup(method), "fingerprint", fingerprint);
}

} // namespace

Result<ScoreStoreWriter> ScoreStoreWriter::create(const std::string& path, const std::string& method,
                                                  const std::string& fingerprint)
{
    NODESENTRY_EXPECTS(!method.empty(), "a method has a name");
    NODESENTRY_TRY(const auto old, openScores(path));
    NODESENTRY_TRY(auto created, Hdf5File::create(path + ".new"));
    ScoreStoreWriter writer;
    writer.d = std::make_unique<Private>(std::move(created), path, method);
    NODESENTRY_CHECK(writeHead(writer.d->file, method, fingerprint));
    if (old)
        NODESENTRY_CHECK(copyOthers(writer.d->file, *old, method));
    return writer;
}

Result<ScoreStoreWriter> ScoreStoreWriter::replaceNodes(const std::string& path, const std::string& method,
                                                        const std::vector<std::string>& nodes,
                                                        const std::string& fingerprint)
{
    NODESENTRY_TRY(const auto level, ScoreStore::fleetLevel(path, method));
    NODESENTRY_TRY(auto writer, create(path, method, fingerprint));
    NODESENTRY_CHECK(writeFleetLevel(writer.d->file, method, level));
    NODESENTRY_TRY(const auto old, openScores(path));
    bool scored = false;
    if (old) {
        NODESENTRY_TRY(scored, old->exists(methodGroup(method)));
    }
    if (!scored)
        return writer;
    std::vector<std::string> replaced;
    for (const auto& node : nodes)
        replaced.push_back(nodeGroup(method, node));
    NODESENTRY_TRY(const auto links, old->children(methodGroup(method)));
    for (const auto& link : links) {
        const auto group = methodGroup(method) + "/" + link;
        if (std::find(replaced.begin(), replaced.end(), group) == replaced.end())
            NODESENTRY_CHECK(writer.d->file.copy(*old, group, group));
    }
    return writer;
}

Result<ScoreStoreWriter> ScoreStoreWriter::rewriteThresholds(const std::string& path,
                                                             const std::string& method,
                                                             std::optional<float> fleetLevel)
{
    NODESENTRY_TRY(const auto fingerprint, ScoreStore::fingerprint(path, method));
    if (!fingerprint)
        return fail(errorOf(Reason::ScoresMissing, {method}).inFile(path));
    NODESENTRY_TRY(auto writer, create(path, method, *fingerprint));
    NODESENTRY_CHECK(writeFleetLevel(writer.d->file, method, fleetLevel));
    NODESENTRY_TRY(writer.d->old, openScores(path));
    return writer;
}

Result<void> ScoreStoreWriter::add(const StoredScores& stored)
{
    const auto& scores = stored.scores;
    const auto fits = [&](Eigen::Index count) { return count == 0 || count == stored.grid.size; };
    NODESENTRY_EXPECTS(!d->old, "new thresholds go with the scores that are there");
    NODESENTRY_EXPECTS(fits(static_cast<Eigen::Index>(scores.cluster.size()))
                           && fits(static_cast<Eigen::Index>(scores.expert.size()))
                           && fits(static_cast<Eigen::Index>(scores.confidence.size()))
                           && fits(scores.metricError.cols()) && fits(scores.reconstruction.cols())
                           && fits(stored.top.row.cols()) && fits(stored.top.share.cols()),
                       "details are as long as the grid, or absent");
    NODESENTRY_TRY(const auto group, d->startNode(stored));
    auto& file = d->file;
    NODESENTRY_CHECK(d->writeThreshold(group, stored));
    if (!stored.top.empty()) {
        NODESENTRY_CHECK(writeMatrix(file, group + "/top_row", stored.top.row));
        NODESENTRY_CHECK(writeMatrix(file, group + "/top_share", stored.top.share));
    }
    if (scores.metricError.size() > 0)
        NODESENTRY_CHECK(writeMatrix(file, group + "/metric_error", scores.metricError));
    if (scores.reconstruction.size() > 0)
        NODESENTRY_CHECK(writeMatrix(file, group + "/reconstruction", scores.reconstruction));
    if (!scores.cluster.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/cluster", scores.cluster));
    if (!scores.expert.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/expert", scores.expert));
    if (!scores.confidence.empty())
        NODESENTRY_CHECK(writeVector(file, group + "/confidence", scores.confidence));
    return {};
}

Result<void> ScoreStoreWriter::setThreshold(const StoredScores& stored)
{
    NODESENTRY_EXPECTS(d->old, "of rewriteThresholds()");
    NODESENTRY_TRY(const auto group, d->startNode(stored));
    NODESENTRY_CHECK(d->writeThreshold(group, stored));
    NODESENTRY_TRY(const auto datasets, d->old->children(group));
    for (const auto& name : datasets)
        if (name != "score" && name != "raw_score" && name != "threshold" && name != "flagged")
            NODESENTRY_CHECK(d->file.copy(*d->old, group + "/" + name, group + "/" + name));
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
