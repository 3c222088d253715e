#include "core/clustering/cluster_options.h"

namespace nodesentry {

void bindParameters(ParameterBinder& binder, ClusterOptions& options)
{
    binder.add(&options.method,
               {.name = "method",
                .choices = {"hac", "kmeans", "dbscan", "gmm", "shuffled"},
                .experimentChoices = {"shuffled"},
                .help = "How segments are grouped: hierarchically, around means, by density, as normal "
                        "distributions, or, to see what grouping gives, hierarchically and then dealt "
                        "out at random"});
    binder.add(&options.linkage,
               {.name = "linkage",
                .choices = {"average", "complete", "ward", "single"},
                .help = "How the distance between two clusters follows from the distances of their "
                        "segments"});
    binder.add(&options.k,
               {.name = "k",
                .range = {0, 10'000},
                .unit = "clusters",
                .help = "Number of clusters, besides that of idle time; 0 takes the one with the best "
                        "mean silhouette",
                .audience = Audience::Basic});
    binder.add(&options.kMin,
               {.name = "k_min",
                .range = {2, 10'000},
                .unit = "clusters",
                .help = "Smallest number of clusters tried when k is 0"});
    binder.add(&options.kMax,
               {.name = "k_max",
                .range = {2, 10'000},
                .unit = "clusters",
                .help = "Largest number of clusters tried when k is 0",
                .audience = Audience::Basic});
    binder.add(&options.minClusterSize,
               {.name = "min_cluster_size",
                .range = {1, 10'000},
                .unit = "segments",
                .help = "Smaller clusters are dissolved into the nearest other one when k is 0"});
    binder.add(&options.minSilhouette,
               {.name = "min_silhouette",
                .range = {-1, 1},
                .help = "If the best clustering has a lower mean silhouette, all segments form one "
                        "cluster"});
    binder.add(&options.joinNodes,
               {.name = "join_nodes",
                .help = "Keep the nodes of one job in one cluster, since they run one program; without "
                        "effect on DBSCAN"});
    binder.add(&options.minSamples,
               {.name = "min_samples",
                .range = {12, 1'000'000},
                .unit = "samples",
                .help = "Training segments that are shorter do not make clusters but are matched with "
                        "them, unless most of the time is in such segments"});
    binder.add(&options.idleApart,
               {.name = "idle_apart",
                .help = "Let idle time be one cluster of its own, as the scheduler tells it from jobs"});
    binder.add(&options.metricBalance,
               {.name = "metric_balance",
                .help = "Let every metric count alike, however many of its features vary"});
    binder.add(&options.clip,
               {.name = "clip",
                .range = {0, 1000},
                .unit = "standard deviations",
                .help = "Limit of a standardised feature, so that one wild value does not decide; 0 "
                        "for none"});
    binder.add(&options.signedRoot,
               {.name = "signed_root",
                .help = "Take the root of standardised features, so that many small differences tell "
                        "more than a few large ones"});
    binder.add(&options.trainingShare,
               {.name = "training_share",
                .range = {0.001, 1},
                .help = "Share of the training segments that clusters and models learn from, evenly "
                        "over nodes and time",
                .audience = Audience::Experiment});
    binder.add(&options.trainingSegments,
               {.name = "training_segments",
                .range = {1, 1'000'000},
                .unit = "segments",
                .help = "Number of segments of a cluster that its model learns from"});
    binder.add(&options.trainingChoice,
               {.name = "training_choice",
                .choices = {"nearest", "random"},
                .help = "Which segments of a cluster its model learns from: those nearest to the "
                        "centroid or any",
                .audience = Audience::Experiment});
    binder.add(&options.matching,
               {.name = "matching",
                .choices = {"nearest", "random"},
                .help = "How segments outside training find their cluster: by their beginning, or by lot",
                .audience = Audience::Experiment});
    binder.add(&options.matchPeriodSeconds,
               {.name = "match_period_s",
                .range = {1, 30 * 86'400},
                .unit = "s",
                .help = "Length of the start of a segment that is compared with the clusters"});
    binder.add(&options.falseRate,
               {.name = "false_rate",
                .range = {0.0001, 0.5},
                .help = "Share of segments of known kinds that may be told to fit no cluster",
                .audience = Audience::Basic});
    binder.add(&options.keepEdits,
               {.name = "keep_edits",
                .help = "Do the edits made by hand again when the segments are clustered anew",
                .audience = Audience::Basic});
    binder.add(&options.useNearest,
               {.name = "use_nearest",
                .help = "Give a segment that fits no cluster to the nearest one instead of leaving it out",
                .audience = Audience::Basic});
    binder.add(&options.memoryBudget,
               {.name = "memory_budget",
                .range = {0, 1'000'000},
                .unit = "GB",
                .help = "Memory for the distances between segments; 0 for half of what there is"});
    binder.add(&options.silhouetteSample,
               {.name = "silhouette_sample",
                .range = {100, 10'000'000},
                .unit = "segments",
                .help = "Segments that silhouettes come from beyond the memory budget"});
    binder.add(&options.dbscanEps,
               {.name = "dbscan_eps",
                .range = {0, 1e9},
                .help = "Radius of a segment's neighbourhood with DBSCAN; 0 finds it from the distances"});
    binder.add(&options.dbscanMinPoints,
               {.name = "dbscan_min_points",
                .range = {1, 1'000'000},
                .unit = "segments",
                .help = "Segments in a neighbourhood, itself counted, that make a core with DBSCAN"});
    binder.add(&options.restarts,
               {.name = "restarts",
                .range = {1, 1000},
                .help = "Starts of k-means and of Gaussian mixtures, of which the best counts"});
    binder.add(&options.gmmCovariance,
               {.name = "gmm_covariance",
                .choices = {"diagonal", "full"},
                .help = "Whether the components of a Gaussian mixture lie along the axes or in any "
                        "direction"});
    binder.add(&options.gmmComponents,
               {.name = "gmm_components",
                .range = {1, 1000},
                .help = "Principal components of the features that a Gaussian mixture is fitted to"});
}

} // namespace nodesentry
