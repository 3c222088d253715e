#pragma once

#include <QIcon>
#include <QString>

namespace nodesentry::ui {

/// An icon from the resources (":/icons/NAME.svg") whose strokes take the text colour of the moment, so that
/// it suits light and dark themes and disabled buttons alike.
[[nodiscard]] QIcon symbolicIcon(const QString& name);

} // namespace nodesentry::ui
