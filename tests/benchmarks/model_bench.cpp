#include "core/model/cluster_model.h"
#include "core/model/torch_runtime.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
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
    options.tailWeight = 0.0;
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

/// Samples of a job of several nodes, so that all parts of the score are computed.
ScoreView jobView(const SampleMatrix& node, std::int64_t begin, std::int64_t end, const SampleMatrix& peers)
{
    ScoreView view;
    view.clipped = view.unclipped = &node;
    view.begin = begin;
    view.end = end;
    view.ofJob = true;
    view.peers = &peers;
    return view;
}

/// A model that has hardly learned: how long it takes does not depend on what it knows.
Result<ClusterModel> hardlyTrained(const SampleMatrix& node, TrainOptions options)
{
    options.minSteps = options.maxSteps = 5;
    TrainingSupport support;
    for (const auto& segment : segmentsOf(node, 500))
        support.usual.push_back(jobView(node, segment.begin, segment.end, node));
    return ClusterModel::train(segmentsOf(node, 500), options, 1, "cpu", {}, support);
}

bool isWhole(const Reconstruction& result, std::int64_t samples)
{
    return result.score.size() == static_cast<std::size_t>(samples) && result.error.allFinite();
}

/// Scoring one segment of one node on one core, all windows and masks of the options included.
void score(benchmark::State& state, const TrainOptions& options)
{
    setTorchThreads(1);
    const std::int64_t samples = state.range(0);
    const SampleMatrix node = makeNode(std::max<std::int64_t>(1500, samples));
    const auto model = hardlyTrained(node, options);
    if (!model)
        return state.SkipWithError(model.error().text().c_str());
    const ScoreView view = jobView(node, 0, samples, node);
    const auto check = model->reconstruct(std::span(&view, 1));
    if (!check || !isWhole(check->front(), samples))
        return state.SkipWithError("no score, or one that is not finite");
    for (auto _ : state) {
        auto result = model->reconstruct(std::span(&view, 1));
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(state.iterations() * samples);
    state.counters["per_point"]
        = benchmark::Counter(static_cast<double>(samples),
                             benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["metrics"] = kMetrics;
    state.SetLabel(blasInUse());
}

/// The newest sample of each of many nodes, which share a few models, as they come in one cycle of a site: on
/// two threads, with every pass that hides the sample.
void cycle(benchmark::State& state)
{
    setTorchThreads(2);
    constexpr int kModels = 8;
    const auto nodes = static_cast<std::size_t>(state.range(0));
    const TrainOptions options;
    const SampleMatrix node = makeNode(1500);
    const auto model = hardlyTrained(node, options);
    if (!model)
        return state.SkipWithError(model.error().text().c_str());
    std::vector<std::vector<ScoreView>> viewsOfModel(kModels);
    for (std::size_t i = 0; i < nodes; ++i) {
        const auto begin = static_cast<std::int64_t>(i);
        ScoreView view = jobView(node, begin, begin + options.windowSamples, node);
        view.position = view.begin % 240;
        viewsOfModel[i % kModels].push_back(view);
    }
    const RunContext twoThreads({}, {}, 2);
    const auto whole = model->reconstruct(viewsOfModel.front(), twoThreads);
    const auto latest = model->scoreLatest(viewsOfModel.front(), 1, twoThreads);
    if (!whole || !latest)
        return state.SkipWithError("no score");
    for (std::size_t i = 0; i < latest->size(); ++i)
        if (!isWhole((*latest)[i], 1)
            || std::abs((*latest)[i].score.front() - (*whole)[i].score.back())
                > 1e-4F * (*whole)[i].score.back())
            return state.SkipWithError("the newest sample alone has another score");
    for (auto _ : state) {
        for (const auto& views : viewsOfModel) {
            auto result = model->scoreLatest(views, 1, twoThreads);
            benchmark::DoNotOptimize(result);
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["metrics"] = kMetrics;
    state.SetLabel(blasInUse());
}

/// One window of 500 samples sent through the published network once: what its authors call inference.
TrainOptions onePass()
{
    TrainOptions options = publishedSize();
    options.windowSamples = options.scoreStrideSamples = 500;
    options.scoreMasks = 1;
    return options;
}

BENCHMARK_CAPTURE(train, published_size, publishedSize())
    ->Name("train/tokens_per_second")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(train, default_size, TrainOptions())
    ->Name("train/tokens_per_second/default_size")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);
BENCHMARK_CAPTURE(score, one_pass, onePass())
    ->Name("infer")
    ->ArgName("n")
    ->Arg(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(score, published_size, publishedSize())
    ->Name("infer/all_masks")
    ->ArgName("n")
    ->Arg(500)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(score, default_size, TrainOptions())
    ->Name("detect/per_point")
    ->ArgName("n")
    ->Arg(2880)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(cycle)
    ->Name("detect/cycle_1294")
    ->ArgName("nodes")
    ->Arg(1294)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
