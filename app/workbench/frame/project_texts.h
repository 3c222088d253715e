#pragma once

#include "core/project/project.h"

#include <QString>

namespace nodesentry::app {

/// A project folder, whether the folder itself or a file in it was named; empty when it is neither.
[[nodiscard]] QString projectFolder(const QString& path);
/// Why labels and runs are switched off. @pre the project is open for reading only
[[nodiscard]] QString readOnlyText(const Project& project);
/// Title of the window. @param project  null: none is open
[[nodiscard]] QString windowTitleOf(const Project* project);

} // namespace nodesentry::app
