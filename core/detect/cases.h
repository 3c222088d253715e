#pragma once

#include "core/base/matrix.h"
#include "core/detect/detect_options.h"
#include "core/detect/score_store.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// Merges flagged samples of one node into the cases that a person looks at, ascending in time.
///
/// A case reaches from its first flagged sample to one step past its last. Flagged samples with at most
/// mergeGapSeconds between the end of one and the next belong to the same case; a case of fewer than
/// minCaseSamples flagged samples is dropped.
///
/// @param score, threshold, flagged  one value per sample of @p grid
/// @param metricError  kept metrics x samples, or empty: then cases have no topMetrics
/// @param metricCatalogIndexOfRow  catalogue index of each row of metricError
/// @param cluster      matched cluster of each sample, or empty: then cases have cluster -1
/// @return id is 0 in each, since the project gives ids; topMetrics are those with the largest sum of error
///         over the flagged samples of the case, metrics without any error left out
[[nodiscard]] std::vector<Case>
findCases(const std::string& method, const std::string& node, const TimeGrid& grid,
          std::span<const float> score, std::span<const float> threshold,
          std::span<const std::uint8_t> flagged, const SampleMatrix& metricError,
          std::span<const int> metricCatalogIndexOfRow, std::span<const std::int16_t> cluster,
          const DetectOptions& options);

} // namespace nodesentry
