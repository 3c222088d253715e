#include "core/base/user_name.h"

#include <spdlog/fmt/fmt.h>

#include <cstdlib>
#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace nodesentry {

std::string userName()
{
    for (const char* variable : {"USER", "LOGNAME"})
        if (const char* name = std::getenv(variable); name != nullptr && *name != '\0')
            return name;
    constexpr std::size_t kMostText = 1 << 14;
    std::vector<char> text(kMostText);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, text.data(), text.size(), &found) == 0 && found != nullptr
        && found->pw_name != nullptr && *found->pw_name != '\0')
        return found->pw_name;
    return fmt::format("uid {}", ::getuid());
}

} // namespace nodesentry
