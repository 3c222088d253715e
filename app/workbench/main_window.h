#pragma once

#include "app/workbench/actions.h"
#include "app/workbench/app_settings.h"
#include "app/workbench/assist_room.h"
#include "app/workbench/case_room.h"
#include "app/workbench/command_room.h"
#include "app/workbench/label_room.h"
#include "app/workbench/lane_room.h"
#include "app/workbench/node_presenter.h"
#include "widgets/models/suggestion_list_model.h"
#include "widgets/documents/range_document.h"
#include "widgets/models/case_list_model.h"
#include "widgets/models/label_list_model.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/models/node_list_model.h"
#include "widgets/documents/project_controller.h"

#include <QMainWindow>
#include <QMenu>

#include <functional>
#include <memory>
#include <vector>

class QComboBox;
class QDockWidget;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace nodesentry::ui {
class AssistPanel;
class Banner;
class EmptyPage;
class CasePanel;
class EvaluationPanel;
class FilteredTable;
class LabelInspector;
class MetricPanel;
class RunStatus;
class StartPage;
class Theme;
class TimelineView;
class TrainingPanel;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// The window: lays out the widgets and connects them with the controller and the actions. It decides what is
/// shown when; what is done, and how, is in the classes it connects.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    /// @param settings, theme, controller  outlive the window; a null theme leaves the colours alone (tests)
    MainWindow(AppSettings& settings, ui::Theme* theme, ui::ProjectController& controller);
    ~MainWindow() override;

    void openProject(const QString& path);

    // For journeys.
    [[nodiscard]] ui::TimelineView& timeline() { return *m_timeline; }
    [[nodiscard]] ui::FilteredTable& nodeTable() { return *m_nodeTable; }
    [[nodiscard]] ui::FilteredTable& caseTable() { return *m_caseTable; }
    [[nodiscard]] ui::CasePanel& casePanel() { return *m_casePanel; }
    [[nodiscard]] ui::FilteredTable& labelTable() { return *m_labelTable; }
    [[nodiscard]] ui::TrainingPanel& trainingPanel() { return *m_training; }
    [[nodiscard]] ui::AssistPanel& assistPanel() { return *m_assistPanel; }
    [[nodiscard]] const Actions& actions() const { return m_actions; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    void buildToolBar();
    QDockWidget* addDock(Qt::DockWidgetArea area, const QString& name, const QString& title,
                         QWidget* content);
    void restoreWindow();
    static QString readOnlyText(const Project& project);
    void connectController();
    void connectViews();
    void connectActions();

    void chooseProject();
    void showStart();
    void showOpening(const QString& path);
    void showWork();
    /// Of the lists at the left and the right: the lanes are what people look at.
    [[nodiscard]] QList<int> sideWidths() const;
    void leaveTimelineRoom();
    void takeSnapshot();
    /// What the lists show: without other people's labels in blind mode.
    [[nodiscard]] std::shared_ptr<const ui::ProjectSnapshot> shownSnapshot() const;
    void updateMethods();
    void updateTexts();
    void updateActions();
    void updateTitle();
    void updateRecent();
    void updateCursorText();
    void showCase(int row);
    void showLabel(int row);
    void selectCase(qint64 id);
    void askForLabel();
    void raiseDock(std::size_t dock, QWidget& focus);
    void showTraining();
    void showAbout();
    void reportFailure(const QString& what, const Error& error);

    AppSettings& m_settings;
    ui::Theme* m_theme;
    ui::ProjectController& m_controller;
    Actions m_actions;

    ui::NodeListModel m_nodes;
    ui::CaseListModel m_cases;
    ui::LabelListModel m_labels;
    ui::MetricTreeModel m_metrics;

    QMenu m_recentMenu;
    QMenu m_dockMenu;
    QStackedWidget* m_pages;
    ui::StartPage* m_start;
    ui::EmptyPage* m_notice;
    QTabWidget* m_tabs;
    ui::Banner* m_banner;
    ui::TimelineView* m_timeline;
    ui::TrainingPanel* m_training;
    ui::EvaluationPanel* m_evaluation;
    ui::FilteredTable* m_nodeTable;
    ui::FilteredTable* m_caseTable;
    ui::RangeDocument m_range;
    ui::CasePanel* m_casePanel;
    ui::FilteredTable* m_labelTable;
    ui::LabelInspector* m_labelInspector;
    ui::MetricPanel* m_metricPanel;
    ui::SuggestionListModel m_suggestions;
    ui::AssistPanel* m_assistPanel;
    std::vector<QDockWidget*> m_docks;
    QToolBar* m_toolBar;
    QComboBox* m_method;
    QLabel* m_cursorText;
    ui::RunStatus* m_runStatus;
    QByteArray m_workState; ///< docks while a project is open
    NodePresenter m_presenter;
    LaneRoom m_laneRoom;
    LabelRoom m_labelRoom;
    AssistRoom m_assistRoom;
    CaseRoom m_caseRoom;
    CommandRoom m_commandRoom;
    std::function<void()> m_bannerAction;
};

} // namespace nodesentry::app
