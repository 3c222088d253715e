#include "core/project/project_lock_p.h"

#include "core/base/log.h"
#include "core/base/reason.h"

#include <algorithm>
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
    constexpr int kMostSignals
        = 100; // signals come one at a time; a disk that always says EINTR has no locks
    for (int i = 0; i < kMostSignals; ++i) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            return 0;
        if (errno != EINTR)
            return errno;
    }
    return EINTR;
}

/// What acquire() writes into the file of whoever holds the lock, taken apart again.
Error inUse(std::string_view holder)
{
    constexpr std::string_view kProcess = ", process ";
    constexpr std::string_view kHost = " on ";
    const auto process = holder.find(kProcess);
    const auto host
        = process == std::string_view::npos ? process : holder.find(kHost, process + kProcess.size());
    if (host == std::string_view::npos || process == 0)
        return errorOf(Reason::ProjectInUseElsewhere);
    const auto number = process + kProcess.size();
    return errorOf(Reason::ProjectInUse,
                   {std::string(holder.substr(0, process)), std::string(holder.substr(number, host - number)),
                    std::string(holder.substr(host + kHost.size()))});
}

} // namespace

Result<ProjectLock> ProjectLock::acquire(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        const int refused = errno;
        if (isDiskFull(refused))
            return fail(Reason::DiskFull, {path});
        auto error = errorOf(Reason::ProjectNotWritable, {std::strerror(refused)});
        const bool forbidden = refused == EACCES || refused == EROFS || refused == EPERM;
        error.code = forbidden ? ErrorCode::ReadOnly : ErrorCode::IoError;
        return fail(std::move(error.inFile(path)));
    }
    ProjectLock lock(descriptor);
    const int refused = tryLock(descriptor);
    if (refused != 0 && refused != EWOULDBLOCK)
        return fail(errorOf(Reason::DiskWithoutLocks, {std::strerror(refused)}).inFile(path));
    if (refused != 0) {
        std::array<char, 256> holder{};
        const auto size = ::pread(descriptor, holder.data(), holder.size() - 1, 0);
        return fail(inUse({holder.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))}));
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
