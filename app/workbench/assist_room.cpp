#include "app/workbench/assist_room.h"

#include "app/workbench/actions.h"
#include "app/workbench/node_presenter.h"
#include "core/labels/settled_labels.h"
#include "core/review/candidates.h"
#include "widgets/panels/assist_panel.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/models/suggestion_list_model.h"
#include "widgets/documents/label_document.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/timeline/job_band.h"
#include "widgets/timeline/score_lane.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_controller.h"
#include "widgets/base/text/value_text.h"

#include <QAction>
#include <QDoubleSpinBox>

#include <algorithm>
#include <limits>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

const auto kDetectorsChannel = u"detectors"_s;
const auto kNodesChannel = u"nodes"_s;
const auto kOfferChannel = u"offer"_s;
const auto kSimilarChannel = u"similar"_s;

} // namespace

AssistRoom::AssistRoom(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_document(parts.controller.suggestions()),
      m_overlay(m_document)
{
    m_parts.timeline.addOverlay(&m_overlay);
    const auto& actions = m_parts.actions;
    for (auto* action : {actions.acceptSuggestion, actions.finishNode}) {
        // Enter belongs to lists and fields where one of them has the focus.
        static_cast<QWidget*>(action->parent())->removeAction(action);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_parts.timeline.addAction(action);
    }
    m_parts.panel.addActions(
        {actions.acceptSuggestion, actions.rejectSuggestion, actions.acceptAllInView, actions.findSimilar});
    connectActions();
    connectDocument();
    connectThreshold();
    connect(&m_parts.presenter, &NodePresenter::nodeShown, this, &AssistRoom::showNode);
}

void AssistRoom::connectActions()
{
    const auto& actions = m_parts.actions;
    const auto on
        = [this](QAction* action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    on(actions.acceptSuggestion, [this] { accept(); });
    on(actions.rejectSuggestion, [this] { reject(); });
    on(actions.acceptAllInView, [this] { acceptAllInView(); });
    on(actions.nextSuggestion, [this] { step(1); });
    on(actions.previousSuggestion, [this] { step(-1); });
    on(actions.findSimilar, [this] { findSimilar(); });
    on(actions.markSeen, [this] { markSeen(); });
    on(actions.finishNode, [this] { finishNode(); });
    on(actions.detect, [this] { detect(); });
    connect(actions.doubtfulFirst, &QAction::toggled, this, [this](bool doubtful) {
        m_parts.panel.setOrder(doubtful ? ReviewOrder::Uncertainty : ReviewOrder::Score);
        updateView();
    });
    connect(actions.clearSelection, &QAction::triggered, this,
            [this] { m_document.setCurrent(std::nullopt); });
}

void AssistRoom::connectDocument()
{
    auto& labels = m_parts.controller.labels();
    connect(&m_document, &SuggestionDocument::changed, this, &AssistRoom::updatePanel);
    connect(&m_document, &SuggestionDocument::currentChanged, this, [this, &labels] {
        if (m_document.current())
            labels.select({}); // a digit is meant for the suggestion
        const int row = m_document.current() ? m_parts.model.rowOf(*m_document.current()) : -1;
        m_syncing = true;
        m_parts.panel.table().selectSourceRow(row);
        m_syncing = false;
        updatePanel();
    });
    connect(&labels, &LabelDocument::selectionChanged, this, [this, &labels] {
        if (!labels.selection().empty())
            m_document.setCurrent(std::nullopt); // a digit is meant for the label
    });
    const auto judgeAnew = [this] {
        setJudgedLabels();
        loadNodes();
        updateFigures(m_document.view().factor);
    };
    connect(&labels, &LabelDocument::labelsChanged, this, judgeAnew);
    connect(&labels, &LabelDocument::labelsChanged, this, &AssistRoom::updateLabelled);
    connect(m_parts.actions.blind, &QAction::toggled, this, judgeAnew);
    connect(m_parts.actions.blind, &QAction::toggled, this, &AssistRoom::updateView);
    connect(&m_document, &SuggestionDocument::decided, this, [this](const SuggestionEdit& edit) {
        const bool reviewed = std::any_of(edit.begin(), edit.end(), [this](const SuggestionChange& change) {
            return change.after.id == m_reviewing && change.after.state != SuggestionState::Pending;
        });
        if (reviewed)
            advance();
    });
    connect(&m_document, &SuggestionDocument::replayed, this, [this](const SuggestionEdit& edit) {
        const auto open = std::find_if(edit.begin(), edit.end(), [this](const SuggestionChange& change) {
            return isOpen(change.after, m_document.view());
        });
        if (open == edit.end())
            return;
        const auto& item = open->after;
        const bool seen
            = item.node == m_parts.presenter.node() && item.range.overlaps(m_parts.timeline.axis().visible());
        if (!seen)
            m_parts.presenter.jumpTo(item.node, item.range);
        m_reviewing = item.id;
        m_document.setCurrent(item.id);
    });
    connect(&m_overlay, &SuggestionOverlay::clicked, this, [this](SuggestionId id) {
        m_reviewing = id;
        m_parts.timeline.axis().setSelection(std::nullopt);
        m_document.setCurrent(id);
        if (const auto* item = m_document.find(id))
            m_parts.timeline.lanes().setMarkedMetrics(item->metrics);
    });
    connect(&m_overlay, &SuggestionOverlay::resizeRequested, this,
            [this](SuggestionId id, TimeRange range) { m_document.resize(id, range); });
    connect(&m_parts.panel.table(), &FilteredTable::rowSelected, this, [this](int row) {
        if (!m_syncing)
            show(m_parts.model.idAt(row));
    });
    connect(&m_parts.panel.table(), &FilteredTable::rowActivated, this, [this](int row) {
        show(m_parts.model.idAt(row));
        m_parts.timeline.lanes().setFocus();
    });
    connect(&m_parts.panel, &AssistPanel::detectRequested, this, &AssistRoom::detect);
    connect(&m_parts.panel, &AssistPanel::orderChanged, this, [this](ReviewOrder order) {
        m_parts.actions.doubtfulFirst->setChecked(order == ReviewOrder::Uncertainty);
    });
    connect(&m_parts.controller, &ProjectController::seenChanged, this, [this] {
        updateSeen();
        updateView();
    });
    connect(&m_parts.controller, &ProjectController::suggestionsRead, this, [this] {
        m_overlay.setPreview(std::nullopt);
        m_parts.presenter.updateMarks();
        updateView();
    });
    for (const auto signal : {&ProjectController::runStarted, &ProjectController::runFinished,
                              &ProjectController::runCancelled, &ProjectController::runFailed})
        connect(&m_parts.controller, signal, this, &AssistRoom::updatePanel);
}

void AssistRoom::connectThreshold()
{
    auto& score = m_parts.timeline.score();
    connect(&score, &ScoreLane::thresholdDragged, this, &AssistRoom::preview);
    connect(&score, &ScoreLane::thresholdDropped, this, &AssistRoom::dropThreshold);
    connect(&m_parts.panel, &AssistPanel::factorChanged, this, [this](double factor) {
        preview(factor);
        dropThreshold(factor);
    });
}

// --- what is there ---

bool AssistRoom::isWritable() const
{
    const auto snapshot = m_parts.controller.snapshot();
    return snapshot && snapshot->hasData() && !snapshot->project->readOnly();
}

void AssistRoom::clear()
{
    for (const auto& channel : {kDetectorsChannel, kNodesChannel, kSimilarChannel})
        m_runner.abandon(channel);
    m_offers.abandon(kOfferChannel);
    m_overlay.clear();
    m_judge.clear();
    m_asked.clear();
    m_judged.clear();
    m_project.clear();
    m_category.clear();
    m_reviewing = 0;
    m_parts.timeline.score().setFigures({});
}

void AssistRoom::takeSnapshot()
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot->hasData())
        return;
    loadDetectors();
    // Another method, other samples or other scores: what is known of the nodes is void.
    auto judged = snapshot->method + '\n' + snapshot->series->generation();
    if (const auto record = snapshot->project->stage("detect:" + snapshot->method); record && *record)
        judged += '\n' + std::to_string((*record)->finished);
    if (judged != m_judged) {
        m_judged = std::move(judged);
        m_runner.abandon(kNodesChannel);
        m_judge.clear();
        m_asked.clear();
    }
    setJudgedLabels();
    updateView();
    updateSeen();
    loadNodes();
    offer();
}

