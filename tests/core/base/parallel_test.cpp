#include "core/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace nodesentry {
namespace {

TEST(ParallelTry, DoesEveryItemOnce)
{
    std::vector<std::atomic<int>> done(100);
    const auto result = parallelTry(100, RunContext({}, {}, 4), [&](std::int64_t i) -> Result<void> {
        ++done[static_cast<std::size_t>(i)];
        return {};
    });
    EXPECT_TRUE(result);
    for (const auto& times : done)
        EXPECT_EQ(times, 1);
}

TEST(ParallelTry, ReturnsTheErrorAndBeginsNothingAfterIt)
{
    std::atomic<int> begun = 0;
    const auto result = parallelTry(1'000'000, RunContext({}, {}, 1), [&](std::int64_t i) -> Result<void> {
        ++begun;
        if (i == 7)
            return fail(ErrorCode::IoError, "item 7");
        return {};
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "item 7");
    EXPECT_EQ(begun, 8);
}

TEST(ParallelTry, OfSeveralErrorsThatOfTheFirstItemIsReturned)
{
    std::atomic<int> waiting = 0;
    const auto result = parallelTry(3, RunContext({}, {}, 3), [&](std::int64_t i) -> Result<void> {
        for (++waiting; waiting < 3;) { } // all three are under way
        return fail(ErrorCode::IoError, std::to_string(i));
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "0");
}

TEST(ParallelTry, AStopIsCancelled)
{
    std::stop_source stop;
    const auto result = parallelTry(10, RunContext(stop.get_token()), [&](std::int64_t i) -> Result<void> {
        if (i == 3)
            stop.request_stop();
        return {};
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace nodesentry
