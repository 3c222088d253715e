#pragma once

#include "core/base/user_name.h"
#include "core/project/database_file_p.h"
#include "core/project/project.h"
#include "core/project/project_lock_p.h"

#include <filesystem>
#include <mutex>
#include <optional>

namespace nodesentry {

struct Project::Private {
    std::filesystem::path folder;
    std::string path; ///< of folder, as text
    std::optional<ProjectLock> lock; ///< empty when read-only
    std::optional<Error> readOnlyBecause; ///< why there is no lock, where one was asked for
    std::optional<FileIdentity> file; ///< of the database, when it was opened
    std::optional<Database> database; ///< always there once opened
    mutable std::recursive_mutex mutex;

    /// @error ReadOnly  when the project may not be changed
    [[nodiscard]] Result<void> writable() const;
    /// @error IoError  the folder or its database was deleted, moved or replaced since it was opened
    [[nodiscard]] Result<void> inPlace() const;
    /// One transaction on a writable project that is still in its place.
    Result<void> change(const std::function<Result<void>()>& body) const;
    [[nodiscard]] Result<std::string> meta(std::string_view key) const; ///< empty when unset
    Result<void> putDocument(std::string_view name, std::string_view content) const; ///< inside change()
    Result<void> setMeta(std::string_view key, std::string_view value) const;
    /// Puts the series store of the last committed import in place, if a crash prevented that, and removes
    /// what crashed runs left half-written.
    Result<void> tidy() const;
};

} // namespace nodesentry
