#include "core/features/extractor.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace nodesentry;

namespace {

constexpr int kSeriesCount = 16; ///< different ones, lest the processor learns one by heart

/// Standardised metrics as they come from the store: a slow wave, noise, the precision of float.
std::vector<std::vector<double>> makeSeries(std::int64_t length)
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::vector<std::vector<double>> all(kSeriesCount, std::vector<double>(static_cast<std::size_t>(length)));
    for (auto& series : all)
        for (std::size_t i = 0; i < series.size(); ++i)
            series[i] = static_cast<float>(std::sin(0.05 * static_cast<double>(i)) + 0.5 * normal(random));
    return all;
}

/// One metric of one segment, one core.
void features(benchmark::State& state, FeatureSet set)
{
    const auto all = makeSeries(state.range(0));
    const auto& names = featureNames(set);
    std::vector<double> out(names.size());
    FeatureExtractor extractor(set);

    extractor.extract(all[0], out);
    const auto at = [&](const char* name) { return out[std::ranges::find(names, name) - names.begin()]; };
    const double mean
        = std::accumulate(all[0].begin(), all[0].end(), 0.0) / static_cast<double>(state.range(0));
    if (std::abs(at("Mean") - mean) > 1e-12
        || !std::ranges::all_of(out, [](double v) { return std::isfinite(v); }))
        return state.SkipWithError("wrong mean, or a feature is not finite");
    if (set == FeatureSet::Paper) {
        const double energy = std::inner_product(all[0].begin(), all[0].end(), all[0].begin(), 0.0);
        if (names.size() != 134 || std::abs(at("Absolute energy") / energy - 1.0) > 1e-12)
            return state.SkipWithError("wrong features");
    }

    std::size_t next = 0;
    for (auto _ : state) {
        extractor.extract(all[next++ % kSeriesCount], out);
        benchmark::DoNotOptimize(out.data());
    }
    state.counters["features"] = static_cast<double>(names.size());
}

BENCHMARK_CAPTURE(features, paper, FeatureSet::Paper)
    ->Name("features/paper")
    ->ArgName("n")
    ->Arg(200)
    ->Arg(1000)
    ->Arg(5000)
    ->Unit(benchmark::kMillisecond);

BENCHMARK_CAPTURE(features, robust, FeatureSet::Robust)
    ->Name("features/robust")
    ->ArgName("n")
    ->Arg(200)
    ->Arg(1000)
    ->Arg(5000)
    ->Unit(benchmark::kMillisecond);

} // namespace
