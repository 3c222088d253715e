#include "core/model/train_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, TrainOptions& options)
{
    binder.add(&options.layers,
               {.name = "layers", .range = {1, 12}, .help = "Encoder layers of the network"});
    binder.add(&options.heads,
               {.name = "heads",
                .range = {1, 16},
                .help = "Attention heads of a layer; they need not divide the width"});
    binder.add(&options.width,
               {.name = "width",
                .range = {4, 1024},
                .help = "Length of a token's vector, whatever the number of metrics"});
    binder.add(&options.feedForward,
               {.name = "feed_forward", .range = {4, 4096}, .help = "Hidden units of one expert"});
    binder.add(
        &options.experts,
        {.name = "experts", .range = {1, 64}, .help = "Experts of each layer", .audience = Audience::Basic});
    binder.add(&options.topK,
               {.name = "top_k",
                .range = {1, 64},
                .help = "Experts that each token is sent to; at most the number of experts"});
    binder.add(&options.positionEncoding,
               {.name = "position_encoding",
                .help = "Tell the network each sample's place within its segment; off only to see what "
                        "that gives",
                .audience = Audience::Experiment});
    binder.add(&options.segmentSlots,
               {.name = "segment_slots",
                .range = {0, 1024},
                .help = "Learned embeddings that the training segments share; 0 leaves the segment "
                        "embedding out"});

    binder.add(&options.windowSamples,
               {.name = "window",
                .range = {4, 4096},
                .unit = "samples",
                .help = "Longest stretch of a segment that the network sees at once",
                .audience = Audience::Basic});
    binder.add(&options.strideSamples,
               {.name = "stride",
                .range = {1, 4096},
                .unit = "samples",
                .help = "Distance between the starts of training windows"});

    binder.add(&options.epochs,
               {.name = "epochs",
                .range = {1, 10000},
                .help = "Passes over the training windows, within the step limits",
                .audience = Audience::Basic});
    binder.add(&options.minSteps,
               {.name = "min_steps",
                .range = {1, 1000000},
                .unit = "steps",
                .help = "Small clusters repeat their windows until this many optimiser steps are done"});
    binder.add(&options.maxSteps,
               {.name = "max_steps",
                .range = {1, 1000000},
                .unit = "steps",
                .help = "Largest number of optimiser steps for one cluster",
                .audience = Audience::Basic});
    binder.add(
        &options.batchWindows,
        {.name = "batch", .range = {1, 4096}, .unit = "windows", .help = "Windows of one optimiser step"});
    binder.add(&options.learningRate,
               {.name = "learning_rate",
                .range = {1e-6, 1.0},
                .help = "Peak of the learning rate's cosine schedule"});
    binder.add(&options.weightDecay,
               {.name = "weight_decay", .range = {0.0, 1.0}, .help = "Weight decay of AdamW"});
    binder.add(
        &options.gradientClip,
        {.name = "gradient_clip", .range = {1e-3, 1e6}, .help = "Largest norm of the gradient of one step"});
    binder.add(&options.loadBalance,
               {.name = "load_balance",
                .range = {0.0, 10.0},
                .help = "Weight of the loss that keeps the experts evenly used"});
    binder.add(&options.heldBack,
               {.name = "held_back",
                .range = {0.0, 0.5},
                .help = "Share of the windows that is kept out of training and only decides when to stop"});
    binder.add(&options.patience,
               {.name = "patience",
                .range = {0, 10000},
                .unit = "epochs",
                .help = "Epochs without a better held-back loss before training stops; 0 never stops "
                        "early"});
    binder.add(&options.batchParts,
               {.name = "batch_parts",
                .range = {1, 64},
                .help = "Parts of a batch that threads compute side by side; the model depends on it, "
                        "but not on how many threads there are"});
    binder.add(&options.mixedPrecision,
               {.name = "mixed_precision",
                .help = "Train in half precision where it is faster; only on CUDA devices"});
    binder.add(&options.weightFloor,
               {.name = "weight_floor",
                .range = {1e-3, 1.0},
                .help = "Smallest weight of a metric in the loss; 1 weighs all metrics alike"});

    binder.add(&options.maskMode,
               {.name = "mask_mode",
                .choices = {"time", "metric", "both", "mixed"},
                .help = "What is hidden together: all metrics of a block of time, some metrics for the "
                        "whole window, some metrics in each block (both), or one of the first two at a "
                        "time (mixed), the larger score of the two counting"});
    binder.add(
        &options.maskRatio,
        {.name = "mask_ratio", .range = {0.05, 1.0}, .help = "Share of the values that one pass hides"});
    binder.add(
        &options.maskBlock,
        {.name = "mask_block", .range = {1, 4096}, .unit = "samples", .help = "Length of one hidden block"});
    binder.add(&options.visibleLoss,
               {.name = "visible_loss",
                .range = {0.0, 1.0},
                .help = "Weight in the loss of values that were not hidden, relative to hidden ones"});

    binder.add(&options.scoreMasks,
               {.name = "score_masks",
                .range = {1, 32},
                .unit = "passes",
                .help = "Passes with complementary masks when scoring; 1 hides nothing"});
    binder.add(&options.scoreStrideSamples,
               {.name = "score_stride",
                .range = {1, 4096},
                .unit = "samples",
                .help = "Distance between the starts of windows when scoring; overlaps are averaged"});
    binder.add(&options.errorNormalisation,
               {.name = "error_normalisation",
                .choices = {"none", "train"},
                .help = "Whether each metric's error is divided by its usual error in training"});
    binder.add(&options.scoreError,
               {.name = "score_error",
                .choices = {"absolute", "squared"},
                .help = "How the error of a metric counts in the score; squared as in the paper"});
    binder.add(&options.softLimit,
               {.name = "soft_limit",
                .range = {0.1, 1e6},
                .help = "Errors beyond this many usual errors of the metric (standard deviations where "
                        "errors are not normalised) count logarithmically in the score"});
    binder.add(&options.tailWeight,
               {.name = "tail_weight",
                .range = {0.0, 1000.0},
                .help = "Weight in the score of what the error of a metric exceeds its errors in "
                        "training by, all but a thousandth of them; 0 leaves the mean over the metrics "
                        "only"});
    binder.add(&options.profileWeight,
               {.name = "profile_weight",
                .range = {0.0, 1000.0},
                .help = "Weight in the score of how far the metrics of a job are from the level that "
                        "jobs of its cluster have as long after their begin; 0 leaves the "
                        "reconstruction only"});
    binder.add(&options.lastingWeight,
               {.name = "lasting_weight",
                .range = {0.0, 1000.0},
                .help = "Weight in the score of how far the metrics of a job are from that level, in "
                        "the mean, for longer than they are in most jobs; 0 does not ask how long a "
                        "distance lasts"});
    binder.add(&options.peerWeight,
               {.name = "peer_weight",
                .range = {0.0, 1000.0},
                .help = "Weight in the score of how far a node is from the median of the nodes of its "
                        "job, where there are three or more; 0 judges each node by itself"});
}

} // namespace nodesentry
