#include "app/workbench/view_choices.h"

#include "app/workbench/actions.h"
#include "app/workbench/app_settings.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/base/theme/theme.h"

#include <QAction>
#include <QActionGroup>

#include <map>

namespace nodesentry::app {

using namespace nodesentry::ui;

namespace {

void connectScales(const Actions& actions, LaneView& lanes, AppSettings& settings)
{
    const std::map<LaneScale, QAction*> choices{{LaneScale::Whole, actions.scaleWhole},
                                                {LaneScale::Visible, actions.scaleVisible},
                                                {LaneScale::Robust, actions.scaleRobust},
                                                {LaneScale::Shared, actions.scaleShared}};
    for (const auto& [scale, action] : choices) {
        QObject::connect(action, &QAction::triggered, &lanes, [&lanes, &settings, scale = scale] {
            lanes.setScaleMode(scale);
            settings.setLaneScale(scale);
        });
    }
    choices.at(settings.laneScale())->setChecked(true);
    lanes.setScaleMode(settings.laneScale());
}

void connectThemes(const Actions& actions, LaneView& lanes, Theme* theme, AppSettings& settings)
{
    const std::map<ThemeChoice, QAction*> choices{{ThemeChoice::System, actions.themeSystem},
                                                  {ThemeChoice::Light, actions.themeLight},
                                                  {ThemeChoice::Dark, actions.themeDark}};
    for (const auto& [choice, action] : choices) {
        QObject::connect(action, &QAction::triggered, &lanes, [theme, &settings, choice = choice] {
            settings.setTheme(choice);
            if (theme != nullptr)
                theme->apply(choice);
        });
    }
    choices.at(settings.theme())->setChecked(true);
}

} // namespace

void connectViewChoices(const Actions& actions, LaneView& lanes, Theme* theme, AppSettings& settings)
{
    connectScales(actions, lanes, settings);
    connectThemes(actions, lanes, theme, settings);
    QObject::connect(actions.safeColours, &QAction::toggled, &lanes,
                     [&settings](bool safe) { settings.setSafeColours(safe); });
    actions.safeColours->setChecked(settings.safeColours());
    constexpr int kHeightStep = 12;
    const auto changeHeight = [&lanes, &settings](int pixels) {
        lanes.setLaneHeight(lanes.laneHeight() + pixels);
        settings.setLaneHeight(lanes.laneHeight());
    };
    QObject::connect(actions.tallerLanes, &QAction::triggered, &lanes,
                     [changeHeight] { changeHeight(kHeightStep); });
    QObject::connect(actions.lowerLanes, &QAction::triggered, &lanes,
                     [changeHeight] { changeHeight(-kHeightStep); });
    if (const int height = settings.laneHeight(); height > 0)
        lanes.setLaneHeight(height);
}

} // namespace nodesentry::app
