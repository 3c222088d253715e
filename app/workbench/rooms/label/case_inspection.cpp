#include "app/workbench/rooms/label/case_inspection.h"

#include "app/workbench/commands/action_set.h"
#include "app/workbench/rooms/label/node_presenter.h"
#include "widgets/models/contribution_model.h"
#include "widgets/panels/case_panel.h"
#include "widgets/panels/why_strip.h"
#include "widgets/documents/explanation_document.h"
#include "widgets/documents/range_document.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/timeline/error_strip.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_session.h"
#include "widgets/base/text/error_text.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

CaseInspection::CaseInspection(const LabelStage& stage, RangeDocument& range, CasePanel& panel, WhyStrip& why)
    : m_stage(stage),
      m_room(stage.room),
      m_range(range),
      m_panel(panel),
      m_document(stage.room.session.explanations()),
      m_why(why)
{
    connect(&m_room.view, &ViewOptions::changed, this, [this](ViewOption option, bool on) {
        if (option == ViewOption::Expected) {
            m_told.clear();
            wantNode();
            showExpected();
            tell();
            if (on && m_stage.timeline.lanes().isHeatStrips())
                m_room.notify.say(
                    tr("Heat strips show observed values only: switch them off to see what was expected."));
        } else if (option == ViewOption::Isolated) {
            wantNode();
            isolate();
        } else if (option == ViewOption::ErrorMap) {
            m_told.clear();
            wantNode();
            showErrors();
            m_stage.timeline.errors().setVisible(on);
        }
    });
    connect(&m_room.selection, &Selection::changed, this, [this](Selection::Parts parts) {
        if (parts & Selection::Object)
            target();
        else if (parts & Selection::Range)
            m_selectionTimer.start(); // while it is dragged nothing is computed
    });
    connect(&m_stage.presenter, &NodePresenter::nodeShown, this, [this] {
        target();
        showExpected(); // lanes and map have forgotten what they showed
        showErrors();
    });
    connect(&m_room.session, &ProjectSession::closed, this, [this] {
        m_room.view.set(ViewOption::Isolated, false);
        target();
    });
    connect(&m_room.session, &ProjectSession::snapshotChanged, this, &CaseInspection::takeSnapshot);
    connect(&m_document, &ExplanationDocument::changed, this, [this] {
        showExpected();
        tell();
    });
    connect(&m_range, &RangeDocument::changed, this, [this] {
        showErrors();
        showWhy();
    });
    connect(&m_why, &WhyStrip::metricChosen, this, &CaseInspection::showMetric);
    connect(&m_stage.timeline.errors(), &ErrorStrip::metricClicked, this, &CaseInspection::showMetric);
    m_selectionTimer.setSingleShot(true);
    m_selectionTimer.setInterval(150);
    connect(&m_selectionTimer, &QTimer::timeout, this, &CaseInspection::target);
    m_room.actions["lanes.isolate"]->setIconText(tr("Isolate lanes"));
    m_panel.setIsolateAction(m_room.actions["lanes.isolate"]);
    connect(&m_panel, &CasePanel::metricChosen, this, &CaseInspection::showMetric);
    connect(&m_panel, &CasePanel::metricActivated, this, &CaseInspection::pinMetric);
    connect(&m_panel, &CasePanel::contributionsChanged, this, &CaseInspection::isolate);
    if (m_room.session.snapshot())
        takeSnapshot();
}

void CaseInspection::takeSnapshot()
{
    m_told.clear();
    m_panel.setCatalog(m_room.session.snapshot()->metrics);
    target();
}

void CaseInspection::setLookedAt(bool lookedAt)
{
    m_lookedAt = lookedAt;
    wantNode();
}

void CaseInspection::setWhySeen(bool seen)
{
    m_whySeen = seen;
    wantNode();
}

void CaseInspection::showWhy()
{
    const auto id = m_room.selection.suggestion();
    const auto* item = id ? m_room.session.suggestions().find(*id) : nullptr;
    const auto snapshot = m_room.session.snapshot();
    std::vector<WhyStrip::Chip> chips;
    if (item != nullptr && snapshot && item->node == m_stage.presenter.node()) {
        const auto& catalog = snapshot->metrics;
        const auto* range = m_range.range() == item->range ? m_range.current() : nullptr;
        if (range != nullptr)
            for (const auto& part : range->contributions)
                if (chips.size() < WhyStrip::kMost && part.metric >= 0
                    && std::size_t(part.metric) < catalog.size())
                    chips.push_back({part.metric, nameOf(part.metric),
                                     (shareText(part.share) + u"  "_s
                                      + comparisonText(part, catalog[std::size_t(part.metric)]))
                                         .trimmed()});
        // Until that is computed, and where the method explains nothing: what the suggestion itself names.
        if (chips.empty())
            for (const int metric : item->metrics)
                if (const auto name = nameOf(metric); !name.isEmpty() && chips.size() < WhyStrip::kMost)
                    chips.push_back({metric, name, {}});
    }
    m_why.setChips(std::move(chips));
}

void CaseInspection::updateTexts()
{
    m_panel.updateTexts();
}

