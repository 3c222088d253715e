#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How the network of one cluster is built, trained and used for scoring. One set serves all clusters.
///
/// Everything is counted in samples and steps, never in seconds, so that a run gives the same model on a slow
/// machine as on a fast one.
struct TrainOptions {
    // The network.
    int layers = 2; ///< encoder layers
    int heads = 4; ///< attention heads; need not divide width
    int width = 64; ///< length of a token's vector, independent of the number of metrics
    int feedForward = 128; ///< hidden units of one expert
    int experts = 3; ///< experts of one layer
    int topK = 1; ///< experts that a token is sent to; at most experts
    bool positionEncoding = true; ///< tokens know their place in the segment; off only to see what it gives
    int segmentSlots = 16; ///< learned embeddings that training segments share; 0: no segment embedding

    // The windows.
    int windowSamples = 64; ///< longest stretch that the network sees at once
    int strideSamples = 32; ///< distance between the starts of training windows

    // Training.
    int epochs = 30; ///< passes over the windows, within the step limits below
    int minSteps = 250; ///< small clusters train longer than `epochs` until they reach this
    int maxSteps = 1500; ///< budget of optimiser steps for one cluster
    int batchWindows = 32; ///< windows of one step
    double learningRate = 2e-3; ///< peak of the cosine schedule
    double weightDecay = 1e-2; ///< of AdamW
    double gradientClip = 1.0; ///< largest norm of the gradient
    double loadBalance = 0.02; ///< weight of the load-balancing loss
    double heldBack = 0.1; ///< share of the windows that only decides when to stop
    int patience = 6; ///< epochs without a better held-back loss before training stops; 0: never stop early
    int batchParts = 2; ///< of a batch, computed side by side on a CPU; decides the order of sums
    bool mixedPrecision = true; ///< half precision where that is faster; CUDA only
    double weightFloor = 0.1; ///< smallest weight of a metric in the loss, before they are scaled to mean 1

    // What is hidden from the network, in training and in scoring.
    std::string maskMode = "time"; ///< time, metric, both, or mixed: time or metric; see BlockMask
    double maskRatio = 0.5; ///< share of the values that one pass hides
    int maskBlock = 8; ///< samples of one hidden block
    double visibleLoss = 0.1; ///< weight of the values that were not hidden, relative to the hidden ones

    // Scoring.
    int scoreMasks = 4; ///< passes with complementary masks; 1: plain reconstruction, nothing hidden
    int scoreStrideSamples = 48; ///< distance between the starts of scored windows
    std::string errorNormalisation = "train"; ///< none or train: divide by the metric's own error in training
    std::string scoreError = "absolute"; ///< absolute or squared: how a metric's error counts in the score
    double softLimit = 5.0; ///< errors beyond this many usual ones count logarithmically
    /// Weight of what a metric's error exceeds all but a thousandth of the errors in training by. Few metrics
    /// that are far off are lost in a mean over many; 0: nothing but the mean, as in the paper.
    double tailWeight = 1.0;
    /// Weight of how far a job's metrics are from the level that they have in jobs of its cluster at the same
    /// time; 0: nothing but the reconstruction, as in the paper. See PhaseProfile.
    double profileWeight = 1.0;
    /// Weight of how far, in the mean over the metrics, a job is from that level for longer than jobs are; 0:
    /// however long it lasts, as in the paper. See LastingDistance.
    double lastingWeight = 30.0;
    /// Weight of how far a node is from the other nodes of its job; 0: each node is judged by itself, as in
    /// the paper. See PeerDistance.
    double peerWeight = 1.0;
};

/// Binds every member; the caller sets the stage's name.
void bindParameters(ParameterBinder& binder, TrainOptions& options);

} // namespace nodesentry
