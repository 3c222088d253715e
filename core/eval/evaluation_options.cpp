#include "core/eval/evaluation_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, EvaluationOptions& options)
{
    binder.add(&options.transitionExclusionSeconds,
               {.name = "transition_exclusion_s",
                .range = {0.0, 86400.0},
                .unit = "s",
                .help = "The paper's protocol leaves out this much before and after each begin and end "
                        "of a job"});
    binder.add(&options.paK,
               {.name = "pa_k",
                .range = {0.0, 1.0},
                .help = "Share of an event that must be flagged before PA%K counts all of it as found"});
    binder.add(&options.mergeGapSeconds,
               {.name = "merge_gap_s",
                .range = {0.0, 1e7},
                .unit = "s",
                .help = "Flagged stretches at most this far apart count as one alarm"});
    binder.add(&options.vusBufferSamples,
               {.name = "vus_buffer_samples",
                .range = {0, 10000},
                .unit = "samples",
                .help = "Widest buffer around events that VUS-PR and VUS-ROC average over"});
    binder.add(&options.vusThresholds,
               {.name = "vus_thresholds",
                .range = {0, 1000000},
                .help = "Thresholds that VUS-PR and VUS-ROC are made from; 0: every score, 250: as "
                        "TSB-AD does"});
    binder.add(&options.bootstrapResamples,
               {.name = "bootstrap_resamples",
                .range = {0, 1000000},
                .help = "Times that the nodes are drawn anew for the intervals of the figures; 0 gives "
                        "no intervals"});
}

} // namespace nodesentry
