#pragma once

#include "core/base/parameters.h"

namespace nodesentry {

/// How a network of a baseline is trained: so many epochs, but never more steps than the bound.
struct NetworkTraining {
    int epochs = 0; ///< passes over the training windows
    int batch = 0; ///< windows of a step
    int steps = 0; ///< most steps of a node; what keeps a long training range affordable
    double learningRate = 1e-3; ///< of Adam
};

/// Parameters of the baselines that have any. Each one's begin with its method's name, so that a change makes
/// stale the scores of that method only. docs/baselines.md says what the papers leave open.
struct BaselineOptions {
    double pcaResidualVariance = 0.95; ///< share of the training variance that the components explain
    int isolationForestTrees = 100; ///< trees per node
    int isolationForestSample = 256; ///< training samples drawn for a tree
    int knnK = 5; ///< neighbour whose distance is the score
    int knnRows = 1000; ///< training samples kept of a node
    int isc20Components = 10; ///< most components of the mixture
    int isc20Rows = 4000; ///< training samples drawn from all nodes together
    int isc20Window = 10; ///< samples of the causal mean that is looked at
    int examonWidth = 10; ///< hidden units per metric
    double examonSparsity = 1e-5; ///< weight of the mean absolute activity in the loss
    NetworkTraining examon{100, 32, 5000};
    int ruadWindow = 10; ///< samples
    NetworkTraining ruad{100, 64, 1500};
    int usadWindow = 5; ///< samples
    int usadLatent = 38; ///< units of the code
    double usadAlpha
        = 0.5; ///< share of the first autoencoder's error in the score; 1 - alpha is the second's
    NetworkTraining usad{250, 128, 3000};
    int prodigyWindow = 128; ///< samples that are described together
    int prodigyStride = 32; ///< samples from one window to the next
    int prodigyWindows = 4000; ///< training windows drawn from all nodes together
    int prodigyFeatures = 2000; ///< features that are kept of a window
    int prodigyHidden = 64; ///< units between features and code
    int prodigyLatent = 16; ///< units of the code
    NetworkTraining prodigy{100, 64, 3000};
};

void bindParameters(ParameterBinder& binder, BaselineOptions& options);

} // namespace nodesentry
