#include "core/pipeline/evaluation_report.h"

#include "core/detect/score_store.h"
#include "core/labels/sample_labels.h"
#include "core/pipeline/cluster_agreement.h"
#include "core/pipeline/import_stage.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <map>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// @p quiet everywhere but 5 in the stretches.
std::vector<float> scores(std::size_t samples, float quiet, const std::vector<SampleSpan>& stretches)
{
    std::vector<float> result(samples, quiet);
    for (const auto& stretch : stretches)
        std::fill(result.begin() + stretch.begin, result.begin() + stretch.end, 5.0F);
    return result;
}

/// Makes these the scores of a method, with a threshold of 2, on nodes whose samples begin where the
/// project's do.
void store(const Project& project, const std::string& method,
           const std::map<std::string, std::vector<float>>& scoresOfNode)
{
    const auto series = project.openSeries().value();
    auto writer = ScoreStoreWriter::create(project.scoresPath(), method).value();
    for (const auto& [node, score] : scoresOfNode) {
        StoredScores stored;
        stored.grid = series->find(node)->grid;
        stored.scores.node = node;
        stored.scores.score = score;
        stored.threshold.assign(score.size(), 2.0F);
        for (const float value : score)
            stored.flagged.push_back(value > 2.0F ? 1 : 0);
        if (!writer.add(stored))
            throw std::runtime_error("cannot write the scores");
    }
    if (!writer.commit())
        throw std::runtime_error("cannot write the scores");
}

/// A small project with known scores: 5 on samples 130..140 (flagged), 1 elsewhere. Labels: "leak" on
/// 130..140, "storm" on 160..170, "early" on 10..20, which is training time.
class EvaluationReportTest : public ::testing::Test {
protected:
    EvaluationReportTest()
    {
        store(*small.project, "known", {{"n1", scores(200, 1.0F, {{130, 140}})}});
        label("leak", 130, 140);
        label("storm", 160, 170);
        label("early", 10, 20);
    }

    void label(const std::string& category, std::int64_t begin, std::int64_t end)
    {
        const Label label{
            0,  "n1", test::kStart + begin * test::kStepMs, test::kStart + end * test::kStepMs, category,
            "", ""};
        ASSERT_TRUE(small.project->addLabel(label));
    }

    void removeLabels()
    {
        const auto labels = small.project->labels().value();
        for (const auto& label : labels)
            ASSERT_TRUE(small.project->removeLabel(label.id));
    }

    nlohmann::json evaluate(EvaluationGroup by, const std::string& attribute = {},
                            const std::vector<std::string>& methods = {"known"})
    {
        const auto report = evaluateProject(*small.project, {}, {methods, by, attribute}, {});
        if (!report)
            throw std::runtime_error(report.error().text());
        return nlohmann::json::parse(*report);
    }

    test::SmallProject small;
};

TEST_F(EvaluationReportTest, CountsTestTimeOnly)
{
    const auto report = evaluate(EvaluationGroup::None);
    EXPECT_EQ(report["nodes"], 1);
    EXPECT_EQ(report["test_samples"], 80); // 200 samples, the first 60 % are training
    EXPECT_EQ(report["anomalous_samples"], 20);
    const auto& strict = report["methods"]["known"]["strict"];
    EXPECT_DOUBLE_EQ(strict["precision"], 1.0); // 10 flagged, all in "leak"
    EXPECT_DOUBLE_EQ(strict["recall"], 0.5); // 10 of 20
    EXPECT_DOUBLE_EQ(strict["event_recall"], 0.5); // leak, not storm
    // 10 positives above all 60 negatives, 10 tied with them: (10 * 60 + 10 * 60 / 2) / (20 * 60)
    EXPECT_DOUBLE_EQ(strict["auc_roc"], 0.75);
}

