#include "core/project/project.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace nodesentry {
namespace {

class ProjectResultsTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::shared_ptr<Project> project = Project::create(folder.file("p.nsproj")).value();
};

TEST_F(ProjectResultsTest, SegmentsComeBackAsTheyWereStored)
{
    const std::vector<Segment> segments{{1, "cn1", "7", 0, 60, true, 12}, {2, "cn1", "", 60, 100, false}};
    ASSERT_TRUE(project->replaceSegments(segments));
    EXPECT_EQ(project->segments().value(), segments);
    ASSERT_TRUE(project->replaceSegments({segments[1]}));
    EXPECT_EQ(project->segments().value(), std::vector<Segment>{segments[1]});
}

TEST_F(ProjectResultsTest, ClusterIdsAreNeverReused)
{
    EXPECT_EQ(project->nextClusterId().value(), 1);
    ASSERT_TRUE(project->replaceClusters(
        {{1, "a", "", 0.5, 2.0}, {2, "b", "", 0.25, 1.0}},
        {{10, 1, false, true, 0.5, 0.25, 0.75}, {11, 1, true, false, 9.0, 0.0, NAN}}));
    EXPECT_EQ(project->nextClusterId().value(), 3);
    ASSERT_TRUE(project->replaceClusters({}, {}));
    EXPECT_TRUE(project->clusters().value().empty());
    EXPECT_EQ(project->nextClusterId().value(), 3);
}

TEST_F(ProjectResultsTest, MembersKeepTheirNumbers)
{
    ASSERT_TRUE(project->replaceClusters(
        {{1, "a", "n", 0.5, 2.0}},
        {{10, 1, false, true, 0.5, 0.25, 0.75}, {11, 1, true, false, 9.0, 0.0, NAN}}));
    const auto members = project->clusterMembers().value();
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[0].cluster, 1);
    EXPECT_FALSE(members[0].matched);
    EXPECT_EQ(members[0].margin, 0.25);
    EXPECT_TRUE(members[0].fits);
    EXPECT_EQ(members[1].cluster, 1);
    EXPECT_FALSE(members[1].fits);
    EXPECT_TRUE(members[1].matched);
    EXPECT_TRUE(std::isnan(members[1].silhouette));
    EXPECT_EQ(project->clusters().value().at(0).spread, 2.0);
}

TEST_F(ProjectResultsTest, CasesAreKeptByMethodAndSortedByPeak)
{
    ImportCommit import;
    import.generation = "g1";
    import.summary = "{}";
    for (const char* name : {"a", "b", "c", "d", "e"})
        import.metrics.push_back({name, "1", MetricKind::Gauge, ""});
    std::ofstream(project->pendingSeriesPath("g1")) << "samples";
    ASSERT_TRUE(project->commitImport(import));
    Case small;
    small.node = "cn1";
    small.range = {1000, 3000};
    small.peak = 2000;
    small.peakScore = 1.5;
    small.topMetrics = {4, 2};
    Case large = small;
    large.peakScore = 7.0;
    ASSERT_TRUE(project->replaceCases("a", {small, large}));
    ASSERT_TRUE(project->replaceCases("b", {small}));
    ASSERT_TRUE(project->replaceCases("b", {}));
    const auto cases = project->cases("a").value();
    ASSERT_EQ(cases.size(), 2U);
    EXPECT_EQ(cases[0].peakScore, 7.0);
    EXPECT_EQ(cases[1].topMetrics, (std::vector<int>{4, 2}));
    EXPECT_EQ(cases[1].range, (TimeRange{1000, 3000}));
    EXPECT_TRUE(project->cases("b").value().empty());

    small.topMetrics = {5}; // there is no such metric
    ASSERT_TRUE(project->replaceCases("b", {small}));
    EXPECT_EQ(project->cases("b").error().code, ErrorCode::Corrupt);
}

TEST_F(ProjectResultsTest, StagesAndDocumentsAreReplacedByName)
{
    EXPECT_FALSE(project->stage("train").value());
    ASSERT_TRUE(project->finishStage({"train", "f1", 1000, 2.5, "{}"}, "{}"));
    ASSERT_TRUE(project->finishStage({"train", "f2", 2000, 3.5, "{\"k\":2}"}, "{}"));
    EXPECT_EQ(project->stage("train").value()->fingerprint, "f2");
    EXPECT_EQ(project->stages().value().size(), 1U);
    ASSERT_TRUE(project->forgetStage("train"));
    EXPECT_FALSE(project->stage("train").value());

    const std::string bytes("a\0b", 3);
    ASSERT_TRUE(project->setDocument("cluster_library", bytes));
    EXPECT_EQ(project->document("cluster_library").value(), bytes);
    EXPECT_FALSE(project->document("nothing").value());
}

} // namespace
} // namespace nodesentry
