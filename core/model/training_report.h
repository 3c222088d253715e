#pragma once

#include <cstdint>
#include <vector>

namespace nodesentry {

/// One point of the loss curve.
struct EpochReport {
    int epoch = 0; ///< from 1
    double trainLoss = 0.0; ///< mean over the epoch's steps, without the balance term
    double heldBackLoss
        = 0.0; ///< of the held-back windows; NaN where there are too few windows to hold any back
    double balanceLoss = 0.0; ///< 1 = experts evenly used, number of experts = one takes all
};

/// How the training of one cluster went.
struct TrainingReport {
    std::vector<EpochReport> epochs;
    double seconds = 0.0; ///< wall time
    double tokensPerSecond = 0.0; ///< samples that went through forward and backward, per second of training
    std::vector<double>
        expertShare; ///< share of the training tokens at each expert of the last layer, sums to 1
    std::int64_t windows = 0; ///< training windows of one epoch, held-back ones not counted
    std::int64_t steps = 0; ///< optimiser steps
    std::int64_t parameters = 0; ///< trainable numbers of the network
};

} // namespace nodesentry
