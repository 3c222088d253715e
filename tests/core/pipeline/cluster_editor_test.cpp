#include "core/pipeline/cluster_editor.h"

#include "core/base/hash.h"
#include "core/base/reason.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <random>

namespace nodesentry {
namespace {

using Kind = ClusterEditKind;

constexpr std::int64_t kJobSamples = 40;
constexpr std::int64_t kJobs = 30;

/// One node with 30 jobs of two kinds in turn, clustered: 18 jobs in training, two clusters.
class ClusterEditorTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");
    std::shared_ptr<Project> project;
    PipelineOptions options;

    void SetUp() override
    {
        std::mt19937 random(3);
        std::vector<std::vector<double>> values(2, std::vector<double>(kJobs * kJobSamples));
        std::string jobs = "JobID|NodeList|Start|End|App\n";
        for (std::int64_t i = 0; i < kJobs * kJobSamples; ++i) {
            const bool busy = i / kJobSamples % 2 == 0;
            const auto noise = [&] { return static_cast<double>(random() % 1000) / 10000.0; };
            values[0][static_cast<std::size_t>(i)] = (busy ? 0.8 + 0.1 * std::sin(i / 3.0) : 0.1) + noise();
            values[1][static_cast<std::size_t>(i)] = (busy ? 0.01 * (i % kJobSamples) : 0.5) + noise();
        }
        for (std::int64_t job = 0; job < kJobs; ++job) {
            const auto at = [](std::int64_t sample) {
                return std::to_string((test::kStart + sample * test::kStepMs) / 1000);
            };
            jobs += std::to_string(job) + "|n1|" + at(job * kJobSamples) + "|" + at((job + 1) * kJobSamples)
                + (job % 2 == 0 ? "|busy\n" : "|calm\n");
        }
        test::writeText(folder.file("n1.csv"), test::csvOf({"cpu", "mem"}, values));
        test::writeText(folder.file("jobs.psv"), jobs);
        ImportOptions import;
        import.jobsFile = folder.file("jobs.psv");
        ASSERT_TRUE(importIntoProject(path, {folder.file("n1.csv")}, import, {}));
        open();
        cluster();
    }
    void open()
    {
        project.reset();
        project = Project::open(path, OpenMode::ReadWrite).value();
    }
    nlohmann::json cluster()
    {
        Pipeline pipeline(project, options);
        const auto outcomes = pipeline.run({}, Stage::Cluster);
        EXPECT_TRUE(outcomes) << outcomes.error().text();
        return nlohmann::json::parse(outcomes->back().summary);
    }
    ClusterEditor editor() { return ClusterEditor::open(project, options.cluster).value(); }
    std::string trainFingerprint() { return StageFingerprints::of(*project, options)->of(Stage::Train); }
    static SegmentKey job(std::int64_t number)
    {
        return {"n1", test::kStart + number * kJobSamples * test::kStepMs};
    }
    int clusterOf(std::int64_t number)
    {
        const auto members = project->clusterMembers().value();
        for (const auto& member : members)
            if (member.begin == job(number).begin)
                return member.cluster;
        return -1;
    }
    /// The last bits differ between a distance measured while clustering and while editing.
    static double rounded(double value) { return static_cast<float>(value); }
    /// Everything of the clusters that a project keeps, but for the history.
    std::string state()
    {
        Fingerprint print;
        const auto clusters = project->clusters().value();
        for (const auto& c : clusters)
            print.add(std::int64_t{c.id})
                .add(c.name)
                .add(c.note)
                .add(c.colour)
                .add(rounded(c.silhouette))
                .add(rounded(c.spread))
                .add(std::int64_t{c.locked});
        const auto members = project->clusterMembers().value();
        for (const auto& m : members)
            print.add(m.segment)
                .add(std::int64_t{m.cluster})
                .add(rounded(m.distance))
                .add(rounded(m.margin))
                .add(rounded(m.silhouette))
                .add(std::int64_t{m.placed})
                .add(std::int64_t{m.fits})
                .add(m.node)
                .add(m.begin);
        print.add(std::int64_t(project->clusterLinks()->size()))
            .add(*project->document("cluster_library").value());
        return print.hex();
    }
};

TEST_F(ClusterEditorTest, AnEditIsOnDiskAndTakenBackInALaterSession)
{
    ASSERT_EQ(project->clusters()->size(), 2U);
    ASSERT_NE(clusterOf(0), clusterOf(1));
    // Features are kept in double, the first clustering sums in another order: bring it to the editor's own.
    ASSERT_TRUE(editor().apply({Kind::Annotate, clusterOf(0), {}, {}, "busy jobs"}));
    const auto before = state();
    const auto mean = editor().clustering().meanSilhouette();
    const auto id = editor().apply({Kind::Move, clusterOf(1), {}, {job(0), job(2)}, {}});
    ASSERT_TRUE(id) << id.error().text();
    open();
    EXPECT_EQ(clusterOf(0), clusterOf(1));
    EXPECT_EQ(project->clusterHistory()->back().action, "move");
    EXPECT_LT(editor().clustering().meanSilhouette(), mean);
    const auto undone = editor().undo();
    ASSERT_TRUE(undone) << undone.error().text();
    EXPECT_EQ(undone->id, *id);
    EXPECT_EQ(state(), before);
    open();
    ASSERT_TRUE(editor().redo());
    EXPECT_EQ(clusterOf(0), clusterOf(1));
    EXPECT_EQ(editor().redo().error().code, ErrorCode::NotFound);
}

TEST_F(ClusterEditorTest, TheClusteringAndItsEditableFormAgree)
{
    const auto members = project->clusterMembers().value();
    const auto editable = editor();
    const auto& segments = editable.clustering().segments();
    for (const auto& member : members) {
        const auto row = editable.clustering().rowOf({member.node, member.begin});
        ASSERT_GE(row, 0);
        const auto& place = editable.clustering().placeOf(row);
        EXPECT_EQ(segments.ids[static_cast<std::size_t>(row)], member.segment);
        EXPECT_EQ(place.cluster, member.cluster);
        EXPECT_EQ(place.fits, member.fits);
        EXPECT_NEAR(place.distance, member.distance, 1e-9);
        EXPECT_NEAR(place.margin, member.margin, 1e-9);
        if (!member.matched) {
            EXPECT_NEAR(place.silhouette, member.silhouette, 1e-6);
        }
    }
    const auto records = project->clusters().value();
    for (const auto& record : records)
        EXPECT_NEAR(editable.clustering().library().find(record.id)->spread, record.spread, 1e-9);
}

TEST_F(ClusterEditorTest, OnlyEditsThatChangeWhatModelsLearnMakeTrainingStale)
{
    const auto fresh = trainFingerprint();
    ASSERT_TRUE(editor().apply({Kind::Move, clusterOf(1), {}, {job(0)}, {}}));
    EXPECT_NE(trainFingerprint(), fresh);
    ASSERT_TRUE(editor().undo());
    EXPECT_EQ(trainFingerprint(), fresh);
}

TEST_F(ClusterEditorTest, EditsAreDoneAgainWhenTheSegmentsAreClusteredAnew)
{
    const int calm = clusterOf(1);
    ASSERT_TRUE(editor().apply({Kind::Rename, calm, {}, {}, "quiet"}));
    ASSERT_TRUE(editor().apply({Kind::Create, 0, {}, {job(0), job(2)}, "start-up"}));
    ASSERT_TRUE(editor().apply({Kind::MustLink, 0, {}, {job(0), job(2)}, {}}));
    ASSERT_TRUE(editor().apply({Kind::Lock, calm, {}, {}, {}}));
    const auto lastId = project->nextClusterId().value();
    options.cluster.kMax = 19;
    const auto summary = cluster();
    ASSERT_EQ(summary["edits"].size(), 4U) << summary.dump();
    for (const auto& edit : summary["edits"])
        EXPECT_EQ(edit["outcome"], "applied") << edit.dump();
    EXPECT_EQ(summary["k"], 3);
    const auto clusters = project->clusters().value();
    ASSERT_EQ(clusters.size(), 3U);
    for (const auto& cluster : clusters)
        EXPECT_GE(cluster.id, lastId) << "new clusters have new ids";
    EXPECT_EQ(clusterOf(0), clusterOf(2));
    EXPECT_EQ(clusters[2].name, "start-up");
    EXPECT_NE(clusterOf(4), clusterOf(0));
    EXPECT_EQ(project->clusterLinks()->size(), 1U);
    for (const auto& cluster : clusters)
        EXPECT_EQ(cluster.locked, cluster.name == "quiet");
    // They are in force again, so that they can be taken back one by one, and a third clustering has them
    // too.
    ASSERT_TRUE(editor().undo());
    options.cluster.kMax = 18;
    EXPECT_EQ(cluster()["edits"].size(), 3U);

    options.cluster.keepEdits = false;
    EXPECT_TRUE(cluster()["edits"].empty());
    EXPECT_EQ(project->clusters()->size(), 2U);
}

TEST_F(ClusterEditorTest, WithoutClustersItSaysWhatToDo)
{
    ASSERT_TRUE(project->forgetStage("cluster"));
    const auto editor = ClusterEditor::open(project, options.cluster);
    ASSERT_FALSE(editor);
    EXPECT_EQ(editor.error().code, ErrorCode::StageMissing);
    EXPECT_EQ(editor.error().reason, Reason::NoClusters);
}

} // namespace
} // namespace nodesentry
