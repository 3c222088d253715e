#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "widgets/base/palette/command_palette.h"

#include <vector>

namespace nodesentry::app {

/// The nodes, jobs and metrics of the project, as the palette finds them.
void addTimelinePlaces(const LabelStage& stage, std::vector<ui::PaletteItem>& items);
/// The moments that a text means, in the display zone; those outside the shown node's data are listed, but not gone to.
void addTypedTimes(const LabelStage& stage, const QString& text, std::vector<ui::PaletteItem>& items);

} // namespace nodesentry::app
