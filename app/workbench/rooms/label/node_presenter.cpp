#include "app/workbench/rooms/label/node_presenter.h"

#include "widgets/models/metric_tree_model.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/node_marks.h"
#include "widgets/documents/project_session.h"
#include "widgets/documents/selection.h"

#include <algorithm>

namespace nodesentry::app {

using namespace nodesentry::ui;

NodePresenter::NodePresenter(ProjectSession& session, Selection& selection, TimelineView& timeline,
                             MetricTreeModel& metrics)
    : m_session(session),
      m_selection(selection),
      m_timeline(timeline),
      m_metrics(metrics)
{
    connect(&session, &ProjectSession::scoresRead, this, &NodePresenter::takeScores);
    connect(&selection, &Selection::changed, this, [this](Selection::Parts parts, const QObject* origin) {
        if ((parts & Selection::Node) && origin != this && m_session.snapshot() && !node().empty())
            present(std::string(node()));
    });
    auto& axis = timeline.axis();
    connect(&axis, &TimeAxis::selectionChanged, this,
            [this, &axis] { m_selection.setRange(axis.selection(), &axis); });
    connect(&selection, &Selection::changed, this,
            [this, &axis](Selection::Parts parts, const QObject* origin) {
                if ((parts & Selection::Range) && origin != &axis)
                    axis.setSelection(m_selection.range());
            });
    connect(&metrics, &MetricTreeModel::lanesChanged, this, &NodePresenter::showLanes);
}

const std::string& NodePresenter::node() const
{
    return m_selection.node();
}

void NodePresenter::refresh()
{
    const auto snapshot = m_session.snapshot();
    const bool otherData = m_generation != snapshot->series->generation();
    m_generation = snapshot->series->generation();
    if (snapshot->find(node()) == nullptr) {
        const auto worst = std::max_element(
            snapshot->nodes.begin(), snapshot->nodes.end(), [](const NodeSummary& a, const NodeSummary& b) {
                return a.peakScore.value_or(-1.0) < b.peakScore.value_or(-1.0);
            });
        present(worst->node);
    } else if (otherData) {
        present(std::string(node()));
    } else {
        m_timeline.setMarks(marksOf(*snapshot, node()));
        m_session.readScores(node());
    }
}

void NodePresenter::clear()
{
    m_generation.clear();
    m_timeline.clear();
}

void NodePresenter::updateMarks()
{
    if (const auto snapshot = m_session.snapshot(); snapshot && !this->node().empty())
        m_timeline.setMarks(marksOf(*snapshot, node()));
}

void NodePresenter::setOnly(std::vector<int> metrics)
{
    if (metrics == m_only)
        return;
    m_only = std::move(metrics);
    showLanes();
}

void NodePresenter::showLanes()
{
    m_timeline.setLanes(m_only.empty() ? m_metrics.lanes() : m_metrics.lanesOf(m_only));
}

void NodePresenter::showNode(const std::string& node)
{
    const auto snapshot = m_session.snapshot();
    if (snapshot && node != this->node() && snapshot->find(node) != nullptr)
        present(node);
}

void NodePresenter::present(const std::string& node)
{
    const auto snapshot = m_session.snapshot();
    m_selection.setNode(node, this);
    m_timeline.setNode(snapshot->series, node, snapshot->jobsOf(node));
    auto metrics = snapshot->metricsOf(node);
    if (metrics != m_shownMetrics || m_timeline.lanes().layout().lanes().empty()) {
        m_shownMetrics = std::move(metrics);
        m_metrics.setMetrics(snapshot->metrics, m_shownMetrics);
    }
    m_timeline.setMarks(marksOf(*snapshot, node));
    m_timeline.setScores(nullptr,
                         snapshot->hasResults() ? tr("loading…") : tr("Not scored yet: press Run (F5)."));
    m_session.readScores(node);
    Q_EMIT nodeShown(QString::fromStdString(node));
}

void NodePresenter::takeScores(const QString& node, const std::shared_ptr<const ScoreTrace>& scores)
{
    if (node.toStdString() == this->node())
        m_timeline.setScores(scores, tr("Not scored yet: press Run (F5)."));
}

void NodePresenter::reveal(const std::string& node, TimeRange range)
{
    constexpr TimeMs kLeastShare = 60; // of the view; what is less wide is a line that says nothing
    const auto visible = m_timeline.axis().visible();
    const bool inView = node == this->node() && visible.begin <= range.begin && range.end <= visible.end;
    if (!inView || range.length() < visible.length() / kLeastShare)
        jumpTo(node, range);
}

void NodePresenter::jumpTo(const std::string& node, TimeRange range)
{
    showNode(node);
    auto& axis = m_timeline.axis();
    const auto around = std::max<TimeMs>(range.length(), axis.minimumSpan() * 6) * 2;
    axis.show({range.begin - around, range.end + around});
}

} // namespace nodesentry::app
