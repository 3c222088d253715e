#pragma once

#include "app/workbench/keymap.h"
#include "app/workbench/two_clicks.h"

#include <QObject>

#include <vector>

class QMainWindow;

namespace nodesentry::ui {
class MetricPanel;
class MetricTreeModel;
class ProjectController;
class TimelineView;
struct PaletteItem;
} // namespace nodesentry::ui

namespace nodesentry::app {

class NodePresenter;

/// How a person commands the window: keys and mouse after a scheme, the palette, the sheet of keys, and the
/// preferences.
class CommandRoom final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        QMainWindow& window;
        const Actions& actions;
        AppSettings& settings;
        ui::ProjectController& controller;
        ui::TimelineView& timeline;
        ui::MetricTreeModel& metrics;
        NodePresenter& presenter;
    };

    /// All parts outlive the room.
    CommandRoom(const Parts& parts, QObject* parent);

    [[nodiscard]] Keymap& keymap() { return m_keymap; }

Q_SIGNALS:
    void message(const QString& text);
    void metricWanted(int metric); ///< its lane shall be seen
    void timelineWanted(); ///< the timeline shall be seen

private:
    void setScheme(KeyScheme scheme);
    void showPalette();
    void showKeys();
    void showPreferences();
    void addCommands(std::vector<ui::PaletteItem>& items) const;
    void addPlaces(std::vector<ui::PaletteItem>& items);

    Parts m_parts;
    Keymap m_keymap;
    TwoClicks m_twoClicks;
};

} // namespace nodesentry::app
