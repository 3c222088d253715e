#include "core/project/database_file_p.h"

#include "core/base/reason.h"
#include "core/base/whole_file.h"
#include "core/data/durable_file.h"
#include "core/project/migrations_p.h"

#include <spdlog/fmt/fmt.h>

#include <sys/stat.h>

namespace nodesentry {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostSnapshotBytes = std::int64_t{4} << 30;
constexpr int kMostTries = 5;

/// An emptied database looks like a new one to SQLite: a schema made in it would bury the loss.
Result<void> checkNotEmpty(const fs::path& file)
{
    std::error_code unknown; // then opening it says why
    if (fs::file_size(file, unknown) > 0 || unknown)
        return {};
    return fail(errorOf(Reason::DatabaseEmpty).inFile(file.string()));
}

/// Whether changes wait in the write-ahead log.
bool hasLog(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file.string() + "-wal", none);
    return !none && size > 0;
}

/// What tells whether a file was written to meanwhile.
struct FileState {
    std::optional<FileIdentity> identity;
    std::uintmax_t size = 0;
    fs::file_time_type written;

    static FileState of(const fs::path& file)
    {
        std::error_code unknown;
        return {FileIdentity::of(file.string()), fs::file_size(file, unknown),
                fs::last_write_time(file, unknown)};
    }
    bool operator==(const FileState&) const = default;
};

Result<Database> openMoment(const fs::path& file)
{
    for (int i = 0; i < kMostTries; ++i) {
        if (hasLog(file))
            return fail(errorOf(Reason::ProjectNotClosed).inFile(file.string()));
        const auto before = FileState::of(file);
        NODESENTRY_TRY(auto bytes, readWholeFile(file.string(), kMostSnapshotBytes));
        if (before == FileState::of(file) && !hasLog(file))
            return Database::ofBytes(file.string(), std::move(bytes));
    }
    return fail(errorOf(Reason::ProjectBeingWritten).inFile(file.string()));
}

} // namespace

std::optional<FileIdentity> FileIdentity::of(const std::string& path)
{
    struct stat facts { };
    if (::stat(path.c_str(), &facts) != 0)
        return std::nullopt;
    return FileIdentity{facts.st_dev, facts.st_ino};
}

Result<void> makeDatabase(const fs::path& file)
{
    const auto unfinished = file.string() + ".new";
    std::error_code none;
    // A journal that a killed creation left would be taken for that of the new file.
    fs::remove(unfinished + "-journal", none);
    fs::remove(unfinished, none);
    {
        NODESENTRY_TRY(const auto database, Database::open(unfinished, Database::Access::Create));
        NODESENTRY_CHECK(database.execute("PRAGMA synchronous = FULL"));
        NODESENTRY_CHECK(migrate(database));
    }
    return renameDurably(unfinished, file.string());
}

Result<Database> openDatabaseToWrite(const fs::path& file)
{
    NODESENTRY_CHECK(checkNotEmpty(file));
    NODESENTRY_TRY(auto database, Database::open(file.string(), Database::Access::ReadWrite));
    NODESENTRY_CHECK(checkIsProject(database));
    // WAL: readers are never blocked. FULL: a commit is on the disk when it returns.
    NODESENTRY_CHECK(database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
    NODESENTRY_CHECK(migrate(database));
    return database;
}

Result<Database> openDatabaseToRead(const fs::path& file)
{
    NODESENTRY_CHECK(checkNotEmpty(file));
    auto database = Database::open(file.string(), Database::Access::ReadOnly);
    if (database) {
        // The log needs a file of shared memory beside it: only reading shows whether that can be made.
        const auto read = database->queryInteger("PRAGMA schema_version");
        if (!read && (read.error().code == ErrorCode::IoError || read.error().code == ErrorCode::ReadOnly))
            database = openMoment(file);
    }
    if (database)
        NODESENTRY_CHECK(checkVersion(*database));
    return database;
}

} // namespace nodesentry
