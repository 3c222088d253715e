#pragma once

#include "core/project/database_p.h"

namespace nodesentry {

/// Marks our SQLite files ("NSPJ"); `file` and the desktop recognise a project by it.
inline constexpr std::int64_t kApplicationId = 0x4e53504a;

/// Brings the database to the newest schema, one transaction for each step.
/// @error VersionTooNew  written by a newer program
/// @error Corrupt        not a project database
Result<void> migrate(const Database& database);

/// Only checks that the schema is the newest; for projects opened read-only.
/// @error Corrupt, VersionTooNew as migrate(); ReadOnly  the schema is older
Result<void> checkVersion(const Database& database);

/// Only checks that this is a project's database, of any version up to the newest.
/// @error Corrupt, VersionTooNew  as migrate(); Corrupt too where there is no schema at all
Result<void> checkIsProject(const Database& database);

} // namespace nodesentry
