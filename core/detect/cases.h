#pragma once

#include "core/detect/detect_options.h"
#include "core/detect/score_store.h"
#include "core/detect/top_metrics.h"

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
/// @param top          what each sample's score is made of, or empty: then cases have no topMetrics
/// @param metricCatalogIndexOfRow  catalogue index of each row that @p top names
/// @param cluster      matched cluster of each sample, or empty: then cases have cluster -1
/// @return id is 0 in each, since the project gives ids; topMetrics are those with the largest sum of error
///         over the flagged samples of the case, as far as they are among the first of a sample
[[nodiscard]] std::vector<Case> findCases(const std::string& method, const std::string& node,
                                          const TimeGrid& grid, std::span<const float> score,
                                          std::span<const float> threshold,
                                          std::span<const std::uint8_t> flagged, const TopMetrics& top,
                                          std::span<const int> metricCatalogIndexOfRow,
                                          std::span<const std::int16_t> cluster,
                                          const DetectOptions& options);

} // namespace nodesentry
