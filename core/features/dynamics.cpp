#include "core/features/dynamics_p.h"

#include "core/features/distribution_p.h"
#include "core/features/temporal_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::features {

namespace {

constexpr double kJump = 0.5;
constexpr std::int64_t kPeakReach = 5;

} // namespace

DynamicsFeatures dynamicsFeatures(const Series& series)
{
    const auto n = series.size();
    const auto& d = series.difference;
    const auto steps = static_cast<double>(d.size());
    DynamicsFeatures f;
    f.meanAbsoluteChange = d.abs().sum() / steps;
    f.medianAbsoluteChange = medianAbsoluteDistance(
        {series.sortedDifference.data(), static_cast<std::size_t>(series.sortedDifference.size())}, 0.0);
    f.rootMeanSquareChange = std::sqrt(d.square().sum() / steps);
    f.jumpShare = static_cast<double>((d.abs() > kJump).count()) / steps;
    f.unchangedShare = static_cast<double>((d == 0.0).count()) / steps;
    if (series.variance < kNoVariance)
        return f;

    f.turningRate = static_cast<double>(countPeaks(series) + countTroughs(series)) / (steps - 1.0);
    f.peakRate = static_cast<double>(countProminentPeaks(series, kPeakReach)) / static_cast<double>(n);
    return f;
}

} // namespace nodesentry::features
