#pragma once

#include <QString>

namespace nodesentry::ui {

class Run;

/// "Train: cluster 3, epoch 7 · 2 min left": what a run is doing, in one line; of one that is over, how it ended.
[[nodiscard]] QString runText(const Run& run);

} // namespace nodesentry::ui
