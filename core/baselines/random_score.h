#pragma once

#include "core/detect/detector.h"

#include <cstdint>
#include <memory>

namespace nodesentry {

/// Score: random numbers, a sequence of its own for each seed and node name.
///
/// They are -ln(u) of a uniform u. Any increasing function of u ranks the samples alike, but u itself never
/// reaches mean + 3 sigma, so that the random row would be empty just where it has to warn; this one exceeds
/// it with a chance of e^-4 = 1.8 %. metricError is empty.
[[nodiscard]] std::unique_ptr<Detector> makeRandomScore(std::uint64_t seed);

} // namespace nodesentry
