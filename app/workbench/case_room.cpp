#include "app/workbench/case_room.h"

#include "app/workbench/actions.h"
#include "app/workbench/node_presenter.h"
#include "widgets/panels/case_panel.h"
#include "widgets/documents/explanation_document.h"
#include "widgets/documents/range_document.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/timeline/error_strip.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_controller.h"
#include "widgets/base/text/error_text.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

CaseRoom::CaseRoom(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_document(parts.controller.explanations())
{
    const auto& actions = m_parts.actions;
    connect(actions.expected, &QAction::toggled, this, [this](bool on) {
        m_told.clear();
        wantNode();
        showExpected();
        tell();
        if (on && m_parts.timeline.lanes().isHeatStrips())
            Q_EMIT message(
                tr("Heat strips show observed values only: switch them off to see what was expected."));
    });
    connect(actions.isolate, &QAction::toggled, this, [this] {
        wantNode();
        isolate();
    });
    connect(&m_parts.presenter, &NodePresenter::nodeShown, this, [this] {
        target();
        showExpected(); // lanes and map have forgotten what they showed
        showErrors();
    });
    connect(&m_parts.controller, &ProjectController::closed, this, [this] {
        m_case.reset();
        m_parts.actions.isolate->setChecked(false);
        target();
    });
    connect(&m_parts.controller, &ProjectController::snapshotChanged, this, [this] {
        m_told.clear();
        const auto snapshot = m_parts.controller.snapshot();
        m_parts.panel.setCatalog(snapshot->metrics);
        if (m_case && m_case->method != snapshot->method)
            m_case.reset();
        target();
    });
    connect(&m_document, &ExplanationDocument::changed, this, [this] {
        showExpected();
        tell();
    });
    connect(actions.errorMap, &QAction::toggled, this, [this](bool on) {
        m_told.clear();
        wantNode();
        showErrors();
        m_parts.timeline.errors().setVisible(on);
    });
    connect(&m_parts.range, &RangeDocument::changed, this, &CaseRoom::showErrors);
    connect(&m_parts.timeline.errors(), &ErrorStrip::metricClicked, this, &CaseRoom::showMetric);
    m_selectionTimer.setSingleShot(true);
    m_selectionTimer.setInterval(150);
    connect(&m_selectionTimer, &QTimer::timeout, this, &CaseRoom::target);
    connect(&m_parts.timeline.axis(), &TimeAxis::selectionChanged, &m_selectionTimer,
            qOverload<>(&QTimer::start));
    m_parts.panel.setIsolateAction(actions.isolate);
    connect(&m_parts.panel, &CasePanel::metricChosen, this, &CaseRoom::showMetric);
    connect(&m_parts.panel, &CasePanel::metricActivated, this, &CaseRoom::pinMetric);
    connect(&m_parts.panel, &CasePanel::contributionsChanged, this, &CaseRoom::isolate);
}

void CaseRoom::setCase(const Case& chosen)
{
    m_case = chosen;
    m_selectionOfCase = m_parts.timeline.axis().selection();
    target();
}

void CaseRoom::setLookedAt(bool lookedAt)
{
    m_lookedAt = lookedAt;
    wantNode();
}

void CaseRoom::updateTexts()
{
    m_parts.panel.updateTexts();
}

void CaseRoom::target()
{
    m_selectionTimer.stop();
    const auto& node = m_parts.presenter.node();
    const auto selection = m_parts.timeline.axis().selection();
    const bool caseHere = m_case && m_case->node == node;
    const bool ofCase = caseHere && (!selection || selection == m_selectionOfCase);
    const auto snapshot = m_parts.controller.snapshot();
    m_parts.panel.setOfCase(ofCase);
    m_parts.range.setRange(snapshot ? snapshot->series : nullptr, node,
                           ofCase ? std::optional(m_case->range) : selection);
    wantNode();
}

void CaseRoom::wantNode()
{
    const bool forNode = m_parts.actions.expected->isChecked() || m_parts.actions.errorMap->isChecked();
    const bool forRange = m_lookedAt || m_parts.actions.isolate->isChecked();
    m_document.want(forNode || (forRange && m_parts.range.range()) ? m_parts.presenter.node()
                                                                   : std::string());
}

QString CaseRoom::nameOf(int metric) const
{
    const auto snapshot = m_parts.controller.snapshot();
    return snapshot && metric >= 0 && metric < int(snapshot->metrics.size())
        ? QString::fromStdString(snapshot->metrics[std::size_t(metric)].name)
        : QString();
}

// --- lanes ---

void CaseRoom::showExpected()
{
    Expectations expectations;
    expectations.shown = m_parts.actions.expected->isChecked();
    if (expectations.shown && m_document.node() == m_parts.presenter.node()) {
        expectations.loading = m_document.state() == ExplanationDocument::State::Loading;
        expectations.node = m_document.current();
    }
    expectations.nameOf = [this](int metric) { return nameOf(metric); };
    m_parts.timeline.setExpectations(std::move(expectations));
}

void CaseRoom::showErrors()
{
    auto& strip = m_parts.timeline.errors();
    if (!m_parts.actions.errorMap->isChecked())
        return;
    using State = ExplanationDocument::State;
    const bool here = m_document.node() == m_parts.presenter.node();
    if (m_document.state() == State::Failed)
        strip.setEmptyText(errorText(*m_document.error()).oneLine());
    else if (m_document.state() == State::Loading)
        strip.setEmptyText(tr("Computing the errors…"));
    else
        strip.setEmptyText(m_document.method().empty() ? tr("Not scored yet: press Run (F5).")
                                                       : tr("No metric has any error."));
    ErrorMap map;
    map.node = here ? m_document.current() : nullptr;
    map.nameOf = [this](int metric) { return nameOf(metric); };
    if (map.node) {
        map.metrics = map.node->ranking();
        if (const auto* range = m_parts.range.current(); range != nullptr && range->error > 0.0) {
            // Those of the stretch first, then what has errors elsewhere.
            std::vector<int> metrics;
            for (const auto& contribution : range->contributions)
                metrics.push_back(contribution.metric);
            std::erase_if(map.metrics, [&](int metric) {
                return std::find(metrics.begin(), metrics.end(), metric) != metrics.end();
            });
            metrics.insert(metrics.end(), map.metrics.begin(), map.metrics.end());
            map.metrics = std::move(metrics);
            map.range = m_parts.range.range();
        }
    }
    strip.setMap(std::move(map));
}

void CaseRoom::isolate()
{
    const bool on = m_parts.actions.isolate->isChecked();
    // While the next case is being computed the lanes of the last one stay.
    if (on && m_parts.range.state() == RangeDocument::State::Loading)
        return;
    m_isolated = on ? m_parts.panel.model().mostOfIt() : std::vector<int>();
    m_parts.presenter.setOnly(m_isolated);
    if (on && m_isolated.empty() && !m_parts.range.range())
        Q_EMIT message(tr("Choose a case, or select a stretch of time: its lanes alone are shown then."));
}

void CaseRoom::showMetric(int metric)
{
    Q_EMIT timelineWanted();
    auto& lanes = m_parts.timeline.lanes();
    if (lanes.layout().find(metric) == nullptr) {
        if (m_isolated.empty()) {
            m_parts.metrics.setVisibleName(nameOf(metric), true);
        } else {
            m_isolated.push_back(metric);
            m_parts.presenter.setOnly(m_isolated);
        }
    }
    lanes.setMarkedMetrics({metric});
    lanes.setCurrentLane(metric);
}

void CaseRoom::pinMetric(int metric)
{
    showMetric(metric);
    auto& lanes = m_parts.timeline.lanes();
    lanes.setPinned(metric, true);
    lanes.setCurrentLane(metric);
}

// --- messages ---

void CaseRoom::tell()
{
    if (!m_parts.actions.expected->isChecked())
        return;
    using State = ExplanationDocument::State;
    const auto method = QString::fromStdString(m_document.method());
    const auto once = [this](const QString& what) { return std::exchange(m_told, what) != what; };
    if (m_document.state() == State::Failed) {
        if (once(QString::fromStdString(m_document.error()->text())))
            Q_EMIT failed(tr("Showing expected values"), *m_document.error());
    } else if (m_document.state() == State::Idle && m_document.method().empty()) {
        if (once(u"-"_s))
            Q_EMIT message(tr("Nothing has been scored yet, so nothing was expected: press Run (F5)."));
    } else if (m_document.state() == State::Ready && m_document.current()->explanation().expected.size() == 0
               && once(method)) {
        Q_EMIT message(
            tr("“%1” scores metrics without expecting values of them. Choose another method to see "
               "expected values.")
                .arg(method));
    }
}

} // namespace nodesentry::app
