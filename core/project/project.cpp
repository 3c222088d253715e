#include "core/project/project_p.h"

#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/data/series_files.h"
#include "core/project/project_labels_p.h"

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr auto kDatabaseName = "project.db";
constexpr auto kLockName = "project.lock";
constexpr auto kSeriesName = "series.h5";
constexpr auto kModelsName = "models";
constexpr auto kPendingEnding = ".new";

/// SQLite takes no longer names, and says only that it cannot open the file.
Result<void> checkLength(const fs::path& folder)
{
    constexpr std::size_t kLongest = 489; // of 512, less /project.db.new-journal
    std::error_code unknown; // then opening says why
    const auto path = fs::absolute(folder, unknown).string();
    if (unknown || path.size() <= kLongest)
        return {};
    return fail(errorOf(Reason::PathTooLong, {std::to_string(path.size()), std::to_string(kLongest)})
                    .inFile(folder.string()));
}

/// Whether a folder holds nothing but what a creation that was killed can have left.
bool isAsGoodAsEmpty(const fs::path& folder)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto name = entry.path().filename().string();
        const bool left = name == fmt::format("{}{}", kDatabaseName, kPendingEnding)
            || name == fmt::format("{}{}-journal", kDatabaseName, kPendingEnding)
            || (name == kModelsName && fs::is_directory(entry.path(), error)
                && fs::is_empty(entry.path(), error));
        if (!left)
            return false;
    }
    return !error;
}

} // namespace

Project::Project() : d(std::make_unique<Private>()) { }

Project::~Project() = default;

Result<std::shared_ptr<Project>> Project::create(const std::string& path)
{
    NODESENTRY_CHECK(checkLength(path));
    std::error_code error;
    if (fs::exists(path, error) && !(fs::is_directory(path, error) && isAsGoodAsEmpty(path)))
        return fail(ErrorCode::AlreadyExists, fmt::format("'{}' exists and is not an empty folder", path),
                    "choose another name, or import into it if it is a project");
    fs::create_directories(fs::path(path) / kModelsName, error);
    if (error)
        return fail(ErrorCode::IoError,
                    fmt::format("cannot make the folder '{}': {}", path, error.message()));
    NODESENTRY_CHECK(makeDatabase(fs::path(path) / kDatabaseName));
    return open(path, OpenMode::ReadWrite);
}

Result<std::shared_ptr<Project>> Project::open(const std::string& path, OpenMode mode)
{
    auto project = std::shared_ptr<Project>(new Project());
    auto& d = *project->d;
    d.folder = fs::path(path);
    if (!d.folder.has_filename()) // "name.nsproj/" as completed by a shell
        d.folder = d.folder.parent_path();
    d.path = d.folder.string();
    NODESENTRY_CHECK(checkLength(d.folder));
    const auto file = d.folder / kDatabaseName;
    std::error_code error;
    if (!fs::exists(file, error)) {
        if (error)
            return fail(ErrorCode::IoError, fmt::format("cannot look into '{}': {}", path, error.message()),
                        "check the permissions of the folder");
        return fail(Reason::NotAProject, {path});
    }

    if (mode != OpenMode::ReadOnly) {
        auto lock = ProjectLock::acquire((d.folder / kLockName).string());
        const bool mayFallBack = mode == OpenMode::ReadWriteIfFree && !lock
            && (lock.error().code == ErrorCode::Locked || lock.error().code == ErrorCode::ReadOnly
                || lock.error().code == ErrorCode::IoError);
        if (lock)
            d.lock = std::move(*lock);
        else if (mayFallBack)
            d.readOnlyBecause = std::move(lock).error();
        else
            return fail(std::move(lock).error());
    }
    d.file = FileIdentity::of(file.string());
    auto database = d.lock ? openDatabaseToWrite(file) : openDatabaseToRead(file);
    if (!database) {
        if (database.error().file.empty())
            database.error().inFile(file.string());
        return fail(std::move(database).error());
    }
    d.database = std::move(*database);
    if (d.lock) {
        NODESENTRY_CHECK(seedClasses(*d.database));
        NODESENTRY_CHECK(d.tidy());
    }
    return project;
}

