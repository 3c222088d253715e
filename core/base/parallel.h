#pragma once

#include "core/base/run_context.h"

#include <cstdint>
#include <functional>

namespace nodesentry {

/// Calls @p body(i) for every i in [0, count), on context.threads() threads that end before it returns.
/// Items are handed out one by one, so they may differ in cost; results must not depend on the order.
///
/// @return false when a stop was requested before all items were done
/// @throws the first exception that a body threw, after all threads have ended
bool parallelFor(std::int64_t count, const RunContext& context,
                 const std::function<void(std::int64_t)>& body);

/// The same for bodies that can fail: no item is begun after one has failed.
/// @return the error of the first of those that failed, by number
/// @error Cancelled  a stop was requested before all items were done
[[nodiscard]] Result<void> parallelTry(std::int64_t count, const RunContext& context,
                                       const std::function<Result<void>(std::int64_t)>& body);

} // namespace nodesentry
