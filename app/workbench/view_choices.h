#pragma once

namespace nodesentry::ui {
class LaneView;
class Theme;
} // namespace nodesentry::ui

namespace nodesentry::app {

class AppSettings;
struct Actions;

/// Connects the choices of the menu View (scale and height of the lanes, theme) with the lanes and the
/// settings, and restores what was chosen last.
/// @param theme  null leaves the colours alone
void connectViewChoices(const Actions& actions, ui::LaneView& lanes, ui::Theme* theme, AppSettings& settings);

} // namespace nodesentry::app
