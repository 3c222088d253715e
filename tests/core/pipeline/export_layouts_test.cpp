#include "core/pipeline/export_layouts.h"

#include "core/data/import/tool_importer.h"
#include "core/pipeline/cluster_agreement.h"
#include "core/pipeline/import_stage.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;
using test::writeText;

std::string textOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Everything that both forms keep: samples, catalogue and labels.
void expectEqual(const Project& a, const Project& b)
{
    EXPECT_EQ(a.metrics().value(), b.metrics().value());
    const auto one = a.openSeries().value();
    const auto other = b.openSeries().value();
    ASSERT_EQ(one->nodes().size(), other->nodes().size());
    for (const auto& node : one->nodes()) {
        const auto x = one->readNode(node.node).value();
        const auto y = other->readNode(node.node).value();
        EXPECT_EQ(x.grid, y.grid) << node.node;
        ASSERT_EQ(x.metrics, y.metrics) << node.node;
        for (Eigen::Index i = 0; i < x.values.size(); ++i)
            ASSERT_TRUE(x.values.data()[i] == y.values.data()[i]
                        || (std::isnan(x.values.data()[i]) && std::isnan(y.values.data()[i])))
                << node.node << " " << i;
    }
    auto labels = a.labels().value();
    auto others = b.labels().value();
    ASSERT_EQ(labels.size(), others.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        labels[i].id = others[i].id = 0;
        EXPECT_EQ(labels[i], others[i]) << i;
    }
}

class ExportLayoutsTest : public ::testing::Test {
protected:
    test::TemporaryFolder folder;

    void write(const std::string& name, const std::string& text) const
    {
        const auto path = folder.file(name);
        fs::create_directories(fs::path(path).parent_path());
        writeText(path, text);
    }

    std::shared_ptr<Project> import(const std::string& source, const std::string& project,
                                    ImportReport* report = nullptr) const
    {
        const auto result = importIntoProject(folder.file(project), {folder.file(source)}, {}, {});
        if (!result)
            throw std::runtime_error(result.error().text());
        if (report)
            *report = *result;
        return Project::open(folder.file(project), OpenMode::ReadOnly).value();
    }

    /// Two nodes, a counter, a gap in the values, labels of two kinds.
    void writeWorkspace() const
    {
        for (const std::string node : {"node_1", "node_15"}) {
            std::string samples = "timestamp,cpu,node_forks_total\n";
            std::string labels = "index,label\n";
            for (int i = 0; i < 40; ++i) {
                samples += std::to_string(1700000000 + 15 * i) + "," + (i == 5 ? "" : std::to_string(0.1 * i))
                    + "," + std::to_string(i * i) + "\n";
                labels += std::to_string(i) + ","
                    + (i == 0 || (i > 9 && i < 13) ? "1"
                           : i == 30               ? "2"
                                                   : "0")
                    + "\n";
            }
            write("tool/node_data/" + node + ".csv", samples);
            write("tool/labels/" + node + ".csv", labels);
        }
        write("tool/config_files/metric_used.txt", "cpu\n");
        write("tool/config_files/time_scope.txt", "0,100,250\n");
        write("tool/config_files/cluster_result.txt", "0|node_1\n1|node_15\n");
    }
};

TEST_F(ExportLayoutsTest, WorkspaceIsImportedWhole)
{
    writeWorkspace();
    ImportReport report;
    const auto project = import("tool", "p.nsproj", &report);
    EXPECT_EQ(report.format, "tool");
    EXPECT_EQ(report.nodes, 2);
    EXPECT_EQ(report.samples, 80);
    EXPECT_TRUE(report.skipped.empty()) << report.toJson();
    const auto labels = project->labels().value();
    ASSERT_EQ(labels.size(), 6U);
    EXPECT_EQ(labels[0].begin, 1700000000000) << "the first sample can be labelled";
    EXPECT_EQ(labels[0].end, 1700000015000);
    EXPECT_EQ(labels[1].begin, 1700000150000);
    EXPECT_EQ(labels[1].end, 1700000195000);
    EXPECT_EQ(labels[2].category, "label 2");
    EXPECT_EQ(project->document("tool/config_files/time_scope.txt").value(), "0,100,250\n");
    EXPECT_EQ(project->document(kReferenceClusters).value(), "0|node_1\n1|node_15\n");
}

