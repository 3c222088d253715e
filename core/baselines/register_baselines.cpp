#include "core/baselines/register_baselines.h"

#include "core/baselines/first_difference.h"
#include "core/baselines/isolation_forest.h"
#include "core/baselines/mean_z2.h"
#include "core/baselines/pca_residual.h"
#include "core/baselines/random_score.h"

namespace nodesentry {

void registerBaselines(DetectorRegistry& registry, const BaselineOptions& options)
{
    registry.add("mean_z2", "Mean over metrics of the squared standardised value",
                 [](std::uint64_t) { return makeMeanZ2(); });
    registry.add("first_difference", "Mean over metrics of the absolute change since the sample before",
                 [](std::uint64_t) { return makeFirstDifference(); });
    registry.add("pca_residual",
                 "Squared distance from the principal components of the node's training range",
                 [options](std::uint64_t) { return makePcaResidual(options.pcaVariance); });
    registry.add("isolation_forest", "How few random cuts isolate a sample from the node's training range",
                 [options](std::uint64_t seed) {
                     return makeIsolationForest(options.forestTrees, options.forestSample, seed);
                 });
    registry.add("random", "Random numbers: what chance reaches under each figure",
                 [](std::uint64_t seed) { return makeRandomScore(seed); });
}

} // namespace nodesentry
