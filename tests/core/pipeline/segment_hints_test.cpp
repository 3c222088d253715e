#include "core/pipeline/segment_hints_p.h"

#include <gtest/gtest.h>

using namespace nodesentry;

namespace {

Segment segment(const std::string& node, const std::string& job, std::int64_t begin, std::int64_t samples)
{
    Segment result;
    result.node = node;
    result.job = job;
    result.begin = begin;
    result.end = begin + samples;
    return result;
}

std::vector<const Segment*> pointersTo(const std::vector<Segment>& segments)
{
    std::vector<const Segment*> pointers;
    for (const auto& item : segments)
        pointers.push_back(&item);
    return pointers;
}

} // namespace

TEST(SegmentHints, ShortSegmentsMakeNoClustersWhileTheLongOnesHoldMostOfTheTime)
{
    ClusterOptions options;
    options.minSamples = 96;
    const std::vector<Segment> segments{segment("a", "1", 0, 95), segment("a", "2", 95, 96),
                                        segment("a", "", 191, 50), segment("a", "", 400, 20)};
    EXPECT_EQ(segmentsForClusters(pointersTo(segments), options),
              (std::vector<bool>{false, true, true, true}))
        << "all idle segments are short, so that all of them stand for idle time";
    options.minSamples = 97;
    EXPECT_EQ(segmentsForClusters(pointersTo(segments), options), std::vector<bool>(4, true));
}

TEST(SegmentHints, SimultaneousSegmentsOfAJobAreOneSetAndIdleOnesAreApart)
{
    std::vector<Segment> segments{segment("a", "1", 0, 100),  segment("b", "1", 10, 90),
                                  segment("b", "1", 100, 90), segment("a", "", 100, 50),
                                  segment("b", "", 190, 50),  segment("a", "2", 150, 40)};
    segments[2].position = 90; // the second part of job 1 on b
    ClusterOptions options;
    const auto hints = hintsOf(pointersTo(segments), options);
    EXPECT_EQ(hints.together, (std::vector<int>{0, 0, 1, 3, 4, 2}));
    EXPECT_EQ(hints.apart, (std::vector<bool>{false, false, false, true, true, false}));
    options.joinNodes = options.idleApart = false;
    EXPECT_TRUE(hintsOf(pointersTo(segments), options).together.empty());
    EXPECT_TRUE(hintsOf(pointersTo(segments), options).apart.empty());
}
