#include "core/data/durable_file.h"

#include "core/base/reason.h"

#include <spdlog/fmt/fmt.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace nodesentry {

namespace {

Result<void> syncPath(const std::string& path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (done)
        return {};
    return fail(writeError(path, reason));
}

} // namespace

Result<void> syncFile(const std::string& path)
{
    return syncPath(path, O_RDONLY);
}

Result<void> renameDurably(const std::string& from, const std::string& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0)
        return fail(writeError(to, errno));
    const auto directory = std::filesystem::path(to).parent_path();
    return syncPath(directory.empty() ? "." : directory.string(), O_RDONLY | O_DIRECTORY);
}

} // namespace nodesentry
