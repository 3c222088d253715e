#pragma once

#include <QIcon>

namespace nodesentry::ui {

enum class StateIcon {
    NotScored, ///< an empty ring
    Quiet, ///< a check mark
    Labelled, ///< L
    Suspicious, ///< C
};

/// Small round sign with a letter or mark, in the colours of the present palette.
[[nodiscard]] QIcon stateIcon(StateIcon state);

} // namespace nodesentry::ui
