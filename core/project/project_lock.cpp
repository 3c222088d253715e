#include "core/project/project_lock_p.h"

#include "core/base/log.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace nodesentry {

namespace {

/// @return 0, or why there is no lock
int tryLock(int descriptor)
{
    constexpr int kMostTries = 100; // signals come one at a time; a disk that always says EINTR has no locks
    for (int i = 0; i < kMostTries; ++i) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            return 0;
        if (errno != EINTR)
            return errno;
    }
    return EINTR;
}

} // namespace

Result<ProjectLock> ProjectLock::acquire(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const bool forbidden = errno == EACCES || errno == EROFS || errno == EPERM;
        return fail(Error{forbidden ? ErrorCode::ReadOnly : ErrorCode::IoError,
                          fmt::format("cannot write to the project: {}", std::strerror(errno)), path, 0, 0,
                          "open it read-only, or check the permissions of the folder"});
    }
    ProjectLock lock(descriptor);
    const int refused = tryLock(descriptor);
    if (refused != 0 && refused != EWOULDBLOCK)
        return fail(
            Error{ErrorCode::IoError,
                  fmt::format("the disk does not lock files ({}), so two programs could write to the "
                              "project at once",
                              std::strerror(refused)),
                  path, 0, 0,
                  "put the project on a disk with locks (Lustre: mounted with -o flock; NFS: with a lock "
                  "service), or open it read-only"});
    if (refused != 0) {
        std::array<char, 256> holder{};
        const auto size = ::pread(descriptor, holder.data(), holder.size() - 1, 0);
        return fail(ErrorCode::Locked,
                    fmt::format("the project is in use by {}",
                                size > 0 ? std::string_view(holder.data(), static_cast<std::size_t>(size))
                                         : std::string_view("another program")),
                    "close it there, or open the project read-only");
    }
    std::array<char, 200> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0)
        std::strcpy(host.data(), "unknown host");
    const auto holder
        = fmt::format("{}, process {} on {}", program_invocation_short_name, ::getpid(), host.data());
    // What the file says is a courtesy to whoever finds it locked; the lock itself does not rest on it.
    if (::ftruncate(descriptor, 0) != 0
        || ::pwrite(descriptor, holder.data(), holder.size(), 0) != static_cast<ssize_t>(holder.size()))
        spdlog::warn("{}: cannot note who holds the lock: {}", path, std::strerror(errno));
    return lock;
}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

ProjectLock::~ProjectLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace nodesentry
