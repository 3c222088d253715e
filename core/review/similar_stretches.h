#pragma once

#include "core/base/matrix.h"
#include "core/base/parameters.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// How stretches like a labelled one are looked for.
struct SimilarOptions {
    int most = 20; ///< of all nodes together
    double leastCorrelation = 0.6; ///< with the labelled stretch, mean over its metrics
    double surroundings = 0.5; ///< of the label's length, on either side: they belong to the shape
    int fewestSamples = 16; ///< of the shape; short labels get wider surroundings
    int tellingMetrics = 5; ///< where the label names no metrics: so many that differ most from around it
};

void bindParameters(ParameterBinder& binder, SimilarOptions& options);

/// A stretch of samples that is compared, and which part of it the label is.
struct SimilarShape {
    std::int64_t begin = 0; ///< first sample
    std::int64_t length = 0;
    std::int64_t offset = 0; ///< samples from there to the label's first
    std::int64_t labelled = 0; ///< samples of the label
};

/// The labelled samples and their surroundings, as far as there are samples.
/// @param begin, end  of the label; 0 <= begin < end <= samples
[[nodiscard]] SimilarShape shapeAround(std::int64_t begin, std::int64_t end, std::int64_t samples,
                                       const SimilarOptions& options);

/// The rows whose level in the labelled part differs most from that around it, in deviations of the latter;
/// most telling first. Rows with a gap come last and are left out if there are enough others.
/// @param values  rows x shape.length
[[nodiscard]] std::vector<int> tellingRows(const SampleMatrix& values, const SimilarShape& shape, int most);

/// A stretch that is like another one.
struct SimilarStretch {
    std::int64_t begin = 0; ///< first sample of the compared stretch
    double distance = 0.0; ///< as distanceProfile() gives it
};

/// The nearest stretches of a profile, nearest first; of two that overlap by half or more the farther one is
/// left out.
/// @param length  of the compared stretches, samples
/// @param most    at most so many
/// @param limit   only those with a smaller distance
[[nodiscard]] std::vector<SimilarStretch> nearestStretches(std::span<const double> profile,
                                                           std::int64_t length, int most, double limit);

} // namespace nodesentry
