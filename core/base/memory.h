#pragma once

#include <cstdint>

namespace nodesentry {

/// Bytes of memory that this process may come to use: what the machine has, or the limit of its control group
/// where that is lower, as in a container or a batch job.
[[nodiscard]] std::int64_t availableMemory();

} // namespace nodesentry