std::optional<TimeRange> CaseInspection::chosenRange() const
{
    const auto& node = m_stage.presenter.node();
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot)
        return std::nullopt;
    if (const auto id = m_room.selection.caseId()) {
        for (const auto& found : snapshot->cases)
            if (found.id == *id && found.node == node)
                return found.range;
    } else if (const auto suggestion = m_room.selection.suggestion()) {
        const auto* item = m_room.session.suggestions().find(*suggestion);
        if (item != nullptr && item->node == node)
            return item->range;
    } else if (const auto& labels = m_room.selection.labels(); labels.size() == 1) {
        const auto* label = m_room.session.labels().find(*labels.begin());
        if (label != nullptr && label->node == node)
            return TimeRange{label->begin, label->end.value_or(m_stage.timeline.axis().fullRange().end)};
    }
    return std::nullopt;
}

void CaseInspection::target()
{
    m_selectionTimer.stop();
    const auto selection = m_stage.timeline.axis().selection();
    const auto chosen = chosenRange();
    const bool ofCase = chosen && (!selection || selection == chosen);
    const auto snapshot = m_room.session.snapshot();
    m_panel.setOfCase(ofCase);
    m_range.setRange(snapshot ? snapshot->series : nullptr, m_stage.presenter.node(),
                     ofCase ? chosen : selection);
    wantNode();
    showWhy();
}

void CaseInspection::wantNode()
{
    const bool forNode = m_room.view.is(ViewOption::Expected) || m_room.view.is(ViewOption::ErrorMap);
    const bool forWhy = m_whySeen && m_room.selection.suggestion().has_value();
    const bool forRange = m_lookedAt || forWhy || m_room.view.is(ViewOption::Isolated);
    m_document.want(forNode || (forRange && m_range.range()) ? m_stage.presenter.node() : std::string());
}

QString CaseInspection::nameOf(int metric) const
{
    const auto snapshot = m_room.session.snapshot();
    return snapshot && metric >= 0 && metric < int(snapshot->metrics.size())
        ? QString::fromStdString(snapshot->metrics[std::size_t(metric)].name)
        : QString();
}

// --- lanes ---

void CaseInspection::showExpected()
{
    Expectations expectations;
    expectations.shown = m_room.view.is(ViewOption::Expected);
    if (expectations.shown && m_document.node() == m_stage.presenter.node()) {
        expectations.loading = m_document.state() == ExplanationDocument::State::Loading;
        expectations.node = m_document.current();
    }
    expectations.nameOf = [this](int metric) { return nameOf(metric); };
    m_stage.timeline.setExpectations(std::move(expectations));
}

void CaseInspection::showErrors()
{
    auto& strip = m_stage.timeline.errors();
    if (!m_room.view.is(ViewOption::ErrorMap))
        return;
    using State = ExplanationDocument::State;
    const bool here = m_document.node() == m_stage.presenter.node();
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
        if (const auto* range = m_range.current(); range != nullptr && range->error > 0.0) {
            // Those of the stretch first, then what has errors elsewhere.
            std::vector<int> metrics;
            for (const auto& contribution : range->contributions)
                metrics.push_back(contribution.metric);
            std::erase_if(map.metrics, [&](int metric) {
                return std::find(metrics.begin(), metrics.end(), metric) != metrics.end();
            });
            metrics.insert(metrics.end(), map.metrics.begin(), map.metrics.end());
            map.metrics = std::move(metrics);
            map.range = m_range.range();
        }
    }
    strip.setMap(std::move(map));
}

void CaseInspection::isolate()
{
    const bool on = m_room.view.is(ViewOption::Isolated);
    // While the next case is being computed the lanes of the last one stay.
    if (on && m_range.state() == RangeDocument::State::Loading)
        return;
    m_isolated = on ? m_panel.model().mostOfIt() : std::vector<int>();
    m_stage.presenter.setOnly(m_isolated);
    if (on && m_isolated.empty() && !m_range.range())
        m_room.notify.say(tr("Choose a case, or select a stretch of time: its lanes alone are shown then."));
}

void CaseInspection::showMetric(int metric)
{
    m_room.go.go({u"label"_s});
    auto& lanes = m_stage.timeline.lanes();
    if (lanes.layout().find(metric) == nullptr) {
        if (m_isolated.empty()) {
            m_stage.metrics.setVisibleName(nameOf(metric), true);
        } else {
            m_isolated.push_back(metric);
            m_stage.presenter.setOnly(m_isolated);
        }
    }
    lanes.setMarkedMetrics({metric});
    lanes.setCurrentLane(metric);
}

void CaseInspection::pinMetric(int metric)
{
    showMetric(metric);
    auto& lanes = m_stage.timeline.lanes();
    lanes.setPinned(metric, true);
    lanes.setCurrentLane(metric);
}

// --- messages ---

void CaseInspection::tell()
{
    if (!m_room.view.is(ViewOption::Expected))
        return;
    using State = ExplanationDocument::State;
    const auto method = QString::fromStdString(m_document.method());
    const auto once = [this](const QString& what) { return std::exchange(m_told, what) != what; };
    if (m_document.state() == State::Failed) {
        if (once(QString::fromStdString(m_document.error()->text())))
            m_room.notify.fail(tr("Showing expected values"), *m_document.error());
    } else if (m_document.state() == State::Idle && m_document.method().empty()) {
        if (once(u"-"_s))
            m_room.notify.say(tr("Nothing has been scored yet, so nothing was expected: press Run (F5)."));
    } else if (m_document.state() == State::Ready && m_document.current()->explanation().expected.size() == 0
               && once(method)) {
        m_room.notify.say(
            tr("“%1” scores metrics without expecting values of them. Choose another method to see "
               "expected values.")
                .arg(method));
    }
}

} // namespace nodesentry::app
