#include "core/preprocess/split_by_job.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace nodesentry {
namespace {

const TimeGrid kGrid{1'000'000, 1000, 100}; // one sample a second

Job job(std::string id, std::int64_t firstSecond, std::optional<std::int64_t> endSecond,
        std::vector<std::string> nodes = {"cn1"})
{
    Job made;
    made.id = std::move(id);
    made.nodes = std::move(nodes);
    made.begin = 1'000'000 + firstSecond * 1000;
    if (endSecond)
        made.end = 1'000'000 + *endSecond * 1000;
    return made;
}

PrepareOptions options(int fewest = 1, int most = 1000)
{
    PrepareOptions result;
    result.minSegmentSamples = fewest;
    result.maxSegmentSamples = most;
    return result;
}

using Stretch = std::tuple<std::int64_t, std::int64_t, std::string, bool>;

std::vector<Stretch> split(const std::vector<Job>& jobs, const SplitRange& range, const PrepareOptions& with)
{
    const auto byNode = jobsByNode(jobs);
    const auto found = byNode.find("cn1");
    std::vector<Stretch> stretches;
    for (const auto& s : splitByJob(
             "cn1", kGrid, found == byNode.end() ? std::vector<const Job*>{} : found->second, range, with)) {
        EXPECT_EQ(s.node, "cn1");
        stretches.emplace_back(s.begin, s.end, s.job, s.train);
    }
    return stretches;
}

TEST(SplitByJob, JobsAndTheIdleTimeBetweenThemAreSegments)
{
    EXPECT_EQ(split({job("7", 10, 30), job("8", 50, 90)}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 10, "", true},
                                    {10, 30, "7", true},
                                    {30, 50, "", true},
                                    {50, 90, "8", true},
                                    {90, 100, "", true}}));
}

TEST(SplitByJob, AJobWithoutAnEndRunsOnAndOthersBeginAndEndOutsideTheData)
{
    EXPECT_EQ(split({job("8", 40, std::nullopt), job("7", -50, 20)}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 20, "7", true}, {20, 40, "", true}, {40, 100, "8", true}}));
    EXPECT_EQ(split({job("7", -50, -20), job("8", 200, 300)}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 100, "", true}}));
}

TEST(SplitByJob, JobsThatShareTheNodeFormASegmentOfTheirOwn)
{
    EXPECT_EQ(split({job("10", 0, 60), job("9", 40, 80), job("10_1", 50, 55)}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 40, "10", true},
                                    {40, 50, "9+10", true},
                                    {50, 55, "9+10+10_1", true},
                                    {55, 60, "9+10", true},
                                    {60, 80, "9", true},
                                    {80, 100, "", true}}));
}

TEST(SplitByJob, BackToBackJobsAreTwoSegments)
{
    EXPECT_EQ(split({job("1", 0, 50), job("2", 50, 100)}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 50, "1", true}, {50, 100, "2", true}}));
}

TEST(SplitByJob, ASampleBelongsToTheJobThatRunsAtItsTime)
{
    auto between = job("1", 10, 20);
    between.begin += 1; // just after sample 10
    between.end = *between.end + 1; // just after sample 20
    EXPECT_EQ(split({between}, {0, 100, 100}, options()),
              (std::vector<Stretch>{{0, 11, "", true}, {11, 21, "1", true}, {21, 100, "", true}}));
    auto unseen = job("2", 10, 10);
    unseen.begin += 1;
    unseen.end = *unseen.end + 900;
    EXPECT_EQ(split({unseen}, {0, 100, 100}, options()), (std::vector<Stretch>{{0, 100, "", true}}));
}

TEST(SplitByJob, NoSegmentStraddlesTheEndOfTraining)
{
    EXPECT_EQ(split({job("7", 10, 90)}, {0, 60, 100}, options()),
              (std::vector<Stretch>{
                  {0, 10, "", true}, {10, 60, "7", true}, {60, 90, "7", false}, {90, 100, "", false}}));
}

TEST(SplitByJob, IdleTimeIsCutAtMultiplesOfTheLengthSince1970)
{
    // The grid begins at second 1000, a multiple of 20 and of 50 but not of 30.
    EXPECT_EQ(split({}, {0, 50, 100}, options(1, 20)),
              (std::vector<Stretch>{{0, 20, "", true},
                                    {20, 40, "", true},
                                    {40, 50, "", true},
                                    {50, 60, "", false},
                                    {60, 80, "", false},
                                    {80, 100, "", false}}));
    EXPECT_EQ(split({}, {0, 100, 100}, options(1, 30)),
              (std::vector<Stretch>{
                  {0, 20, "", true}, {20, 50, "", true}, {50, 80, "", true}, {80, 100, "", true}}));
}

