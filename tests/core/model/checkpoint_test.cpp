#include "core/model/cluster_model.h"

#include "synthetic_segments.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

namespace fs = std::filesystem;
using testing::segmentsOf;
using testing::smallOptions;
using testing::wavyNode;

class Checkpoint : public ::testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path()
            / ("nodesentry_model_"
               + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        m_path = (m_folder / "3").string();
        TrainOptions options = smallOptions(10);
        options.maskMode = "mixed"; // all there is to store
        TrainingSupport support;
        support.usual.assign(12, jobView(0, 100)); // enough to know how far nodes of a job are apart
        auto model = ClusterModel::train(segmentsOf(m_node, 50), options, 1, "cpu", {}, support);
        ASSERT_TRUE(model);
        m_model = std::make_unique<ClusterModel>(std::move(*model));
        const auto saved = m_model->save(m_path, R"({"cluster": 3, "metrics": ["a", "b", "c", "d"]})");
        ASSERT_TRUE(saved) << saved.error().text();
    }
    void TearDown() override { fs::remove_all(m_folder); }

    [[nodiscard]] ScoreView jobView(std::int64_t begin, std::int64_t end) const
    {
        ScoreView view{&m_node, &m_node, begin, end};
        view.ofJob = true;
        view.peers = &m_peers;
        return view;
    }
    static std::string read(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    static void write(const std::string& path, const std::string& content)
    {
        std::ofstream(path, std::ios::binary) << content;
    }
    void replaceInDescription(const std::string& from, const std::string& to) const
    {
        std::string text = read(m_path + ".json");
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos);
        write(m_path + ".json", text.replace(at, from.size(), to));
    }
    [[nodiscard]] ErrorCode codeOfLoading() const
    {
        const auto loaded = ClusterModel::load(m_path, "cpu");
        EXPECT_FALSE(loaded);
        return loaded ? ErrorCode::InvalidArgument : loaded.error().code;
    }

    SampleMatrix m_node = wavyNode(4, 100, 1);
    SampleMatrix m_peers = wavyNode(4, 100, 2);
    std::unique_ptr<ClusterModel> m_model;
    fs::path m_folder;
    std::string m_path;
};

TEST_F(Checkpoint, ALoadedModelScoresExactlyLikeTheSavedOne)
{
    const auto loaded = ClusterModel::load(m_path, "auto");
    ASSERT_TRUE(loaded) << loaded.error().text();
    const auto expected = m_model->reconstruct(m_node, m_node, 0, 100);
    const auto result = loaded->reconstruct(m_node, m_node, 0, 100);
    ASSERT_TRUE(expected && result);
    EXPECT_EQ(result->score, expected->score);
    EXPECT_EQ(result->values, expected->values);
    EXPECT_EQ(result->error, expected->error);
    EXPECT_EQ(result->expert, expected->expert);

    const auto job = jobView(0, 100);
    const auto expectedOfJob = m_model->reconstruct(std::span(&job, 1));
    const auto resultOfJob = loaded->reconstruct(std::span(&job, 1));
    ASSERT_TRUE(expectedOfJob && resultOfJob);
    EXPECT_EQ(resultOfJob->front().score, expectedOfJob->front().score);
    EXPECT_EQ(resultOfJob->front().error, expectedOfJob->front().error);
    EXPECT_NE(resultOfJob->front().score, result->score) << "jobs are compared with their usual levels, too";
    EXPECT_TRUE(loaded->comparesNodes());
    auto alone = job;
    alone.peers = nullptr;
    const auto resultAlone = loaded->reconstruct(std::span(&alone, 1));
    ASSERT_TRUE(resultAlone);
    EXPECT_NE(resultAlone->front().score, resultOfJob->front().score) << "and with the job's other nodes";
}

