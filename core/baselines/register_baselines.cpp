#include "core/baselines/register_baselines.h"

#include "core/baselines/examon.h"
#include "core/baselines/first_difference.h"
#include "core/baselines/isc20.h"
#include "core/baselines/isolation_forest.h"
#include "core/baselines/knn.h"
#include "core/baselines/mean_z2.h"
#include "core/baselines/pca_residual.h"
#include "core/baselines/prodigy.h"
#include "core/baselines/random_score.h"
#include "core/baselines/ruad.h"
#include "core/baselines/three_sigma.h"
#include "core/baselines/usad.h"

namespace nodesentry {

void registerBaselines(DetectorRegistry& registry, const BaselineOptions& options)
{
    registry.add("mean_z2", "Mean over metrics of the squared standardised value",
                 [](std::uint64_t) { return makeMeanZ2(); });
    registry.add("three_sigma", "Largest distance of any metric from its training mean, in three sigma",
                 [](std::uint64_t) { return makeThreeSigma(); });
    registry.add("first_difference", "Mean over metrics of the absolute change since the sample before",
                 [](std::uint64_t) { return makeFirstDifference(); });
    registry.add("pca_residual",
                 "Squared distance from the principal components of the node's training range",
                 [options](std::uint64_t) { return makePcaResidual(options.pcaResidualVariance); });
    registry.add("knn", "Distance to the k-th nearest of the node's training samples",
                 [options](std::uint64_t seed) { return makeKnn(options.knnK, options.knnRows, seed); });
    registry.add("isolation_forest", "How few random cuts isolate a sample from the node's training range",
                 [options](std::uint64_t seed) {
                     return makeIsolationForest(options.isolationForestTrees, options.isolationForestSample,
                                                seed);
                 });
    registry.add("isc20", "Mahalanobis distance to a Bayesian Gaussian mixture of all nodes (ISC 2020)",
                 [options](std::uint64_t seed) {
                     return makeIsc20(options.isc20Components, options.isc20Rows, options.isc20Window, seed);
                 });
    registry.add("examon", "Reconstruction error of a dense autoencoder per node (ExaMon, IAAI 2019)",
                 [options](std::uint64_t seed) { return makeExamon(options, seed); });
    registry.add("ruad", "Reconstruction error of an LSTM autoencoder per node (RUAD, FGCS 2023)",
                 [options](std::uint64_t seed) { return makeRuad(options, seed); });
    registry.add("usad", "Error of two adversarial autoencoders per node (USAD, KDD 2020)",
                 [options](std::uint64_t seed) { return makeUsad(options, seed); });
    registry.add("prodigy", "Error of a variational autoencoder on features of windows (Prodigy, SC 2023)",
                 [options](std::uint64_t seed) { return makeProdigy(options, seed); });
    registry.add("random", "Random numbers: what chance reaches under each figure",
                 [](std::uint64_t seed) { return makeRandomScore(seed); });
}

} // namespace nodesentry
