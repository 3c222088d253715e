#include "core/detect/detect_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, DetectOptions& options)
{
    binder.add(
        "threshold", options.threshold, {"ksigma", "train_quantile", "pot"},
        "Threshold: mean + k sigma of a sliding window of past scores, a quantile of the training scores, or "
        "one extrapolated from their tail (peaks over threshold)");
    binder.add("k", options.k, {0.0, 1000.0}, "sigma",
               "Width of the k-sigma band; larger means fewer alarms");
    binder.add("window_s", options.windowSeconds, {1.0, 1e7}, "s",
               "Length of the window of past scores; never fewer than 20 samples");
    auto& trainQuantile = binder.add(
        "train_quantile", options.trainQuantile, {0.5, 1.0}, "",
        "Quantile of the training scores that serves as threshold and as the measure of the floor");
    trainQuantile.advanced = true;
    binder.add("pot_risk", options.potRisk, {1e-12, 0.5}, "",
               "Share of samples like the training ones that peaks over threshold lets above the threshold");
    auto& potInitialQuantile
        = binder.add("pot_initial_quantile", options.potInitialQuantile, {0.5, 0.9999}, "",
                     "Quantile of the training scores above which they are the tail that is extrapolated");
    potInitialQuantile.advanced = true;
    auto& floorShare
        = binder.add("floor_share", options.floorShare, {0.0, 10.0}, "",
                     "The k-sigma threshold never falls below this share of the training quantile");
    floorShare.advanced = true;
    binder.add(
        "alarms_per_day", options.alarmsPerDay, {0.0, 1e5}, "cases per node and day",
        "The k-sigma threshold never falls below what would have given so many cases in training; 0: no "
        "such floor");
    binder.add("fleet_floor", options.fleetFloor,
               "Nor does it fall below the median of what alarms_per_day means for each node, where half of "
               "the nodes are within a factor of two of each other: a node of few or calm days is held to "
               "what is usual among all");
    binder.add(
        "freeze", options.freeze,
        "Keep the window still while the score stays above the threshold, so that a fault does not raise it");
    auto& freezeAfterSamples = binder.add(
        "freeze_after_samples", options.freezeAfterSamples, {1, 10000}, "samples",
        "So many samples in a row above the threshold are a fault; fewer are noise that the window "
        "learns");
    freezeAfterSamples.advanced = true;
    auto& freezeLimitS = binder.add("freeze_limit_s", options.freezeLimitSeconds, {0.0, 1e9}, "s",
                                    "After this long above the threshold the new level is learnt as normal");
    freezeLimitS.advanced = true;
    binder.add("smoothing_samples", options.smoothingSamples, {1, 10000}, "samples",
               "Causal moving average of the score; 1 leaves it as it is");
    binder.add("min_case_samples", options.minCaseSamples, {1, 100000}, "samples",
               "Fewest samples above the threshold that make a case");
    binder.add("merge_gap_s", options.mergeGapSeconds, {0.0, 1e7}, "s",
               "Flagged stretches at most this far apart become one case");
    auto& storeDetails = binder.add(
        "store_details", options.storeDetails, {"auto", "on", "off"},
        "Keep every metric's error and reconstruction, 8 bytes a value; auto does for up to 100 million "
        "values, and otherwise they are computed again where they are looked at");
    storeDetails.advanced = true;
}

} // namespace nodesentry
