#include "core/clustering/cluster_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, ClusterOptions& options)
{
    binder.add(
        "method", options.method, {"hac", "kmeans", "dbscan", "gmm", "shuffled"},
        "How segments are grouped: hierarchically, around means, by density, as normal distributions, or, to "
        "see what grouping gives, hierarchically and then dealt out at random");
    binder.add("linkage", options.linkage, {"average", "complete", "ward", "single"},
               "How the distance between two clusters follows from the distances of their segments");
    binder.add(
        "k", options.k, {0, 10'000}, "clusters",
        "Number of clusters, besides that of idle time; 0 takes the one with the best mean silhouette");
    binder.add("k_min", options.kMin, {2, 10'000}, "clusters",
               "Smallest number of clusters tried when k is 0");
    binder.add("k_max", options.kMax, {2, 10'000}, "clusters",
               "Largest number of clusters tried when k is 0");
    binder.add("min_cluster_size", options.minClusterSize, {1, 10'000}, "segments",
               "Smaller clusters are dissolved into the nearest other one when k is 0");
    binder.add("min_silhouette", options.minSilhouette, {-1, 1}, "",
               "If the best clustering has a lower mean silhouette, all segments form one cluster");
    binder.add(
        "join_nodes", options.joinNodes,
        "Keep the nodes of one job in one cluster, since they run one program; without effect on DBSCAN");
    binder.add(
        "min_samples", options.minSamples, {12, 1'000'000}, "samples",
        "Training segments that are shorter do not make clusters but are matched with them, unless most "
        "of the time is in such segments");
    binder.add("idle_apart", options.idleApart,
               "Let idle time be one cluster of its own, as the scheduler tells it from jobs");
    binder.add("metric_balance", options.metricBalance,
               "Let every metric count alike, however many of its features vary");
    binder.add("clip", options.clip, {0, 1000}, "standard deviations",
               "Limit of a standardised feature, so that one wild value does not decide; 0 for none");
    binder.add("signed_root", options.signedRoot,
               "Take the root of standardised features, so that many small differences tell more than a few "
               "large ones");
    binder.add(
        "training_share", options.trainingShare, {0.001, 1}, "",
        "Share of the training segments that clusters and models learn from, evenly over nodes and time");
    binder.add("training_segments", options.trainingSegments, {1, 1'000'000}, "segments",
               "Number of segments of a cluster that its model learns from");
    auto& trainingChoice = binder.add(
        "training_choice", options.trainingChoice, {"nearest", "random"},
        "Which segments of a cluster its model learns from: those nearest to the centroid or any");
    trainingChoice.advanced = true;
    auto& matching
        = binder.add("matching", options.matching, {"nearest", "random"},
                     "How segments outside training find their cluster: by their beginning, or by lot");
    matching.advanced = true;
    binder.add("match_period_s", options.matchPeriodSeconds, {1, 30 * 86'400}, "s",
               "Length of the start of a segment that is compared with the clusters");
    binder.add("false_rate", options.falseRate, {0.0001, 0.5}, "",
               "Share of segments of known kinds that may be told to fit no cluster");
    binder.add("keep_edits", options.keepEdits,
               "Do the edits made by hand again when the segments are clustered anew");
    binder.add("use_nearest", options.useNearest,
               "Give a segment that fits no cluster to the nearest one instead of leaving it out");
    auto& budget = binder.add("memory_budget", options.memoryBudget, {0, 1'000'000}, "GB",
                              "Memory for the distances between segments; 0 for half of what there is");
    budget.advanced = true;
    auto& sample = binder.add("silhouette_sample", options.silhouetteSample, {100, 10'000'000}, "segments",
                              "Segments that silhouettes come from beyond the memory budget");
    sample.advanced = true;
    binder.add("dbscan_eps", options.dbscanEps, {0, 1e9}, "",
               "Radius of a segment's neighbourhood with DBSCAN; 0 finds it from the distances");
    binder.add("dbscan_min_points", options.dbscanMinPoints, {1, 1'000'000}, "segments",
               "Segments in a neighbourhood, itself counted, that make a core with DBSCAN");
    auto& restarts = binder.add("restarts", options.restarts, {1, 1000}, "",
                                "Starts of k-means and of Gaussian mixtures, of which the best counts");
    restarts.advanced = true;
    binder.add("gmm_covariance", options.gmmCovariance, {"diagonal", "full"},
               "Whether the components of a Gaussian mixture lie along the axes or in any direction");
    auto& components
        = binder.add("gmm_components", options.gmmComponents, {1, 1000}, "",
                     "Principal components of the features that a Gaussian mixture is fitted to");
    components.advanced = true;
}

} // namespace nodesentry
