#pragma once

#include <QList>

#include <array>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace nodesentry::app {

/// Every action of the window, with its text, keys and icon. Owned by the window; connected by it.
struct Actions {
    explicit Actions(QMainWindow& window);

    QAction* open;
    QAction* close;
    QAction* quit;
    QAction* run;
    QAction* cancelRun;

    QAction* addLabel;
    QAction* removeLabel;
    QAction* undo;
    QAction* redo;
    std::array<QAction*, 10> labelAs; ///< by digit
    QAction* labelBegin;
    QAction* labelEnd;
    QAction* labelTimes;
    QAction* labelConfidence;
    QAction* labelNote;
    QAction* selectJob;
    QAction* splitLabel;
    QAction* mergeLabels;
    QAction* nextLabel;
    QAction* previousLabel;
    QAction* labelClasses;
    QAction* blind;
    QAction* adjudicate;
    QAction* findNode;
    QAction* findMetric;

    QAction* zoomIn;
    QAction* zoomOut;
    QAction* panLeft;
    QAction* panRight;
    QAction* fit;
    QAction* back;
    QAction* forward;
    QAction* goToTime;
    QAction* clearSelection;
    QAction* nextCase;
    QAction* previousCase;
    QAction* measure;
    QAction* pinLane;
    QAction* comparePeers;
    QAction* unusualFirst;
    QAction* heatStrips;
    QAction* tallerLanes;
    QAction* lowerLanes;

    QActionGroup* scales;
    QAction* scaleWhole;
    QAction* scaleVisible;
    QAction* scaleRobust;
    QAction* scaleShared;
    QAction* logarithmic;
    QActionGroup* zones;
    QAction* zoneUtc;
    QAction* zoneLocal;
    QAction* zoneOther;
    QActionGroup* themes;
    QAction* themeSystem;
    QAction* themeLight;
    QAction* themeDark;

    QAction* keys;
    QAction* about;

    /// Actions that need a node on the screen.
    [[nodiscard]] QList<QAction*> forTimeline() const;
    /// Actions that change labels.
    [[nodiscard]] QList<QAction*> forLabels() const;
};

/// Fills the menu bar. @p recent and @p docks are filled in by the window.
void buildMenus(QMainWindow& window, const Actions& actions, QMenu& recent, QMenu& docks);

} // namespace nodesentry::app