TEST_F(EvaluationReportTest, ByCategoryLeavesTheOtherCategoriesOut)
{
    const auto report = evaluate(EvaluationGroup::Category);
    ASSERT_TRUE(report["groups"].contains("leak"));
    const auto& leak = report["groups"]["leak"];
    EXPECT_EQ(leak["test_samples"], 70);
    EXPECT_EQ(leak["anomalous_samples"], 10);
    EXPECT_DOUBLE_EQ(leak["methods"]["known"]["strict"]["auc_roc"], 1.0);
    EXPECT_DOUBLE_EQ(report["groups"]["storm"]["methods"]["known"]["strict"]["auc_roc"], 0.5);
}

TEST_F(EvaluationReportTest, ByNodeAndByJobOneGroupEach)
{
    const auto byNode = evaluate(EvaluationGroup::Node);
    ASSERT_EQ(byNode["groups"].size(), 1U);
    EXPECT_EQ(byNode["groups"]["n1"]["methods"]["known"]["strict"], byNode["methods"]["known"]["strict"]);
    const auto byJob = evaluate(EvaluationGroup::Job);
    ASSERT_EQ(byJob["groups"].size(), 1U); // job 2 has no name: its id stands for it
    EXPECT_EQ(byJob["groups"]["2"]["anomalous_samples"], 20);
}

TEST_F(EvaluationReportTest, ByAColumnOfTheJobTableInAnyCase)
{
    const auto report = evaluate(EvaluationGroup::Attribute, "APP");
    ASSERT_EQ(report["groups"].size(), 1U); // job 1 (a) ran in training time only
    EXPECT_EQ(report["groups"]["b"]["test_samples"], 80);
}

TEST_F(EvaluationReportTest, WithoutLabelsInTestTimeItSaysSo)
{
    const auto labels = small.project->labels().value();
    for (const auto& label : labels) {
        if (label.category != "early") {
            ASSERT_TRUE(small.project->removeLabel(label.id));
        }
    }
    const auto report = evaluateProject(*small.project, {}, {{"known"}, EvaluationGroup::None, {}}, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::InconsistentData);
}

TEST_F(EvaluationReportTest, AMethodThatWithholdsScoresIsJudgedByAllSamples)
{
    // Scores the half of "leak" that it flags, and nothing else.
    store(*small.project, "shy", {{"n1", scores(200, kNaN, {{135, 140}})}});
    const auto report = evaluate(EvaluationGroup::None, {}, {"known", "shy"});
    EXPECT_EQ(report["test_samples"], 80);
    const auto& shy = report["methods"]["shy"];
    EXPECT_EQ(shy["scored_samples"], 5);
    EXPECT_EQ(report["methods"]["known"]["scored_samples"], 80);
    EXPECT_DOUBLE_EQ(shy["strict"]["recall"], 0.25); // 5 of 20
    EXPECT_DOUBLE_EQ(shy["strict"]["f1"], 2.0 * 5 / (2 * 5 + 15));
    // 5 positives above all 60 negatives, 15 tied with them at the bottom.
    EXPECT_DOUBLE_EQ(shy["strict"]["auc_roc"], (5 * 60 + 15 * 60 / 2.0) / (20 * 60));
    // Alone it is judged no more kindly.
    EXPECT_EQ(evaluate(EvaluationGroup::None, {}, {"shy"})["methods"]["shy"], shy);
}

TEST_F(EvaluationReportTest, ByCategoryOverlappingLabelsCountForEachOfTheirs)
{
    // leak 130..150 and storm 130..140, 160..170: in both orders.
    for (const bool longFirst : {true, false}) {
        removeLabels();
        if (longFirst)
            label("leak", 130, 150);
        label("storm", 130, 140);
        if (!longFirst)
            label("leak", 130, 150);
        label("storm", 160, 170);
        const auto groups = evaluate(EvaluationGroup::Category)["groups"];
        EXPECT_EQ(groups["leak"]["anomalous_samples"], 20);
        EXPECT_EQ(groups["leak"]["test_samples"], 70); // without 160..170
        EXPECT_DOUBLE_EQ(groups["leak"]["methods"]["known"]["strict"]["recall"], 0.5);
        EXPECT_EQ(groups["storm"]["anomalous_samples"], 20);
        EXPECT_EQ(groups["storm"]["test_samples"], 70); // without 140..150, which is only "leak"
        EXPECT_DOUBLE_EQ(groups["storm"]["methods"]["known"]["strict"]["recall"], 0.5);
    }
}

