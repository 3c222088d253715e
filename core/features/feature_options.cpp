#include "core/features/feature_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, FeatureOptions& options)
{
    binder.add(&options.set,
               {.name = "set",
                .choices = {"robust", "paper"},
                .help = "Features of a segment: robust (independent of its length) or paper (the 134 "
                        "of TSFEL 0.1.7)"});
    binder.add(&options.standardise,
               {.name = "standardise",
                .choices = {"common", "node"},
                .help = "What samples are standardised by before features are taken: mean and "
                        "deviation common to all nodes, or each node's own"});
}

} // namespace nodesentry
