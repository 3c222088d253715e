#include "widgets/traces/loss_curve.h"

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

std::optional<std::size_t> LossCurve::best() const
{
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < epochs.size(); ++i)
        if (std::isfinite(epochs[i].heldBackLoss)
            && (!best || epochs[i].heldBackLoss < epochs[*best].heldBackLoss))
            best = i;
    return best;
}

bool LossCurve::stoppedEarly() const
{
    return state == State::Trained && epochs.back().epoch < plannedEpochs;
}

} // namespace nodesentry::ui
