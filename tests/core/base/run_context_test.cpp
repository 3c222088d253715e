#include "core/base/hash.h"
#include "core/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <vector>

namespace nodesentry {
namespace {

TEST(RunContext, PartsReportWithinTheirShareOfTheWhole)
{
    std::vector<double> fractions;
    std::string stage;
    const RunContext whole({}, [&](const Progress& p) {
        fractions.push_back(p.fraction);
        stage = p.stage;
    });
    const auto second = whole.part(0.5, 1.0, "second");
    second.report(0.0);
    second.part(0.5, 1.0).report(1.0);
    second.report(7.0);
    EXPECT_EQ(fractions, (std::vector<double>{0.5, 1.0, 1.0}));
    EXPECT_EQ(stage, "second");
}

TEST(ParallelFor, DoesEveryItemOnceOnAnyNumberOfThreads)
{
    for (const int threads : {1, 2, 7}) {
        std::vector<std::atomic<int>> visits(1000);
        EXPECT_TRUE(parallelFor(1000, RunContext({}, {}, threads), [&](std::int64_t i) { ++visits[i]; }));
        for (const auto& count : visits)
            EXPECT_EQ(count, 1);
    }
}

TEST(ParallelFor, StopsWhenAskedAndSaysSo)
{
    std::stop_source stop;
    std::atomic<int> done = 0;
    EXPECT_FALSE(parallelFor(1000, RunContext(stop.get_token(), {}, 2), [&](std::int64_t) {
        if (++done == 10)
            stop.request_stop();
    }));
    EXPECT_LT(done, 1000);
}

TEST(ParallelFor, HandsOnTheExceptionOfABody)
{
    EXPECT_THROW(parallelFor(100, RunContext({}, {}, 3),
                             [](std::int64_t i) {
                                 if (i == 50)
                                     throw std::runtime_error("50");
                             }),
                 std::runtime_error);
}

TEST(Fingerprint, TellsApartHowTextIsSplit)
{
    EXPECT_NE(Fingerprint().add("ab").add("c").hex(), Fingerprint().add("a").add("bc").hex());
    EXPECT_EQ(Fingerprint().add("ab").add(1.5).hex(), Fingerprint().add("ab").add(1.5).hex());
    EXPECT_EQ(Fingerprint().hex().size(), 32U);
}

} // namespace
} // namespace nodesentry