void AssistRoom::showNode()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& node = m_parts.presenter.node();
    const auto* entry = snapshot && snapshot->series ? snapshot->series->find(node) : nullptr;
    if (entry == nullptr) {
        m_overlay.clear();
        return;
    }
    m_overlay.setNode(node, TimeSnapper(entry->grid, snapshot->jobsOf(node)));
    updateSeen();
    loadNodes();
    updateFigures(m_document.view().factor);
}

void AssistRoom::loadDetectors()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& functions = m_parts.controller.assist();
    if (!functions.detectors || snapshot->project->path() == m_project)
        return;
    m_project = snapshot->project->path();
    m_runner.start<std::vector<DetectorEntry>>(
        kDetectorsChannel, this,
        [project = snapshot->project, detectors = functions.detectors](const RunContext&) {
            return detectors(project);
        },
        [this](Result<std::vector<DetectorEntry>> result) {
            if (!result) {
                Q_EMIT failed(tr("Reading the detectors"), result.error());
                return;
            }
            const auto now = m_parts.controller.snapshot();
            m_parts.panel.setDetectors(*result, now ? now->method : std::string());
            updatePanel();
        });
}

void AssistRoom::loadNodes()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& functions = m_parts.controller.assist();
    if (!snapshot || !functions.nodes || !snapshot->hasResults() || m_runner.isActive(kNodesChannel))
        return;
    std::vector<std::string> wanted;
    constexpr std::size_t kMost = 16; // at a time, so that the window takes them without a stop
    const auto want = [&](const std::string& node) {
        if (wanted.size() < kMost && !node.empty() && snapshot->find(node) != nullptr
            && m_asked.insert(node).second)
            wanted.push_back(node);
    };
    want(m_parts.presenter.node()); // that one first
    if (wanted.empty())
        for (const auto& label : seenLabels())
            want(label.node);
    if (wanted.empty())
        return;
    using Judged = std::vector<ThresholdJudge::Entry>;
    m_runner.start<Judged>(
        kNodesChannel, this,
        [project = snapshot->project, method = snapshot->method, wanted,
         nodes = functions.nodes](const RunContext& context) -> Result<Judged> {
            NODESENTRY_TRY(auto read, nodes(project, method, wanted, context));
            Judged judged;
            for (auto& node : read)
                judged.push_back(ThresholdJudge::prepare(std::move(node)));
            return judged;
        },
        [this](Result<Judged> result) {
            if (result) {
                for (auto& node : *result)
                    m_judge.add(std::move(node));
                updateFigures(m_document.view().factor);
                loadNodes(); // the rest
            } else if (result.error().code != ErrorCode::Cancelled
                       && result.error().code != ErrorCode::StageMissing) {
                Q_EMIT failed(tr("Reading the scores"), result.error());
            }
        });
}

