#include "core/model/transformer_p.h"

#include "core/base/expects.h"

#include <gtest/gtest.h>

namespace nodesentry {
namespace {

TrainOptions options(int experts = 3, int topK = 1)
{
    TrainOptions chosen;
    chosen.layers = 2;
    chosen.heads = 3;
    chosen.width = 16; // not divisible by the heads
    chosen.feedForward = 12;
    chosen.experts = experts;
    chosen.topK = topK;
    return chosen;
}

torch::Tensor randomTensor(at::IntArrayRef shape, std::uint64_t seed)
{
    at::Generator generator = at::detail::createCPUGenerator(seed);
    return torch::empty(shape).uniform_(-2.0, 2.0, generator);
}

NetworkInput randomInput(std::int64_t windows, std::int64_t samples, std::int64_t metrics)
{
    NetworkInput input;
    input.values = randomTensor({windows, samples, metrics}, 11);
    input.hidden = torch::zeros({windows, samples, metrics});
    input.position = torch::arange(samples, torch::kFloat32).repeat({windows, 1});
    input.slot = torch::zeros({windows}, torch::kInt64);
    return input;
}

class Network : public ::testing::Test {
protected:
    torch::NoGradGuard m_noGradient;
};

using Experts = Network;

TEST_F(Network, GivesBackOneValuePerMetricForOddShapes)
{
    for (const int metrics : {1, 7, 38, 137}) {
        const TransformerNetwork network(metrics, options(), 1);
        const NetworkOutput output = network.forward(randomInput(2, 9, metrics));
        EXPECT_EQ(output.values.sizes(), (std::vector<std::int64_t>{2, 9, metrics}));
        EXPECT_TRUE(output.values.isfinite().all().item<bool>());
    }
}

TEST_F(Network, PermutingTheSamplesChangesMoreThanTheirOrder)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(1, 10, 4);
    const torch::Tensor straight = network.forward(input).values;
    const torch::Tensor order = torch::tensor({3, 1, 4, 0, 5, 9, 2, 6, 8, 7}, torch::kInt64);
    input.values = input.values.index_select(1, order);
    const torch::Tensor permuted = network.forward(input).values;
    EXPECT_FALSE(at::allclose(permuted, straight.index_select(1, order), 1e-3, 1e-3));
    // With the positions permuted alike, nothing but the order may change: the attention itself has no order.
    input.position = input.position.index_select(1, order);
    EXPECT_TRUE(at::allclose(network.forward(input).values, straight.index_select(1, order), 1e-4, 1e-4));
}

TEST_F(Network, TheSameWindowElsewhereInItsSegmentIsReadDifferently)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(1, 10, 4);
    const torch::Tensor atStart = network.forward(input).values;
    input.position = input.position + 37;
    EXPECT_FALSE(at::allclose(network.forward(input).values, atStart, 1e-3, 1e-3));
}

TEST_F(Network, WithoutPositionEncodingSamplesHaveNoOrder)
{
    TrainOptions unordered = options();
    unordered.positionEncoding = false;
    const TransformerNetwork network(4, unordered, 1);
    NetworkInput input = randomInput(1, 10, 4);
    const torch::Tensor straight = network.forward(input).values;
    const torch::Tensor order = torch::tensor({3, 1, 4, 0, 5, 9, 2, 6, 8, 7}, torch::kInt64);
    input.values = input.values.index_select(1, order);
    EXPECT_TRUE(at::allclose(network.forward(input).values, straight.index_select(1, order), 1e-4, 1e-4));
}

TEST_F(Network, TheSegmentEmbeddingMatters)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(1, 10, 4);
    const torch::Tensor unknown = network.forward(input).values;
    input.slot.fill_(2);
    EXPECT_FALSE(at::allclose(network.forward(input).values, unknown, 1e-3, 1e-3));
}

TEST_F(Network, HiddenValuesAreNotSeen)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(2, 10, 4);
    input.hidden.slice(1, 3, 6).fill_(1.0);
    const torch::Tensor before = network.forward(input).values;
    input.values.slice(1, 3, 6).fill_(1000.0);
    EXPECT_TRUE(at::equal(network.forward(input).values, before));
    input.values.slice(1, 6, 7).fill_(4.0);
    EXPECT_FALSE(at::allclose(network.forward(input).values, before));
}

