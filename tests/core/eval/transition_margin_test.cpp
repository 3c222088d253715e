#include "core/eval/transition_margin.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

using Flags = std::vector<std::uint8_t>;

constexpr TimeMs kOrigin = 1'700'000'000'000;

/// Seconds since the first sample.
Job job(std::int64_t begin, std::optional<std::int64_t> end)
{
    Job result;
    result.begin = kOrigin + 1000 * begin;
    if (end)
        result.end = kOrigin + 1000 * *end;
    return result;
}

Flags marked(const std::vector<Job>& jobs, std::int64_t samples, std::int64_t stepSeconds, double margin)
{
    std::vector<const Job*> pointers;
    for (const auto& item : jobs)
        pointers.push_back(&item);
    return markTransitions(pointers, {kOrigin, 1000 * stepSeconds, samples}, margin);
}

TEST(MarkTransitions, MarksBothSidesOfWhereAJobBeginsOrEnds)
{
    // Samples at 0, 30, ..., 330 s; begin at 60 s: 0, 30, 60 and 90 s are within a minute of it, 120 s is not.
    EXPECT_EQ(marked({job(60, 240)}, 12, 30, 60.0), (Flags{1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0}));
    EXPECT_EQ(marked({job(60, std::nullopt)}, 12, 30, 60.0), (Flags{1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(MarkTransitions, MarksNothingWhereNoJobBeginsOrEnds)
{
    EXPECT_EQ(marked({}, 3, 1, 60.0), Flags(3, 0));
    // A day of data inside one job of three days: no border of the data, of a day or of half a day.
    EXPECT_EQ(marked({job(-86400, 2 * 86400)}, 1440, 60, 60.0), Flags(1440, 0));
    EXPECT_EQ(marked({job(0, 4)}, 4, 1, 0.0), Flags(4, 0));
}

TEST(MarkTransitions, AJobJustOutsideOfTheDataReachesIn)
{
    EXPECT_EQ(marked({job(-100, -1)}, 5, 1, 3.0), (Flags{1, 1, 0, 0, 0}));
    EXPECT_EQ(marked({job(7, 9)}, 5, 1, 3.0), (Flags{0, 0, 0, 0, 1}));
}

TEST(MarkTransitions, AStepLongerThanTheMarginMarksOnlyASampleAtTheTransition)
{
    EXPECT_EQ(marked({job(900, 1500)}, 6, 300, 60.0), (Flags{0, 0, 0, 1, 0, 1}));
    EXPECT_EQ(marked({job(700, 1000)}, 6, 300, 60.0), Flags(6, 0)); // between two samples
}

} // namespace
} // namespace nodesentry
