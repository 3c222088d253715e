#pragma once

#include "core/project/database_p.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace nodesentry {

/// Which file a path leads to; another one of the same name has another identity.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;

    /// nullopt where there is no file, or it cannot be asked for
    [[nodiscard]] static std::optional<FileIdentity> of(const std::string& path);
    bool operator==(const FileIdentity&) const = default;
};

/// Makes the database of a new project: there is none, or a whole one of the newest schema.
/// @error IoError  the folder cannot be written to
Result<void> makeDatabase(const std::filesystem::path& file);

/// Opens the database of a project for writing, and brings an older one to the newest schema.
/// @error Corrupt  it is empty, or not that of a project; @error as migrate()
[[nodiscard]] Result<Database> openDatabaseToWrite(const std::filesystem::path& file);

/// Opens it for reading. Where neither folder nor database can be written to (a read-only disk, a colleague's
/// folder), what is read is the state of this moment; changes by others are seen when it is opened again.
/// @error Corrupt   as above
/// @error ReadOnly  changes wait in `project.db-wal`, which cannot be read without writing; an older schema
[[nodiscard]] Result<Database> openDatabaseToRead(const std::filesystem::path& file);

} // namespace nodesentry
