#include "core/model/cluster_model.h"
#include "core/model/torch_runtime.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace nodesentry;

namespace {

constexpr int kMetrics = 138; ///< of the size that the published code is measured at

SampleMatrix makeNode(std::int64_t samples)
{
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    SampleMatrix values(kMetrics, samples);
    for (Eigen::Index m = 0; m < values.rows(); ++m)
        for (Eigen::Index t = 0; t < values.cols(); ++t)
            values(m, t) = std::sin(0.05F * static_cast<float>(t * (1 + m % 7))) + 0.2F * normal(random);
    return values;
}

std::vector<SegmentView> segmentsOf(const SampleMatrix& node, std::int64_t length)
{
    std::vector<SegmentView> segments;
    for (std::int64_t begin = 0; begin + length <= node.cols(); begin += length) {
        SegmentView segment;
        segment.values = &node;
        segment.begin = begin;
        segment.end = begin + length;
        segments.push_back(segment);
    }
    return segments;
}

/// The published network: as wide as there are metrics, three layers, heads and experts.
TrainOptions publishedSize()
{
    TrainOptions options;
    options.layers = options.heads = options.experts = 3;
    options.width = options.feedForward = kMetrics;
    return options;
}

/// Forward, backward and update on one core. items_per_second are tokens per second of processor time:
/// building the network is in it, held-back windows and error scales are not.
void train(benchmark::State& state, const TrainOptions& size)
{
    setTorchThreads(1);
    const SampleMatrix node = makeNode(12800);
    const std::vector<SegmentView> segments = segmentsOf(node, 640);
    TrainOptions options = size;
    options.epochs = 2;
    options.minSteps = options.maxSteps = 12;
    options.heldBack = 0.0;
    options.errorNormalisation = "none";
    std::int64_t parameters = 0;
    for (auto _ : state) {
        const auto model = ClusterModel::train(segments, options, 1, "cpu");
        if (!model || !(model->report().epochs.back().trainLoss < model->report().epochs.front().trainLoss))
            return state.SkipWithError("the loss did not fall");
        parameters = model->report().parameters;
    }
    // No segment is shorter than a window, so that every step has the same number of tokens.
    state.SetItemsProcessed(state.iterations() * options.maxSteps * options.batchWindows
                            * options.windowSamples);
    state.counters["parameters"] = static_cast<double>(parameters);
    state.counters["metrics"] = kMetrics;
    state.SetLabel(blasInUse());
}

/// Scoring one segment of one node on one core, all masks included.
void infer(benchmark::State& state, const TrainOptions& size)
{
    setTorchThreads(1);
    const SampleMatrix node = makeNode(1500);
    TrainOptions options = size;
    options.minSteps = options.maxSteps = 5;
    const auto model = ClusterModel::train(segmentsOf(node, 500), options, 1, "cpu");
    if (!model)
        return state.SkipWithError(model.error().text().c_str());
    const auto check = model->reconstruct(node, node, 0, state.range(0));
    if (!check || check->score.size() != static_cast<std::size_t>(state.range(0))
        || !check->error.allFinite())
        return state.SkipWithError("no score, or one that is not finite");
    for (auto _ : state) {
        auto result = model->reconstruct(node, node, 0, state.range(0));
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["metrics"] = kMetrics;
    state.SetLabel(blasInUse());
}

BENCHMARK_CAPTURE(train, published_size, publishedSize())
    ->Name("train/tokens_per_second")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(train, default_size, TrainOptions())
    ->Name("train/tokens_per_second/default_size")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(infer, default_size, TrainOptions())
    ->Name("infer")
    ->ArgName("n")
    ->Arg(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(infer, published_size, publishedSize())
    ->Name("infer/published_size")
    ->ArgName("n")
    ->Arg(500)
    ->Unit(benchmark::kMillisecond);

} // namespace