TEST_F(Checkpoint, DistancesThatLastAreStoredAndModelsThatDoNotKnowThemLoadWithoutThem)
{
    SampleMatrix leaking = m_node;
    leaking.row(1).segment(40, 40).array() += 9.0F;
    const auto job = [&] {
        auto view = jobView(0, 100);
        view.clipped = view.unclipped = &leaking;
        return view;
    }();
    const auto scoresOf = [&](const ClusterModel& model) {
        return model.reconstruct(std::span(&job, 1)).value().front().score;
    };
    const auto saved = scoresOf(*m_model);
    EXPECT_EQ(scoresOf(ClusterModel::load(m_path, "cpu").value()), saved);

    auto description = nlohmann::json::parse(read(m_path + ".json"));
    ASSERT_EQ(description.at("profile").at("lasting_reaches").size(), 4U);
    description.at("profile").erase("lasting_reaches");
    description.at("version") = 5;
    write(m_path + ".json", description.dump());
    const auto older = ClusterModel::load(m_path, "cpu");
    ASSERT_TRUE(older) << older.error().text();
    const auto without = scoresOf(*older);
    for (std::size_t t = 44; t < 80; ++t)
        EXPECT_GT(saved[t], without[t] + 1.0F) << t; // a quarter of 30 times the logarithm of more than one
    EXPECT_EQ(std::vector(without.begin(), without.begin() + 40),
              std::vector(saved.begin(), saved.begin() + 40));

    description["profile"]["lasting_reaches"] = {1.0, 1.0, -1.0, 1.0};
    write(m_path + ".json", description.dump());
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
}

TEST_F(Checkpoint, KeepsOptionsReportWeightsAndTheCallersOwnWords)
{
    const auto loaded = ClusterModel::load(m_path, "cpu");
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->options().windowSamples, 32);
    EXPECT_EQ(loaded->options().learningRate, m_model->options().learningRate);
    EXPECT_EQ(loaded->report().epochs.size(), m_model->report().epochs.size());
    EXPECT_EQ(loaded->report().epochs.back().trainLoss, m_model->report().epochs.back().trainLoss);
    EXPECT_EQ(loaded->report().expertShare, m_model->report().expertShare);
    EXPECT_TRUE(std::equal(loaded->metricWeights().begin(), loaded->metricWeights().end(),
                           m_model->metricWeights().begin()));
    EXPECT_EQ(loaded->extraJson(), R"({"cluster":3,"metrics":["a","b","c","d"]})");
}

TEST_F(Checkpoint, SavingAgainReplacesBothFilesAndLeavesNothingBeside)
{
    ASSERT_TRUE(m_model->save(m_path, {}));
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()), 2);
    const auto loaded = ClusterModel::load(m_path, "cpu");
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->extraJson(), "{}");
}

TEST_F(Checkpoint, ATruncatedWeightsFileIsCorrupt)
{
    const std::string weights = read(m_path + ".pt");
    for (const std::size_t size : {std::size_t{0}, weights.size() / 2, weights.size() - 1}) {
        write(m_path + ".pt", weights.substr(0, size));
        EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt) << size << " bytes";
    }
}

TEST_F(Checkpoint, OneFlippedBitIsCorrupt)
{
    std::string weights = read(m_path + ".pt");
    weights[weights.size() / 2] = static_cast<char>(weights[weights.size() / 2] ^ 1);
    write(m_path + ".pt", weights);
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
}

TEST_F(Checkpoint, WeightsThatDoNotFitTheirDescriptionAreCorrupt)
{
    replaceInDescription("\"width\": \"16\"", "\"width\": \"24\"");
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
}

TEST_F(Checkpoint, ADamagedDescriptionIsCorrupt)
{
    const std::string text = read(m_path + ".json");
    write(m_path + ".json", text.substr(0, text.size() / 2));
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
    write(m_path + ".json", "{}");
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
    write(m_path + ".json", text);
    replaceInDescription("\"metrics\": 4,", "\"metrics\": 5,");
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
    write(m_path + ".json", text);
    replaceInDescription("\"step\": 16", "\"step\": 0");
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
}

TEST_F(Checkpoint, ANewerVersionSaysSo)
{
    replaceInDescription("\"version\": 6", "\"version\": 7");
    const auto loaded = ClusterModel::load(m_path, "cpu");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::VersionTooNew);
    EXPECT_EQ(loaded.error().file, m_path + ".json");
    EXPECT_NE(loaded.error().message.find("format version 7, this program reads up to 6"), std::string::npos)
        << loaded.error().message;
}

