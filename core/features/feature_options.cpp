#include "core/features/feature_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, FeatureOptions& options)
{
    binder.add("set", options.set, {"robust", "paper"},
               "Features of a segment: robust (independent of its length) or paper (the 134 of TSFEL 0.1.7)");
}

} // namespace nodesentry
