#include "core/detect/detect_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, DetectOptions& options)
{
    binder.add(&options.threshold,
               {.name = "threshold",
                .choices = {"ksigma", "train_quantile", "pot"},
                .help = "Threshold: mean + k sigma of a sliding window of past scores, a quantile of "
                        "the training scores, or one extrapolated from their tail (peaks over "
                        "threshold)",
                .audience = Audience::Basic});
    binder.add(&options.k,
               {.name = "k",
                .range = {0.0, 1000.0},
                .unit = "sigma",
                .help = "Width of the k-sigma band; larger means fewer alarms",
                .audience = Audience::Basic});
    binder.add(&options.windowSeconds,
               {.name = "window_s",
                .range = {1.0, 1e7},
                .unit = "s",
                .help = "Length of the window of past scores; never fewer than 20 samples",
                .audience = Audience::Basic});
    binder.add(&options.trainQuantile,
               {.name = "train_quantile",
                .range = {0.5, 1.0},
                .help = "Quantile of the training scores that serves as threshold and as the measure "
                        "of the floor"});
    binder.add(&options.potRisk,
               {.name = "pot_risk",
                .range = {1e-12, 0.5},
                .help = "Share of samples like the training ones that peaks over threshold lets above "
                        "the threshold"});
    binder.add(&options.potInitialQuantile,
               {.name = "pot_initial_quantile",
                .range = {0.5, 0.9999},
                .help = "Quantile of the training scores above which they are the tail that is "
                        "extrapolated"});
    binder.add(&options.floorShare,
               {.name = "floor_share",
                .range = {0.0, 10.0},
                .help = "The k-sigma threshold never falls below this share of the training quantile"});
    binder.add(&options.alarmsPerDay,
               {.name = "alarms_per_day",
                .range = {0.0, 1e5},
                .unit = "cases per node and day",
                .help = "The k-sigma threshold never falls below what would have given so many cases "
                        "in training; 0: no such floor",
                .audience = Audience::Basic});
    binder.add(&options.fleetFloor,
               {.name = "fleet_floor",
                .help = "Nor does it fall below the median of what alarms_per_day means for each node, "
                        "where half of the nodes are within a factor of two of each other: a node of "
                        "few or calm days is held to what is usual among all"});
    binder.add(&options.freeze,
               {.name = "freeze",
                .help = "Keep the window still while the score stays above the threshold, so that a "
                        "fault does not raise it"});
    binder.add(&options.freezeAfterSamples,
               {.name = "freeze_after_samples",
                .range = {1, 10000},
                .unit = "samples",
                .help = "So many samples in a row above the threshold are a fault; fewer are noise "
                        "that the window learns"});
    binder.add(&options.freezeLimitSeconds,
               {.name = "freeze_limit_s",
                .range = {0.0, 1e9},
                .unit = "s",
                .help = "After this long above the threshold the new level is learnt as normal"});
    binder.add(&options.smoothingSamples,
               {.name = "smoothing_samples",
                .range = {1, 10000},
                .unit = "samples",
                .help = "Causal moving average of the score; 1 leaves it as it is",
                .audience = Audience::Basic});
    binder.add(&options.minCaseSamples,
               {.name = "min_case_samples",
                .range = {1, 100000},
                .unit = "samples",
                .help = "Fewest samples above the threshold that make a case",
                .audience = Audience::Basic});
    binder.add(&options.mergeGapSeconds,
               {.name = "merge_gap_s",
                .range = {0.0, 1e7},
                .unit = "s",
                .help = "Flagged stretches at most this far apart become one case",
                .audience = Audience::Basic});
    binder.add(&options.storeDetails,
               {.name = "store_details",
                .choices = {"auto", "on", "off"},
                .help = "Keep every metric's error and reconstruction, 8 bytes a value; auto does for "
                        "up to 100 million values, and otherwise they are computed again where they "
                        "are looked at"});
}

} // namespace nodesentry
