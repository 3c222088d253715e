#include "core/base/side_by_side.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>

namespace nodesentry {
namespace {

std::vector<std::string> names(std::size_t count)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back("job " + std::to_string(i));
    return all;
}

TEST(SideBySide, DoesEveryJobOnceTheLongestFirst)
{
    std::vector<std::size_t> done;
    const auto result
        = runSideBySide({1.0, 3.0, 2.0}, names(3), {}, [&](std::size_t i, SharedWork&, const auto&) {
              done.push_back(i);
              return Result<void>();
          });
    ASSERT_TRUE(result);
    EXPECT_EQ(done, (std::vector<std::size_t>{1, 2, 0}));
}

TEST(SideBySide, AThreadWithoutAJobHelpsTheOthers)
{
    // One job, two threads: its two pieces wait for each other, so one thread alone would never end.
    std::latch both(2);
    const auto result = runSideBySide({1.0}, names(1), RunContext({}, {}, 2),
                                      [&](std::size_t, SharedWork& helpers, const auto&) {
                                          helpers.run(2, [&](int) { both.arrive_and_wait(); });
                                          return Result<void>();
                                      });
    EXPECT_TRUE(result);
}

TEST(SideBySide, TheFirstFailureByNumberIsReturnedAndEndsTheOthers)
{
    std::atomic<int> begun = 0;
    const auto result
        = runSideBySide({4.0, 3.0, 2.0, 1.0}, names(4), {},
                        [&](std::size_t i, SharedWork&, const RunContext& part) -> Result<void> {
                            ++begun;
                            EXPECT_EQ(part.stopRequested(), false);
                            if (i == 1)
                                return fail(ErrorCode::NotFound, "one is missing");
                            return {};
                        });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "one is missing");
    EXPECT_EQ(begun, 2); // 2 and 3 were not begun any more
}

TEST(SideBySide, AFailureStopsThoseThatRunAndIsNotHiddenByTheirBeingStopped)
{
    std::latch both(2);
    const auto result
        = runSideBySide({1.0, 1.0}, names(2), RunContext({}, {}, 2),
                        [&](std::size_t i, SharedWork&, const RunContext& part) -> Result<void> {
                            both.arrive_and_wait();
                            if (i == 1)
                                return fail(ErrorCode::IoError, "the disk is full");
                            while (!part.stopRequested())
                                std::this_thread::yield();
                            return cancelled();
                        });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::IoError);
}

TEST(SideBySide, StopsWhenAsked)
{
    std::stop_source stop;
    const auto result
        = runSideBySide({1.0, 1.0}, names(2), RunContext(stop.get_token()),
                        [&](std::size_t, SharedWork&, const RunContext& part) -> Result<void> {
                            stop.request_stop();
                            return part.stopRequested() ? Result<void>(cancelled()) : Result<void>();
                        });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
}

TEST(SideBySide, ProgressIsThatOfAllJobsAndNeverFalls)
{
    double last = 0.0;
    std::string detail;
    const RunContext context(
        {},
        [&](const Progress& progress) {
            EXPECT_GE(progress.fraction, last);
            last = progress.fraction;
            detail = progress.detail;
        },
        2);
    ASSERT_TRUE(
        runSideBySide({3.0, 1.0}, names(2), context, [&](std::size_t, SharedWork&, const RunContext& part) {
            part.report(0.5, "half");
            part.report(1.0, "done");
            return Result<void>();
        }));
    EXPECT_NEAR(last, 1.0, 1e-9);
    EXPECT_NE(detail.find(": done"), std::string::npos);
}

TEST(SideBySide, NothingToDoIsDone)
{
    EXPECT_TRUE(runSideBySide({}, {}, RunContext({}, {}, 3),
                              [](std::size_t, SharedWork&, const auto&) { return Result<void>(); }));
}

} // namespace
} // namespace nodesentry
