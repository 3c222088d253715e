#include "core/base/ordered_parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace nodesentry {
namespace {

RunContext onThreads(int threads)
{
    return RunContext({}, {}, threads);
}

TEST(ParallelInOrder, TakesEveryItemOnceAndInOrderWhicheverIsReadyFirst)
{
    for (const int threads : {1, 2, 5}) {
        std::vector<std::int64_t> taken;
        const auto result = parallelInOrder<std::int64_t>(
            40, onThreads(threads),
            [](std::int64_t item) -> Result<std::int64_t> {
                if (item % 3 == 0) // every third comes late
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return item * item;
            },
            [&](std::int64_t item, std::int64_t made) -> Result<void> {
                EXPECT_EQ(made, item * item);
                taken.push_back(item);
                return {};
            });
        ASSERT_TRUE(result);
        ASSERT_EQ(taken.size(), 40U);
        for (std::size_t i = 0; i < taken.size(); ++i)
            EXPECT_EQ(taken[i], static_cast<std::int64_t>(i));
    }
}

TEST(ParallelInOrder, NeverHoldsMoreItemsThanItSays)
{
    struct Counted {
        explicit Counted(std::atomic<int>& living) : counter(&living) { ++*counter; }
        Counted(Counted&& other) noexcept : counter(std::exchange(other.counter, nullptr)) { }
        Counted& operator=(Counted&&) = delete;
        ~Counted()
        {
            if (counter != nullptr)
                --*counter;
        }
        std::atomic<int>* counter;
    };
    for (const int threads : {1, 3}) {
        std::atomic<int> living = 0;
        std::atomic<int> most = 0;
        const auto context = onThreads(threads);
        ASSERT_TRUE(parallelInOrder<Counted>(
            60, context,
            [&](std::int64_t item) -> Result<Counted> {
                if (item % 7 == 0)
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                Counted made(living);
                if (const int now = living; now > most)
                    most = now;
                return made;
            },
            [](std::int64_t, const Counted&) -> Result<void> { return {}; }));
        EXPECT_LE(most, itemsInFlight(context));
        EXPECT_EQ(living, 0);
    }
}

TEST(ParallelInOrder, TheErrorOfTheLowestItemCountsAndNothingIsTakenAfterIt)
{
    for (const int threads : {1, 4}) {
        std::int64_t taken = 0;
        const auto result = parallelInOrder<int>(
            20, onThreads(threads),
            [](std::int64_t item) -> Result<int> {
                if (item == 5) // fails after the higher one has
                    std::this_thread::sleep_for(std::chrono::milliseconds(3));
                if (item == 5 || item == 6)
                    return fail(ErrorCode::IoError, std::to_string(item));
                return 0;
            },
            [&](std::int64_t, int) -> Result<void> {
                ++taken;
                return {};
            });
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().message, "5");
        EXPECT_EQ(taken, 5);
    }
}

TEST(ParallelInOrder, AnErrorOfTakeEndsTheRun)
{
    const auto result = parallelInOrder<int>(
        20, onThreads(2), [](std::int64_t) -> Result<int> { return 1; },
        [](std::int64_t item, int) -> Result<void> {
            if (item == 3)
                return fail(ErrorCode::IoError, "full");
            return {};
        });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "full");
}

TEST(ParallelInOrder, PassesOnExceptionsAndStops)
{
    for (const int threads : {1, 3}) {
        EXPECT_THROW((void)parallelInOrder<int>(
                         9, onThreads(threads),
                         [](std::int64_t item) -> Result<int> {
                             if (item == 4)
                                 throw std::runtime_error("4");
                             return 0;
                         },
                         [](std::int64_t, int) -> Result<void> { return {}; }),
                     std::runtime_error);
        std::stop_source stop;
        const auto result = parallelInOrder<int>(
            9, RunContext(stop.get_token(), {}, threads), [](std::int64_t) -> Result<int> { return 0; },
            [&](std::int64_t item, int) -> Result<void> {
                if (item == 2)
                    stop.request_stop();
                return {};
            });
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    }
    EXPECT_TRUE(parallelInOrder<int>(
        0, {}, [](std::int64_t) -> Result<int> { return 0; },
        [](std::int64_t, int) -> Result<void> { return {}; }));
}

} // namespace
} // namespace nodesentry
