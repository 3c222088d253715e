#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How training segments are grouped, and how a new segment is matched with a group.
struct ClusterOptions {
    /// hac (hierarchical), kmeans, dbscan, gmm (Gaussian mixture), or shuffled: the clusters of hac with
    /// their segments dealt out at random, which shows what the clustering is worth.
    std::string method = "hac";
    std::string linkage = "average"; ///< of hac: single, complete, average or ward
    /// Number of clusters, besides that of idle time; 0: the one with the best mean silhouette; at most one
    /// per segment. DBSCAN finds its own.
    int k = 0;
    int kMin = 2; ///< smallest number tried when k is 0
    int kMax = 20; ///< largest number tried when k is 0; never more than segments - 1
    /// Smaller clusters are strays: when k is 0 they do not count, and their segments go to the nearest other
    /// cluster, since a model cannot learn from a few segments what is usual. 1: keep every cluster.
    int minClusterSize = 5;
    /// When k is 0, a lower mean silhouette means that there is nothing to tell apart: one cluster for all.
    /// -1: always tell apart.
    double minSilhouette = 0.2;
    bool joinNodes = true; ///< nodes of one job are looked at as one, since they run one program; not dbscan
    /// Training segments with fewer samples make no clusters, they are matched: their features rest on less
    /// than two windows (docs/features.md). Where the longer ones hold less than half of the time, all make
    /// clusters.
    int minSamples = 96;
    bool idleApart = true; ///< idle time, which the scheduler tells, is one cluster of its own
    bool metricBalance = true; ///< every metric counts alike, however many of its features vary
    double clip = 5.0; ///< standardised features are limited to ±clip; 0: not limited
    bool signedRoot = true; ///< of each standardised feature the root is taken, see FeatureScaler
    double trainingShare = 1.0; ///< of the training segments, evenly over nodes and time; others are matched
    int trainingSegments = 50; ///< segments of a cluster that its model learns from
    /// Which they are: nearest (to the centroid), or random, which shows what the choice is worth.
    std::string trainingChoice = "nearest";
    /// How segments outside training find their cluster: nearest (match centroid), or random, which shows
    /// what matching is worth.
    std::string matching = "nearest";
    double matchPeriodSeconds = 3600.0; ///< start of a segment that is compared with the clusters
    /// Share of segments of known kinds that may be told to fit no cluster; spreads are chosen for it.
    double falseRate = 0.01;
    bool keepEdits = true; ///< edits by hand are done again when the segments are clustered anew
    bool useNearest = true; ///< a segment that fits no cluster is given to the nearest one all the same
    /// What the distances between all segments may take, in GB; 0: half of the memory there is. Beyond it hac
    /// links by Ward whatever was asked for, and silhouettes come from a sample.
    double memoryBudget = 0.0;
    int silhouetteSample = 5000; ///< segments whose silhouettes are computed where not all can be
    double dbscanEps = 0.0; ///< radius of a neighbourhood; 0: where the curve of distances bends
    int dbscanMinPoints = 5; ///< segments within eps, itself counted, that make one a core
    int restarts
        = 3; ///< of kmeans and gmm, of which the best counts; each costs a fit for every number tried
    std::string gmmCovariance = "diagonal"; ///< diagonal or full
    int gmmComponents = 10; ///< principal components of the features that the mixture is fitted to
};

void bindParameters(ParameterBinder& binder, ClusterOptions& options);

} // namespace nodesentry
