#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>

namespace nodesentry {

/// An advisory lock on a project folder, held as long as the object lives and freed by the system when the
/// process dies, however it dies. The file says who holds it; it stays behind, empty of meaning.
class ProjectLock {
public:
    /// @error Locked    another process holds it; the message names host and process
    /// @error ReadOnly  the folder may not be written to
    /// @error IoError   the disk knows no locks, or has no space
    [[nodiscard]] static Result<ProjectLock> acquire(const std::string& path);

    ProjectLock(ProjectLock&& other) noexcept;
    ProjectLock& operator=(ProjectLock&& other) noexcept;
    ~ProjectLock();

private:
    explicit ProjectLock(int descriptor) : m_descriptor(descriptor) { }
    int m_descriptor = -1;
};

} // namespace nodesentry
