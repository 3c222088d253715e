#include "core/baselines/register_baselines.h"

#include "tests/core/baselines/prepared_node_builder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace nodesentry {
namespace {

class EveryBaseline : public ::testing::TestWithParam<std::string> {
protected:
    static std::unique_ptr<Detector> make(const std::string& name)
    {
        BaselineOptions options; // networks that are quick, not good
        options.examon.steps = options.ruad.steps = options.usad.steps = options.prodigy.steps = 10;
        options.prodigyWindow = 40;
        DetectorRegistry registry;
        registerBaselines(registry, options);
        auto detector = registry.make(name, 1);
        EXPECT_TRUE(detector);
        return std::move(*detector);
    }
};

TEST_P(EveryBaseline, ScoresEverySampleWithoutNegativesAndSharesAddUp)
{
    const auto detector = make(GetParam());
    const std::vector<PreparedNode> nodes{prepareNode("a", SampleMatrix::Random(4, 300), 200),
                                          prepareNode("b", SampleMatrix::Random(4, 80), 0)};
    ASSERT_TRUE(detector->fit(NodesInMemory(nodes), {}));
    const auto scores = detector->score(nodes[0], {});
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->score.size(), 300U);
    for (std::size_t t = 1; t < 300; ++t)
        EXPECT_GE(scores->score[t], 0.0F);
    if (scores->metricError.size() == 0)
        return;
    for (Eigen::Index t = 1; t < 300; ++t)
        EXPECT_NEAR(scores->metricError.col(t).sum(), scores->score[static_cast<std::size_t>(t)], 1e-5);
}

TEST_P(EveryBaseline, RefusesToLearnFromNothing)
{
    const auto detector = make(GetParam());
    const PreparedNode node = prepareNode("a", SampleMatrix::Random(4, 30), 0);
    const auto fitted = detector->fit(NodesInMemory(std::span(&node, 1)), {});
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().code, ErrorCode::InvalidArgument);
}

TEST_P(EveryBaseline, DoesNotLookAtTheTestRangeWhileLearning)
{
    PreparedNode calm = prepareNode("a", SampleMatrix::Random(4, 300), 200);
    PreparedNode wild = calm;
    wild.values.rightCols(100).setConstant(5);
    wild.unclipped.rightCols(100).setConstant(1000);
    const auto a = make(GetParam());
    const auto b = make(GetParam());
    ASSERT_TRUE(a->fit(NodesInMemory(std::span(&calm, 1)), {}));
    ASSERT_TRUE(b->fit(NodesInMemory(std::span(&wild, 1)), {}));
    const auto scoreA = a->score(calm, {})->score;
    const auto scoreB = b->score(calm, {})->score;
    EXPECT_TRUE(std::equal(scoreA.begin() + 1, scoreA.end(), scoreB.begin() + 1));
}

TEST_P(EveryBaseline, SaysTheSameOfANodeOnAnyNumberOfThreadsAndFittedToItAlone)
{
    std::vector<PreparedNode> nodes;
    for (const char* name : {"a", "b", "c", "d", "e"})
        nodes.push_back(prepareNode(name, SampleMatrix::Random(4, 300), 200));
    const auto one = make(GetParam());
    const auto three = make(GetParam());
    const auto alone = make(GetParam());
    ASSERT_TRUE(one->fit(NodesInMemory(nodes), RunContext({}, {}, 1)));
    ASSERT_TRUE(three->fit(NodesInMemory(nodes), RunContext({}, {}, 3)));
    ASSERT_TRUE(alone->fit(NodesInMemory(std::span(nodes).subspan(2, 1)), {}));
    const auto expected = one->score(nodes[2], {})->score;
    const auto same = [&](const Detector& detector) {
        const auto scores = detector.score(nodes[2], {});
        // The first sample of first_difference is NaN, which equals nothing.
        return std::equal(expected.begin() + 1, expected.end(), scores->score.begin() + 1);
    };
    EXPECT_TRUE(same(*three));
    EXPECT_TRUE(!alone->learnsNodesApart() || same(*alone));
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryBaseline,
                         ::testing::Values("mean_z2", "three_sigma", "first_difference", "pca_residual",
                                           "knn", "isolation_forest", "isc20", "examon", "ruad", "usad",
                                           "prodigy", "random"),
                         [](const auto& instance) { return instance.param; });

TEST(RegisterBaselines, EveryParameterBeginsWithTheNameOfItsMethod)
{
    DetectorRegistry registry;
    registerBaselines(registry);
    BaselineOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    for (const auto& parameter : binder.parameters()) {
        int methods = 0;
        for (const auto& entry : registry.entries())
            methods += parameter.name.starts_with(entry.name + "_") ? 1 : 0;
        EXPECT_EQ(methods, 1) << parameter.name << ": else a change would leave old scores, or drop others";
    }
}

TEST(RegisterBaselines, ForwardsTheOptions)
{
    BaselineOptions options;
    ParameterBinder binder;
    bindParameters(binder, options);
    ASSERT_TRUE(binder.set("pca_residual_variance", "1"));
    EXPECT_TRUE(binder.set("isolation_forest_trees", "5"));
    EXPECT_TRUE(binder.set("isolation_forest_sample", "16"));
    DetectorRegistry registry;
    registerBaselines(registry, options);
    const auto detector = registry.make("pca_residual", 1);
    const PreparedNode node = prepareNode("a", SampleMatrix::Random(4, 100), 100);
    ASSERT_TRUE((*detector)->fit(NodesInMemory(std::span(&node, 1)), {}));
    const auto scores = (*detector)->score(node, {});
    ASSERT_TRUE(scores);
    for (const float score : scores->score)
        EXPECT_NEAR(score, 0.0F, 1e-6F) << "all variance kept leaves no residual";
}

} // namespace
} // namespace nodesentry