const std::string& Project::path() const
{
    return d->path;
}
bool Project::readOnly() const
{
    return !d->lock;
}

const std::optional<Error>& Project::readOnlyBecause() const
{
    return d->readOnlyBecause;
}

Result<void> Project::checkInPlace() const
{
    const std::lock_guard guard(d->mutex);
    return d->inPlace();
}

std::string Project::seriesPath() const
{
    return (d->folder / kSeriesName).string();
}
std::string Project::featuresPath() const
{
    return (d->folder / "features.h5").string();
}
std::string Project::scoresPath() const
{
    return (d->folder / "scores.h5").string();
}

std::string Project::modelPath(int cluster) const
{
    return (d->folder / kModelsName / std::to_string(cluster)).string();
}

std::string Project::pendingSeriesPath(const std::string& generation) const
{
    return (d->folder / fmt::format("series.{}.h5{}", generation, kPendingEnding)).string();
}

Result<void> Project::Private::writable() const
{
    if (lock)
        return {};
    if (!readOnlyBecause)
        return fail(Reason::ProjectReadOnly, {path});
    if (readOnlyBecause->reason == Reason::ProjectInUse)
        return fail(Reason::ProjectReadOnlyInUse,
                    {path, readOnlyBecause->arguments[0], readOnlyBecause->arguments[1],
                     readOnlyBecause->arguments[2]});
    return fail(errorOf(Reason::ProjectReadOnlyBecause, {path, readOnlyBecause->message})
                    .advise(readOnlyBecause->advice));
}

Result<void> Project::Private::inPlace() const
{
    if (FileIdentity::of((folder / kDatabaseName).string()) == file)
        return {};
    return fail(Reason::ProjectGone, {path});
}

Result<void> Project::Private::change(const std::function<Result<void>()>& body) const
{
    const std::lock_guard guard(mutex);
    NODESENTRY_CHECK(writable());
    NODESENTRY_CHECK(inPlace());
    NODESENTRY_CHECK(database->transaction(body));
    return inPlace(); // what was committed to a file that went away meanwhile is not saved
}

Result<void> Project::Private::putDocument(std::string_view name, std::string_view content) const
{
    NODESENTRY_TRY(auto statement,
                   database->prepare("INSERT OR REPLACE INTO documents(name, content) VALUES(?, ?)"));
    return statement.bind(1, name).bindBlob(2, content).run();
}

Result<std::string> Project::Private::meta(std::string_view key) const
{
    const std::lock_guard guard(mutex);
    NODESENTRY_TRY(auto query, database->prepare("SELECT value FROM meta WHERE key = ?"));
    NODESENTRY_TRY(const bool found, query.bind(1, key).step());
    return found ? query.text(0) : std::string();
}

Result<void> Project::Private::setMeta(std::string_view key, std::string_view value) const
{
    NODESENTRY_TRY(auto statement, database->prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)"));
    return statement.bind(1, key).bind(2, value).run();
}

Result<void> Project::Private::tidy() const
{
    NODESENTRY_TRY(const auto generation, meta("series_generation"));
    std::error_code error;
    std::vector<fs::path> found; // listed before anything is moved
    for (const auto& entry : fs::directory_iterator(folder, error))
        found.push_back(entry.path());
    if (error)
        return fail(ErrorCode::IoError, fmt::format("cannot list '{}': {}", path, error.message()));
    for (const auto& entry : found) {
        const auto name = entry.filename().string();
        if (entry.extension() == kPendingEnding && !generation.empty()
            && name == fmt::format("series.{}.h5{}", generation, kPendingEnding)) {
            spdlog::warn("{}: completing an import that was cut short", path);
            NODESENTRY_CHECK(installSeriesStore(entry.string(), (folder / kSeriesName).string()));
        } else if (entry.extension() == kPendingEnding || entry.extension() == ".tmp") {
            spdlog::info("{}: removing {}, left by a run that was cut short", path, name);
            fs::remove(entry, error);
        }
        if (error)
            return fail(ErrorCode::IoError,
                        fmt::format("cannot put '{}' in order: {}", path, error.message()));
    }
    return removeUnusedSeriesParts((folder / kSeriesName).string());
}