TEST_F(EvaluationReportTest, LabelsThatCameFromAMethodAreCountedApart)
{
    removeLabels();
    label("by hand", 150, 155);
    Suggestion suggestion;
    suggestion.source = "known";
    suggestion.node = "n1";
    suggestion.range = {test::kStart + 130 * test::kStepMs, test::kStart + 140 * test::kStepMs};
    suggestion.peak = suggestion.range.begin;
    ASSERT_TRUE(small.project->offerSuggestions({"known", {suggestion}, {}, std::nullopt}));
    suggestion = small.project->suggestions()->front();
    const Label accepted{0, "n1", suggestion.range.begin, suggestion.range.end, "leak", "", "ann"};
    ASSERT_TRUE(small.project->editReview(
        {{{std::nullopt, accepted}}, {decided(suggestion, SuggestionState::Accepted, "ann", 1)}}));

    const auto report = evaluate(EvaluationGroup::None);
    EXPECT_EQ(report["suggested_labels"], (nlohmann::json{{"known", 1}}));
    EXPECT_EQ(report["suggested_samples"], 10);
    EXPECT_EQ(report["test_samples"], 80);
    EXPECT_EQ(report["anomalous_samples"], 5);
    const auto& known = report["methods"]["known"];
    // As before somebody accepted it: 10 flagged, none of them in the label by hand.
    EXPECT_DOUBLE_EQ(known["strict"]["f1"], 0.0);
    EXPECT_DOUBLE_EQ(known["strict"]["flagged_normal_share"], 10.0 / 75);
    // With it: 10 of 15 found, nothing else flagged.
    EXPECT_DOUBLE_EQ(known["with_suggested"]["strict"]["f1"], 2.0 * 10 / (2 * 10 + 5));
    EXPECT_EQ(evaluate(EvaluationGroup::Category)["groups"]["leak"]["anomalous_samples"], 0);
}

TEST_F(EvaluationReportTest, WithoutSuggestionsNothingIsCountedApart)
{
    const auto report = evaluate(EvaluationGroup::None);
    EXPECT_TRUE(report["suggested_labels"].empty());
    EXPECT_EQ(report["suggested_samples"], 0);
    EXPECT_TRUE(report["methods"]["known"]["with_suggested"].is_null());
}

/// Nodes with noise, 200 samples from kStart; more begins later.
struct NoiseProject {
    test::TemporaryFolder folder;
    std::shared_ptr<Project> project;
    PipelineOptions options;

    /// @param firstOfNode  first sample of each node
    /// @param jobs         lines of the job table; empty: none
    void make(const std::map<std::string, std::int64_t>& firstOfNode, const std::string& jobs)
    {
        std::vector<std::string> files;
        for (const auto& [node, first] : firstOfNode) {
            std::vector<std::vector<double>> values(1);
            for (auto i = first; i < 200; ++i)
                values[0].push_back(static_cast<double>((i * 37) % 100));
            files.push_back(folder.file(node + ".csv"));
            test::writeText(files.back(), test::csvOf({"cpu"}, values, first));
        }
        ImportOptions import;
        if (!jobs.empty()) {
            test::writeText(folder.file("jobs.psv"), "JobID|NodeList|Start|End|App\n" + jobs);
            import.jobsFile = folder.file("jobs.psv");
        }
        const auto report = importIntoProject(folder.file("p.nsproj"), files, import, {});
        ASSERT_TRUE(report) << report.error().text();
        project = Project::open(folder.file("p.nsproj"), OpenMode::ReadWrite).value();
        Pipeline pipeline(project, options);
        const auto outcome = pipeline.run({}, Stage::Prepare);
        ASSERT_TRUE(outcome) << outcome.error().text();
    }
    static std::string at(std::int64_t sample)
    {
        return std::to_string((test::kStart + sample * test::kStepMs) / 1000);
    }
    void label(const std::string& node, std::int64_t begin, std::int64_t end) const
    {
        ASSERT_TRUE(project->addLabel({0, node, test::kStart + begin * test::kStepMs,
                                       test::kStart + end * test::kStepMs, "x", "", ""}));
    }
    nlohmann::json evaluate(const std::vector<std::string>& methods,
                            EvaluationGroup by = EvaluationGroup::None,
                            const std::string& attribute = {}) const
    {
        const auto report = evaluateProject(*project, options, {methods, by, attribute}, {});
        if (!report)
            throw std::runtime_error(report.error().text());
        return nlohmann::json::parse(*report);
    }
};

