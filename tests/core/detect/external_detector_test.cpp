// Small shell scripts in the place of users' programs.

#include "core/detect/external_detector.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace nodesentry {
namespace {

/// Six samples of two metrics; segments [0, 2) and [3, 6).
PreparedNode sixSamples()
{
    PreparedNode node;
    node.node = "cn7";
    node.grid = {1'700'000'000'000, 15'000, 6};
    node.unclipped.resize(2, 6);
    node.unclipped << 1, 2, 3, 4, 5, 6, //
        0, 0, 0, 9, 0, 0;
    node.values = node.unclipped;
    node.trainEnd = 4;
    node.segments = {{1, "cn7", "job1", 0, 2, true, 0}, {2, "cn7", "", 3, 6, false, 0}};
    return node;
}

class ExternalDetectorTest : public ::testing::Test {
protected:
    /// A detector that runs a shell script.
    std::unique_ptr<Detector> detector(const std::string& script, ExternalDeclaration declaration = {})
    {
        std::ofstream(m_folder.file("detector.sh")) << script;
        declaration.name = "mine";
        declaration.command = {"sh", "detector.sh"};
        declaration.file = m_folder.file("mine.json");
        auto made = makeExternalDetector(declaration, 42);
        const auto node = sixSamples();
        EXPECT_TRUE(made->fit(NodesInMemory(std::span(&node, 1), {"cpu", "mem"}), {}));
        return made;
    }

    Error errorOf(const std::string& script, ExternalDeclaration declaration = {})
    {
        const auto scores = detector(script, std::move(declaration))->score(sixSamples(), {});
        EXPECT_FALSE(scores) << script;
        if (scores)
            return {};
        // Whatever went wrong, the reader must know whose program it was.
        EXPECT_NE(scores.error().message.find("'mine'"), std::string::npos) << scores.error().message;
        EXPECT_NE(scores.error().message.find("cn7"), std::string::npos);
        return scores.error();
    }

    test::TemporaryFolder m_folder;
};

TEST_F(ExternalDetectorTest, GetsSamplesAndGivesScores)
{
    // Column 5 is "mem".
    const auto scores = detector("awk -F, 'NR > 1 { print $5 * 2 }'")->score(sixSamples(), {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->score, (std::vector<float>{0, 0, 0, 18, 0, 0}));
    EXPECT_EQ(scores->node, "cn7");
}

TEST_F(ExternalDetectorTest, SeesNamesOfMetricsAndWhatIsTraining)
{
    const auto scores
        = detector("awk -F, 'NR == 1 { if ($4 != \"cpu\" || $5 != \"mem\") exit 1 } NR > 1 { print $3 }'")
              ->score(sixSamples(), {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->score, (std::vector<float>{1, 1, 1, 1, 0, 0}));
}

TEST_F(ExternalDetectorTest, SegmentBySegmentTheRestHasNoScore)
{
    ExternalDeclaration declaration;
    declaration.scope = ExternalDeclaration::Scope::Segment;
    const auto scores = detector("awk -F, 'NR > 1 { print $4 } END { print ENVIRON[\"NODESENTRY_JOB\"] "
                                 "ENVIRON[\"NODESENTRY_SAMPLES\"] > \"/dev/stderr\" }'",
                                 declaration)
                            ->score(sixSamples(), {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->score[1], 2.0F);
    EXPECT_TRUE(std::isnan(scores->score[2])) << "between the segments";
    EXPECT_EQ(scores->score[3], 4.0F);
}

TEST_F(ExternalDetectorTest, AnswersIntervalsToBinaryInput)
{
    ExternalDeclaration declaration;
    declaration.input = ExternalDeclaration::Input::Binary;
    declaration.output = ExternalDeclaration::Output::Intervals;
    // 6 x 2 floats follow the line of JSON: 48 bytes.
    const auto scores = detector("read header; [ $(wc -c) = 48 ] || exit 1; echo 2,4,5", declaration)
                            ->score(sixSamples(), {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->score, (std::vector<float>{0, 0, 5, 5, 0, 0}));
}

TEST_F(ExternalDetectorTest, KnowsNodeTrainingAndSeedFromItsEnvironment)
{
    const auto scores
        = detector("[ $NODESENTRY_NODE = cn7 ] && [ $NODESENTRY_STEP_S = 15 ] || exit 1\n"
                   "for i in 1 2 3 4 5 6; do echo $NODESENTRY_SEED$NODESENTRY_TRAIN_SAMPLES; done")
              ->score(sixSamples(), {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(scores->score[0], 424.0F);
}

TEST_F(ExternalDetectorTest, AFailureNamesProgramAndItsFirstComplaints)
{
    const auto error = errorOf("for i in 1 2 3 4 5 6 7; do echo complaint $i >&2; done; exit 7");
    EXPECT_EQ(error.code, ErrorCode::IoError);
    EXPECT_NE(error.message.find("exit status 7"), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("complaint 5"), std::string::npos);
    EXPECT_EQ(error.message.find("complaint 6"), std::string::npos);
    EXPECT_NE(errorOf("kill -SEGV $$").message.find("signal 11"), std::string::npos);
}

TEST_F(ExternalDetectorTest, AHangAnEndlessAnswerAndGarbageAreErrors)
{
    ExternalDeclaration quick;
    quick.timeoutSeconds = 0.3;
    const auto hang = errorOf("sleep 300", quick);
    EXPECT_EQ(hang.code, ErrorCode::IoError);
    EXPECT_NE(hang.message.find("0.3 s"), std::string::npos);
    EXPECT_NE(hang.advice.find("mine.json"), std::string::npos);
    EXPECT_NE(errorOf("yes").message.find("wrote far more"), std::string::npos);
    EXPECT_EQ(errorOf("echo what").code, ErrorCode::ParseError);
    EXPECT_NE(errorOf("echo 1; echo 2; echo oops >&2").message.find("2 scores to 6 samples; it said:\noops"),
              std::string::npos);
}

TEST_F(ExternalDetectorTest, AProgramThatIsNotThereIsAnError)
{
    ExternalDeclaration declaration;
    declaration.name = "mine";
    declaration.command = {"./missing"};
    declaration.file = m_folder.file("mine.json");
    const auto scores = makeExternalDetector(declaration, 1)->score(sixSamples(), {});
    ASSERT_FALSE(scores);
    EXPECT_EQ(scores.error().code, ErrorCode::NotFound);
    EXPECT_EQ(scores.error().file, declaration.file);
}

} // namespace
} // namespace nodesentry
