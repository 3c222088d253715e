#include "core/detect/score_store.h"
#include "core/base/reason.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

namespace nodesentry {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

StoredScores example(const std::string& node, float first)
{
    StoredScores stored;
    stored.grid = {1'700'000'000'000, 15'000, 4};
    stored.scores.node = node;
    stored.scores.score = {first, 2.0F, kNaN, 0.5F};
    stored.threshold = {kInfinity, 1.5F, 1.5F, 1.5F};
    stored.flagged = {0, 1, 0, 0};
    return stored;
}

StoredScores detailed(const std::string& node)
{
    auto stored = example(node, 1.0F);
    stored.scores.metricError = SampleMatrix::Random(3, 4);
    stored.scores.reconstruction = SampleMatrix::Random(3, 4);
    stored.scores.cluster = {-1, 3, 3, 300};
    stored.scores.expert = {-1, 0, 2, 1};
    stored.scores.confidence = {0.0F, 0.5F, 0.75F, 1.0F};
    stored.top = topMetrics(SampleMatrix::Random(3, 4).cwiseAbs());
    stored.rawScore = {5.0F, 6.0F, kNaN, 7.0F};
    return stored;
}

void write(const std::string& path, const std::string& method, const std::vector<StoredScores>& nodes)
{
    auto writer = ScoreStoreWriter::create(path, method);
    ASSERT_TRUE(writer) << writer.error().text();
    for (const auto& node : nodes)
        ASSERT_TRUE(writer->add(node));
    const auto committed = writer->commit();
    ASSERT_TRUE(committed) << committed.error().text();
}

TEST(ScoreStore, EverythingReadsBackExactly)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    const auto written = detailed("rack1/cn7");
    write(path, "nodesentry", {written, example("cn8", 4.0F)});
    const auto read = ScoreStore::read(path, "nodesentry", "rack1/cn7", true);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->scores.node, "rack1/cn7");
    EXPECT_EQ(read->grid, written.grid);
    EXPECT_EQ(read->scores.score[1], 2.0F);
    EXPECT_TRUE(std::isnan(read->scores.score[2]));
    EXPECT_EQ(read->threshold, written.threshold);
    EXPECT_EQ(read->flagged, written.flagged);
    EXPECT_EQ(read->scores.metricError, written.scores.metricError);
    EXPECT_EQ(read->scores.reconstruction, written.scores.reconstruction);
    EXPECT_EQ(read->scores.cluster, written.scores.cluster);
    EXPECT_EQ(read->scores.expert, written.scores.expert);
    EXPECT_EQ(read->scores.confidence, written.scores.confidence);
    EXPECT_EQ(read->top.row, written.top.row);
    EXPECT_EQ(read->top.share, written.top.share);
    EXPECT_EQ(read->rawScore[3], 7.0F);
}

TEST(ScoreStore, DetailsAreReadOnlyWhenAskedForAndMayBeAbsent)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    write(path, "m", {detailed("a"), example("b", 1.0F)});
    const auto plain = ScoreStore::read(path, "m", "a", false);
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->scores.metricError.size(), 0);
    EXPECT_TRUE(plain->scores.cluster.empty());
    const auto absent = ScoreStore::read(path, "m", "b", true);
    ASSERT_TRUE(absent) << absent.error().text();
    EXPECT_EQ(absent->scores.metricError.size(), 0);
    EXPECT_TRUE(absent->scores.expert.empty());
    EXPECT_TRUE(absent->top.empty());
}

TEST(ScoreStore, ForThresholdsTheScoreBeforeSmoothingIsGiven)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    write(path, "m", {detailed("a"), example("b", 1.0F)});
    const auto smoothed = ScoreStore::readScoring(path, "m", "a");
    ASSERT_TRUE(smoothed) << smoothed.error().text();
    EXPECT_EQ(smoothed->rawScore[0], 5.0F);
    EXPECT_EQ(smoothed->scores.cluster[3], 300);
    EXPECT_EQ(smoothed->top.row.cols(), 4);
    EXPECT_EQ(ScoreStore::readScoring(path, "m", "b")->rawScore[0], 1.0F);
    EXPECT_EQ(ScoreStore::readScoring(path, "m", "c").error().code, ErrorCode::NotFound);
}