void AssistRoom::offer()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& functions = m_parts.controller.assist();
    if (!functions.offer || !isWritable() || !snapshot->hasResults() || m_parts.controller.isRunning()) {
        m_overlay.setPreview(std::nullopt);
        return;
    }
    using Done = bool;
    m_offers.start<Done>(
        kOfferChannel, this,
        [project = snapshot->project, method = snapshot->method, factor = m_document.view().factor,
         offer = functions.offer](const RunContext& context) -> Result<Done> {
            NODESENTRY_CHECK(offer(project, method, factor, context));
            return true;
        },
        [this](Result<Done> result) {
            if (result)
                m_parts.controller.readSuggestions();
            else if (result.error().code != ErrorCode::Cancelled
                     && result.error().code != ErrorCode::StageMissing)
                Q_EMIT failed(tr("Making suggestions"), result.error());
        });
}

void AssistRoom::updateView()
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot)
        return;
    ReviewView view;
    view.method = snapshot->method;
    view.order = m_parts.actions.doubtfulFirst->isChecked() ? ReviewOrder::Uncertainty : ReviewOrder::Score;
    const auto known = snapshot->suggestionSources.find(snapshot->method);
    if (m_offers.isActive(kOfferChannel) && m_document.view().method == snapshot->method)
        view.factor = m_document.view().factor; // what is stored is on its way there
    else if (known != snapshot->suggestionSources.end())
        view.factor = known->second.factor;
    for (const auto& stretch : snapshot->seen)
        if (stretch.author == m_parts.controller.labels().annotator())
            view.seen[stretch.node].push_back(stretch.range);
    view.labelled = labelledTimes();
    if (m_parts.actions.blind->isChecked())
        view.blindTo = m_parts.controller.labels().annotator();
    m_document.setView(std::move(view));
    m_parts.timeline.score().setThresholdFactor(m_document.view().factor);
    m_parts.timeline.score().setThresholdMovable(snapshot->hasResults());
    m_parts.panel.setFactor(m_document.view().factor);
    updateFigures(m_document.view().factor);
}

