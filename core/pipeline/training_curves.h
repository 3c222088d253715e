#pragma once

#include "core/base/result.h"
#include "core/model/training_report.h"

#include <functional>
#include <vector>

namespace nodesentry {

class Project;

/// Hears of each epoch of each cluster's training when it is over: figures.losses are the next point of the
/// cluster's loss curve. Several clusters are trained side by side.
/// @thread called from several at once
using EpochListener = std::function<void(int cluster, const EpochFigures& figures)>;

/// How the training of one cluster's model went.
struct ClusterTraining {
    int cluster = 0;
    TrainingReport report;
};

/// Reads how the models that a project has were trained, by cluster, ascending; a cluster without a model is
/// left out, so the list is empty before the first training.
/// @error Corrupt, VersionTooNew, IoError  of a model's description, or the list of clusters
/// @thread any
[[nodiscard]] Result<std::vector<ClusterTraining>> readTrainings(const Project& project);

} // namespace nodesentry