TEST(ScoreStore, NewThresholdsKeepTheScoresAndTheirFingerprint)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    write(path, "other", {example("a", 8.0F)});
    EXPECT_EQ(ScoreStore::fingerprint(path, "m").value(), std::nullopt);
    EXPECT_EQ(ScoreStoreWriter::rewriteThresholds(path, "m", {}).error().code, ErrorCode::NotFound);
    const auto before = detailed("a");
    {
        auto writer = ScoreStoreWriter::create(path, "m", "of the scores");
        ASSERT_TRUE(writer && writer->add(before) && writer->commit());
    }
    EXPECT_EQ(ScoreStore::fingerprint(path, "m").value(), "of the scores");
    {
        auto writer = ScoreStoreWriter::rewriteThresholds(path, "m", {});
        ASSERT_TRUE(writer) << writer.error().text();
        auto stored = ScoreStore::readScoring(path, "m", "a");
        ASSERT_TRUE(stored);
        stored->scores.score = {9.0F, 9.0F, 9.0F, 9.0F};
        stored->threshold = {1.0F, 2.0F, 3.0F, 4.0F};
        stored->flagged = {1, 1, 1, 1};
        ASSERT_TRUE(writer->setThreshold(*stored));
        const auto committed = writer->commit();
        ASSERT_TRUE(committed) << committed.error().text();
    }
    const auto after = ScoreStore::read(path, "m", "a", true);
    ASSERT_TRUE(after) << after.error().text();
    EXPECT_EQ(after->threshold, (std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F}));
    EXPECT_EQ(after->scores.score, std::vector<float>(4, 9.0F));
    EXPECT_EQ(after->rawScore[1], before.rawScore[1]);
    EXPECT_EQ(after->scores.metricError, before.scores.metricError);
    EXPECT_EQ(after->scores.reconstruction, before.scores.reconstruction);
    EXPECT_EQ(after->scores.expert, before.scores.expert);
    EXPECT_EQ(after->top.row, before.top.row);
    EXPECT_EQ(ScoreStore::fingerprint(path, "m").value(), "of the scores");
    EXPECT_EQ(ScoreStore::read(path, "other", "a", false)->scores.score[0], 8.0F);
}

TEST(ScoreStore, TheLevelOfTheFleetStaysWithTheThresholdsThatRestOnIt)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    EXPECT_EQ(ScoreStore::fleetLevel(path, "m").value(), std::nullopt);
    write(path, "m", {example("a", 8.0F), example("b", 8.0F)});
    write(path, "other", {example("a", 8.0F)});
    EXPECT_EQ(ScoreStore::fleetLevel(path, "m").value(), std::nullopt);
    const auto rewrite = [&](std::optional<float> level) {
        auto writer = ScoreStoreWriter::rewriteThresholds(path, "m", level);
        ASSERT_TRUE(writer) << writer.error().text();
        for (const auto* node : {"a", "b"})
            ASSERT_TRUE(writer->setThreshold(ScoreStore::read(path, "m", node, true).value()));
        ASSERT_TRUE(writer->commit());
    };
    rewrite(2.5F);
    EXPECT_EQ(ScoreStore::fleetLevel(path, "m").value(), 2.5F);
    EXPECT_EQ(ScoreStore::fleetLevel(path, "other").value(), std::nullopt);
    {
        auto writer = ScoreStoreWriter::replaceNodes(path, "m", {"b"}, "print");
        ASSERT_TRUE(writer && writer->add(example("b", 9.0F)) && writer->commit());
    }
    EXPECT_EQ(ScoreStore::fleetLevel(path, "m").value(), 2.5F);
    rewrite(std::nullopt);
    EXPECT_EQ(ScoreStore::fleetLevel(path, "m").value(), std::nullopt);
}

TEST(ScoreStore, ANewRunReplacesItsMethodAndKeepsTheOthers)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    EXPECT_EQ(ScoreStore::methods(path).value(), std::vector<std::string>{});
    write(path, "random", {example("a", 1.0F), example("b", 1.0F)});
    write(path, "mean_z2", {example("a", 2.0F)});
    write(path, "random", {example("a", 3.0F)});
    write(path, "nothing", {});
    EXPECT_EQ(ScoreStore::methods(path).value(), (std::vector<std::string>{"mean_z2", "random"}));
    EXPECT_EQ(ScoreStore::read(path, "random", "a", false)->scores.score[0], 3.0F);
    EXPECT_EQ(ScoreStore::read(path, "mean_z2", "a", false)->scores.score[0], 2.0F);
    EXPECT_EQ(ScoreStore::read(path, "random", "b", false).error().code, ErrorCode::NotFound);
    EXPECT_EQ(ScoreStore::read(path, "other", "a", false).error().code, ErrorCode::NotFound);
    EXPECT_EQ(ScoreStore::read(folder.file("none.h5"), "random", "a", false).error().code,
              ErrorCode::NotFound);
}

TEST(ScoreStoreWriter, WithoutCommitTheOldScoresStay)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    write(path, "m", {example("a", 1.0F)});
    {
        auto writer = ScoreStoreWriter::create(path, "m");
        ASSERT_TRUE(writer && writer->add(example("a", 9.0F)));
    }
    EXPECT_EQ(ScoreStore::read(path, "m", "a", false)->scores.score[0], 1.0F);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(ScoreStoreWriter, RefusesANodeThatIsScoredTwice)
{
    const test::TemporaryFolder folder;
    auto writer = ScoreStoreWriter::create(folder.file("scores.h5"), "m");
    ASSERT_TRUE(writer && writer->add(example("a", 1.0F)));
    EXPECT_EQ(writer->add(example("a", 1.0F)).error().code, ErrorCode::AlreadyExists);
}

TEST(ScoreStore, ADamagedFileIsRefusedWithAdvice)
{
    const test::TemporaryFolder folder;
    const auto path = folder.file("scores.h5");
    write(path, "m", {example("a", 1.0F)});
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    const auto read = ScoreStore::read(path, "m", "a", false);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(read.error().reason, Reason::ScoresDamaged);
    EXPECT_EQ(read.error().remedy, Remedy::RunStages);
    EXPECT_EQ(ScoreStoreWriter::create(path, "m").error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace nodesentry
