#include "core/features/feature_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, FeatureOptions& options)
{
    binder.add("set", options.set, {"robust", "paper"},
               "Features of a segment: robust (independent of its length) or paper (the 134 of TSFEL 0.1.7)");
    binder.add("standardise", options.standardise, {"common", "node"},
               "What samples are standardised by before features are taken: mean and deviation common to all "
               "nodes, or each node's own");
}

} // namespace nodesentry
