#include "core/clustering/agglomerative.h"
#include "core/clustering/agreement.h"
#include "core/clustering/cluster_library.h"
#include "core/clustering/distance.h"
#include "core/clustering/silhouette.h"
#include "core/features/extractor.h"
#include "core/projection/nearest_neighbours.h"
#include "core/projection/tsne.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <numeric>
#include <random>

#include <sys/resource.h>

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

/// Largest memory the process has had so far; of a benchmark only when it is run alone.
double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1e3;
}

/// Ward's tree from the features: beyond the memory budget, and a smaller one for comparison.
void wardOfPoints(benchmark::State& state)
{
    const auto segments = makeSegments(state.range(0));
    for (auto _ : state) {
        const auto tree = agglomerateWard(segments, twoThreads());
        state.PauseTiming();
        if (adjustedRandIndex(cutTree(*tree, kKinds), kindsOf(state.range(0))) < 0.99)
            state.SkipWithError("the kinds were not found");
        state.ResumeTiming();
    }
    state.counters["input_MB"] = static_cast<double>(segments.size()) * sizeof(double) / 1e6;
    state.counters["peak_MB"] = peakMegabytes();
    state.counters["threads"] = 2;
}

/// The curve in units of one pass over the distances, both in the same run.
void silhouettesPerDistancePass(benchmark::State& state)
{
    using Clock = std::chrono::steady_clock;
    const auto& [segments, all, tree] = subject();
    double passes = 0, curves = 0;
    for (auto _ : state) {
        const auto begin = Clock::now();
        benchmark::DoNotOptimize(euclideanDistances(segments, twoThreads())->data());
        const auto middle = Clock::now();
        benchmark::DoNotOptimize(silhouetteCurve(all, tree, CutRange{2, 64}, twoThreads())->mean.data());
        passes += std::chrono::duration<double>(middle - begin).count();
        curves += std::chrono::duration<double>(Clock::now() - middle).count();
    }
    state.counters["curve_per_pass"] = curves / passes;
    state.counters["pass_s"] = passes / static_cast<double>(state.iterations());
    state.counters["curve_s"] = curves / static_cast<double>(state.iterations());
}

void sampledSilhouettesOf(benchmark::State& state)
{
    const auto& [segments, all, tree] = subject();
    const double exact = silhouetteCurve(all, tree, CutRange{kKinds, kKinds}, twoThreads())->mean.front();
    for (auto _ : state) {
        const auto curve = sampledSilhouetteCurve(segments, tree, CutRange{2, 64}, {}, twoThreads());
        state.counters["error_told"] = curve->error[kKinds - 2];
        state.counters["error_made"] = std::abs(curve->mean[kKinds - 2] - exact);
    }
}

/// Features of the first hour of one segment, 100 metrics every 15 s, and its match with 30 clusters.
void matchOfOneSegment(benchmark::State& state)
{
    constexpr Eigen::Index kMetrics = 100;
    constexpr Eigen::Index kSamples = 240;
    constexpr int kClusters = 30;
    constexpr std::int64_t kTraining = 300;
    std::mt19937_64 random(1);
    std::normal_distribution<float> normal;
    SampleMatrix node(kMetrics, kSamples);
    for (float& value : node.reshaped())
        value = normal(random);
    const auto features = *extractSegment(node, 0, kSamples, FeatureSet::Robust);
    const Eigen::Map<const Eigen::RowVectorXd> row(features.data(),
                                                   static_cast<Eigen::Index>(features.size()));
    FeatureMatrix training(kTraining, row.size());
    std::vector<int> clusters;
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < kTraining; ++i) {
        clusters.push_back(static_cast<int>(i % kClusters));
        ids.push_back(i);
        training.row(i) = row.array() + 3.0 * static_cast<double>(i % kClusters)
            + 0.1 * static_cast<double>(i / kClusters);
    }
    const auto library
        = *ClusterLibrary::describe(ids, clusters, training, training,
                                    static_cast<std::int64_t>(featureNames(FeatureSet::Robust).size()), {});
    if (library.match(training.row(kClusters + 7)).cluster != 7)
        return state.SkipWithError("the wrong cluster");
    for (auto _ : state) {
        const auto begin = *extractSegment(node, 0, kSamples, FeatureSet::Robust);
        const auto match = library.match(
            Eigen::Map<const Eigen::VectorXd>(begin.data(), static_cast<Eigen::Index>(begin.size())));
        benchmark::DoNotOptimize(match.distance);
    }
    state.counters["features"] = static_cast<double>(row.size());
}

void projectionByTsne(benchmark::State& state)
{
    const FeatureMatrix points = makeSegments(state.range(0)).leftCols(50);
    for (auto _ : state) {
        const auto layout = tsne(points, {}, twoThreads());
        state.PauseTiming();
        state.counters["kept"] = *neighbourhoodKept(points, *layout, 10, twoThreads());
        state.counters["kept_by_two_columns"]
            = *neighbourhoodKept(points, points.leftCols(2), 10, twoThreads());
        state.ResumeTiming();
    }
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
BENCHMARK(wardOfPoints)
    ->Name("hac/ward")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(silhouettesPerDistancePass)
    ->Name("silhouette/per_distance_pass")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Iterations(3)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(sampledSilhouettesOf)
    ->Name("silhouette/sample:5000")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(matchOfOneSegment)->Name("match/one_segment")->Unit(benchmark::kMillisecond);
BENCHMARK(projectionByTsne)
    ->Name("project/tsne")
    ->ArgName("n")
    ->Arg(kSegments)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
