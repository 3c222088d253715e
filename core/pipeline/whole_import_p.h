#pragma once

#include "core/base/result.h"
#include "core/project/project.h"

#include <functional>
#include <string>

namespace nodesentry {

/// An id for a new series store, which differs from import to import, also of different processes.
[[nodiscard]] std::string newGeneration();

/// Opens the project at @p path for writing, or makes it where there is none, and calls @p fill. When that
/// fails, a project that was made for it is removed again; @p fill itself sees to it that another one is as
/// it was.
/// @error as Project::create() and Project::open(), and any of @p fill
Result<void> importWhole(const std::string& path, const std::function<Result<void>(Project&)>& fill);

} // namespace nodesentry
