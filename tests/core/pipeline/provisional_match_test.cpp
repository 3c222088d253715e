#include "core/pipeline/provisional_match.h"

#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/prepared_project_p.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace nodesentry {
namespace {

constexpr std::int64_t kJobSamples = 60;
constexpr std::int64_t kMatchSamples = 40;

/// Ten jobs of 60 samples on one node: those with an even number are quiet, the others swing; clusters are
/// made of the first six.
class JobsOfTwoKinds : public ::testing::Test {
protected:
    JobsOfTwoKinds()
    {
        std::mt19937 random(5);
        std::vector<std::vector<double>> values(2, std::vector<double>(10 * kJobSamples));
        for (std::size_t i = 0; i < values[0].size(); ++i) {
            const bool swings = (i / kJobSamples) % 2 == 1;
            for (auto& metric : values)
                metric[i] = static_cast<double>(random() % 1000) / 1000.0
                    + (swings ? 5.0 * std::sin(static_cast<double>(i)) : 0.0);
        }
        std::string jobs = "JobID|NodeList|Start|End|App\n";
        for (std::int64_t job = 0; job < 10; ++job)
            jobs += std::to_string(job + 1) + "|n1|" + at(job * kJobSamples) + "|"
                + at((job + 1) * kJobSamples) + "|app\n";
        test::writeText(m_folder.file("n1.csv"), test::csvOf({"cpu", "mem"}, values));
        test::writeText(m_folder.file("jobs.psv"), jobs);
        ImportOptions import;
        import.jobsFile = m_folder.file("jobs.psv");
        const auto path = m_folder.file("p.nsproj");
        const auto report = importIntoProject(path, {m_folder.file("n1.csv")}, import, {});
        EXPECT_TRUE(report) << report.error().text();
        m_project = Project::open(path, OpenMode::ReadWrite).value();
        PipelineOptions options;
        options.cluster.k = 2;
        options.cluster.minClusterSize = 1;
        options.cluster.matchPeriodSeconds = static_cast<double>(kMatchSamples * test::kStepMs) / 1000.0;
        const auto outcome = Pipeline(m_project, options).run({}, Stage::Cluster);
        EXPECT_TRUE(outcome) << outcome.error().text();
        const auto prepared = PreparedProject::open(*m_project);
        m_node = prepared->node("n1").value();
    }

    static std::string at(std::int64_t sample)
    {
        return std::to_string((test::kStart + sample * test::kStepMs) / 1000);
    }

    /// What the stages made of the segment that begins at a sample.
    ClusterMember storedMember(std::int64_t begin)
    {
        const auto members = m_project->clusterMembers().value();
        for (const auto& segment : m_node.segments)
            if (segment.begin == begin)
                for (const auto& member : members)
                    if (member.segment == segment.id)
                        return member;
        ADD_FAILURE() << "no segment begins at " << begin;
        return {};
    }

    test::TemporaryFolder m_folder;
    std::shared_ptr<Project> m_project;
    PreparedNode m_node;
};

TEST_F(JobsOfTwoKinds, AYoungSegmentIsMatchedEarlyAndRefinedUntilItsMatchPeriodIsOver)
{
    const auto matcher = SegmentMatcher::open(*m_project);
    ASSERT_TRUE(matcher) << matcher.error().text();
    for (const std::int64_t begin : {7 * kJobSamples, 8 * kJobSamples}) { // both in test time
        const auto stored = storedMember(begin);
        YoungSegment segment(*matcher, begin, matchPeriodSamples(m_node.grid, 40 * 15.0));
        std::vector<std::int64_t> madeAt;
        std::optional<ProvisionalMatch> last;
        for (std::int64_t end = begin + 1; end <= begin + kJobSamples; ++end) {
            const auto now = segment.update(m_node.values, end);
            ASSERT_TRUE(now) << now.error().text();
            ASSERT_EQ(now->has_value(), end - begin >= kMinimumSamples);
            if (!*now)
                continue;
            EXPECT_EQ((*now)->match.nearest, stored.cluster) << "after " << end - begin << " samples";
            EXPECT_EQ((*now)->settled, end - begin >= kMatchSamples);
            EXPECT_LE((*now)->samples, end - begin);
            if (madeAt.empty() || madeAt.back() != (*now)->samples)
                madeAt.push_back((*now)->samples);
            last = *now;
        }
        EXPECT_EQ(madeAt, (std::vector<std::int64_t>{12, 14, 16, 18, 21, 24, 27, 31, 35, 40}));
        EXPECT_EQ(last->match.distance, stored.distance) << "bit for bit what the stages have";
        EXPECT_EQ(last->match.margin, stored.margin);
    }
    EXPECT_NE(storedMember(7 * kJobSamples).cluster, storedMember(8 * kJobSamples).cluster);
}

TEST_F(JobsOfTwoKinds, ASegmentThatEndsEarlyIsMatchedByAllItHas)
{
    const auto matcher = SegmentMatcher::open(*m_project);
    ASSERT_TRUE(matcher);
    YoungSegment segment(*matcher, 0, kMatchSamples);
    ASSERT_TRUE(segment.update(m_node.values, 20));
    const auto ended = segment.update(m_node.values, 21, true);
    ASSERT_TRUE(ended && *ended);
    EXPECT_TRUE((*ended)->settled);
    EXPECT_EQ((*ended)->samples, 21);

    YoungSegment tooShort(*matcher, 0, kMatchSamples);
    const auto none = tooShort.update(m_node.values, 11, true);
    ASSERT_TRUE(none);
    EXPECT_FALSE(none->has_value()) << "nothing can be said of it";
}

TEST_F(JobsOfTwoKinds, TheMatchPeriodHasAtLeastTheSamplesThatFeaturesNeed)
{
    EXPECT_EQ(matchPeriodSamples(m_node.grid, 3600.0), 240);
    EXPECT_EQ(matchPeriodSamples(m_node.grid, 15.0), kMinimumSamples);
}

} // namespace
} // namespace nodesentry
