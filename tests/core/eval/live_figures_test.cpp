#include "core/eval/live_figures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace nodesentry {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// A node of noise with events, margins, gaps and an unjudged beginning, as the seed has it.
EvaluationNode randomNode(std::mt19937& random)
{
    std::uniform_int_distribution<int> length(1, 400);
    std::uniform_real_distribution<float> uniform(0.0F, 1.0F);
    EvaluationNode node;
    const auto size = static_cast<std::size_t>(length(random));
    bool anomalous = false;
    bool ignored = uniform(random) < 0.5F;
    bool excluded = false;
    for (std::size_t i = 0; i < size; ++i) {
        if (uniform(random) < 0.05F)
            anomalous = !anomalous;
        if (uniform(random) < 0.02F)
            ignored = !ignored;
        if (uniform(random) < 0.1F)
            excluded = !excluded;
        // Few distinct values, so that many scores are equal to each other and to thresholds.
        const float score = std::floor(uniform(random) * 20.0F) / 10.0F;
        node.score.push_back(uniform(random) < 0.05F ? kNaN : score);
        node.truth.push_back(anomalous ? 1 : 0);
        node.ignored.push_back(ignored ? 1 : 0);
        node.excluded.push_back(excluded ? 1 : 0);
    }
    return node;
}

void expectSame(double live, double full, const char* what)
{
    if (std::isnan(full))
        EXPECT_TRUE(std::isnan(live)) << what;
    else
        EXPECT_DOUBLE_EQ(live, full) << what;
}

TEST(LiveFigures, EqualTheFullEvaluationAtAnyThresholdAndAfterNewLabels)
{
    EvaluationOptions options;
    options.bootstrapResamples = 0;
    options.vusBufferSamples = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        std::vector<EvaluationNode> nodes;
        std::vector<LiveNode> live;
        for (unsigned i = 0; i < 1 + seed % 4; ++i) {
            nodes.push_back(randomNode(random));
            live.emplace_back(nodes.back().score, nodes.back().excluded, nodes.back().ignored);
        }
        std::vector<const LiveNode*> views;
        for (const auto& node : live)
            views.push_back(&node);
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                if (round > 0) // somebody labels, or takes labels away
                    for (std::size_t s = random() % nodes[i].truth.size(), n = 0;
                         s < nodes[i].truth.size() && n < 20; ++s, ++n)
                        nodes[i].truth[s] = round == 1 ? 1 : 0;
                live[i].setTruth(nodes[i].truth);
            }
            for (const double threshold : {-1.0, 0.0, 0.1, 0.45, 1.0, 1.3, 1.9, 5.0}) {
                for (auto& node : nodes) {
                    node.flagged.clear();
                    for (const float score : node.score)
                        node.flagged.push_back(static_cast<double>(score) > threshold ? 1 : 0);
                }
                const auto full = evaluateMethod(nodes, options);
                ASSERT_TRUE(full);
                const auto figures = liveFigures(views, threshold);
                expectSame(figures.paper.precision, full->paper.precision, "paper precision");
                expectSame(figures.paper.recall, full->paper.recall, "paper recall");
                expectSame(figures.paper.f1, full->paper.f1, "paper f1");
                expectSame(figures.strict.precision, full->strict.precision, "precision");
                expectSame(figures.strict.recall, full->strict.recall, "recall");
                expectSame(figures.strict.f1, full->strict.f1, "f1");
            }
        }
    }
}

TEST(LiveFigures, OneSampleFindsAWholeEventInPaperModeOnly)
{
    LiveNode node({0.1F, 0.2F, 0.9F, 0.2F, 0.5F}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0});
    node.setTruth(std::vector<std::uint8_t>{0, 1, 1, 1, 0});
    const auto counts = node.at(0.6);
    EXPECT_EQ(counts.paper.truePositives, 3);
    EXPECT_EQ(counts.strict.truePositives, 1);
    EXPECT_EQ(counts.strict.falseNegatives, 2);
    EXPECT_EQ(node.at(0.4).strict.falsePositives, 1);
}

TEST(LiveFigures, AreUndefinedWithoutLabels)
{
    const LiveNode node({0.1F, 2.0F}, {0, 0}, {0, 0});
    const std::vector<const LiveNode*> nodes{&node};
    EXPECT_FALSE(node.hasAnomalies());
    EXPECT_TRUE(std::isnan(liveFigures(nodes, 1.0).strict.f1));
}

} // namespace
} // namespace nodesentry
