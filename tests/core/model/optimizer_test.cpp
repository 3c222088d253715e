#include "core/model/adam_w_p.h"
#include "core/model/mixed_precision_p.h"

#include <gtest/gtest.h>

#include <limits>

namespace nodesentry {
namespace {

torch::Tensor randomTensor(at::IntArrayRef shape, std::uint64_t seed)
{
    at::Generator generator = at::detail::createCPUGenerator(seed);
    return torch::empty(shape).uniform_(-2.0, 2.0, generator);
}

TEST(AdamW, TakesTheStepsOfTheLibrarysOwn)
{
    std::vector<torch::Tensor> mine{randomTensor({4, 3}, 1), randomTensor({5}, 2)};
    std::vector<torch::Tensor> theirs;
    for (torch::Tensor& tensor : mine)
        theirs.push_back(tensor.clone().set_requires_grad(true));
    for (torch::Tensor& tensor : mine)
        tensor.set_requires_grad(true);
    AdamW optimizer(mine, 0.05);
    torch::optim::AdamW reference(theirs, torch::optim::AdamWOptions(1e-2).weight_decay(0.05));
    for (std::uint64_t step = 0; step < 20; ++step) {
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const torch::Tensor gradient = randomTensor(mine[i].sizes(), 10 * step + i);
            mine[i].mutable_grad() = gradient.clone();
            theirs[i].mutable_grad() = gradient.clone();
        }
        optimizer.step(1e-2);
        reference.step();
        for (std::size_t i = 0; i < mine.size(); ++i)
            ASSERT_TRUE(at::allclose(mine[i], theirs[i], 1e-5, 1e-6)) << "step " << step;
    }
}

TEST(AdamW, GoesOnFromItsState)
{
    torch::Tensor one = randomTensor({6}, 1).set_requires_grad(true);
    AdamW first({one}, 0.01);
    const auto stepOf = [](AdamW& optimizer, torch::Tensor& parameter, std::uint64_t seed) {
        parameter.mutable_grad() = randomTensor({6}, seed);
        optimizer.step(1e-2);
    };
    stepOf(first, one, 5);
    torch::Tensor two = one.detach().clone().set_requires_grad(true);
    AdamW second({two}, 0.01);
    second.setState(first.state());
    stepOf(first, one, 6);
    stepOf(second, two, 6);
    EXPECT_TRUE(at::equal(one, two));
}

TEST(GradientScale, IsHalvedWhereGradientsOverflowAndTheStepIsLeftOut)
{
    GradientScale scale(true);
    const double factor = scale.factor();
    std::vector<torch::Tensor> fine{torch::full({2}, 3.0 * factor), torch::Tensor()};
    EXPECT_TRUE(scale.unscale(fine));
    EXPECT_TRUE(at::allclose(fine.front(), torch::full({2}, 3.0)));
    std::vector<torch::Tensor> broken{torch::full({2}, std::numeric_limits<float>::infinity())};
    EXPECT_FALSE(scale.unscale(broken));
    EXPECT_EQ(scale.factor(), factor / 2.0);
}

TEST(GradientScale, GrowsAgainAfterManyGoodSteps)
{
    GradientScale scale(true);
    const double factor = scale.factor();
    std::vector<torch::Tensor> fine{torch::ones({1})};
    for (int i = 0; i < 2000; ++i)
        EXPECT_TRUE(scale.unscale(fine));
    EXPECT_EQ(scale.factor(), 2.0 * factor);
}

TEST(GradientScale, IsOneInFullPrecision)
{
    GradientScale scale(false);
    EXPECT_EQ(scale.factor(), 1.0);
    std::vector<torch::Tensor> broken{torch::full({1}, std::numeric_limits<float>::infinity())};
    EXPECT_TRUE(scale.unscale(broken)); // what is not finite is the trainer's to judge
    EXPECT_EQ(scale.factor(), 1.0);
}

} // namespace
} // namespace nodesentry
