#include "core/model/train_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, TrainOptions& options)
{
    binder.add("layers", options.layers, {1, 12}, "", "Encoder layers of the network");
    binder.add("heads", options.heads, {1, 16}, "",
               "Attention heads of a layer; they need not divide the width");
    binder.add("width", options.width, {4, 1024}, "",
               "Length of a token's vector, whatever the number of metrics");
    binder.add("feed_forward", options.feedForward, {4, 4096}, "", "Hidden units of one expert");
    binder.add("experts", options.experts, {1, 64}, "", "Experts of each layer");
    binder.add("top_k", options.topK, {1, 64}, "",
               "Experts that each token is sent to; at most the number of experts");
    auto& positionEncoding = binder.add(
        "position_encoding", options.positionEncoding,
        "Tell the network each sample's place within its segment; off only to see what that gives");
    positionEncoding.advanced = true;
    auto& segmentSlots = binder.add(
        "segment_slots", options.segmentSlots, {0, 1024}, "",
        "Learned embeddings that the training segments share; 0 leaves the segment embedding out");
    segmentSlots.advanced = true;

    binder.add("window", options.windowSamples, {4, 4096}, "samples",
               "Longest stretch of a segment that the network sees at once");
    binder.add("stride", options.strideSamples, {1, 4096}, "samples",
               "Distance between the starts of training windows");

    binder.add("epochs", options.epochs, {1, 10000}, "",
               "Passes over the training windows, within the step limits");
    binder.add("min_steps", options.minSteps, {1, 1000000}, "steps",
               "Small clusters repeat their windows until this many optimiser steps are done");
    binder.add("max_steps", options.maxSteps, {1, 1000000}, "steps",
               "Largest number of optimiser steps for one cluster");
    binder.add("batch", options.batchWindows, {1, 4096}, "windows", "Windows of one optimiser step");
    binder.add("learning_rate", options.learningRate, {1e-6, 1.0}, "",
               "Peak of the learning rate's cosine schedule");
    auto& weightDecay
        = binder.add("weight_decay", options.weightDecay, {0.0, 1.0}, "", "Weight decay of AdamW");
    weightDecay.advanced = true;
    auto& gradientClip = binder.add("gradient_clip", options.gradientClip, {1e-3, 1e6}, "",
                                    "Largest norm of the gradient of one step");
    gradientClip.advanced = true;
    binder.add("load_balance", options.loadBalance, {0.0, 10.0}, "",
               "Weight of the loss that keeps the experts evenly used");
    binder.add("held_back", options.heldBack, {0.0, 0.5}, "",
               "Share of the windows that is kept out of training and only decides when to stop");
    binder.add("patience", options.patience, {0, 10000}, "epochs",
               "Epochs without a better held-back loss before training stops; 0 never stops early");
    auto& batchParts = binder.add(
        "batch_parts", options.batchParts, {1, 64}, "",
        "Parts of a batch that threads compute side by side; the model depends on it, but not on how "
        "many threads there are");
    batchParts.advanced = true;
    auto& mixedPrecision = binder.add("mixed_precision", options.mixedPrecision,
                                      "Train in half precision where it is faster; only on CUDA devices");
    mixedPrecision.advanced = true;
    binder.add("weight_floor", options.weightFloor, {1e-3, 1.0}, "",
               "Smallest weight of a metric in the loss; 1 weighs all metrics alike");

    binder.add(
        "mask_mode", options.maskMode, {"time", "metric", "both", "mixed"},
        "What is hidden together: all metrics of a block of time, some metrics for the whole window, "
        "some metrics in each block (both), or one of the first two at a time (mixed), the larger score of "
        "the two counting");
    binder.add("mask_ratio", options.maskRatio, {0.05, 1.0}, "", "Share of the values that one pass hides");
    binder.add("mask_block", options.maskBlock, {1, 4096}, "samples", "Length of one hidden block");
    binder.add("visible_loss", options.visibleLoss, {0.0, 1.0}, "",
               "Weight in the loss of values that were not hidden, relative to hidden ones");

    binder.add("score_masks", options.scoreMasks, {1, 32}, "passes",
               "Passes with complementary masks when scoring; 1 hides nothing");
    binder.add("score_stride", options.scoreStrideSamples, {1, 4096}, "samples",
               "Distance between the starts of windows when scoring; overlaps are averaged");
    binder.add("error_normalisation", options.errorNormalisation, {"none", "train"},
               "Whether each metric's error is divided by its usual error in training");
    binder.add("score_error", options.scoreError, {"absolute", "squared"},
               "How the error of a metric counts in the score; squared as in the paper");
    binder.add("soft_limit", options.softLimit, {0.1, 1e6}, "",
               "Errors beyond this many usual errors of the metric (standard deviations where errors are not "
               "normalised) count logarithmically in the score");
    binder.add(
        "tail_weight", options.tailWeight, {0.0, 1000.0}, "",
        "Weight in the score of what the error of a metric exceeds its errors in training by, all but a "
        "thousandth of them; 0 leaves the mean over the metrics only");
    binder.add("profile_weight", options.profileWeight, {0.0, 1000.0}, "",
               "Weight in the score of how far the metrics of a job are from the level that jobs of its "
               "cluster have as long after their begin; 0 leaves the reconstruction only");
    binder.add(
        "lasting_weight", options.lastingWeight, {0.0, 1000.0}, "",
        "Weight in the score of how far the metrics of a job are from that level, in the mean, for longer "
        "than they are in most jobs; 0 does not ask how long a distance lasts");
    binder.add(
        "peer_weight", options.peerWeight, {0.0, 1000.0}, "",
        "Weight in the score of how far a node is from the median of the nodes of its job, where there "
        "are three or more; 0 judges each node by itself");
}

} // namespace nodesentry
