#include "core/clustering/cluster_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, ClusterOptions& options)
{
    binder.add("linkage", options.linkage, {"average", "complete", "ward", "single"},
               "How the distance between two clusters follows from the distances of their segments");
    binder.add("k", options.k, {0, 10'000}, "clusters",
               "Number of clusters; 0 takes the one with the best mean silhouette");
    binder.add("k_min", options.kMin, {2, 10'000}, "clusters",
               "Smallest number of clusters tried when k is 0");
    binder.add("k_max", options.kMax, {2, 10'000}, "clusters",
               "Largest number of clusters tried when k is 0");
    binder.add("min_cluster_size", options.minClusterSize, {1, 10'000}, "segments",
               "Smaller clusters are dissolved into the nearest other one when k is 0");
    binder.add("min_silhouette", options.minSilhouette, {-1, 1}, "",
               "If the best clustering has a lower mean silhouette, all segments form one cluster");
    binder.add("metric_balance", options.metricBalance,
               "Let every metric count alike, however many of its features vary");
    binder.add("clip", options.clip, {0, 1000}, "standard deviations",
               "Limit of a standardised feature, so that one wild value does not decide; 0 for none");
    binder.add("training_segments", options.trainingSegments, {1, 1'000'000}, "segments",
               "Number of segments nearest to the centroid that a cluster's model learns from");
    binder.add("match_period_s", options.matchPeriodSeconds, {1, 30 * 86'400}, "s",
               "Length of the start of a segment that is compared with the clusters");
    auto& quantile = binder.add("spread_quantile", options.spreadQuantile, {0.5, 1}, "",
                                "Share of a cluster's own segments that its spread covers");
    quantile.advanced = true;
    auto& margin = binder.add("spread_margin", options.spreadMargin, {1, 100}, "",
                              "Factor on the spread beyond which a segment fits no cluster");
    margin.advanced = true;
    binder.add("use_nearest", options.useNearest,
               "Give a segment that fits no cluster to the nearest one instead of leaving it out");
}

} // namespace nodesentry