TEST_F(ExportLayoutsTest, WorkspaceComesBackAsItWas)
{
    writeWorkspace();
    const auto project = import("tool", "p.nsproj");
    ASSERT_TRUE(exportToolWorkspace(*project, folder.file("out"), {}));
    for (const std::string file : {"labels/node_1.csv", "labels/node_15.csv", "config_files/metric_used.txt",
                                   "config_files/time_scope.txt", "config_files/cluster_result.txt"})
        EXPECT_EQ(textOf(folder.file("out/" + file)), textOf(folder.file("tool/" + file))) << file;
    const auto again = import("out", "q.nsproj");
    expectEqual(*project, *again);
    EXPECT_EQ(again->document(kReferenceClusters).value(), project->document(kReferenceClusters).value());
}

TEST_F(ExportLayoutsTest, LabelsAloneAreWrittenWithoutSamples)
{
    writeWorkspace();
    const auto project = import("tool", "p.nsproj");
    ASSERT_TRUE(exportToolWorkspace(*project, folder.file("out"), {.samples = false}));
    EXPECT_FALSE(fs::exists(folder.file("out/node_data")));
    EXPECT_TRUE(fs::exists(folder.file("out/labels/node_1.csv")));
}

TEST_F(ExportLayoutsTest, FolderWithSomethingInItIsLeftAlone)
{
    writeWorkspace();
    const auto project = import("tool", "p.nsproj");
    const auto result = exportToolWorkspace(*project, folder.file("tool"), {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::AlreadyExists);
}

/// Two jobs on two nodes; the second is the test and has a Label column.
void writeLayout(const std::string& root, bool withTimes)
{
    fs::create_directories(root);
    writeText(root + "/Job",
              "JobID|NodeList|Start|End|Tag\n1|Node-[1-2]|2026-01-01T00:00:00Z|2026-01-01T00:05:00Z|app_a\n"
              "2|Node-1|2026-01-01T00:05:00Z|2026-01-01T00:10:00Z|app_b\n");
    const auto file = [&](const std::string& path, int first, bool label) {
        std::string text
            = std::string(withTimes ? "timestamp," : "") + "cpu,mem" + (label ? ",Label" : "") + "\n";
        for (int i = first; i < first + 20; ++i) {
            if (withTimes)
                text += std::to_string(1767225600 + 15 * i) + ",";
            text += std::to_string(std::sin(i)) + "," + std::to_string(std::cos(0.3 * i));
            text += label ? (i >= 25 && i < 30 ? ",1\n" : ",0\n") : "\n";
        }
        fs::create_directories(fs::path(root + "/" + path).parent_path());
        writeText(root + "/" + path, text);
    };
    file("Train/Node-1/Node-1_Job-1.csv", 0, false);
    file("Train/Node-2/Node-2_Job-1.csv", 0, false);
    file("Test/Node-1/Node-1_Job-2.csv", 20, true);
}

TEST_F(ExportLayoutsTest, ModelLayoutComesBackAsItWas)
{
    for (const bool withTimes : {true, false}) {
        SCOPED_TRACE(withTimes);
        const std::string name = withTimes ? "times" : "plain";
        writeLayout(folder.file(name), withTimes);
        ImportReport report;
        const auto project = import(name, name + ".nsproj", &report);
        EXPECT_EQ(report.format, "model");
        EXPECT_EQ(report.jobsAccepted, 2);
        EXPECT_EQ(report.samples, 60);
        const auto store = project->openSeries().value();
        EXPECT_EQ(store->find("Node-1")->grid, (TimeGrid{1767225600000, 15000, 40}));
        EXPECT_EQ(store->find("Node-1")->trainEnd, 1767225900000);
        EXPECT_FALSE(store->find("Node-2")->trainEnd);
        ASSERT_EQ(project->labels().value().size(), 1U);
        EXPECT_EQ(project->labels().value()[0].begin, 1767225600000 + 25 * 15000);
        EXPECT_EQ(project->jobs().value()[1].attributes.at("Tag"), "app_b");

        ASSERT_TRUE(exportModelLayout(*project, folder.file(name + "_out"), {}));
        EXPECT_TRUE(fs::exists(folder.file(name + "_out/Test/Node-1/Node-1_Job-2.csv")));
        const auto again = import(name + "_out", name + "_again.nsproj");
        expectEqual(*project, *again);
        EXPECT_EQ(again->jobs().value(), project->jobs().value());
        EXPECT_EQ(again->openSeries().value()->find("Node-1")->trainEnd, 1767225900000);
    }
}

TEST(ClusterResult, ReadsWhatItWrites)
{
    const std::string text = "0|node_1|node_15\n2|a\n10|b\nnoise|c\n";
    EXPECT_EQ(formatClusterResult(parseClusterResult(text).value()), text);
    EXPECT_EQ(parseClusterResult("0|a\n\n1\n").error().line, 3);
}

} // namespace
} // namespace nodesentry
