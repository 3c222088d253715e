#pragma once

#include "core/base/shared_work.h"
#include "core/model/segment_view.h"
#include "core/model/training_report.h"

#include <functional>
#include <string>
#include <vector>

namespace nodesentry {

/// What a training may lean on. Nothing but `usual` changes the model, and that only in how it scores.
struct TrainingSupport {
    /// Threads that help; null: as many of its own as the context allows.
    SharedWork* helpers = nullptr;

    /// File in which a training that was stopped or killed is taken up again; empty: none. It is written when
    /// a stop is requested and every checkpointMinutes, and stays until the caller removes it.
    std::string checkpointPath;
    /// Of all that the training depends on; a file with another one is ignored.
    std::string checkpointFingerprint;
    double checkpointMinutes = 5.0; ///< 0: after every step

    /// All that is known of what is usual for the cluster, of which a model may have learned from a part
    /// only: the largest errors on it are what TrainOptions::tailWeight starts from, and the levels of its
    /// jobs are what TrainOptions::profileWeight and lastingWeight compare with. Empty: the training
    /// segments' errors, and no levels.
    std::vector<ScoreView> usual;

    /// Hears of each epoch when it is over, those that an interrupted training had behind it left out. Called
    /// from the thread that trains, so with several trainings side by side from several at once; it must not
    /// take long. Empty: nobody listens.
    std::function<void(const EpochFigures&)> onEpoch;

    std::vector<std::string> metricNames; ///< for messages; empty: metrics are named by their numbers
};

} // namespace nodesentry
