#include "core/preprocess/prepare_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, PrepareOptions& options)
{
    binder.add("train_fraction", options.trainFraction, {0.0, 1.0}, "",
               "Share of the project's time that is used for training where no other split is given");
    binder.add(
        "train_until", options.trainUntil, {},
        "Time at which training ends on every node, e.g. 2026-01-31T12:00:00Z; empty uses the split of the "
        "source, or train_fraction");
    binder.add("correlation_threshold", options.correlationThreshold, {0.5, 1.0}, "",
               "Of metrics of one group whose absolute correlation in training reaches this, one is kept");
    binder.add(
        "trim_fraction", options.trimFraction, {0.0, 0.45}, "",
        "Share of the smallest and of the largest training samples left out of mean and standard deviation");
    binder.add("spread", options.spread, {"common", "node"},
               "Standard deviation that a metric is divided by: one common to all nodes, so that what a node "
               "has not done before is measured by what others do, or each node's own; the mean is the "
               "node's own");
    binder.add(
        "drift_limit", options.driftLimit, {0.0, 1e9}, "standard deviations",
        "A metric whose level goes one way through a node's training, and further than this, has no normal "
        "level there and is not looked at");
    binder.add("clip", options.clip, {1.0, 1000.0}, "standard deviations",
               "Standardised values beyond this are cut to it");
    binder.add("min_segment_samples", options.minSegmentSamples, {12, 100'000}, "samples",
               "Segments shorter than this are neither clustered nor trained on");
    binder.add("min_measured_share", options.minMeasuredShare, {0.0, 1.0}, "",
               "Segments of which a smaller share was measured at all are neither clustered nor scored");
    binder.add("max_gap_samples", options.maxGapSamples, {0, 1'000'000}, "samples",
               "A longer time without any measured value ends a segment; shorter ones are filled in");
    binder.add(
        "max_segment_samples", options.maxSegmentSamples, {24, 1'000'000}, "samples",
        "Segments longer than this are cut into pieces of it, which is also how data without jobs is cut; "
        "choose whole days, or a part of a day, where load follows the clock");
}

} // namespace nodesentry
