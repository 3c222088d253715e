#pragma once

#include "core/features/series_p.h"

namespace nodesentry::features {

/// How the samples follow one another, whatever their level and number. Formulas in docs/features.md.
struct DynamicsFeatures {
    double meanAbsoluteChange = 0.0;
    double medianAbsoluteChange = 0.0;
    double rootMeanSquareChange = 0.0;
    double jumpShare = 0.0; ///< of steps larger than half a standard deviation of the node
    double unchangedShare = 0.0; ///< of steps that change nothing
    double turningRate = 0.0; ///< local extrema per sample
    double peakRate = 0.0; ///< samples above their five neighbours on each side, per sample
};

[[nodiscard]] DynamicsFeatures dynamicsFeatures(const Series& series);

} // namespace nodesentry::features
