#pragma once

#include "core/base/parameters.h"

#include <string>

namespace nodesentry {

/// How training segments are grouped, and how a new segment is matched with a group.
struct ClusterOptions {
    std::string linkage = "average"; ///< single, complete, average or ward
    int k = 0; ///< number of clusters; 0: the one with the best mean silhouette; at most one per segment
    int kMin = 2; ///< smallest number tried when k is 0
    int kMax = 20; ///< largest number tried when k is 0; never more than segments - 1
    /// Smaller clusters are strays: when k is 0 they do not count, and their segments go to the nearest other
    /// cluster, since a model cannot learn from a few segments what is usual. 1: keep every cluster.
    int minClusterSize = 5;
    /// When k is 0, a lower mean silhouette means that there is nothing to tell apart: one cluster for all.
    /// -1: always tell apart.
    double minSilhouette = 0.1;
    bool metricBalance = true; ///< every metric counts alike, however many of its features vary
    double clip = 5.0; ///< standardised features are limited to ±clip; 0: not limited
    int trainingSegments = 50; ///< segments of a cluster that its model learns from, nearest to the centroid
    double matchPeriodSeconds = 3600.0; ///< start of a segment that is compared with the clusters
    double spreadQuantile = 0.99; ///< share of a cluster's own segments that its spread shall cover
    double spreadMargin = 1.25; ///< factor on that quantile, since unseen segments lie farther out
    bool useNearest = true; ///< a segment that fits no cluster is given to the nearest one all the same
};

void bindParameters(ParameterBinder& binder, ClusterOptions& options);

} // namespace nodesentry
