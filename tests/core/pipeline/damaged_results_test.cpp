// Results that a bad disk, or another program, has changed: they are told and made anew, and nothing throws.

#include "core/pipeline/cluster_results.h"
#include "core/base/reason.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_evaluation.h"
#include "tests/core/pipeline/small_project.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;

class DamagedResults : public ::testing::Test {
protected:
    static PipelineOptions options()
    {
        PipelineOptions options;
        options.cluster.minClusterSize = 1;
        options.cluster.k = 1;
        options.train.layers = 1;
        options.train.width = options.train.feedForward = 8;
        options.train.minSteps = options.train.maxSteps = 3;
        return options;
    }

    /// @return whether a stage was up to date, all before it included
    bool runUntil(Stage last)
    {
        const auto outcomes = Pipeline(m_site.project, options()).run({}, last);
        EXPECT_TRUE(outcomes) << outcomes.error().text();
        return outcomes && outcomes->back().upToDate;
    }

    /// One model's file of this ending.
    [[nodiscard]] std::string modelFile(const std::string& ending) const
    {
        for (const auto& entry : fs::directory_iterator(fs::path(m_site.project->modelPath(0)).parent_path()))
            if (entry.path().extension() == ending)
                return entry.path().string();
        return {};
    }

    void executeSql(const std::string& sql) const
    {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open((m_site.path + "/project.db").c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
        sqlite3_close(handle);
    }

    void label() const
    {
        ASSERT_TRUE(m_site.project->addLabel({0, "n1", test::kStart + 150 * test::kStepMs,
                                              test::kStart + 160 * test::kStepMs, "leak", "", "ann"}));
    }

    test::SmallProject m_site;
};

TEST_F(DamagedResults, AModelThatIsDamagedIsTrainedAgain)
{
    EXPECT_FALSE(runUntil(Stage::Train));
    EXPECT_TRUE(runUntil(Stage::Train));
    for (const char* ending : {".pt", ".json"}) {
        const auto file = modelFile(ending);
        ASSERT_FALSE(file.empty());
        fs::resize_file(file, fs::file_size(file) / 2);
        EXPECT_FALSE(runUntil(Stage::Train)) << ending;
        EXPECT_TRUE(runUntil(Stage::Train)) << ending;
    }
}

TEST_F(DamagedResults, AModelOfANewerVersionIsTrainedAgain)
{
    EXPECT_FALSE(runUntil(Stage::Train));
    const auto file = modelFile(".json");
    auto description = nlohmann::json::parse(std::ifstream(file));
    description["version"] = 999;
    std::ofstream(file) << description;
    EXPECT_FALSE(runUntil(Stage::Train));
    EXPECT_TRUE(runUntil(Stage::Train));
}

TEST_F(DamagedResults, DocumentsAreMadeAgain)
{
    label();
    EXPECT_FALSE(runUntil(Stage::Evaluate));
    EXPECT_TRUE(runUntil(Stage::Evaluate));
    struct Case {
        const char* document;
        Stage stage;
    };
    for (const auto& [document, stage] : {Case{"preparation", Stage::Prepare},
                                          {"cluster_library", Stage::Cluster},
                                          {kMergeTreeDocument, Stage::Cluster},
                                          {kProjectionDocument, Stage::Cluster},
                                          {"evaluation", Stage::Evaluate}}) {
        const auto before = m_site.project->document(document).value();
        ASSERT_TRUE(before) << document;
        ASSERT_TRUE(m_site.project->setDocument(document, "{ \xff"));
        EXPECT_FALSE(runUntil(stage)) << document;
        // Clusters are made anew under other ids, all else comes out the same.
        if (std::string(document) == "cluster_library")
            EXPECT_EQ(m_site.project->clusters().value().size(), 1U);
        else
            EXPECT_EQ(m_site.project->document(document).value(), before) << document;
        EXPECT_TRUE(runUntil(Stage::Evaluate)) << document;
    }
}

TEST_F(DamagedResults, APreparationOfMetricsThatAreNotThereIsMadeAgain)
{
    EXPECT_TRUE(runUntil(Stage::Prepare)) << "the small project is prepared";
    auto preparation = nlohmann::json::parse(*m_site.project->document("preparation").value());
    preparation["kept_metrics"][0] = 4711;
    ASSERT_TRUE(m_site.project->setDocument("preparation", preparation.dump()));
    EXPECT_FALSE(runUntil(Stage::Prepare));
}

TEST_F(DamagedResults, CasesAreMadeAgain)
{
    EXPECT_FALSE(runUntil(Stage::Detect));
    for (const char* metrics : {"[1", "[\"cpu\"]", "[4711]", "[-1]"}) {
        executeSql("DELETE FROM cases");
        executeSql("INSERT INTO cases(method, node, begin_ms, end_ms, peak_ms, peak_score, area, cluster, "
                   "top_metrics) VALUES('nodesentry', 'n1', 0, 1, 0, 1, 1, 1, '"
                   + std::string(metrics) + "')");
        const auto cases = m_site.project->cases("nodesentry");
        ASSERT_FALSE(cases) << metrics;
        EXPECT_EQ(cases.error().code, ErrorCode::Corrupt);
        EXPECT_FALSE(runUntil(Stage::Detect)) << metrics;
        EXPECT_TRUE(m_site.project->cases("nodesentry")) << metrics;
    }
}

TEST_F(DamagedResults, JobsThatAreDamagedAreTold)
{
    for (const char* nodes : {"[1]", "{}", "[\"n1\""}) {
        executeSql("UPDATE jobs SET nodes = '" + std::string(nodes) + "'");
        const auto jobs = m_site.project->jobs();
        ASSERT_FALSE(jobs) << nodes;
        EXPECT_EQ(jobs.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(jobs.error().remedy, Remedy::ImportAgain);
    }
    executeSql("UPDATE jobs SET nodes = '[\"n1\"]', attributes = '{\"App\": 1}'");
    EXPECT_FALSE(m_site.project->jobs());
}

TEST_F(DamagedResults, WhatAnEvaluationMustHaveIsAskedFor)
{
    label();
    EXPECT_FALSE(runUntil(Stage::Evaluate));
    const auto text = *m_site.project->document("evaluation").value();
    ASSERT_TRUE(parseEvaluation(text));
    // Every part that a table reads: without it, or of another kind, it is refused.
    const auto whole = nlohmann::json::parse(text);
    auto without = whole;
    without.erase("methods");
    EXPECT_FALSE(parseEvaluation(without.dump()));
    for (const char* part : {"strict", "paper"}) {
        auto damaged = whole;
        damaged["methods"]["random"][part] = 1;
        EXPECT_FALSE(parseEvaluation(damaged.dump())) << part;
    }
    auto intervals = whole;
    intervals["methods"]["random"]["intervals"] = {{"strict", {{"f1", {1}}}}};
    EXPECT_FALSE(parseEvaluation(intervals.dump()));
    EXPECT_FALSE(parseEvaluation(text.substr(0, text.size() / 2)));
    EXPECT_FALSE(parseEvaluation(""));
}

TEST_F(DamagedResults, TextOfAnyBytesIsStored)
{
    ImportCommit import;
    import.source = "a\xfc";
    import.summary = "{}";
    import.metrics = m_site.project->metrics().value();
    import.jobs = {{ "9", {"n1"}, 0, 1, "caf\xe9", "u", "", { { "Comment", "\xff\xfe" } } }};
    import.generation = m_site.project->openSeries().value()->generation();
    // The series store stays as it is: there is no new file to put in place.
    fs::copy(m_site.project->seriesPath(), m_site.project->pendingSeriesPath(import.generation));
    ASSERT_TRUE(m_site.project->commitImport(import));
    const auto jobs = m_site.project->jobs();
    ASSERT_TRUE(jobs) << jobs.error().text();
    const auto job = std::find_if(jobs->begin(), jobs->end(), [](const Job& one) { return one.id == "9"; });
    ASSERT_NE(job, jobs->end());
    EXPECT_EQ(job->attributes.at("Comment"), "\xef\xbf\xbd\xef\xbf\xbd"); // U+FFFD for each byte
}

} // namespace
} // namespace nodesentry
