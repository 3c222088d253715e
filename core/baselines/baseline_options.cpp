#include "core/baselines/baseline_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, BaselineOptions& options)
{
    binder.add("pca_variance", options.pcaVariance, {0.0, 1.0}, "",
               "Share of the training variance that the principal components explain");
    binder.add("forest_trees", options.forestTrees, {1, 10000}, "trees", "Isolation trees per node");
    binder.add("forest_sample", options.forestSample, {2, 100000}, "samples",
               "Training samples drawn for each isolation tree");
}

} // namespace nodesentry