void AssistRoom::updateLabelled()
{
    auto times = labelledTimes();
    if (times == m_document.view().labelled)
        return; // another class or a note
    auto view = m_document.view();
    view.labelled = std::move(times);
    // The current one may leave the list before the decision on it is heard of: the list must not choose.
    m_syncing = true;
    m_document.setView(std::move(view));
    const auto current = m_document.current();
    m_parts.panel.table().selectSourceRow(current ? m_parts.model.rowOf(*current) : -1);
    m_syncing = false;
}

void AssistRoom::updateSeen()
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || m_parts.presenter.node().empty())
        return;
    std::optional<std::vector<TimeRange>> seen;
    for (const auto& stretch : snapshot->seen) {
        if (stretch.author != m_parts.controller.labels().annotator())
            continue;
        if (!seen)
            seen.emplace(); // who keeps account of it sees what is left, also where that is everything
        if (stretch.node == m_parts.presenter.node())
            seen->push_back(stretch.range);
    }
    m_parts.timeline.setSeen(std::move(seen));
}

void AssistRoom::updateFigures(double factor)
{
    const auto node = m_judge.figuresOf(m_parts.presenter.node(), factor);
    const int labelled = m_judge.labelledNodes();
    std::optional<LiveFigures> all;
    if (labelled > 0)
        all = m_judge.figures(factor);
    m_parts.panel.setFigures(node, all, labelled);
    m_parts.panel.setWithSuggested(m_judge.figuresWithSuggested(factor), m_judge.suggestedLabels());
    QStringList texts;
    if (node && std::isfinite(node->strict.recall)) {
        const auto line = [](const QString& mode, double precision, double recall, double f1) {
            return tr("%1: precision %2, recall %3, F1 %4")
                .arg(mode, figureText(precision), figureText(recall), figureText(f1));
        };
        const auto paper = tr("paper's mode");
        const auto plain = tr("unadjusted");
        texts << line(paper, node->paper.precision, node->paper.recall, node->paper.f1) + u'\n'
                + line(plain, node->strict.precision, node->strict.recall, node->strict.f1)
              << tr("%1: F1 %2").arg(paper, figureText(node->paper.f1)) + u'\n'
                + tr("%1: F1 %2").arg(plain, figureText(node->strict.f1));
    }
    m_parts.timeline.score().setFigures(texts);
}

QString AssistRoom::emptyText() const
{
    const auto snapshot = m_parts.controller.snapshot();
    if (m_parts.controller.isRunning())
        return tr("A detector is at work. What it finds will be listed here.");
    if (!snapshot || !snapshot->hasResults())
        return tr("Nothing has been scored yet. Choose a detector above and press Detect, or run all stages "
                  "(F5).");
    return tr("Nothing is left to review. Lower the threshold, let another detector suggest, or choose a "
              "label and find more of its kind (%1).")
        .arg(m_parts.actions.findSimilar->shortcut().toString(QKeySequence::NativeText));
}

