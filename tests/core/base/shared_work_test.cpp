#include "core/base/shared_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

namespace nodesentry {
namespace {

TEST(SharedWork, DoesEveryPieceOnceWithoutHelp)
{
    SharedWork work;
    std::vector<int> done(5, 0);
    work.run(5, [&](int i) { ++done[static_cast<std::size_t>(i)]; });
    EXPECT_EQ(done, std::vector<int>(5, 1));
    work.run(0, [](int) { FAIL(); });
}

TEST(SharedWork, HelpersTakePieces)
{
    SharedWork work;
    std::jthread helper([&] { work.help(); });
    std::latch both(2); // each piece waits for the other: one thread alone would never end
    work.run(2, [&](int) { both.arrive_and_wait(); });
    work.close();
}

TEST(SharedWork, WhoHasNothingOfItsOwnHelpsTheOthers)
{
    SharedWork work;
    std::atomic<int> done = 0;
    {
        std::jthread one([&] {
            for (int i = 0; i < 100; ++i)
                work.run(4, [&](int) { ++done; });
            work.close();
        });
        std::jthread two([&] {
            work.run(3, [&](int) { ++done; });
            work.help();
        });
    }
    EXPECT_EQ(done, 403);
}

TEST(SharedWork, GoesOnWithoutHelpAfterClosing)
{
    SharedWork work;
    work.close();
    work.help(); // returns at once
    int done = 0;
    work.run(3, [&](int) { ++done; });
    EXPECT_EQ(done, 3);
}

TEST(SharedWork, ThrowsTheExceptionOfTheLowestPieceAfterAllAreDone)
{
    SharedWork work;
    int done = 0;
    try {
        work.run(4, [&](int i) {
            ++done;
            if (i % 2 == 1)
                throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "1");
    }
    EXPECT_EQ(done, 4);
}

} // namespace
} // namespace nodesentry