TEST(EvaluationReport, ANodeThatAMethodCannotScoreCountsForItToo)
{
    // n2 is there in test time only: who learns each node apart has no scores there.
    NoiseProject noise;
    noise.make({{"n1", 0}, {"n2", 120}}, "");
    noise.label("n1", 130, 140);
    noise.label("n2", 150, 160);
    store(*noise.project, "all", {{"n1", scores(200, 1.0F, {{130, 140}})}, {"n2", scores(80, 1.0F, {})}});
    store(*noise.project, "apart", {{"n1", scores(200, 1.0F, {{130, 140}})}, {"n2", scores(80, kNaN, {})}});
    const auto report = noise.evaluate({"all", "apart"});
    EXPECT_EQ(report["nodes"], 2);
    EXPECT_EQ(report["labelled_nodes"], 2);
    EXPECT_EQ(report["test_samples"], 160);
    EXPECT_EQ(report["anomalous_samples"], 20);
    for (const char* method : {"all", "apart"}) { // neither says anything of n2
        const auto& strict = report["methods"][method]["strict"];
        EXPECT_DOUBLE_EQ(strict["recall"], 0.5) << method;
        EXPECT_DOUBLE_EQ(strict["f1"], 2.0 / 3.0) << method;
        EXPECT_DOUBLE_EQ(strict["auc_roc"], (1.0 + 0.5) / 2) << method;
        EXPECT_DOUBLE_EQ(strict["auc_pr"], (1.0 + 10.0 / 80) / 2) << method;
    }
    EXPECT_EQ(report["methods"]["all"]["scored_samples"], 160);
    EXPECT_EQ(report["methods"]["apart"]["scored_samples"], 80);
}

TEST(EvaluationReport, SharedNodesAreInTheGroupsOfAllTheirJobs)
{
    using N = NoiseProject;
    NoiseProject noise;
    noise.make({{"n1", 0}},
               "1|n1|" + N::at(0) + "|" + N::at(100) + "|a\n" + "2|n1|" + N::at(100) + "|" + N::at(180)
                   + "|b\n" + "3|n1|" + N::at(140) + "|" + N::at(180) + "|c\n");
    noise.label("n1", 150, 160);
    store(*noise.project, "known", {{"n1", scores(200, 1.0F, {{150, 160}, {190, 195}})}});
    const auto byApp = noise.evaluate({"known"}, EvaluationGroup::Attribute, "app")["groups"];
    ASSERT_EQ(byApp.size(), 3U) << byApp; // a ran in training only
    EXPECT_EQ(byApp["b"]["test_samples"], 60); // 120..180
    EXPECT_EQ(byApp["c"]["test_samples"], 40); // 140..180
    EXPECT_EQ(byApp["idle"]["test_samples"], 20);
    for (const char* app : {"b", "c"}) {
        EXPECT_EQ(byApp[app]["anomalous_samples"], 10);
        EXPECT_DOUBLE_EQ(byApp[app]["methods"]["known"]["strict"]["f1"], 1.0);
    }
    EXPECT_DOUBLE_EQ(byApp["idle"]["methods"]["known"]["strict"]["flagged_normal_share"], 0.25);
    const auto byJob = noise.evaluate({"known"}, EvaluationGroup::Job)["groups"];
    EXPECT_EQ(byJob["2"]["test_samples"], 60);
    EXPECT_EQ(byJob["3"]["test_samples"], 40);
}

