#include "widgets/lanes/timeline_view.h"

#include "core/base/expects.h"
#include "core/eval/evaluation_options.h"
#include "widgets/timeline/crosshair.h"
#include "widgets/timeline/error_strip.h"
#include "widgets/timeline/exclusion_overlay.h"
#include "widgets/timeline/job_band.h"
#include "widgets/timeline/measure_overlay.h"
#include "widgets/timeline/overview_strip.h"
#include "widgets/timeline/score_lane.h"
#include "widgets/timeline/time_ruler.h"

#include <QGridLayout>
#include <QScrollBar>

namespace nodesentry::ui {

TimelineView::TimelineView(JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_loader(new LaneLoader(runner, this)),
      m_overview(new OverviewStrip(m_axis)),
      m_ruler(new TimeRuler(m_axis)),
      m_jobs(new JobBand(m_axis)),
      m_lanes(new LaneView(m_axis, *m_loader, runner)),
      m_scrollBar(new QScrollBar(Qt::Vertical)),
      m_errors(new ErrorStrip(m_axis)),
      m_score(new ScoreLane(m_axis)),
      m_crosshair(new Crosshair(m_axis, this)),
      m_exclusion(new ExclusionOverlay(this)),
      m_measure(new MeasureOverlay(m_axis, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_overview, 0, 0);
    grid->addWidget(m_ruler, 1, 0);
    grid->addWidget(m_jobs, 2, 0);
    grid->addWidget(m_lanes, 3, 0);
    grid->addWidget(m_scrollBar, 3, 1);
    grid->addWidget(m_errors, 4, 0);
    grid->addWidget(m_score, 5, 0);
    m_errors->hide();
    grid->setRowStretch(3, 1);
    grid->setColumnStretch(0, 1);
    m_crosshair->raise();

    connect(m_lanes, &LaneView::scrollRangeChanged, this, [this](int content, int page) {
        m_scrollBar->setPageStep(page);
        m_scrollBar->setSingleStep(m_lanes->laneHeight() / 2);
        m_scrollBar->setRange(0, std::max(0, content - page));
    });
    connect(m_lanes, &LaneView::scrollChanged, m_scrollBar, &QScrollBar::setValue);
    connect(m_scrollBar, &QScrollBar::valueChanged, m_lanes, &LaneView::setScroll);
    for (TimeStrip* strip : {static_cast<TimeStrip*>(m_ruler), static_cast<TimeStrip*>(m_jobs),
                             static_cast<TimeStrip*>(m_errors), static_cast<TimeStrip*>(m_score)}) {
        connect(strip, &TimeStrip::scrollRequested, m_lanes,
                [this](int pixels) { m_lanes->setScroll(m_lanes->scroll() + pixels); });
    }
    addOverlay(m_exclusion);
    addOverlay(m_measure);
    m_overview->setOverlays(&m_overlays);
    m_ruler->setOverlays(&m_overlays, TimelineSurface::Ruler);
    m_jobs->setOverlays(&m_overlays, TimelineSurface::Jobs);
    m_lanes->setOverlays(&m_overlays, TimelineSurface::Lanes);
    m_score->setOverlays(&m_overlays, TimelineSurface::Score);
    for (TimeStrip* strip : {static_cast<TimeStrip*>(m_lanes), static_cast<TimeStrip*>(m_score)}) {
        connect(strip, &TimeStrip::contextMenuRequested, this, &TimelineView::contextMenuRequested);
        connect(strip, &TimeStrip::edgeClicked, this, &TimelineView::edgeClicked);
        connect(strip, &TimeStrip::clicked, this, [this](TimeMs time) {
            if (const auto mark = m_marks ? m_marks->at(time) : std::nullopt)
                Q_EMIT markClicked(mark->id);
        });
    }
    connect(m_loader, &LaneLoader::failed, this, &TimelineView::failed);
}

TimelineView::~TimelineView()
{
    // Overlays may be destroyed after the stack, the strips are before it.
    for (TimeStrip* strip : strips())
        strip->setOverlays(nullptr, TimelineSurface::Lanes);
    m_overview->setOverlays(nullptr);
}

std::array<TimeStrip*, 5> TimelineView::strips() const
{
    return {m_ruler, m_jobs, m_lanes, m_errors, m_score};
}

void TimelineView::setPeers(Peers peers)
{
    m_loader->setPeers(std::move(peers));
}

void TimelineView::setExpectations(Expectations expectations)
{
    m_loader->setExpected(expectations.node);
    m_lanes->setExpectations(std::move(expectations));
}

void TimelineView::setSeen(std::optional<std::vector<TimeRange>> seen)
{
    m_overview->setSeen(std::move(seen));
}

void TimelineView::updateTexts()
{
    for (TimeStrip* strip : strips())
        strip->refresh();
    m_overview->update();
}

void TimelineView::measureStep()
{
    m_measure->step(m_axis.focusTime());
}

void TimelineView::setMouseScheme(MouseScheme scheme)
{
    for (TimeStrip* strip : strips())
        strip->setMouseScheme(scheme);
}

void TimelineView::setNode(std::shared_ptr<const SeriesStore> series, const std::string& node,
                           std::vector<Job> jobs)
{
    const auto* entry = series ? series->find(node) : nullptr;
    NODESENTRY_EXPECTS(entry != nullptr, "the store has the node");
    const auto range = entry->grid.range();
    m_node = node;
    m_loader->setNode(std::move(series), node);
    m_lanes->setMarkedMetrics({});
    m_lanes->setExpectations({});
    m_errors->setMap({});
    m_axis.changeFullRange(range, std::max<TimeMs>(entry->grid.stepMs * 5, 1));
    m_exclusion->setJobs(jobs, EvaluationOptions{}.transitionExclusionSeconds);
    m_jobs->setJobs(std::move(jobs));
    m_overview->setSeen(std::nullopt);
    m_lanes->resetNode();
    m_score->setScores(nullptr);
    m_overview->setScores(nullptr);
}

void TimelineView::clear()
{
    m_node.clear();
    m_loader->setNode(nullptr, {});
    m_lanes->setExpectations({});
    m_errors->setMap({});
    m_axis.setFullRange({}, 1);
    m_jobs->setJobs({});
    m_exclusion->setJobs({}, 0.0);
    setMarks({});
    setScores(nullptr, {});
}

void TimelineView::setLanes(std::vector<LaneSpec> lanes)
{
    m_lanes->setLanes(std::move(lanes));
}

void TimelineView::setMarks(std::vector<IntervalMark> marks)
{
    m_marks = std::make_shared<const IntervalIndex>(std::move(marks));
    m_overview->setMarks(m_marks);
    m_lanes->setMarks(m_marks);
    m_score->setMarks(m_marks);
}

void TimelineView::setScores(std::shared_ptr<const ScoreTrace> scores, const QString& textWithoutScores)
{
    m_score->setEmptyText(textWithoutScores);
    m_score->setScores(scores);
    m_overview->setScores(std::move(scores));
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_errors->setRoom(height() * 35 / 100);
    m_crosshair->setGeometry(rect());
    m_crosshair->setRightMargin(m_scrollBar->sizeHint().width());
}

} // namespace nodesentry::ui
