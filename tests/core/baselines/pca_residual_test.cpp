#include "core/baselines/pca_residual.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

/// Training on the line (x, 2x) around (1, 0): x = -2 .. 2; then test samples.
PreparedNode nodeOnALine(std::initializer_list<std::pair<float, float>> test)
{
    const auto samples = static_cast<Eigen::Index>(5 + test.size());
    SampleMatrix values(2, samples);
    for (int i = 0; i < 5; ++i)
        values.col(i) << 1 + 0.5F * static_cast<float>(i - 2), static_cast<float>(i - 2);
    Eigen::Index at = 5;
    for (const auto& [x, y] : test)
        values.col(at++) << x, y;
    return prepareNode("n", values, 5);
}

TEST(PcaResidual, IsTheSquaredDistanceFromTheTrainingLine)
{
    // Direction (1, 2)/sqrt 5, normal (2, -1)/sqrt 5. (1, 0) + 3 normals; a point on the line far outside.
    const float root5 = std::sqrt(5.0F);
    const PreparedNode node = nodeOnALine({{1 + 6 / root5, -3 / root5}, {11, 20}});
    const auto detector = makePcaResidual(0.95);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(node, {});
    ASSERT_TRUE(scores);
    for (std::size_t t = 0; t < 5; ++t)
        EXPECT_NEAR(scores->score[t], 0.0, 1e-9);
    EXPECT_NEAR(scores->score[5], 9.0 / 2, 1e-5);
    EXPECT_NEAR(scores->score[6], 0.0, 1e-5);
    EXPECT_NEAR(scores->metricError(0, 5), 36.0 / 5 / 2, 1e-5);
    EXPECT_NEAR(scores->metricError(1, 5), 9.0 / 5 / 2, 1e-5);
    EXPECT_NEAR(scores->reconstruction(0, 5), 1.0, 1e-5);
    EXPECT_NEAR(scores->reconstruction(1, 5), 0.0, 1e-5);
}

TEST(PcaResidual, AllVarianceLeavesNoResidual)
{
    PreparedNode node = prepareNode("n", SampleMatrix::Random(3, 50), 50);
    const auto detector = makePcaResidual(1.0);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(node, {});
    ASSERT_TRUE(scores);
    for (const float score : scores->score)
        EXPECT_NEAR(score, 0.0, 1e-9);
}

TEST(PcaResidual, LearnsFromTheTrainingRangeOnly)
{
    const PreparedNode calm = nodeOnALine({{1, 0}, {1, 0}});
    const PreparedNode wild = nodeOnALine({{5, -5}, {-5, 5}});
    const auto a = makePcaResidual(0.95);
    const auto b = makePcaResidual(0.95);
    ASSERT_TRUE(a->fit(NodesInMemory(std::span(&calm, 1)), {}));
    ASSERT_TRUE(b->fit(NodesInMemory(std::span(&wild, 1)), {}));
    EXPECT_EQ(a->score(wild, {})->score, b->score(wild, {})->score);
}

TEST(PcaResidual, ConstantTrainingValuesGiveTheDistanceFromThem)
{
    SampleMatrix values = SampleMatrix::Zero(2, 4);
    values.col(3) << 0, 2;
    const PreparedNode node = prepareNode("n", values, 3);
    const auto detector = makePcaResidual(0.0);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = detector->score(node, {});
    ASSERT_TRUE(scores);
    EXPECT_EQ(scores->score[0], 0.0F);
    EXPECT_TRUE(std::isfinite(scores->score[3]));
}

TEST(PcaResidual, SaysWhichNodeItDoesNotKnow)
{
    const PreparedNode known = nodeOnALine({});
    const auto detector = makePcaResidual(0.95);
    ASSERT_TRUE(detector->fit(NodesInMemory(std::span(&known, 1)), {}));
    PreparedNode other = known;
    other.node = "cn9";
    const auto scores = detector->score(other, {});
    ASSERT_FALSE(scores);
    EXPECT_EQ(scores.error().code, ErrorCode::NotFound);
    EXPECT_NE(scores.error().message.find("cn9"), std::string::npos);
}

} // namespace
} // namespace nodesentry
