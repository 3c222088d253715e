#pragma once

#include "core/base/time.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace nodesentry::ui {
class MetricTreeModel;
class ProjectSession;
class Selection;
class TimelineView;
struct ScoreTrace;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// Decides which node the timeline shows, and keeps what it shows of it up to date with the project: jobs,
/// metrics, cases, labels, scores.
class NodePresenter final : public QObject {
    Q_OBJECT

public:
    /// All outlive the presenter.
    NodePresenter(ui::ProjectSession& session, ui::Selection& selection, ui::TimelineView& timeline,
                  ui::MetricTreeModel& metrics);

    /// The project was read anew: stays with the node if it is still there, else shows the worst one.
    /// @pre the snapshot has data
    void refresh();
    /// The project was closed, or another one comes.
    void clear();
    void updateMarks(); ///< cases are suggestions now, or no more
    void showNode(const std::string& node); ///< unknown nodes are ignored
    /// Shows a stretch of time of a node with enough around it to see what is normal there.
    void jumpTo(const std::string& node, TimeRange range);
    /// The same, but what is wholly in view already, and wide enough to be made out, is left where it is.
    void reveal(const std::string& node, TimeRange range);

    /// Shows the lanes of these metrics alone, hidden ones included; none: those that are not hidden.
    void setOnly(std::vector<int> metrics);

    [[nodiscard]] const std::string& node() const; ///< of the Selection; empty: none

Q_SIGNALS:
    void nodeShown(const QString& node);

private:
    void showLanes();
    void present(const std::string& node);
    void takeScores(const QString& node, const std::shared_ptr<const ui::ScoreTrace>& scores);

    ui::ProjectSession& m_session;
    ui::Selection& m_selection;
    ui::TimelineView& m_timeline;
    ui::MetricTreeModel& m_metrics;
    std::string m_generation; ///< of the series that the node is painted from
    std::vector<int> m_only; ///< whose lanes are shown; empty: as the metric tree has them
    std::vector<int> m_shownMetrics; ///< what the metric tree was last filled with
};

} // namespace nodesentry::app
