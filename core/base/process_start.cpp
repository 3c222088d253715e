#include "core/base/process_start.h"

#include <cstdlib>
#include <unistd.h>

namespace nodesentry {

void restartWithPassiveWaiting(char** arguments)
{
    constexpr auto kPolicy = "OMP_WAIT_POLICY";
    if (std::getenv(kPolicy) != nullptr || ::setenv(kPolicy, "passive", 1) != 0)
        return;
    ::execv("/proc/self/exe", arguments); // returns only when it fails, and then we go on as we are
}

} // namespace nodesentry
