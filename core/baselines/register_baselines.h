#pragma once

#include "core/baselines/baseline_options.h"
#include "core/detect/detector_registry.h"

namespace nodesentry {

/// Adds the detectors that cost little: what any model has to beat, and a random score, which shows what a
/// figure is worth.
void registerBaselines(DetectorRegistry& registry, const BaselineOptions& options = {});

} // namespace nodesentry
