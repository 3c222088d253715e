#pragma once

#include <QString>

namespace nodesentry::ui {

/// What a stage of the pipeline does, for people: "train" -> "Training". Unknown names come back as they are.
[[nodiscard]] QString stageText(const QString& stage);

} // namespace nodesentry::ui
