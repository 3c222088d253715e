#pragma once

#include "core/project/project.h"

#include <memory>
#include <string>

namespace nodesentry {

/// Opens a project that has the samples, jobs, metrics, labels and external detectors of another one and
/// results of its own, so that runs with other parameters leave the other one as it is.
///
/// Samples are shared, not copied: by hard links, or by symbolic links on another file system. The view is
/// made when it is not there, and made anew when the source holds other samples, jobs or labels than when it
/// was made.
/// @error AlreadyExists  there is something else than a view at @p path
/// @error StageMissing   nothing has been imported into the source
/// @error IoError, Locked
[[nodiscard]] Result<std::shared_ptr<Project>> openProjectView(const Project& source,
                                                               const std::string& path);

/// Removes a folder and what is in it.
/// @error IoError
[[nodiscard]] Result<void> removeFolder(const std::string& path);

} // namespace nodesentry