TEST(EvaluationReport, BordersOfPiecesAreNoTransitions)
{
    // Pieces of 40 samples; a fault of four around a border lies within a minute of it.
    NoiseProject noise;
    noise.options.prepare.maxSegmentSamples = 40;
    noise.make({{"n1", 0}}, "");
    std::int64_t border = 0;
    const auto segments = noise.project->segments().value();
    for (const auto& segment : segments)
        if (segment.begin > 120)
            border = segment.begin;
    ASSERT_GT(border, 122);
    noise.label("n1", border - 2, border + 2);
    store(*noise.project, "known", {{"n1", scores(200, 1.0F, {{border - 2, border + 2}})}});
    const auto paper = noise.evaluate({"known"})["methods"]["known"]["paper"];
    EXPECT_DOUBLE_EQ(paper["f1"], 1.0);
    EXPECT_DOUBLE_EQ(paper["auc"], 1.0);
}

TEST(EvaluationReport, WhereAJobBeginsThePaperLooksAway)
{
    // The same fault at the begin of a job, and another one a quarter of an hour later.
    using N = NoiseProject;
    NoiseProject noise;
    noise.make({{"n1", 0}}, "1|n1|" + N::at(140) + "|" + N::at(200) + "|a\n");
    noise.label("n1", 138, 142);
    noise.label("n1", 170, 174);
    store(*noise.project, "known", {{"n1", scores(200, 1.0F, {{170, 174}})}});
    const auto known = noise.evaluate({"known"})["methods"]["known"];
    EXPECT_DOUBLE_EQ(known["paper"]["recall"], 1.0);
    EXPECT_DOUBLE_EQ(known["strict"]["recall"], 0.5);
}

TEST(EvaluationReport, ScoresOfOtherParametersAreCalledStale)
{
    test::SmallProject small;
    Pipeline pipeline(small.project, {});
    pipeline.setMethods({"random"});
    ASSERT_TRUE(pipeline.run({}, Stage::Detect));
    PipelineOptions options;
    EXPECT_TRUE(staleMethods(*small.project, options, {"random"})->empty());
    options.evaluate.paK = 0.5; // judged anew, not scored anew
    EXPECT_TRUE(staleMethods(*small.project, options, {"random"})->empty());
    EXPECT_EQ(*staleMethods(*small.project, options, {"random", "mean_z2"}),
              std::vector<std::string>{"mean_z2"});
    options.seed += 1;
    EXPECT_EQ(*staleMethods(*small.project, options, {"random"}), std::vector<std::string>{"random"});
    options = {};
    options.prepare.trainFraction = 0.5;
    EXPECT_EQ(*staleMethods(*small.project, options, {"random"}), std::vector<std::string>{"random"});
}

TEST_F(EvaluationReportTest, AgreementNamesTheColumnsThereAre)
{
    ASSERT_TRUE(small.project->replaceClusters({{1, "", "", 0, 0}}, {}));
    const auto agreement = clusterAgreement(*small.project, "application");
    ASSERT_FALSE(agreement);
    EXPECT_NE(agreement.error().advice.find("app"), std::string::npos);
}

TEST(Pipeline, NewLabelsMakeStaleTheEvaluationAlone)
{
    test::SmallProject small;
    Pipeline pipeline(small.project, {});
    pipeline.setMethods({"mean_z2", "random"});
    ASSERT_TRUE(pipeline.run({}));
    ASSERT_TRUE(small.project->addLabel(
        {0, "n1", test::kStart + 150 * test::kStepMs, test::kStart + 160 * test::kStepMs, "x", "", ""}));
    const auto outcomes = pipeline.run({}).value();
    ASSERT_EQ(outcomes.size(), 3U); // prepare, detect, evaluate: baselines need no models
    EXPECT_TRUE(outcomes[0].upToDate);
    EXPECT_TRUE(outcomes[1].upToDate);
    EXPECT_FALSE(outcomes[2].upToDate);
}

TEST(Pipeline, WithoutSamplesItSaysWhatToDo)
{
    test::TemporaryFolder folder;
    Pipeline pipeline(Project::create(folder.file("p.nsproj")).value(), {});
    const auto result = pipeline.run({});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::StageMissing);
}

} // namespace
} // namespace nodesentry
