#pragma once

#include "core/data/job.h"
#include "widgets/traces/interval_index.h"
#include "widgets/traces/lane_layout.h"
#include "widgets/lanes/lane_loader.h"
#include "widgets/lanes/lane_view.h"
#include "widgets/traces/score_trace.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/timeline/timeline_overlay.h"

#include <QWidget>

#include <array>
#include <memory>
#include <string>
#include <vector>

class QScrollBar;

namespace nodesentry::ui {

class Crosshair;
class ErrorStrip;
class JobBand;
class ExclusionOverlay;
class JobRunner;
class MeasureOverlay;
class OverviewStrip;
class ScoreLane;
class TimeRuler;

/// Everything of one node over one time axis: overview, ruler, jobs, metric lanes, score.
/// Shows what it is given and reads traces through the runner; changes no project.
class TimelineView final : public QWidget {
    Q_OBJECT

public:
    /// @param runner  reads the traces; outlives this view
    explicit TimelineView(JobRunner& runner, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows another node. The visible time stays where the new node has it.
    /// @pre series->find(node) is not null
    void setNode(std::shared_ptr<const SeriesStore> series, const std::string& node, std::vector<Job> jobs);
    void clear();
    void setLanes(std::vector<LaneSpec> lanes);
    void setMarks(std::vector<IntervalMark> marks);
    void setScores(std::shared_ptr<const ScoreTrace> scores, const QString& textWithoutScores);

    /// Puts an overlay over all strips, on top of those there are. It is not owned; destroying it is enough.
    void addOverlay(TimelineOverlay* overlay) { m_overlays.add(overlay); }
    void setMouseScheme(MouseScheme scheme);
    /// Shows these nodes' curves beside the node's own; an empty list ends that.
    void setPeers(Peers peers);
    /// Shows what was expected of the node's metrics beside what was observed.
    void setExpectations(Expectations expectations);
    /// Times that a person has looked at; what is not seen is hatched in the overview. Without a value
    /// nothing is known, and nothing is hatched.
    void setSeen(std::optional<std::vector<TimeRange>> seen);
    /// Paints everything anew, because times read differently now.
    void updateTexts();
    /// Sets the first fixed cursor, then the second, at the pointer (else in the middle); then takes both
    /// away.
    void measureStep();

    [[nodiscard]] TimeAxis& axis() { return m_axis; }
    [[nodiscard]] LaneView& lanes() { return *m_lanes; }
    [[nodiscard]] JobBand& jobs() { return *m_jobs; }
    [[nodiscard]] ErrorStrip& errors() { return *m_errors; } ///< hidden at first
    [[nodiscard]] ScoreLane& score() { return *m_score; }
    [[nodiscard]] LaneLoader& loader() { return *m_loader; }
    [[nodiscard]] const std::string& node() const { return m_node; }

Q_SIGNALS:
    void contextMenuRequested(nodesentry::TimeMs time, QPoint globalPosition); ///< of lanes and score
    void markClicked(qint64 id);
    /// A click that begins or ends a stretch to label or to clear: Gesture::LabelEdge or CancelEdge.
    void edgeClicked(nodesentry::ui::Gesture gesture, nodesentry::TimeMs time);
    void failed(const nodesentry::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] std::array<TimeStrip*, 5> strips() const;

    TimeAxis m_axis;
    OverlayStack m_overlays;
    LaneLoader* m_loader;
    OverviewStrip* m_overview;
    TimeRuler* m_ruler;
    JobBand* m_jobs;
    LaneView* m_lanes;
    QScrollBar* m_scrollBar;
    ErrorStrip* m_errors;
    ScoreLane* m_score;
    Crosshair* m_crosshair;
    ExclusionOverlay* m_exclusion;
    MeasureOverlay* m_measure;
    std::shared_ptr<const IntervalIndex> m_marks;
    std::string m_node;
};

} // namespace nodesentry::ui
