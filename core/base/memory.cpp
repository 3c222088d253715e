#include "core/base/memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <unistd.h>

namespace nodesentry {

namespace {

constexpr auto kUnlimited = std::numeric_limits<std::int64_t>::max();

/// Lowest limit of the process's control group (version 2) and those around it; kUnlimited where there is
/// none.
std::int64_t controlGroupLimit()
{
    std::ifstream groups("/proc/self/cgroup");
    std::string path;
    for (std::string line; std::getline(groups, line);)
        if (line.rfind("0::", 0) == 0)
            path = line.substr(3);
    auto limit = kUnlimited;
    while (true) {
        std::ifstream file("/sys/fs/cgroup" + path + "/memory.max");
        if (std::int64_t bytes = 0; file >> bytes) // "max" is no number
            limit = std::min(limit, bytes);
        const auto slash = path.rfind('/');
        if (slash == std::string::npos)
            return limit;
        path.resize(slash);
    }
}

} // namespace

std::int64_t availableMemory()
{
    const auto pages = static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES));
    const auto pageSize = static_cast<std::int64_t>(sysconf(_SC_PAGESIZE));
    return std::min(pages * pageSize, controlGroupLimit());
}

} // namespace nodesentry
