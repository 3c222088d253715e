#include "core/preprocess/prepare_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, PrepareOptions& options)
{
    binder.add(&options.trainFraction,
               {.name = "train_fraction",
                .range = {0.0, 1.0},
                .help = "Share of the project's time that is used for training where no other split is "
                        "given",
                .audience = Audience::Basic});
    binder.add(&options.trainUntil,
               {.name = "train_until",
                .help = "Time at which training ends on every node, e.g. 2026-01-31T12:00:00Z; empty "
                        "uses the split of the source, or train_fraction",
                .audience = Audience::Basic});
    binder.add(&options.correlationThreshold,
               {.name = "correlation_threshold",
                .range = {0.5, 1.0},
                .help = "Of metrics of one group whose absolute correlation in training reaches this, "
                        "one is kept"});
    binder.add(&options.trimFraction,
               {.name = "trim_fraction",
                .range = {0.0, 0.45},
                .help = "Share of the smallest and of the largest training samples left out of mean "
                        "and standard deviation"});
    binder.add(&options.spread,
               {.name = "spread",
                .choices = {"common", "node"},
                .help = "Standard deviation that a metric is divided by: one common to all nodes, so "
                        "that what a node has not done before is measured by what others do, or each "
                        "node's own; the mean is the node's own"});
    binder.add(&options.driftLimit,
               {.name = "drift_limit",
                .range = {0.0, 1e9},
                .unit = "standard deviations",
                .help = "A metric whose level goes one way through a node's training, and further than "
                        "this, has no normal level there and is not looked at"});
    binder.add(&options.clip,
               {.name = "clip",
                .range = {1.0, 1000.0},
                .unit = "standard deviations",
                .help = "Standardised values beyond this are cut to it"});
    binder.add(&options.minSegmentSamples,
               {.name = "min_segment_samples",
                .range = {12, 100'000},
                .unit = "samples",
                .help = "Segments shorter than this are neither clustered nor trained on"});
    binder.add(&options.minMeasuredShare,
               {.name = "min_measured_share",
                .range = {0.0, 1.0},
                .help = "Segments of which a smaller share was measured at all are neither clustered "
                        "nor scored"});
    binder.add(&options.maxGapSamples,
               {.name = "max_gap_samples",
                .range = {0, 1'000'000},
                .unit = "samples",
                .help = "A longer time without any measured value ends a segment; shorter ones are "
                        "filled in"});
    binder.add(&options.maxSegmentSamples,
               {.name = "max_segment_samples",
                .range = {24, 1'000'000},
                .unit = "samples",
                .help = "Segments longer than this are cut into pieces of it, which is also how data "
                        "without jobs is cut; choose whole days, or a part of a day, where load "
                        "follows the clock",
                .audience = Audience::Basic});
}

} // namespace nodesentry
