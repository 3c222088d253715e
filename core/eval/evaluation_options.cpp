#include "core/eval/evaluation_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, EvaluationOptions& options)
{
    binder.add("transition_exclusion_s", options.transitionExclusionSeconds, {0.0, 86400.0}, "s",
               "The paper's protocol leaves out this much before and after each begin and end of a job");
    binder.add("pa_k", options.paK, {0.0, 1.0}, "",
               "Share of an event that must be flagged before PA%K counts all of it as found");
    binder.add("merge_gap_s", options.mergeGapSeconds, {0.0, 1e7}, "s",
               "Flagged stretches at most this far apart count as one alarm");
    auto& vusBufferSamples = binder.add("vus_buffer_samples", options.vusBufferSamples, {0, 10000}, "samples",
                                        "Widest buffer around events that VUS-PR and VUS-ROC average over");
    vusBufferSamples.advanced = true;
    auto& vusThresholds
        = binder.add("vus_thresholds", options.vusThresholds, {0, 1000000}, "",
                     "Thresholds that VUS-PR and VUS-ROC are made from; 0: every score, 250: as TSB-AD does");
    vusThresholds.advanced = true;
    auto& bootstrapResamples = binder.add(
        "bootstrap_resamples", options.bootstrapResamples, {0, 1000000}, "",
        "Times that the nodes are drawn anew for the intervals of the figures; 0 gives no intervals");
    bootstrapResamples.advanced = true;
}

} // namespace nodesentry
