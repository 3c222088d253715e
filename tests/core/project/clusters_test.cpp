#include "core/project/cluster_history.h"
#include "core/project/project.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

class ProjectClustersTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;
    std::string path = folder.file("p.nsproj");
    std::shared_ptr<Project> project = Project::create(path).value();

    ClusterUpdate update(const std::string& action, std::optional<std::int64_t> refers = {}) const
    {
        ClusterUpdate made;
        made.entry.action = action;
        made.entry.edit = "{\"kind\":\"" + action + "\"}";
        made.entry.before = "{}";
        made.entry.after = "{\"x\":1}";
        made.entry.refers = refers;
        made.clusters = {{1, "a", "note", 0.5, 2.0, "#102030", true}, {7, "b", "", 0.25, 1.0}};
        made.members = {{11, 7, true, true, 1.0, 0.5, NAN, true, "cn2", 4000}};
        made.links = {{"cn1", 1000, "cn2", 4000, false}};
        made.nextId = 8;
        made.library = "bytes";
        return made;
    }
};

TEST_F(ProjectClustersTest, AnEditIsThereWhenTheProjectIsOpenedAgain)
{
    ASSERT_TRUE(project->replaceClusters(
        {{1, "a", "", 0.5, 2.0}},
        {{10, 1, false, true, 0.5, 0.25, 0.75, false, "cn1", 1000}, {11, 1, true, false, 9.0, 0.0, NAN}}));
    const auto id = project->commitClusterEdit(update("move"));
    ASSERT_TRUE(id);
    project.reset();
    project = Project::open(path, OpenMode::ReadWrite).value();

    const auto clusters = project->clusters().value();
    ASSERT_EQ(clusters.size(), 2U);
    EXPECT_EQ(clusters[0].colour, "#102030");
    EXPECT_TRUE(clusters[0].locked);
    EXPECT_FALSE(clusters[1].locked);
    const auto members = project->clusterMembers().value();
    ASSERT_EQ(members.size(), 2U) << "members that did not change stay";
    EXPECT_EQ(members[0].node, "cn1");
    EXPECT_EQ(members[0].begin, 1000);
    EXPECT_EQ(members[1].cluster, 7);
    EXPECT_TRUE(members[1].placed);
    const auto links = project->clusterLinks().value();
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].secondBegin, 4000);
    EXPECT_FALSE(links[0].together);
    EXPECT_EQ(project->document("cluster_library").value(), "bytes");
    EXPECT_EQ(project->nextClusterId().value(), 8);

    const auto history = project->clusterHistory().value();
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].action, kReclusterAction);
    EXPECT_EQ(history[1].id, *id);
    EXPECT_EQ(history[1].action, "move");
    EXPECT_EQ(history[1].after, "{\"x\":1}");
    EXPECT_FALSE(history[1].who.empty());
    EXPECT_GT(history[1].at, 0);
}

TEST_F(ProjectClustersTest, ANewClusteringTakesLinksAndEditsOverInOneStep)
{
    ASSERT_TRUE(project->commitClusterEdit(update("move")));
    ClusterHeritage heritage;
    heritage.links = {{"cn1", 1, "cn1", 2, true}};
    heritage.entries = {update("merge", 1).entry};
    heritage.nextId = 30;
    ASSERT_TRUE(project->replaceClusters({{12, "", "", 0, 0}}, {}, heritage));
    EXPECT_EQ(project->nextClusterId().value(), 30);
    EXPECT_EQ(project->clusterLinks().value().size(), 1U);
    const auto history = project->clusterHistory().value();
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[2].refers, 1);
    EXPECT_EQ(clusterEditStacks(history).done, std::vector<std::size_t>{2});
    ASSERT_TRUE(project->replaceClusters({}, {}));
    EXPECT_TRUE(project->clusterLinks().value().empty());
}

TEST(ClusterHistory, UndoTakesBackTheLastEditInForceAndANewEditEndsRedo)
{
    const auto stacksOf = [](const std::vector<std::string>& actions) {
        std::vector<ClusterHistoryEntry> history;
        for (const auto& action : actions) {
            history.emplace_back();
            history.back().action = action;
        }
        return clusterEditStacks(history);
    };
    using Places = std::vector<std::size_t>;
    EXPECT_EQ(stacksOf({"move", "merge", "undo"}).done, Places{0});
    EXPECT_EQ(stacksOf({"move", "merge", "undo"}).undone, Places{1});
    EXPECT_EQ(stacksOf({"move", "merge", "undo", "undo", "redo"}).done, Places{0});
    EXPECT_EQ(stacksOf({"move", "merge", "undo", "undo", "redo"}).undone, Places{1});
    EXPECT_EQ(stacksOf({"move", "undo", "lock"}).done, Places{2});
    EXPECT_TRUE(stacksOf({"move", "undo", "lock"}).undone.empty());
    EXPECT_TRUE(stacksOf({"move", "recluster"}).done.empty());
    EXPECT_TRUE(stacksOf({"undo", "redo"}).done.empty());
}

} // namespace
} // namespace nodesentry