TEST(SplitByJob, ALongJobIsCutFromItsBeginOn)
{
    EXPECT_EQ(split({job("7", 10, 75)}, {10, 75, 75}, options(1, 30)),
              (std::vector<Stretch>{{10, 40, "7", true}, {40, 70, "7", true}, {70, 75, "7", true}}));
}

TEST(SplitByJob, ARestTooShortForASegmentStaysWithThePieceBesideIt)
{
    EXPECT_EQ(split({job("7", 10, 75)}, {10, 75, 75}, options(12, 30)),
              (std::vector<Stretch>{{10, 40, "7", true}, {40, 75, "7", true}}));
    EXPECT_EQ(split({}, {15, 100, 100}, options(12, 30)),
              (std::vector<Stretch>{{15, 50, "", true}, {50, 80, "", true}, {80, 100, "", true}}));
}

TEST(SplitByJob, ShortSegmentsAndUnmeasuredEndsAreLeftOut)
{
    EXPECT_EQ(split({job("7", 20, 31), job("8", 31, 43)}, {15, 100, 60}, options(12)),
              (std::vector<Stretch>{{31, 43, "8", true}, {43, 60, "", true}}));
    EXPECT_TRUE(split({job("7", 20, 31)}, {50, 60, 50}, options()).empty());
}

std::vector<std::int64_t> positions(const std::vector<Job>& jobs, const SplitRange& range,
                                    const PrepareOptions& with)
{
    std::vector<const Job*> pointers;
    for (const auto& job : jobs)
        pointers.push_back(&job);
    std::vector<std::int64_t> found;
    for (const auto& segment : splitByJob("cn1", kGrid, pointers, range, with))
        found.push_back(segment.position);
    return found;
}

TEST(SplitByJob, APieceAfterTheEndOfTrainingGoesOnWhereTheOneBeforeItEnded)
{
    // A job of 80 samples in pieces of 30, training ends 47 samples after its begin.
    EXPECT_EQ(split({job("7", 10, 90)}, {10, 57, 90}, options(1, 30)),
              (std::vector<Stretch>{
                  {10, 40, "7", true}, {40, 57, "7", true}, {57, 70, "7", false}, {70, 90, "7", false}}));
    EXPECT_EQ(positions({job("7", 10, 90)}, {10, 57, 90}, options(1, 30)),
              (std::vector<std::int64_t>{0, 0, 17, 0}));
    // Idle time on a grid that begins at second 1000, in pieces of 30.
    EXPECT_EQ(positions({}, {0, 57, 100}, options(1, 30)), (std::vector<std::int64_t>{10, 0, 0, 7, 0}));
}

TEST(SplitByJob, AJobThatBeganBeforeTheDataIsCountedFromItsBegin)
{
    EXPECT_EQ(split({job("7", -50, 60)}, {0, 60, 60}, options(1, 40)),
              (std::vector<Stretch>{{0, 30, "7", true}, {30, 60, "7", true}}));
    EXPECT_EQ(positions({job("7", -50, 60)}, {0, 60, 60}, options(1, 40)),
              (std::vector<std::int64_t>{10, 0}));
}

TEST(SplitByJob, SharedTimeIsCountedFromTheTransitionThatItBeganWith)
{
    EXPECT_EQ(positions({job("1", 0, 60), job("2", 20, 100)}, {30, 50, 100}, options(1, 1000)),
              (std::vector<std::int64_t>{10, 30, 0}))
        << "both from 20 on, cut at 50, then job 2 alone from 60 on";
}

TEST(SplitByJob, APieceThatBeginsWithARestCountsFromItsOwnBegin)
{
    EXPECT_EQ(positions({}, {15, 100, 100}, options(12, 30)), (std::vector<std::int64_t>{0, 0, 0}))
        << "five samples of the piece before belong to the first";
}

TEST(SplitByJob, HolesAreInNoSegment)
{
    const SplitRange range{0, 100, 100, {{20, 30}, {60, 61}, {90, 100}}};
    EXPECT_EQ(split({job("7", 10, 60)}, range, options(5)),
              (std::vector<Stretch>{
                  {0, 10, "", true}, {10, 20, "7", true}, {30, 60, "7", true}, {61, 90, "", true}}));
    EXPECT_EQ(positions({job("7", 10, 60)}, range, options(5)), (std::vector<std::int64_t>{0, 0, 20, 61}));
}

TEST(JobsByNode, AJobOfSeveralNodesIsListedForEach)
{
    const std::vector<Job> jobs{job("1", 0, 1, {"cn1", "cn2"}), job("2", 0, 1, {"cn2"})};
    const auto byNode = jobsByNode(jobs);
    EXPECT_EQ(byNode.at("cn1").size(), 1U);
    ASSERT_EQ(byNode.at("cn2").size(), 2U);
    EXPECT_EQ(byNode.at("cn2")[1]->id, "2");
}

} // namespace
} // namespace nodesentry
