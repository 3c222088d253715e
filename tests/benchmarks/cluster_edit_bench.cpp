#include "core/clustering/edit/editable_clustering.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

using namespace nodesentry;

namespace {

constexpr int kKinds = 16;
constexpr std::int64_t kColumns = 100;
constexpr std::int64_t kSegments = 20'000;

const RunContext& twoThreads()
{
    static const RunContext context({}, {}, 2);
    return context;
}

EditableClustering::Input makeInput()
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    FeatureMatrix centres(kKinds, kColumns);
    for (double& value : centres.reshaped())
        value = 1.5 * normal(random);
    auto segments = std::make_shared<ClusteredSegments>();
    EditableClustering::Input input;
    segments->training = kSegments;
    segments->whole.resize(kSegments, kColumns);
    for (std::int64_t i = 0; i < kSegments; ++i) {
        for (std::int64_t c = 0; c < kColumns; ++c)
            segments->whole(i, c) = centres(i % kKinds, c) + normal(random);
        segments->ids.push_back(i + 1);
        segments->keys.push_back({"cn" + std::to_string(i % 30), i});
        input.clusterOfRow.push_back(static_cast<int>(i % kKinds) + 1);
    }
    segments->prefix = segments->whole;
    input.fixed.assign(kSegments, 1);
    for (int c = 1; c <= kKinds; ++c)
        input.clusters.push_back({c, "", "", "", false});
    input.nextId = kKinds + 1;
    input.options.metricBalance = false;
    input.options.clip = 0;
    // The columns are on one scale already; the library is there for its scalers, which edits do not use.
    input.library = ClusterLibrary::describe(segments->ids, input.clusterOfRow, segments->whole,
                                             segments->prefix, kColumns, input.options)
                        .value();
    input.segments = std::move(segments);
    return input;
}

const EditableClustering& subject()
{
    static const auto made = EditableClustering::make(makeInput(), twoThreads()).value();
    return made;
}

std::vector<SegmentKey> keysOf(int cluster, std::size_t count)
{
    std::vector<SegmentKey> keys;
    for (const auto row : subject().trainingRowsOf(cluster))
        if (keys.size() < count)
            keys.push_back(subject().segments().keys[static_cast<std::size_t>(row)]);
    return keys;
}

/// Does an edit and takes it back; one of the two is one iteration's half.
void editAndBack(benchmark::State& state, const ClusterEdit& edit)
{
    auto clustering = subject();
    const double mean = clustering.meanSilhouette();
    const auto change = clustering.apply(edit, twoThreads()).value();
    if (!(clustering.meanSilhouette() < mean))
        return state.SkipWithError("the edit should make the clustering worse");
    (void)clustering.apply(change.inverse(), twoThreads());
    if (clustering.meanSilhouette() != mean)
        return state.SkipWithError("taking the edit back should restore the clustering");
    for (auto _ : state) {
        (void)clustering.apply(change, twoThreads());
        state.PauseTiming();
        clustering = subject();
        state.ResumeTiming();
    }
    state.counters["columns"] = static_cast<double>(kColumns);
}

void move(benchmark::State& state)
{
    editAndBack(state,
                {ClusterEditKind::Move, 2, {}, keysOf(1, static_cast<std::size_t>(state.range(0))), {}});
}

void merge(benchmark::State& state)
{
    editAndBack(state, {ClusterEditKind::Merge, 2, {1}, {}, {}});
}

void preview(benchmark::State& state)
{
    const ClusterEdit edit{ClusterEditKind::Move, 2, {}, keysOf(1, 1), {}};
    for (auto _ : state)
        benchmark::DoNotOptimize(subject().preview(edit, twoThreads())->silhouetteAfter);
}

void openWithSums(benchmark::State& state)
{
    const auto input = makeInput();
    const auto sums = subject().sumsToBytes();
    for (auto _ : state)
        benchmark::DoNotOptimize(EditableClustering::make(input, twoThreads(), sums)->meanSilhouette());
    state.counters["sums_MB"] = static_cast<double>(sums.size()) / 1e6;
}

void openWithout(benchmark::State& state)
{
    const auto input = makeInput();
    for (auto _ : state)
        benchmark::DoNotOptimize(EditableClustering::make(input, twoThreads())->meanSilhouette());
}

BENCHMARK(move)
    ->Name("cluster_edit/n:20000/move")
    ->ArgName("segments")
    ->Arg(1)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(merge)->Name("cluster_edit/n:20000/merge")->Unit(benchmark::kMillisecond);
BENCHMARK(preview)->Name("cluster_edit/n:20000/preview")->Unit(benchmark::kMillisecond);
BENCHMARK(openWithSums)->Name("cluster_edit/n:20000/open/with_sums")->Unit(benchmark::kMillisecond);
BENCHMARK(openWithout)
    ->Name("cluster_edit/n:20000/open/without")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
