#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <array>
#include <span>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace nodesentry::app {

/// Which keys and gestures the program begins with.
enum class KeyScheme {
    Workbench,
    Authors, ///< as in the tool of the paper's authors: left-drag pans, wheel zooms, two clicks make a label
};

/// A menu, and a heading wherever actions are listed.
enum class ActionCategory { Project, Edit, Label, Review, Go, View, Lanes, Help };

/// What has to be there for an action to be possible.
enum class ActionNeeds {
    Nothing,
    Node, ///< a node on the screen
    Labelling, ///< a node on the screen, in a project that can be written
    Own, ///< more than that; who does the action enables it
};

enum class ActionKind {
    Plain,
    Switch, ///< on or off
    Scale, ///< one of the scales of the lanes
    Zone, ///< one of the time zones
    Theme, ///< one of the themes
    Mouse, ///< one of the mouse schemes
};

struct Actions;

/// One row of the table that menus, tool tips, the sheet of keys, the palette, the preferences and
/// docs/keys.md are made from.
struct ActionSpec {
    QAction* Actions::*member; ///< null: Actions::labelAs[digit]
    const char* id; ///< in settings, so it never changes: "label.split"
    const char* text; ///< English, with a mnemonic; translated by textOf()
    ActionCategory category;
    ActionNeeds needs;
    const char* keys; ///< portable, several by "; "; empty: none
    ActionKind kind = ActionKind::Plain;
    bool separated = false; ///< begins a new part of its menu
    const char* icon = ""; ///< name among the icons; empty: none
    const char* help = ""; ///< sentence for the tool tip instead of the text; empty: the text
    const char* authorsKeys = nullptr; ///< of KeyScheme::Authors; null: the same
    int digit = -1;
};

/// All actions, in the order of the menus.
[[nodiscard]] std::span<const ActionSpec> actionTable();

[[nodiscard]] QString textOf(const ActionSpec& spec); ///< translated, with the mnemonic
[[nodiscard]] QString plainTextOf(const ActionSpec& spec); ///< translated, without mnemonic and dots
[[nodiscard]] QString titleOf(ActionCategory category); ///< translated, with the mnemonic
[[nodiscard]] QString plainTitleOf(ActionCategory category);
/// "View: Zoom in" whatever the language, for people who know the command from documents or another window.
[[nodiscard]] QString englishNameOf(const ActionSpec& spec);
/// The keys an action has in a scheme before anybody changes them.
[[nodiscard]] QList<QKeySequence> defaultKeysOf(const ActionSpec& spec, KeyScheme scheme);

/// Every action of the window, made from the table. Owned by the window; connected by it.
struct Actions {
    explicit Actions(QMainWindow& window);

    QAction* open = nullptr;
    QAction* close = nullptr;
    QAction* quit = nullptr;
    QAction* run = nullptr;
    QAction* update = nullptr; ///< the models, by new samples
    QAction* cancelRun = nullptr;
    QAction* preferences = nullptr;

    QAction* palette = nullptr;
    QAction* findNode = nullptr;
    QAction* findMetric = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;

    QAction* addLabel = nullptr;
    QAction* removeLabel = nullptr;
    std::array<QAction*, 10> labelAs{}; ///< by digit
    QAction* labelBegin = nullptr;
    QAction* labelEnd = nullptr;
    QAction* labelTimes = nullptr;
    QAction* labelConfidence = nullptr;
    QAction* labelNote = nullptr;
    QAction* selectJob = nullptr;
    QAction* splitLabel = nullptr;
    QAction* mergeLabels = nullptr;
    QAction* nextLabel = nullptr;
    QAction* previousLabel = nullptr;
    QAction* labelClasses = nullptr;
    QAction* blind = nullptr;
    QAction* adjudicate = nullptr;

    QAction* acceptSuggestion = nullptr;
    QAction* rejectSuggestion = nullptr;
    QAction* acceptAllInView = nullptr;
    QAction* nextSuggestion = nullptr;
    QAction* previousSuggestion = nullptr;
    QAction* doubtfulFirst = nullptr;
    QAction* findSimilar = nullptr;
    QAction* markSeen = nullptr;
    QAction* finishNode = nullptr;
    QAction* detect = nullptr;

    QAction* nextCase = nullptr;
    QAction* previousCase = nullptr;
    QAction* goToTime = nullptr;
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* goNodes = nullptr;
    QAction* goTimeline = nullptr;
    QAction* goTraining = nullptr;
    QAction* goCases = nullptr;
    QAction* goEvaluation = nullptr;
    QAction* goLabels = nullptr;
    QAction* goMetrics = nullptr;
    QAction* goLabel = nullptr;
    QAction* goSuggestions = nullptr;
    QAction* nextMethod = nullptr;

    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* panLeft = nullptr;
    QAction* panRight = nullptr;
    QAction* fit = nullptr;
    QAction* cursorLeft = nullptr;
    QAction* cursorRight = nullptr;
    QAction* clearSelection = nullptr;
    QAction* measure = nullptr;
    QAction* jobMenu = nullptr;
    QAction* fullScreen = nullptr;

    QAction* pinLane = nullptr;
    QAction* hideLane = nullptr;
    QAction* laneMenu = nullptr;
    QAction* laneUp = nullptr;
    QAction* laneDown = nullptr;
    QAction* valuesIn = nullptr;
    QAction* valuesOut = nullptr;
    QAction* valuesAsBefore = nullptr;
    QAction* comparePeers = nullptr;
    QAction* expected = nullptr;
    QAction* isolate = nullptr;
    QAction* errorMap = nullptr;
    QAction* unusualFirst = nullptr;
    QAction* heatStrips = nullptr;
    QAction* tallerLanes = nullptr;
    QAction* lowerLanes = nullptr;

    QActionGroup* scales;
    QAction* scaleWhole = nullptr;
    QAction* scaleVisible = nullptr;
    QAction* scaleRobust = nullptr;
    QAction* scaleShared = nullptr;
    QAction* logarithmic = nullptr;
    QActionGroup* zones;
    QAction* zoneUtc = nullptr;
    QAction* zoneLocal = nullptr;
    QAction* zoneOther = nullptr;
    QActionGroup* themes;
    QAction* themeSystem = nullptr;
    QAction* themeLight = nullptr;
    QAction* themeDark = nullptr;
    QAction* safeColours = nullptr;
    QActionGroup* mice;
    QAction* mouseWorkbench = nullptr;
    QAction* mouseAuthors = nullptr;

    QAction* keys = nullptr;
    QAction* about = nullptr;

    [[nodiscard]] QAction* of(const ActionSpec& spec) const;
    /// Actions that need a node on the screen.
    [[nodiscard]] QList<QAction*> forTimeline() const { return needing(ActionNeeds::Node); }
    /// Actions that change labels.
    [[nodiscard]] QList<QAction*> forLabels() const { return needing(ActionNeeds::Labelling); }

private:
    [[nodiscard]] QList<QAction*> needing(ActionNeeds needs) const;
};

/// Gives an action its keys, and the tool tip that names them.
void setKeys(const ActionSpec& spec, QAction& action, const QList<QKeySequence>& keys);

/// Fills the menu bar. @p recent and @p docks are filled in by the window.
void buildMenus(QMainWindow& window, const Actions& actions, QMenu& recent, QMenu& docks);

} // namespace nodesentry::app
