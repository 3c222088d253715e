#include "core/base/process_start.h"

#include <cstdlib>
#include <unistd.h>

namespace nodesentry {

namespace {

/// @return whether it was not set before
bool setUnlessSet(const char* name, const char* value)
{
    if (std::getenv(name) != nullptr)
        return false;
    return ::setenv(name, value, 1) == 0;
}

bool isAmdWithAvx512()
{
#if defined(__x86_64__) && defined(__GNUC__)
    __builtin_cpu_init();
    return __builtin_cpu_is("amd") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512cd");
#else
    return false;
#endif
}

} // namespace

void restartWithFastLibraries(char** arguments)
{
    bool changed = setUnlessSet("OMP_WAIT_POLICY", "passive");
    if (isAmdWithAvx512())
        changed = setUnlessSet("OPENBLAS_CORETYPE", "SkylakeX") || changed;
    if (changed)
        ::execv("/proc/self/exe", arguments); // returns only when it fails, and then we go on as we are
}

} // namespace nodesentry