TEST_F(Checkpoint, ItsReportIsReadWithoutItsWeights)
{
    fs::remove(m_path + ".pt");
    const auto report = ClusterModel::savedReport(m_path);
    ASSERT_TRUE(report) << report.error().text();
    const auto& expected = m_model->report();
    ASSERT_EQ(report->epochs.size(), expected.epochs.size());
    ASSERT_FALSE(expected.epochs.empty());
    EXPECT_EQ(report->epochs.back().trainLoss, expected.epochs.back().trainLoss);
    EXPECT_GT(report->plannedEpochs, 0);
    EXPECT_EQ(report->plannedEpochs, expected.plannedEpochs);
    EXPECT_EQ(report->tokensPerSecond, expected.tokensPerSecond);

    const std::string text = read(m_path + ".json");
    const auto codeOf = [this](const std::string& content) {
        write(m_path + ".json", content);
        const auto damaged = ClusterModel::savedReport(m_path);
        return damaged ? ErrorCode::InvalidArgument : damaged.error().code;
    };
    EXPECT_EQ(codeOf(text.substr(0, text.size() / 2)), ErrorCode::Corrupt);
    EXPECT_EQ(codeOf(R"({"format": "nodesentry-model", "version": 4})"), ErrorCode::Corrupt);
    EXPECT_EQ(codeOf(R"({"format": "nodesentry-model"})"), ErrorCode::Corrupt);
    EXPECT_EQ(codeOf(R"({"format": 7, "version": 4})"), ErrorCode::Corrupt);
    EXPECT_EQ(codeOf(R"({"format": "nodesentry-model", "version": 99})"), ErrorCode::VersionTooNew);
    fs::remove(m_path + ".json");
    EXPECT_EQ(ClusterModel::savedReport(m_path).error().code, ErrorCode::NotFound);
}

TEST_F(Checkpoint, ModelsOfEarlierVersionsStillLoad)
{
    TrainOptions options = smallOptions(10);
    options.maskMode = "time"; // the only one that they scored with
    const auto model = ClusterModel::train(segmentsOf(m_node, 50), options, 1, "cpu");
    ASSERT_TRUE(model && model->save(m_path, "{}"));
    const auto expected = model->reconstruct(m_node, m_node, 0, 100);
    ASSERT_TRUE(expected);

    auto description = nlohmann::json::parse(read(m_path + ".json"));
    description["version"] = 3;
    description["error_divisors"] = description["usual_errors"][0]["divisors"];
    description["error_tails"] = description["usual_errors"][0]["tails"];
    description.erase("usual_errors");
    write(m_path + ".json", description.dump());
    const auto third = ClusterModel::load(m_path, "cpu");
    ASSERT_TRUE(third) << third.error().text();
    EXPECT_EQ(third->reconstruct(m_node, m_node, 0, 100)->score, expected->score);

    // The first one knew neither these options nor these parts of the report.
    description["version"] = 1;
    for (const char* name : {"batch_parts", "mixed_precision"})
        EXPECT_EQ(description["options"].erase(name), 1U) << name;
    for (const char* name : {"dead_experts", "learning_rate", "retried", "resumed_at", "planned_epochs"})
        EXPECT_EQ(description["report"].erase(name), 1U) << name;
    write(m_path + ".json", description.dump());
    const auto first = ClusterModel::load(m_path, "cpu");
    ASSERT_TRUE(first) << first.error().text();
    EXPECT_EQ(first->report().learningRate, 0.0);
    EXPECT_EQ(first->report().plannedEpochs, 0);
    EXPECT_EQ(first->reconstruct(m_node, m_node, 0, 100)->score, expected->score);
}

TEST_F(Checkpoint, UsualErrorsHaveToFitTheMasks)
{
    auto description = nlohmann::json::parse(read(m_path + ".json"));
    ASSERT_EQ(description["usual_errors"].size(), 2U);
    description["usual_errors"].erase(1);
    write(m_path + ".json", description.dump());
    EXPECT_EQ(codeOfLoading(), ErrorCode::Corrupt);
}

TEST_F(Checkpoint, MissingFilesAreNotFound)
{
    EXPECT_EQ(ClusterModel::load((m_folder / "none").string(), "cpu").error().code, ErrorCode::NotFound);
    fs::remove(m_path + ".pt");
    EXPECT_EQ(codeOfLoading(), ErrorCode::NotFound);
}

TEST_F(Checkpoint, AnUnwritablePlaceIsAnIoError)
{
    const auto saved = m_model->save((m_folder / "missing" / "3").string(), {});
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().code, ErrorCode::IoError);
}

TEST_F(Checkpoint, ExtraInformationMustBeAnObject)
{
    EXPECT_EQ(m_model->save(m_path, "[1, 2").error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(ClusterModel::load(m_path, "cpu")); // the old files are still whole
}

} // namespace
} // namespace nodesentry
