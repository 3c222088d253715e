#pragma once

#include <string_view>

namespace nodesentry {

/// Whether a metric is one of NVIDIA's DCGM: `DCGM_FI_…`.
[[nodiscard]] inline bool isDcgmMetric(std::string_view name)
{
    return name.starts_with("DCGM_");
}

/// Whether a value is one of those with which DCGM says that it has none: "blank", "not found", "not supported",
/// "not permissioned", as 32-bit and 64-bit integers and as floating point (dcgm_structs.h).
/// @param name  of the metric; energy in mJ passes through the 32-bit ones
[[nodiscard]] inline bool isDcgmBlank(std::string_view name, double value)
{
    constexpr double kInt32 = 2147483632; // 0x7ffffff0
    constexpr double kInt64 = 9223372036854774784; // below 0x7ffffffffffffff0, which a double rounds up
    constexpr double kDouble = 140737488355328;
    constexpr double kKinds = 16;
    const auto within = [&](double blank) { return value >= blank && value < blank + kKinds; };
    return value >= kInt64 || within(kDouble)
        || (within(kInt32) && name.find("ENERGY") == std::string_view::npos);
}

} // namespace nodesentry