TEST_F(Network, WholeSamplesThatAreHiddenNeedOneFlagOnly)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(2, 10, 4);
    input.hidden.slice(1, 3, 6).fill_(1.0);
    const torch::Tensor byMetric = network.forward(input).values;
    input.hidden = input.hidden.slice(2, 0, 1).contiguous();
    EXPECT_TRUE(at::allclose(network.forward(input).values, byMetric, 1e-4, 1e-5));
}

TEST_F(Network, WhatIsWantedAloneIsAsAmongAll)
{
    const TransformerNetwork network(4, options(), 1);
    NetworkInput input = randomInput(3, 12, 4);
    input.padding = torch::zeros({3, 12}, torch::kBool);
    input.padding.slice(0, 2).slice(1, 9).fill_(true);
    const NetworkOutput all = network.forward(input);
    input.wanted = torch::tensor({{0, 11}, {4, 5}, {8, 8}}, torch::kInt64);
    const NetworkOutput some = network.forward(input);
    const torch::Tensor index = input.wanted.unsqueeze(-1).expand({3, 2, 4});
    EXPECT_TRUE(at::allclose(some.values, all.values.gather(1, index), 1e-4, 1e-5));
    EXPECT_TRUE(at::equal(some.expert, all.expert.gather(1, input.wanted)));
    EXPECT_TRUE(at::allclose(some.confidence, all.confidence.gather(1, input.wanted), 1e-4, 1e-5));
}

TEST_F(Network, PaddingChangesNothing)
{
    const TransformerNetwork network(4, options(), 1);
    const NetworkInput shortInput = randomInput(1, 7, 4);
    const NetworkOutput expected = network.forward(shortInput);
    NetworkInput padded = randomInput(1, 12, 4);
    padded.values.slice(1, 0, 7).copy_(shortInput.values);
    padded.padding = torch::zeros({1, 12}, torch::kBool);
    padded.padding.slice(1, 7).fill_(true);
    const NetworkOutput output = network.forward(padded);
    EXPECT_TRUE(at::allclose(output.values.slice(1, 0, 7), expected.values, 1e-4, 1e-5));
    EXPECT_TRUE(at::equal(output.expert.slice(1, 0, 7), expected.expert));
    EXPECT_EQ(output.expert.slice(1, 7).max().item<std::int64_t>(), -1);
    EXPECT_EQ(output.load, expected.load);
}

TEST_F(Network, SeedsDecideTheFirstWeights)
{
    const NetworkInput input = randomInput(1, 5, 3);
    const torch::Tensor one = TransformerNetwork(3, options(), 1).forward(input).values;
    EXPECT_TRUE(at::equal(one, TransformerNetwork(3, options(), 1).forward(input).values));
    EXPECT_FALSE(at::allclose(one, TransformerNetwork(3, options(), 2).forward(input).values));
}

TEST_F(Network, BuildingItLeavesTheGlobalRandomNumbersAlone)
{
    torch::manual_seed(5);
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(5);
    const TransformerNetwork network(3, options(), 1);
    EXPECT_TRUE(at::equal(torch::rand({4}), expected));
}

TEST_F(Experts, EachTokenRunsThroughExactlyTopKOfThem)
{
    for (int topK = 1; topK <= 3; ++topK) {
        at::Generator generator = at::detail::createCPUGenerator(3);
        const MixtureOfExperts mixture(8, 6, 3, topK, generator);
        const ExpertOutput output = mixture.forward(randomTensor({50, 8}, 4));
        std::int64_t evaluations = 0;
        for (std::size_t e = 0; e < output.load.size(); ++e) {
            const auto chosen = output.choice.eq(static_cast<std::int64_t>(e)).sum().item<std::int64_t>();
            EXPECT_EQ(output.load[e], chosen);
            evaluations += output.load[e];
        }
        EXPECT_EQ(evaluations, 50 * topK);
    }
}

