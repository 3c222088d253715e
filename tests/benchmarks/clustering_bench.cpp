#include "core/clustering/agglomerative.h"
#include "core/clustering/agreement.h"
#include "core/clustering/distance.h"
#include "core/clustering/silhouette.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <random>

using namespace nodesentry;

namespace {

constexpr int kKinds = 16;
constexpr std::int64_t kColumns = 100;

/// Segments of 16 kinds around random centres; the kinds overlap in no single feature completely.
FeatureMatrix makeSegments(std::int64_t count)
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    FeatureMatrix centres(kKinds, kColumns);
    for (double& value : centres.reshaped())
        value = 1.5 * normal(random);
    FeatureMatrix segments(count, kColumns);
    for (std::int64_t i = 0; i < count; ++i)
        for (std::int64_t c = 0; c < kColumns; ++c)
            segments(i, c) = centres(i % kKinds, c) + normal(random);
    return segments;
}

std::vector<int> kindsOf(std::int64_t count)
{
    std::vector<int> kinds;
    for (std::int64_t i = 0; i < count; ++i)
        kinds.push_back(static_cast<int>(i % kKinds));
    return kinds;
}

/// What all benchmarks share; made once, since it costs more than most of them.
struct Subject {
    FeatureMatrix segments;
    CondensedDistances distances;
    MergeTree tree;
};

constexpr std::int64_t kSegments = 20'000;

const RunContext& twoThreads()
{
    static const RunContext context({}, {}, 2);
    return context;
}

const Subject& subject()
{
    static const Subject made = [] {
        Subject subject{makeSegments(kSegments), {}, {}};
        subject.distances = *euclideanDistances(subject.segments, twoThreads());
        subject.tree = *agglomerate(subject.distances.clone(), Linkage::Average);
        return subject;
    }();
    return made;
}

void distances(benchmark::State& state)
{
    const auto& segments = subject().segments;
    const double direct = (segments.row(1) - segments.row(kSegments - 1)).norm();
    if (std::abs(subject().distances(1, kSegments - 1) - direct) > 1e-5)
        return state.SkipWithError("wrong distance");
    for (auto _ : state)
        benchmark::DoNotOptimize(euclideanDistances(segments, twoThreads())->data());
    state.counters["columns"] = static_cast<double>(kColumns);
    state.counters["threads"] = 2;
}

void agglomeration(benchmark::State& state)
{
    if (adjustedRandIndex(cutTree(subject().tree, kKinds), kindsOf(kSegments)) < 0.99)
        return state.SkipWithError("the kinds were not found");
    for (auto _ : state) {
        state.PauseTiming();
        auto copy = subject().distances.clone();
        state.ResumeTiming();
        benchmark::DoNotOptimize(agglomerate(std::move(copy), Linkage::Average)->merges.data());
    }
    state.counters["matrix_MB"] = static_cast<double>(subject().distances.pairs()) * sizeof(float) / 1e6;
}

void silhouettes(benchmark::State& state)
{
    const auto& [segments, all, tree] = subject();
    const auto samples = *silhouetteSamples(all, cutTree(tree, kKinds), twoThreads());
    const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(kSegments);
    if (std::abs(silhouetteCurve(all, tree, CutRange{2, 64}, twoThreads())->mean[kKinds - 2] - mean) > 1e-9)
        return state.SkipWithError("the curve differs from the silhouettes of its points");
    for (auto _ : state)
        benchmark::DoNotOptimize(silhouetteCurve(all, tree, CutRange{2, 64}, twoThreads())->mean.data());
    state.counters["threads"] = 2;
}

/// What one number of clusters alone costs: the curve's budget is about as much.
void silhouetteOfOneCut(benchmark::State& state)
{
    const auto labels = cutTree(subject().tree, kKinds);
    for (auto _ : state)
        benchmark::DoNotOptimize(silhouetteSamples(subject().distances, labels, twoThreads())->data());
    state.counters["threads"] = 2;
}

BENCHMARK(distances)
    ->Name("distances/100_columns")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(agglomeration)->Name("hac/average")->ArgName("n")->Arg(kSegments)->Unit(benchmark::kMillisecond);
BENCHMARK(silhouettes)
    ->Name("silhouette/k2to64")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(silhouetteOfOneCut)
    ->Name("silhouette/k16")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Unit(benchmark::kMillisecond);

} // namespace
