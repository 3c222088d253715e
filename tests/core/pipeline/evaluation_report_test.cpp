#include "core/pipeline/evaluation_report.h"

#include "core/detect/score_store.h"
#include "core/pipeline/cluster_agreement.h"
#include "core/pipeline/pipeline.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace nodesentry {
namespace {

/// A small project with known scores: 5 on samples 130..140 (flagged), 1 elsewhere. Labels: "leak" on
/// 130..140, "storm" on 160..170, "early" on 10..20, which is training time.
class EvaluationReportTest : public ::testing::Test {
protected:
    EvaluationReportTest()
    {
        StoredScores stored;
        stored.grid = {test::kStart, test::kStepMs, 200};
        stored.scores.node = "n1";
        stored.scores.score.assign(200, 1.0F);
        std::fill(stored.scores.score.begin() + 130, stored.scores.score.begin() + 140, 5.0F);
        stored.threshold.assign(200, 2.0F);
        stored.flagged.resize(200);
        for (std::size_t i = 0; i < 200; ++i)
            stored.flagged[i] = stored.scores.score[i] > 2.0F ? 1 : 0;
        auto writer = ScoreStoreWriter::create(small.project->scoresPath(), "known").value();
        if (!writer.add(stored) || !writer.commit())
            throw std::runtime_error("cannot write the scores");
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

    nlohmann::json evaluate(EvaluationGroup by, const std::string& attribute = {})
    {
        const auto report = evaluateProject(*small.project, {}, {{"known"}, by, attribute}, {});
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
