#pragma once

#include "core/model/training_report.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// The loss curve of one cluster's model: of a training that goes on, or of one that is over.
struct LossCurve {
    enum class State {
        Training, ///< further epochs follow
        Trained,
        Interrupted, ///< stopped by the user or by a failure; the next run goes on with it
    };

    int cluster = 0;
    State state = State::Trained;
    std::vector<EpochReport>
        epochs; ///< never empty; ascending by one, from 1 unless it went on with an old one
    int plannedEpochs = 0; ///< 0: not known, the model is of an older version
    double tokensPerSecond = 0.0; ///< since the training began
    double learningRate = 0.0; ///< of the last epoch; 0 when it is over
    double peakLearningRate = 0.0; ///< 0: not known
    bool retried = false; ///< it diverged, and this is the second try

    /// Place among `epochs` of the least held-back loss, the first of equals: the model has the weights of
    /// this epoch. nullopt where nothing could be held back; the model has the last epoch's weights then.
    [[nodiscard]] std::optional<std::size_t> best() const;
    /// Whether it is over before the planned epochs, since the held-back loss no longer fell.
    [[nodiscard]] bool stoppedEarly() const;
};

} // namespace nodesentry::ui
