/// What libFuzzer calls with each text; the program's one target is given when this file is compiled.
#include "tests/fuzz/target.h"
#include "tests/fuzz/work_folder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace {

using namespace nodesentry::fuzz;

Target findTarget()
{
    static const WorkFolder folder; // until the program ends
    spdlog::set_level(spdlog::level::off); // warnings about damaged texts are no news here
    const auto targets = makeTargets(folder.path());
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [](const Target& t) { return t.name == NODESENTRY_FUZZ_TARGET; });
    if (target == targets.end())
        brokenPromise("no target " NODESENTRY_FUZZ_TARGET);
    return *target;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Target target = findTarget();
    target.read({reinterpret_cast<const char*>(data), size});
    return 0;
}
