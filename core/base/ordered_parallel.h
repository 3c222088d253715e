#pragma once

#include "core/base/run_context.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace nodesentry {

/// Most items of parallelInOrder() that exist at the same time: being made, or waiting for their turn.
[[nodiscard]] std::int64_t itemsInFlight(const RunContext& context);

namespace detail {
/// The scheduling behind parallelInOrder(). @p slot numbers the items in flight from 0.
Result<void> runInOrder(std::int64_t count, const RunContext& context,
                        const std::function<Result<void>(std::int64_t item, std::size_t slot)>& make,
                        const std::function<Result<void>(std::int64_t item, std::size_t slot)>& take);
} // namespace detail

/// Makes items 0, 1, … count - 1 on context.threads() threads and hands them to @p take one at a time, in
/// their order: for results that are too many to be kept and whose order matters, such as sums of floating
/// point numbers and rows of a file.
///
/// @param make  `Result<T>(std::int64_t item)`; called at the same time for different items; must not depend
///              on which were made before
/// @param take  `Result<void>(std::int64_t item, T made)`; never called twice at the same time, but on any of
///              the threads
/// @return the error of the lowest item that has one; nothing was taken after it
/// @error Cancelled  a stop was requested; polled before each item
/// @throws the first exception that make or take threw, after all threads have ended
/// @cost at most itemsInFlight() values of T at the same time
template <class T, class Make, class Take>
[[nodiscard]] Result<void> parallelInOrder(std::int64_t count, const RunContext& context, const Make& make,
                                           const Take& take)
{
    std::vector<std::optional<T>> slots(static_cast<std::size_t>(itemsInFlight(context)));
    return detail::runInOrder(
        count, context,
        [&](std::int64_t item, std::size_t slot) -> Result<void> {
            Result<T> made = make(item);
            if (!made)
                return fail(std::move(made).error());
            slots[slot].emplace(std::move(*made));
            return {};
        },
        [&](std::int64_t item, std::size_t slot) -> Result<void> {
            T made = std::move(*slots[slot]);
            slots[slot].reset();
            return take(item, std::move(made));
        });
}

} // namespace nodesentry
