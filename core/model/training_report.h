#pragma once

#include <cstdint>
#include <string>
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

/// What a training says of itself after each epoch, while it goes on.
struct EpochFigures {
    EpochReport losses; ///< as TrainingReport::epochs will have them
    int plannedEpochs = 0; ///< TrainingReport::plannedEpochs
    double learningRate = 0.0; ///< of the epoch's last step
    double tokensPerSecond = 0.0; ///< since the training began; that of an interrupted one is counted too
    bool retried = false; ///< TrainingReport::retried; the second try begins with epoch 1 again
    bool last = false; ///< the training ends with this epoch, as planned or early
};

/// An expert that hardly any token is sent to: it learns nothing, and the model is one with fewer experts.
struct DeadExpert {
    int layer = 0; ///< from 0
    int expert = 0; ///< from 0
    double share = 0.0; ///< of the layer's tokens in the last epoch

    bool operator==(const DeadExpert&) const = default;
};

/// How the training of one cluster went.
struct TrainingReport {
    std::vector<EpochReport> epochs;
    int plannedEpochs
        = 0; ///< more than epochs: stopped early; 0: not known, the model is of an older version
    double seconds = 0.0; ///< wall time; that of an interrupted training is counted too
    double tokensPerSecond = 0.0; ///< samples that went through forward and backward, per second of training
    std::vector<double>
        expertShare; ///< share of the training tokens at each expert of the last layer, sums to 1
    std::vector<DeadExpert> deadExperts; ///< by layer and expert
    std::int64_t windows = 0; ///< training windows of one epoch, held-back ones not counted
    std::int64_t steps = 0; ///< optimiser steps
    std::int64_t parameters = 0; ///< trainable numbers of the network
    double learningRate = 0.0; ///< peak that was used
    bool retried = false; ///< with the learning rate asked for it diverged, and this is the second try
    std::int64_t resumedAt = 0; ///< step at which an interrupted training was taken up; 0: it was not

    /// What should be known of it before the model is trusted, as sentences; empty when all is well.
    [[nodiscard]] std::vector<std::string> warnings() const;
};

} // namespace nodesentry
