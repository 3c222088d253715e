#include "core/experiment/experiment.h"

#include "core/experiment/experiment_report.h"
#include "core/experiment/project_view.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

/// A small project with labels in test time, and quick training.
class ExperimentTest : public ::testing::Test {
protected:
    ExperimentTest()
    {
        label(150, 160);
        base.train.layers = 1;
        base.train.width = 8;
        base.train.feedForward = 8;
        base.train.minSteps = 3;
        base.train.maxSteps = 3;
        request.methods = {"nodesentry", "mean_z2"};
        request.seeds = {1, 2};
    }

    void label(std::int64_t begin, std::int64_t end)
    {
        if (!small.project->addLabel({0, "n1", test::kStart + begin * test::kStepMs,
                                      test::kStart + end * test::kStepMs, "leak", "", ""}))
            throw std::runtime_error("cannot add a label");
    }

    ExperimentResult run(const std::string& folder)
    {
        auto result = runExperiment(*small.project, base, request, small.folder.file(folder), {});
        if (!result)
            throw std::runtime_error(result.error().text());
        return std::move(*result);
    }

    /// Runs until a cell has begun, which is then stopped.
    Result<ExperimentResult> runUntil(const std::string& folder, const std::string& cell)
    {
        std::stop_source stop;
        const auto progress = [&](const Progress& report) {
            if (report.detail == cell)
                stop.request_stop();
        };
        return runExperiment(*small.project, base, request, small.folder.file(folder),
                             RunContext(stop.get_token(), progress));
    }

    test::SmallProject small;
    PipelineOptions base;
    ExperimentRequest request;
};

int keptCells(const ExperimentResult& result)
{
    int kept = 0;
    for (const auto& row : result.rows)
        for (const auto& cell : row.cells)
            kept += cell.kept ? 1 : 0;
    return kept;
}

/// The cells without their seconds, which differ from run to run.
std::string figures(ExperimentResult result)
{
    for (auto& row : result.rows)
        for (auto& cell : row.cells)
            cell.seconds = 0.0;
    return experimentCellsCsv(result);
}

std::map<std::string, std::uintmax_t> filesOf(const std::string& folder)
{
    std::map<std::string, std::uintmax_t> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().filename().string().find("project.db-") != 0)
            files[entry.path().string()] = fs::file_size(entry.path());
    return files;
}

TEST_F(ExperimentTest, HasAFigureForEachRowAndSeedAndLeavesTheProjectAsItIs)
{
    const auto before = filesOf(small.path);
    const auto stages = small.project->stages().value().size();
    const auto result = run("out");
    EXPECT_EQ(filesOf(small.path), before);
    EXPECT_EQ(small.project->stages().value().size(), stages);
    ASSERT_EQ(result.rows.size(), 3U); // nodesentry, mean_z2, random
    for (const auto& row : result.rows) {
        ASSERT_EQ(row.cells.size(), 2U);
        for (const auto& cell : row.cells) {
            EXPECT_TRUE(cell.error.empty()) << cell.error;
            EXPECT_EQ(cell.anomalousSamples, 10);
            EXPECT_TRUE(std::isfinite(cell.strict.aucPr)) << row.row.name;
            EXPECT_FALSE(cell.kept);
        }
    }
    EXPECT_FALSE(fs::exists(small.folder.file("out/work"))) << "only the cells stay";
}

TEST_F(ExperimentTest, FiguresAreThoseOfARunOfTheProjectItself)
{
    request.seeds = {2};
    const auto result = run("out");
    auto options = base;
    options.seed = 2;
    Pipeline pipeline(small.project, options);
    pipeline.setMethods({"nodesentry"});
    ASSERT_TRUE(pipeline.run({}));
    const auto evaluation = nlohmann::json::parse(small.project->document("evaluation").value().value());
    EXPECT_EQ(evaluation["methods"]["nodesentry"]["strict"]["auc_pr"].get<double>(),
              result.rows[0].cells[0].strict.aucPr);
}

TEST_F(ExperimentTest, GoesOnWhereItWasStoppedAndComesToTheSame)
{
    const auto whole = figures(run("whole"));
    const auto stopped = runUntil("parts", "nodesentry, seed 2");
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    const auto rest = run("parts");
    EXPECT_EQ(keptCells(rest), 3) << "all of seed 1";
    EXPECT_EQ(figures(rest), whole);
    const auto again = run("parts");
    EXPECT_EQ(keptCells(again), 6);
    EXPECT_EQ(figures(again), whole);
}

TEST_F(ExperimentTest, OtherRowsAndSeedsCostOnlyThemselves)
{
    (void)run("out");
    request.seeds = {1, 2, 3};
    EXPECT_EQ(keptCells(run("out")), 6);
    request.table = ExperimentTable::Ablation;
    request.methods = {};
    request.seeds = {1};
    const auto ablation = run("out");
    EXPECT_EQ(keptCells(ablation), 2) << "NodeSentry with all parts, and random";
    for (const auto& row : ablation.rows)
        EXPECT_TRUE(row.cells[0].error.empty()) << row.row.name << ": " << row.cells[0].error;
}

TEST_F(ExperimentTest, NewLabelsMakeTheCellsAnew)
{
    request.methods = {"mean_z2"};
    (void)run("out");
    label(170, 180);
    const auto result = run("out");
    EXPECT_EQ(keptCells(result), 0);
    EXPECT_EQ(result.rows[0].cells[0].anomalousSamples, 20);
}

TEST_F(ExperimentTest, ADamagedCellIsMadeAnew)
{
    request.methods = {"mean_z2"};
    request.seeds = {1};
    const auto first = run("out");
    const std::vector<fs::directory_entry> cells{fs::directory_iterator(small.folder.file("out/cells")), {}};
    ASSERT_EQ(cells.size(), 2U);
    test::writeText(cells[0].path().string(), "{\"finger");
    const auto second = run("out");
    EXPECT_EQ(keptCells(second), 1);
    EXPECT_EQ(figures(second), figures(first));
}

TEST_F(ExperimentTest, WithoutLabelsItSaysSo)
{
    const auto labels = small.project->labels().value();
    for (const auto& label : labels)
        ASSERT_TRUE(small.project->removeLabel(label.id));
    const auto result = runExperiment(*small.project, base, request, small.folder.file("out"), {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InconsistentData);
}

TEST_F(ExperimentTest, AViewSharesTheSamplesAndIsMadeAnewWhenTheyChange)
{
    const auto path = small.folder.file("view.nsproj");
    {
        const auto view = openProjectView(*small.project, path).value();
        EXPECT_TRUE(fs::equivalent(view->seriesPath(), small.project->seriesPath()));
        EXPECT_EQ(view->jobs().value().size(), small.project->jobs().value().size());
        ASSERT_TRUE(view->setDocument("mine", "x"));
    }
    EXPECT_TRUE(openProjectView(*small.project, path).value()->document("mine").value()) << "the same view";
    label(170, 180);
    EXPECT_FALSE(openProjectView(*small.project, path).value()->document("mine").value()) << "a new one";
}

TEST_F(ExperimentTest, AProjectOfSomeonesOwnIsNotTakenForAView)
{
    test::SmallProject other;
    other.project.reset();
    const auto view = openProjectView(*small.project, other.path);
    ASSERT_FALSE(view);
    EXPECT_EQ(view.error().code, ErrorCode::AlreadyExists);
    EXPECT_TRUE(fs::exists(other.path + "/series.h5"));
}

} // namespace
} // namespace nodesentry
