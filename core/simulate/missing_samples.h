#pragma once

#include "core/base/matrix.h"
#include "core/simulate/simulation_plan.h"

namespace nodesentry {

/// Takes values out of a host's samples: a fifth of options.missingRatio are single scrapes that failed (all
/// metrics), a tenth single values, six tenths stretches of minutes to hours without any metric, and a tenth
/// stretches without those of one group, whose collector failed.
///
/// Rates are left as an import of counters leaves them: a rate's first sample is missing, and behind a gap
/// stands the mean rate over it.
/// @param samples  metrics x samples, complete
void removeMissing(const SimulationPlan& plan, int host, SampleMatrix& samples);

} // namespace nodesentry