Result<std::shared_ptr<const SeriesStore>> Project::openSeries() const
{
    NODESENTRY_TRY(const auto generation, d->meta("series_generation"));
    if (generation.empty())
        return fail(Reason::SamplesMissing, {d->path});
    auto store = SeriesStore::open(seriesPath());
    const bool isMissing = !store && store.error().code == ErrorCode::NotFound;
    if (isMissing || (store && (*store)->generation() != generation)) {
        // The import was recorded, but its file not put in place: whoever opens for writing next will do so.
        if (auto pending = SeriesStore::open(pendingSeriesPath(generation)))
            return pending;
    }
    return store;
}

Result<std::optional<StageRecord>> Project::stage(const std::string& stage) const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query,
                   d->database->prepare(
                       "SELECT fingerprint, finished_ms, seconds, summary FROM stages WHERE stage = ?"));
    NODESENTRY_TRY(const bool found, query.bind(1, stage).step());
    if (!found)
        return std::nullopt;
    return StageRecord{stage, query.text(0), query.integer(1), query.real(2), query.text(3)};
}

Result<std::vector<StageRecord>> Project::stages() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(
        auto query,
        d->database->prepare(
            "SELECT stage, fingerprint, finished_ms, seconds, summary FROM stages ORDER BY finished_ms"));
    std::vector<StageRecord> records;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return records;
        records.push_back({query.text(0), query.text(1), query.integer(2), query.real(3), query.text(4)});
    }
}

Result<void> Project::finishStage(const StageRecord& record, const std::string& parametersJson)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto state,
                       d->database->prepare("INSERT OR REPLACE INTO stages(stage, fingerprint, finished_ms, "
                                            "seconds, summary) VALUES(?, ?, ?, ?, ?)"));
        NODESENTRY_CHECK(state.bind(1, record.stage)
                             .bind(2, record.fingerprint)
                             .bind(3, record.finished)
                             .bind(4, record.seconds)
                             .bind(5, record.summary)
                             .run());
        NODESENTRY_TRY(auto run,
                       d->database->prepare("INSERT INTO runs(stage, finished_ms, seconds, who, parameters, "
                                            "summary) VALUES(?, ?, ?, ?, ?, ?)"));
        return run.bind(1, record.stage)
            .bind(2, record.finished)
            .bind(3, record.seconds)
            .bind(4, userName())
            .bind(5, parametersJson)
            .bind(6, record.summary)
            .run();
    });
}

Result<void> Project::forgetStage(const std::string& stage)
{
    return d->change([&]() -> Result<void> {
        NODESENTRY_TRY(auto statement, d->database->prepare("DELETE FROM stages WHERE stage = ?"));
        return statement.bind(1, stage).run();
    });
}

Result<std::optional<std::string>> Project::document(const std::string& name) const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query, d->database->prepare("SELECT content FROM documents WHERE name = ?"));
    NODESENTRY_TRY(const bool found, query.bind(1, name).step());
    if (!found)
        return std::nullopt;
    return query.text(0);
}

Result<std::vector<std::string>> Project::documentNames() const
{
    const std::lock_guard guard(d->mutex);
    NODESENTRY_TRY(auto query, d->database->prepare("SELECT name FROM documents ORDER BY name"));
    std::vector<std::string> names;
    for (;;) {
        NODESENTRY_TRY(const bool row, query.step());
        if (!row)
            return names;
        names.push_back(query.text(0));
    }
}

Result<void> Project::setDocument(const std::string& name, const std::string& content)
{
    return d->change([&] { return d->putDocument(name, content); });
}

} // namespace nodesentry
