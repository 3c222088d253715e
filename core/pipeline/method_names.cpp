#include "core/pipeline/method_names.h"

#include "core/baselines/register_baselines.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <algorithm>

namespace nodesentry {

const DetectorRegistry& baselineRegistry()
{
    static const DetectorRegistry registry = [] {
        DetectorRegistry filled;
        registerBaselines(filled);
        return filled;
    }();
    return registry;
}

std::vector<MethodEntry> knownMethods()
{
    std::vector<MethodEntry> methods{
        {kNodeSentryMethod, "Reconstruction error of the matched cluster's mixture-of-experts Transformer"}};
    for (const auto& entry : baselineRegistry().entries())
        methods.push_back({entry.name, entry.description});
    return methods;
}

Result<std::vector<std::string>> checkedMethods(std::vector<std::string> names)
{
    std::vector<std::string> known;
    for (const auto& method : knownMethods())
        known.push_back(method.name);
    std::vector<std::string> checked;
    names.emplace_back(kRandomMethod);
    for (auto& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return fail(ErrorCode::NotFound, fmt::format("there is no method '{}'", name),
                        fmt::format("known are {}", fmt::join(known, ", ")));
        if (std::find(checked.begin(), checked.end(), name) == checked.end())
            checked.push_back(std::move(name));
    }
    return checked;
}

} // namespace nodesentry