void AssistRoom::updatePanel()
{
    auto& panel = m_parts.panel;
    const auto count = int(m_document.queue().size());
    panel.setSummary(count == 0 ? QString()
                                //: how many suggestions; %1: "on 3 nodes"
                                : tr("%n to review %1", nullptr, count)
                                      .arg(tr("on %n node(s)", nullptr, m_document.queuedNodes())));
    panel.setEmptyText(emptyText());
    updateActions();
}

void AssistRoom::updateActions()
{
    const auto& actions = m_parts.actions;
    const auto snapshot = m_parts.controller.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    const bool writable = isWritable();
    for (auto* action : {actions.nextSuggestion, actions.previousSuggestion, actions.doubtfulFirst})
        action->setEnabled(hasData);
    for (auto* action : {actions.acceptSuggestion, actions.rejectSuggestion, actions.acceptAllInView,
                         actions.findSimilar, actions.markSeen, actions.finishNode})
        action->setEnabled(writable);
    const bool detects = writable && m_parts.controller.assist().detect && !m_parts.controller.isRunning();
    actions.detect->setEnabled(detects);
    m_parts.panel.setDetectEnabled(detects);
    m_parts.panel.setThresholdEnabled(hasData && snapshot->hasResults());
}

void AssistRoom::updateTexts()
{
    m_parts.model.updateTexts();
}

// --- the threshold ---

void AssistRoom::preview(double factor)
{
    m_parts.timeline.score().setThresholdFactor(factor);
    m_parts.panel.setFactor(factor);
    updateFigures(factor);
    const auto* node = m_judge.find(m_parts.presenter.node());
    const auto snapshot = m_parts.controller.snapshot();
    if (node == nullptr || !snapshot)
        return;
    auto found = findCandidates(snapshot->method, node->node, node->grid, node->ratio, factor, node->options);
    // As it will be once it is stored: what has been judged is not asked again.
    std::vector<TimeRange> decided;
    for (const auto& item : m_document.suggestions())
        if (item.node == node->node && item.source == snapshot->method && !item.who.empty())
            decided.push_back(item.range);
    decided = joined(std::move(decided));
    auto view = m_document.view();
    view.factor = factor;
    view.labelled = labelledTimes();
    std::erase_if(found, [&](const Suggestion& item) {
        return !isShown(item, view) || mostlyCovered(item.range, decided);
    });
    m_overlay.setPreview(std::move(found));
}

void AssistRoom::dropThreshold(double factor)
{
    auto view = m_document.view();
    view.factor = factor;
    m_document.setView(std::move(view));
    m_parts.panel.setFactor(factor);
    updateFigures(factor);
    offer(); // ends the preview
}

// --- review ---

std::string AssistRoom::category() const
{
    const auto& classes = m_parts.controller.labels().classes();
    const auto known = [&](const std::string& name) { return indexOfClass(classes, name) >= 0; };
    if (!m_category.empty() && known(m_category))
        return m_category;
    return classes.empty() || known("anomaly") ? "anomaly" : classes.front().name;
}

const Suggestion* AssistRoom::currentHere() const
{
    const auto* item = m_document.current() ? m_document.find(*m_document.current()) : nullptr;
    return item != nullptr && item->node == m_parts.presenter.node() ? item : nullptr;
}

void AssistRoom::show(SuggestionId id)
{
    const auto* item = m_document.find(id);
    if (item == nullptr)
        return;
    const auto node = item->node;
    const auto range = item->range;
    const auto metrics = item->metrics;
    Q_EMIT timelineWanted();
    m_parts.timeline.axis().setSelection(std::nullopt);
    m_reviewing = id;
    m_document.setCurrent(id);
    m_parts.presenter.jumpTo(node, range);
    m_parts.timeline.lanes().setMarkedMetrics(metrics);
}

void AssistRoom::step(int direction)
{
    if (const auto next = m_document.neighbour(direction))
        show(*next);
    else
        Q_EMIT message(emptyText());
}

