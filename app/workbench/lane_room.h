#pragma once

#include "core/data/job.h"
#include "widgets/documents/lane_sets.h"

#include <QObject>
#include <QTimer>

class QMenu;
class QPoint;

namespace nodesentry::ui {
class MetricPanel;
class MetricTreeModel;
class ProjectController;
class TimelineView;
struct GoToTarget;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct Actions;
class AppSettings;
class NodePresenter;

/// What the lanes need of the window: the menus of lanes and jobs, the lane sets of the project, comparing
/// with a job's other nodes, going to a place by typing, the zone that times are shown in.
class LaneRoom final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const Actions& actions;
        ui::ProjectController& controller;
        ui::TimelineView& timeline;
        ui::MetricTreeModel& metrics;
        ui::MetricPanel& panel;
        NodePresenter& presenter;
        AppSettings& settings;
    };

    /// All parts outlive the room.
    LaneRoom(const Parts& parts, QObject* parent);

    /// Another project was opened: its lane sets, and the lanes as they were shown last.
    void projectOpened();
    /// Saves how the lanes are shown if that has not happened yet: the project is about to be closed.
    void flush();
    /// Fills a menu with what can be done with a lane.
    void fillLaneMenu(QMenu& menu, int metric);
    /// Fills a menu with what can be done with a job.
    void fillJobMenu(QMenu& menu, const Job& job);
    void goTo(const ui::GoToTarget& target);

Q_SIGNALS:
    void zoneChanged(); ///< every time that is shown has to be written anew
    void message(const QString& text); ///< for the status line

private:
    void connectLanes();
    void connectSets();
    void chooseSet(const QString& name);
    void apply(const ui::LaneSet& set);
    [[nodiscard]] ui::LaneSet current(const QString& name) const;
    void saveSets();
    void updatePanel();
    void comparePeers(bool on);
    void compareWith(const Job& job);
    void askForFixedScale(int metric);
    void askForPlace();
    void askForZone();
    void checkZone();
    void chooseZone(const QByteArray& id);

    Parts m_parts;
    ui::LaneSets m_sets;
    QString m_setName;
    QTimer m_saveTimer; ///< the lanes are saved a moment after their last change
    bool m_applying = false;
};

} // namespace nodesentry::app
