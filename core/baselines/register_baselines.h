#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector_registry.h"

namespace nodesentry {

/// Adds the detectors to compare with: those that cost little, which any model has to beat, those of other
/// papers (docs/baselines.md says what these leave open), and a random score, which shows what a
/// figure is worth.
void registerBaselines(DetectorRegistry& registry, const BaselineOptions& options = {});

} // namespace nodesentry