void AssistRoom::advance()
{
    m_reviewing = 0;
    const auto& node = m_parts.presenter.node();
    const auto isHere = [&](SuggestionId id) {
        const auto* item = m_document.find(id);
        return item != nullptr && item->node == node;
    };
    const auto& queue = m_document.queue();
    if (std::any_of(queue.begin(), queue.end(), isHere)) {
        show(*m_document.neighbour(1));
        return;
    }
    // The node is through: one may want to look once more, and to say that it is, before the next one comes.
    m_parts.timeline.lanes().setMarkedMetrics({});
    const auto finish = m_parts.actions.finishNode->shortcut().toString(QKeySequence::NativeText);
    Q_EMIT message(queue.empty() ? tr("That was the last suggestion.")
                                 : tr("That was the last suggestion on %1. %2 marks the node as reviewed and "
                                      "goes on to the next one.")
                                       .arg(QString::fromStdString(node), finish));
}

bool AssistRoom::chooseCase(const std::string& node, TimeRange range)
{
    for (const auto* item : m_document.shownOn(node)) {
        if (!item->range.overlaps(range) || item->isSimilar())
            continue;
        m_reviewing = item->id;
        m_document.setCurrent(item->id);
        return true;
    }
    m_document.setCurrent(std::nullopt);
    return false;
}

bool AssistRoom::acceptAs(const std::string& category)
{
    const auto* item = currentHere();
    if (item == nullptr)
        return false;
    m_category = category;
    m_document.accept({item->id}, category);
    return true;
}

void AssistRoom::accept()
{
    if (m_parts.timeline.axis().selection() && m_parts.labelSelection(category()))
        return;
    const auto* item = currentHere();
    if (item == nullptr)
        step(1); // the first Enter opens the queue
    else
        m_document.accept({item->id}, category());
}

void AssistRoom::reject()
{
    if (const auto* item = currentHere())
        m_document.reject({item->id});
    else
        Q_EMIT message(
            tr("Choose a suggestion first: %1 goes to the next one.")
                .arg(m_parts.actions.nextSuggestion->shortcut().toString(QKeySequence::NativeText)));
}

void AssistRoom::acceptAllInView()
{
    auto shown = m_document.shownOn(m_parts.presenter.node());
    const auto visible = m_parts.timeline.axis().visible();
    std::erase_if(shown, [&](const Suggestion* item) { return !item->range.overlaps(visible); });
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Suggestion* a, const Suggestion* b) { return a->strength > b->strength; });
    std::vector<SuggestionId> ids;
    for (const auto* item : shown)
        ids.push_back(item->id);
    m_reviewing = 0; // one wants to see what has become of them
    if (const int count = m_document.accept(ids, category()); count > 0)
        Q_EMIT message(tr("%n suggestion(s) accepted; Ctrl+Z takes all of it back.", nullptr, count));
    else if (ids.empty())
        Q_EMIT message(tr("There is no suggestion above the threshold in view."));
}

void AssistRoom::setJudgedLabels()
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || !snapshot->project)
        return;
    const auto suggested = snapshot->project->suggestedLabels();
    if (!suggested) {
        Q_EMIT failed(tr("Reading the labels"), suggested.error());
        return;
    }
    m_judge.setLabels(seenLabels(), *suggested);
}

std::vector<Label> AssistRoom::seenLabels() const
{
    auto& labels = m_parts.controller.labels();
    return m_parts.actions.blind->isChecked() ? blindLabels(labels.labels(), labels.annotator())
                                              : labels.labels();
}

std::map<std::string, std::vector<TimeRange>> AssistRoom::labelledTimes() const
{
    std::map<std::string, std::vector<TimeRange>> times;
    for (const auto& label : seenLabels())
        times[label.node].push_back({label.begin, label.end.value_or(std::numeric_limits<TimeMs>::max())});
    for (auto& [node, stretches] : times)
        stretches = joined(std::move(stretches));
    return times;
}

// --- more of a kind ---

std::optional<LabelId> AssistRoom::labelToFind() const
{
    auto& labels = m_parts.controller.labels();
    if (labels.selection().size() == 1)
        return *labels.selection().begin();
    auto here = seenLabels();
    std::erase_if(here, [this](const Label& label) { return label.node != m_parts.presenter.node(); });
    const auto cursor = m_parts.timeline.axis().cursor();
    std::optional<LabelId> newest;
    for (const auto& label : here) {
        if (cursor && label.begin <= *cursor && (!label.end || *cursor < *label.end))
            return label.id;
        if (label.author == labels.annotator() && label.id > newest.value_or(0))
            newest = label.id;
    }
    return newest;
}