TEST_F(Experts, TheOutputIsTheChosenOnesWeightedByTheGate)
{
    at::Generator generator = at::detail::createCPUGenerator(3);
    MixtureOfExperts mixture(8, 6, 4, 2, generator);
    const torch::Tensor tokens = randomTensor({20, 8}, 4);
    const ExpertOutput output = mixture.forward(tokens);

    // The same by brute force: every expert on every token, then the two most probable are added up.
    auto parameters = mixture.named_parameters();
    const torch::Tensor probability = at::softmax(tokens.mm(parameters["gate.weight"].t()), -1);
    torch::Tensor expected = torch::zeros({20, 8});
    for (std::int64_t token = 0; token < 20; ++token) {
        const torch::Tensor order = probability[token].argsort(0, /*descending=*/true);
        for (int rank = 0; rank < 2; ++rank) {
            const auto e = order[rank].item<std::int64_t>();
            EXPECT_EQ(output.choice[token][rank].item<std::int64_t>(), e);
            const std::string name = "expert_" + std::to_string(e);
            const torch::Tensor up = at::relu(
                at::linear(tokens[token], parameters[name + "_up.weight"], parameters[name + "_up.bias"]));
            expected[token] += probability[token][e]
                * at::linear(up, parameters[name + "_down.weight"], parameters[name + "_down.bias"]);
        }
    }
    EXPECT_TRUE(at::allclose(output.tokens, expected, 1e-4, 1e-5));
}

TEST_F(Experts, AnExpertThatNoTokenChoseHasNoInfluence)
{
    at::Generator generator = at::detail::createCPUGenerator(3);
    MixtureOfExperts mixture(8, 6, 3, 1, generator);
    auto parameters = mixture.named_parameters();
    // Positive tokens and a gate row of large negative weights: nobody chooses expert 1.
    const torch::Tensor tokens = randomTensor({30, 8}, 4).abs() + 0.1;
    parameters["gate.weight"][1].fill_(-10.0);
    const ExpertOutput before = mixture.forward(tokens);
    ASSERT_EQ(before.load[1], 0);
    parameters["expert_1_up.weight"].fill_(1e6);
    parameters["expert_1_down.weight"].fill_(std::nan(""));
    EXPECT_TRUE(at::equal(mixture.forward(tokens).tokens, before.tokens));
    // Whereas a chosen one has.
    const int chosen = before.load[0] > 0 ? 0 : 2;
    parameters["expert_" + std::to_string(chosen) + "_down.weight"].add_(1.0);
    EXPECT_FALSE(at::allclose(mixture.forward(tokens).tokens, before.tokens));
}

TEST_F(Experts, TheBalanceLossIsOneWhenEvenAndTheirNumberWhenOneTakesAll)
{
    ExpertOutput even;
    even.load = {10, 10, 10, 10};
    even.probability = torch::full({40, 4}, 0.25);
    EXPECT_NEAR(MixtureOfExperts::balanceLoss(even).item<double>(), 1.0, 1e-6);
    ExpertOutput greedy;
    greedy.load = {0, 40, 0, 0};
    greedy.probability = torch::zeros({40, 4});
    greedy.probability.select(1, 1).fill_(1.0);
    EXPECT_NEAR(MixtureOfExperts::balanceLoss(greedy).item<double>(), 4.0, 1e-6);
}

TEST_F(Experts, MoreChoicesThanExpertsIsABug)
{
    at::Generator generator = at::detail::createCPUGenerator(3);
    EXPECT_THROW(MixtureOfExperts(8, 6, 2, 3, generator), ContractViolation);
}

TEST(SinusoidalPositions, AreThoseOfTheirFormula)
{
    const torch::Tensor positions = sinusoidalPositions(torch::tensor({{0.0F, 7.0F}}), 5);
    ASSERT_EQ(positions.sizes(), (std::vector<std::int64_t>{1, 2, 5}));
    // Three frequencies, 1, 10000^(-1/3) = 0.0464159, 10000^(-2/3) = 0.00215443: sines, then cosines.
    const std::vector<double> expected{0.6569866, 0.3192246, 0.0150805, 0.7539023, 0.9476790};
    for (int i = 0; i < 5; ++i) {
        EXPECT_NEAR(positions[0][0][i].item<double>(), i < 3 ? 0.0 : 1.0, 1e-6);
        EXPECT_NEAR(positions[0][1][i].item<double>(), expected[static_cast<std::size_t>(i)], 1e-5);
    }
}

} // namespace
} // namespace nodesentry
