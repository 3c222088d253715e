#pragma once

#include "app/workbench/commands/action_set.h"

class QMainWindow;

namespace nodesentry::ui {
class Theme;
} // namespace nodesentry::ui

namespace nodesentry::app {

class AppSettings;

/// Connects what the whole window looks like (theme, safe colours, zone of the times, full screen) with the settings, and
/// restores what was chosen last.
/// @param theme  null leaves the colours alone
void connectAppearance(const ActionSet& actions, ui::ViewOptions& view, ui::Theme* theme,
                       AppSettings& settings, QMainWindow& window);

} // namespace nodesentry::app