void AssistRoom::findSimilar()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& functions = m_parts.controller.assist();
    const auto label = labelToFind();
    if (!snapshot || !functions.similar || !label) {
        Q_EMIT message(tr("Choose a label first: what is like it will be suggested."));
        return;
    }
    Q_EMIT message(tr("Searching for what is like the label…"));
    m_runner.start<int>(
        kSimilarChannel, this,
        [project = snapshot->project, label = *label,
         similar = functions.similar](const RunContext& context) { return similar(project, label, context); },
        [this](Result<int> result) {
            if (!result) {
                if (result.error().code != ErrorCode::Cancelled)
                    Q_EMIT failed(tr("The search"), result.error());
                return;
            }
            Q_EMIT message(*result == 0 ? tr("Nothing is enough like the label.")
                                        : tr("%n stretch(es) are like the label.", nullptr, *result));
            m_parts.controller.readSuggestions();
        });
}

// --- what was looked at ---

void AssistRoom::markSeen()
{
    const auto& axis = m_parts.timeline.axis();
    if (axis.isEmpty())
        return;
    const auto range = axis.selection().value_or(axis.visible());
    m_parts.controller.markSeen(m_parts.presenter.node(), range);
    const auto snapshot = m_parts.controller.snapshot();
    const auto* node = snapshot->find(m_parts.presenter.node());
    if (node != nullptr)
        Q_EMIT message(tr("Marked as looked at; %1 % of the node's time is.")
                           .arg(std::clamp(int(node->seen * 100.0), 1, 100)));
}

void AssistRoom::finishNode()
{
    const auto node = m_parts.presenter.node();
    if (node.empty())
        return;
    m_parts.controller.markSeen(node, m_parts.timeline.axis().fullRange());
    const auto& queue = m_document.queue();
    const auto other = std::find_if(queue.begin(), queue.end(), [&](SuggestionId id) {
        const auto* item = m_document.find(id);
        return item != nullptr && item->node != node;
    });
    if (other != queue.end()) {
        show(*other);
        return;
    }
    const auto snapshot = m_parts.controller.snapshot();
    const auto& nodes = snapshot->nodes;
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const NodeSummary& summary) { return summary.node == node; });
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& next = nodes[(std::size_t(at - nodes.begin()) + i) % nodes.size()];
        if (next.seen >= 1.0)
            continue;
        m_document.setCurrent(std::nullopt);
        m_parts.presenter.showNode(next.node);
        m_parts.timeline.axis().showAll();
        return;
    }
    Q_EMIT message(tr("You have looked at all nodes."));
}

// --- detectors ---

std::vector<std::string> AssistRoom::nodesOf(int scope) const
{
    const auto snapshot = m_parts.controller.snapshot();
    std::vector<std::string> nodes;
    switch (DetectScope(scope)) {
    case DetectScope::Node:
        nodes.push_back(m_parts.presenter.node());
        break;
    case DetectScope::Job: {
        const auto& axis = m_parts.timeline.axis();
        const auto middle = axis.cursor().value_or(axis.visible().begin + axis.visible().length() / 2);
        if (const auto* job = m_parts.timeline.jobs().jobAt(middle))
            for (const auto& node : job->nodes)
                if (snapshot->find(node) != nullptr)
                    nodes.push_back(node);
        break;
    }
    case DetectScope::Project:
        for (const auto& node : snapshot->nodes)
            nodes.push_back(node.node);
        break;
    }
    return nodes;
}

void AssistRoom::detect()
{
    const auto method = m_parts.panel.detector();
    if (method.empty() || !isWritable())
        return;
    auto nodes = nodesOf(int(m_parts.panel.scope()));
    if (nodes.empty()) {
        Q_EMIT message(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
        return;
    }
    m_offers.abandon(kOfferChannel);
    m_parts.controller.startDetection(method, std::move(nodes));
    updatePanel();
}

} // namespace nodesentry::app
