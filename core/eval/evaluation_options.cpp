#include "core/eval/evaluation_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, EvaluationOptions& options)
{
    binder.add("transition_exclusion_s", options.transitionExclusionSeconds, {0.0, 86400.0}, "s",
               "The paper's protocol leaves out this much after and before each job transition");
    binder.add("pa_k", options.paK, {0.0, 1.0}, "",
               "Share of an event that must be flagged before PA%K counts all of it as found");
    binder.add("merge_gap_s", options.mergeGapSeconds, {0.0, 1e7}, "s",
               "Flagged stretches at most this far apart count as one alarm");
    auto& vusBufferSamples = binder.add("vus_buffer_samples", options.vusBufferSamples, {0, 10000}, "samples",
                                        "Widest buffer around events that VUS-PR averages over");
    vusBufferSamples.advanced = true;
    auto& bootstrapResamples = binder.add(
        "bootstrap_resamples", options.bootstrapResamples, {0, 1000000}, "",
        "Times that the nodes are drawn anew for the intervals of the figures; 0 gives no intervals");
    bootstrapResamples.advanced = true;
}

} // namespace nodesentry
