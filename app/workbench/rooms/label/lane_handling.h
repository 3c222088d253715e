#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "core/data/job.h"
#include "widgets/documents/lane_sets.h"

#include <QObject>
#include <QTimer>

class QMenu;
class QPoint;

namespace nodesentry::ui {
class MetricPanel;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// What the lanes need of the window: the menus of lanes and jobs, the lane sets of the project, comparing
/// with a job's other nodes.
class LaneHandling final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    LaneHandling(const LabelStage& stage, ui::MetricPanel& panel);

    /// Another project was opened: its lane sets, and the lanes as they were shown last.
    void projectOpened();
    /// Saves how the lanes are shown if that has not happened yet: the project is about to be closed.
    void flush();
    /// Fills a menu with what can be done with a lane.
    void fillLaneMenu(QMenu& menu, int metric);
    /// Fills a menu with what can be done with a job.
    void fillJobMenu(QMenu& menu, const Job& job);

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
    /// The job at the time people mean; says that there is none. @return null: none
    [[nodiscard]] const Job* jobHere();
    void showJobMenu(const Job& job, QPoint position);

    LabelStage m_stage;
    RoomContext& m_room;
    ui::MetricPanel& m_panel;
    ui::LaneSets m_sets;
    QString m_setName;
    QTimer m_saveTimer; ///< the lanes are saved a moment after their last change
};

} // namespace nodesentry::app
