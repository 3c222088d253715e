#pragma once

#include "core/clustering/edit/editable_clustering.h"
#include "core/clustering/edit/exact_sums_p.h"

#include <unordered_map>

namespace nodesentry {

/// One cluster with all that is computed of it alone.
struct EditableClustering::Cluster {
    ClusterFacts facts;
    std::vector<std::int64_t> rows; ///< training rows, ascending

    std::vector<std::int64_t> distanceSums; ///< t: exact sum of a training row's distances to the members
    std::vector<std::int64_t> wholeSum; ///< D: exact sum of the members' features
    std::vector<std::int64_t> prefixSum;

    Eigen::VectorXd centroid; ///< D; this and what follows is made from the above by describe()
    Eigen::VectorXd matchCentroid;
    std::vector<double> toCentroid; ///< of each of rows
    std::vector<double> matchDistances; ///< n: of every row to the match centroid
    std::vector<double> othersDistances; ///< leaveOneOut() of the members
    std::vector<std::int64_t> learnsFrom; ///< ids of the training segments of its model, nearest first
};

/// What never changes while a clustering is edited.
struct EditableClustering::Shared {
    std::unordered_map<std::string, std::map<TimeMs, std::int64_t>> rowOfKey; ///< by node, then begin
    ExactUnit distanceUnit;
    ExactUnit wholeUnit;
    ExactUnit prefixUnit;
    ClusterLibrary scalers; ///< a library without entries
    ClusterOptions options;
};

} // namespace nodesentry
