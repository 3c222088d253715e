#include "app/workbench/rooms/label/reviewing.h"

#include "app/workbench/rooms/label/labelling.h"
#include "app/workbench/rooms/label/node_presenter.h"
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
#include "widgets/documents/project_session.h"
#include "widgets/base/text/value_text.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QPointer>
#include <QSignalBlocker>
#include <QUndoCommand>

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

/// The threshold of a method was moved by a person. It stands between the edits of labels, so that taking back goes back
/// through what was done in its order.
class Reviewing::ThresholdCommand final : public QUndoCommand {
    Q_DECLARE_TR_FUNCTIONS(Reviewing)

public:
    ThresholdCommand(Reviewing& reviewing, std::string method, double before, double after)
        : QUndoCommand(tr("Move threshold")),
          m_reviewing(&reviewing),
          m_method(std::move(method)),
          m_before(before),
          m_after(after)
    {
    }

    void redo() override
    {
        if (m_reviewing)
            m_reviewing->setThreshold(m_method, m_after);
    }
    void undo() override
    {
        if (m_reviewing)
            m_reviewing->setThreshold(m_method, m_before);
    }

private:
    QPointer<Reviewing> m_reviewing;
    std::string m_method;
    double m_before;
    double m_after;
};

Reviewing::Reviewing(const LabelStage& stage, Labelling& labelling, AssistPanel& panel,
                     SuggestionListModel& model)
    : m_stage(stage),
      m_room(stage.room),
      m_labelling(labelling),
      m_panel(panel),
      m_model(model),
      m_document(stage.room.session.suggestions()),
      m_overlay(m_document)
{
    m_stage.timeline.addOverlay(&m_overlay);
    auto& actions = m_room.actions;
    // Enter belongs to lists and fields where one of them has the focus.
    for (const auto* id : {"review.accept", "review.finish_node"})
        actions.confine(id, m_stage.timeline);
    m_panel.addActions({actions["review.accept"], actions["review.reject"], actions["review.accept_all"],
                        actions["review.find_similar"]});
    connectActions();
    connectDocument();
    connectThreshold();
    connect(&m_stage.presenter, &NodePresenter::nodeShown, this, &Reviewing::showNode);
}

void Reviewing::connectActions()
{
    const auto& actions = m_room.actions;
    actions.on("review.accept", this, [this] { accept(); });
    actions.on("review.reject", this, [this] { reject(); });
    actions.on("review.accept_all", this, [this] { acceptAllInView(); });
    actions.on("review.next", this, [this] { step(1); });
    actions.on("review.previous", this, [this] { step(-1); });
    actions.on("review.find_similar", this, [this] { findSimilar(); });
    actions.on("review.mark_seen", this, [this] { markSeen(); });
    actions.on("review.finish_node", this, [this] { finishNode(); });
    actions.on("review.detect", this, [this] { detect(); });
    connect(&m_room.view, &ViewOptions::changed, this, [this](ViewOption option, bool on) {
        if (option == ViewOption::DoubtfulFirst)
            m_panel.setOrder(on ? ReviewOrder::Uncertainty : ReviewOrder::Score);
        if (option == ViewOption::DoubtfulFirst || option == ViewOption::Blind)
            updateView();
    });
}

void Reviewing::connectDocument()
{
    auto& labels = m_room.session.labels();
    connect(&m_document, &SuggestionDocument::changed, this, &Reviewing::updatePanel);
    connect(&m_document, &SuggestionDocument::currentChanged, this, [this](const QObject* origin) {
        if (origin != &m_panel)
            followInList();
        keepPlace();
        updatePanel();
    });
    connect(&m_panel.table(), &FilteredTable::shownChanged, this, [this] {
        keepPlace();
        updatePanel();
    });
    connect(&m_panel, &AssistPanel::queueScopeChanged, this, [this] {
        m_scopeNodes.clear();
        applyScope();
    });
    const auto judgeAnew = [this] {
        setJudgedLabels();
        loadNodes();
        updateFigures(m_document.view().factor);
    };
    connect(&labels, &LabelDocument::labelsChanged, this, judgeAnew);
    connect(&labels, &LabelDocument::labelsChanged, this, &Reviewing::updateLabelled);
    connect(&m_room.view, &ViewOptions::changed, this, [judgeAnew](ViewOption option) {
        if (option == ViewOption::Blind)
            judgeAnew();
    });
    connect(&m_document, &SuggestionDocument::decided, this, [this](const SuggestionEdit&, bool onCurrent) {
        if (onCurrent) // else somebody is elsewhere, and the view stays there
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
            = item.node == m_stage.presenter.node() && item.range.overlaps(m_stage.timeline.axis().visible());
        if (!seen)
            m_stage.presenter.jumpTo(item.node, item.range);
        m_document.setCurrent(item.id);
    });
    connect(&m_overlay, &SuggestionOverlay::clicked, this, [this](SuggestionId id) {
        m_stage.timeline.axis().setSelection(std::nullopt);
        m_document.setCurrent(id);
        if (const auto* item = m_document.find(id))
            m_stage.timeline.lanes().setMarkedMetrics(item->metrics);
    });
    connect(&m_overlay, &SuggestionOverlay::resizeRequested, this,
            [this](SuggestionId id, TimeRange range) { m_document.resize(id, range); });
    connect(&m_panel.table(), &FilteredTable::rowSelected, this, [this](int row) {
        if (m_model.idAt(row) != m_document.current())
            show(m_model.idAt(row), Move::IfUnseen);
    });
    connect(&m_panel.table(), &FilteredTable::rowActivated, this, [this](int row) {
        show(m_model.idAt(row), Move::Always);
        m_stage.timeline.lanes().setFocus();
    });
    connect(&m_panel, &AssistPanel::detectRequested, this, &Reviewing::detect);
    connect(&m_panel, &AssistPanel::orderChanged, this, [this](ReviewOrder order) {
        m_room.view.set(ViewOption::DoubtfulFirst, order == ReviewOrder::Uncertainty);
    });
    connect(&m_room.session, &ProjectSession::seenChanged, this, [this] {
        updateSeen();
        updateView();
    });
    connect(&m_room.session, &ProjectSession::suggestionsRead, this, [this] {
        m_overlay.setPreview(std::nullopt);
        m_stage.presenter.updateMarks();
        updateView();
    });
    for (const auto signal : {&RunQueue::added, &RunQueue::ended})
        connect(&m_room.runs, signal, this, &Reviewing::updatePanel);
}

void Reviewing::connectThreshold()
{
    auto& score = m_stage.timeline.score();
    connect(&score, &ScoreLane::thresholdDragged, this, &Reviewing::preview);
    connect(&score, &ScoreLane::thresholdDropped, this, &Reviewing::dropThreshold);
    connect(&m_panel, &AssistPanel::factorChanged, this, [this](double factor) {
        preview(factor);
        dropThreshold(factor);
    });
}

// --- what is there ---

bool Reviewing::isWritable() const
{
    const auto snapshot = m_room.session.snapshot();
    return snapshot && snapshot->hasData() && !snapshot->project->readOnly();
}

void Reviewing::clear()
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
    m_place = 0;
    m_scopeNodes.clear();
    m_stage.timeline.score().setFigures({});
}

void Reviewing::takeSnapshot()
{
    const auto snapshot = m_room.session.snapshot();
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

void Reviewing::showNode()
{
    const auto snapshot = m_room.session.snapshot();
    const auto& node = m_stage.presenter.node();
    const auto* entry = snapshot && snapshot->series ? snapshot->series->find(node) : nullptr;
    if (entry == nullptr) {
        m_overlay.clear();
        return;
    }
    m_overlay.setNode(node, TimeSnapper(entry->grid, snapshot->jobsOf(node)));
    applyScope();
    updateSeen();
    loadNodes();
    updateFigures(m_document.view().factor);
}

void Reviewing::loadDetectors()
{
    const auto snapshot = m_room.session.snapshot();
    if (snapshot->project->path() == m_project)
        return;
    m_project = snapshot->project->path();
    m_runner.start<std::vector<DetectorEntry>>(
        kDetectorsChannel, this,
        [project = snapshot->project, &engine = m_room.engine](const RunContext&) {
            return engine.detectors(*project);
        },
        [this](Result<std::vector<DetectorEntry>> result) {
            if (!result) {
                m_room.notify.fail(tr("Reading the detectors"), result.error());
                return;
            }
            const auto now = m_room.session.snapshot();
            m_panel.setDetectors(*result, now ? now->method : std::string());
            updatePanel();
        });
}

void Reviewing::loadNodes()
{
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot || !snapshot->hasResults() || m_runner.isActive(kNodesChannel))
        return;
    std::vector<std::string> wanted;
    constexpr std::size_t kMost = 16; // at a time, so that the window takes them without a stop
    const auto want = [&](const std::string& node) {
        if (wanted.size() < kMost && !node.empty() && snapshot->find(node) != nullptr
            && m_asked.insert(node).second)
            wanted.push_back(node);
    };
    want(m_stage.presenter.node()); // that one first
    if (wanted.empty())
        for (const auto& label : seenLabels())
            want(label.node);
    if (wanted.empty())
        return;
    using Judged = std::vector<ThresholdJudge::Entry>;
    m_runner.start<Judged>(
        kNodesChannel, this,
        [project = snapshot->project, method = snapshot->method, wanted,
         &engine = m_room.engine](const RunContext& context) -> Result<Judged> {
            NODESENTRY_TRY(auto read, engine.reviewNodes(*project, method, wanted, context));
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
                m_room.notify.fail(tr("Reading the scores"), result.error());
            }
        });
}

void Reviewing::offer()
{
    const auto snapshot = m_room.session.snapshot();
    if (!isWritable() || !snapshot->hasResults() || m_room.session.isRunning()) {
        m_overlay.setPreview(std::nullopt);
        return;
    }
    offer(snapshot->method, m_document.view().factor);
}

void Reviewing::offer(const std::string& method, double factor)
{
    using Done = bool;
    m_offers.start<Done>(
        kOfferChannel, this,
        [project = m_room.session.snapshot()->project, method, factor,
         &engine = m_room.engine](const RunContext& context) -> Result<Done> {
            NODESENTRY_CHECK(engine.offerSuggestions(*project, method, factor, context));
            return true;
        },
        [this](Result<Done> result) {
            if (result)
                m_room.session.readSuggestions();
            else if (result.error().code != ErrorCode::Cancelled
                     && result.error().code != ErrorCode::StageMissing)
                m_room.notify.fail(tr("Making suggestions"), result.error());
        });
}

void Reviewing::updateView()
{
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot)
        return;
    ReviewView view;
    view.method = snapshot->method;
    view.order = m_room.view.is(ViewOption::DoubtfulFirst) ? ReviewOrder::Uncertainty : ReviewOrder::Score;
    const auto known = snapshot->suggestionSources.find(snapshot->method);
    if (m_offers.isActive(kOfferChannel) && m_document.view().method == snapshot->method)
        view.factor = m_document.view().factor; // what is stored is on its way there
    else if (known != snapshot->suggestionSources.end())
        view.factor = known->second.factor;
    for (const auto& stretch : snapshot->seen)
        if (stretch.author == m_room.session.labels().annotator())
            view.seen[stretch.node].push_back(stretch.range);
    view.labelled = labelledTimes();
    if (m_room.view.is(ViewOption::Blind))
        view.blindTo = m_room.session.labels().annotator();
    m_document.setView(std::move(view));
    m_stage.timeline.score().setThresholdFactor(m_document.view().factor);
    m_stage.timeline.score().setThresholdMovable(snapshot->hasResults());
    m_panel.setFactor(m_document.view().factor);
    updateFigures(m_document.view().factor);
}

void Reviewing::updateLabelled()
{
    auto times = labelledTimes();
    if (times == m_document.view().labelled)
        return; // another class or a note
    auto view = m_document.view();
    view.labelled = std::move(times);
    // The current one may leave the list before the decision on it is heard of: the list must not choose.
    const QSignalBlocker quiet(&m_panel.table());
    m_document.setView(std::move(view));
    followInList();
}

void Reviewing::followInList()
{
    const QSignalBlocker quiet(&m_panel.table());
    const auto current = m_document.current();
    m_panel.table().selectSourceRow(current ? m_model.rowOf(*current) : -1);
}

void Reviewing::updateSeen()
{
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot || m_stage.presenter.node().empty())
        return;
    std::optional<std::vector<TimeRange>> seen;
    for (const auto& stretch : snapshot->seen) {
        if (stretch.author != m_room.session.labels().annotator())
            continue;
        if (!seen)
            seen.emplace(); // who keeps account of it sees what is left, also where that is everything
        if (stretch.node == m_stage.presenter.node())
            seen->push_back(stretch.range);
    }
    m_stage.timeline.setSeen(std::move(seen));
}

void Reviewing::updateFigures(double factor)
{
    const auto node = m_judge.figuresOf(m_stage.presenter.node(), factor);
    const int labelled = m_judge.labelledNodes();
    std::optional<LiveFigures> all;
    if (labelled > 0)
        all = m_judge.figures(factor);
    m_panel.setFigures(node, all, labelled);
    m_panel.setWithSuggested(m_judge.figuresWithSuggested(factor), m_judge.suggestedLabels());
    QStringList texts;
    if (node && std::isfinite(node->strict.recall)) {
        const auto line = [](const QString& mode, double precision, double recall, double f1) {
            return tr("%1: precision %2, recall %3, F1 %4")
                .arg(mode, figureText(precision), figureText(recall), figureText(f1));
        };
        const auto paper = tr("paper's mode");
        const auto plain = tr("unadjusted");
        //: precision, recall and F1 where there is little room
        const auto narrow = tr("P %1 R %2 F1 %3");
        texts << line(paper, node->paper.precision, node->paper.recall, node->paper.f1) + u'\n'
                + line(plain, node->strict.precision, node->strict.recall, node->strict.f1)
              << tr("%1: F1 %2").arg(paper, figureText(node->paper.f1)) + u'\n'
                + narrow.arg(figureText(node->strict.precision), figureText(node->strict.recall),
                             figureText(node->strict.f1))
              << tr("F1 %1 (%2)").arg(figureText(node->strict.f1), figureText(node->paper.f1));
    }
    m_stage.timeline.score().setFigures(texts);
}

QString Reviewing::emptyText() const
{
    const auto snapshot = m_room.session.snapshot();
    if (m_room.session.isRunning())
        return tr("A detector is at work. What it finds will be listed here.");
    if (!snapshot || !snapshot->hasResults())
        return tr("Nothing has been scored yet. Choose a detector above and press Detect, or run all stages "
                  "(F5).");
    return tr("Nothing is left to review. Lower the threshold, let another detector suggest, or choose a "
              "label and find more of its kind (%1).")
        .arg(m_room.actions["review.find_similar"]->shortcut().toString(QKeySequence::NativeText));
}

void Reviewing::updatePanel()
{
    auto& panel = m_panel;
    const auto queue = shownQueue();
    std::set<std::string> nodes;
    for (const auto id : queue)
        nodes.insert(m_document.find(id)->node);
    const auto where = nodes.size() == 1 ? tr("on %1").arg(QString::fromStdString(*nodes.begin()))
                                         : tr("on %n node(s)", nullptr, int(nodes.size()));
    const auto current = m_document.current();
    const auto at = current ? std::find(queue.begin(), queue.end(), *current) : queue.end();
    if (queue.empty())
        panel.setSummary({});
    else if (at != queue.end())
        //: the seventh of twelve suggestions; %3: "on node22" or "on 3 nodes"
        panel.setSummary(tr("%1 of %2 %3").arg(at - queue.begin() + 1).arg(queue.size()).arg(where));
    else
        //: how many suggestions; %1: "on node22" or "on 3 nodes"
        panel.setSummary(tr("%n to review %1", nullptr, int(queue.size())).arg(where));
    panel.setEmptyText(emptyText());
    updateActions();
}

void Reviewing::updateActions()
{
    const auto snapshot = m_room.session.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    const bool writable = isWritable();
    for (const auto* id : {"review.next", "review.previous", "review.doubtful_first"})
        m_room.actions.allow(id, hasData);
    for (const auto* id : {"review.accept", "review.reject", "review.accept_all", "review.find_similar",
                           "review.mark_seen", "review.finish_node"})
        m_room.actions.allow(id, writable);
    const bool detects = writable && !m_room.session.isRunning();
    m_room.actions.allow("review.detect", detects);
    m_panel.setDetectEnabled(detects);
    m_panel.setThresholdEnabled(hasData && snapshot->hasResults());
}

void Reviewing::updateTexts()
{
    m_model.updateTexts();
}

// --- the threshold ---

void Reviewing::preview(double factor)
{
    m_stage.timeline.score().setThresholdFactor(factor);
    m_panel.setFactor(factor);
    updateFigures(factor);
    const auto* node = m_judge.find(m_stage.presenter.node());
    const auto snapshot = m_room.session.snapshot();
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

void Reviewing::dropThreshold(double factor)
{
    const auto before = m_document.view().factor;
    if (factor == before)
        offer(); // ends the preview
    else
        m_room.session.labels().stack().push(
            new ThresholdCommand(*this, m_document.view().method, before, factor));
}

void Reviewing::setThreshold(const std::string& method, double factor)
{
    auto view = m_document.view();
    if (method != view.method) { // another one is looked at by now
        if (isWritable())
            offer(method, factor);
        return;
    }
    view.factor = factor;
    m_document.setView(std::move(view));
    m_stage.timeline.score().setThresholdFactor(factor);
    m_panel.setFactor(factor);
    updateFigures(factor);
    offer(); // ends the preview
}

// --- review ---

std::string Reviewing::category() const
{
    const auto& classes = m_room.session.labels().classes();
    const auto known = [&](const std::string& name) { return indexOfClass(classes, name) >= 0; };
    if (!m_category.empty() && known(m_category))
        return m_category;
    return classes.empty() || known("anomaly") ? "anomaly" : classes.front().name;
}

const Suggestion* Reviewing::currentHere() const
{
    const auto* item = m_document.current() ? m_document.find(*m_document.current()) : nullptr;
    return item != nullptr && item->node == m_stage.presenter.node() ? item : nullptr;
}

void Reviewing::show(SuggestionId id, Move move)
{
    const auto* item = m_document.find(id);
    if (item == nullptr)
        return;
    const auto node = item->node;
    const auto range = item->range;
    const auto metrics = item->metrics;
    m_room.go.go({u"label"_s});
    m_stage.timeline.axis().setSelection(std::nullopt);
    m_document.setCurrent(id);
    if (move == Move::Always)
        m_stage.presenter.jumpTo(node, range);
    else
        m_stage.presenter.reveal(node, range);
    m_stage.timeline.lanes().setMarkedMetrics(metrics);
}

std::vector<SuggestionId> Reviewing::shownQueue() const
{
    std::vector<SuggestionId> queue;
    for (const int row : m_panel.table().shownSourceRows())
        if (const auto id = m_model.idAt(row); m_document.find(id) != nullptr)
            queue.push_back(id);
    return queue;
}

std::optional<SuggestionId> Reviewing::neighbour(int step) const
{
    const auto queue = shownQueue();
    if (queue.empty())
        return std::nullopt;
    const auto current = m_document.current();
    const auto found = current ? std::find(queue.begin(), queue.end(), *current) : queue.end();
    const auto size = std::ptrdiff_t(queue.size());
    auto at = found != queue.end() ? found - queue.begin() : std::ptrdiff_t(m_place);
    if (found != queue.end() || step < 0) // without a current one, the next is the one in its place
        at += step;
    return queue[std::size_t(((at % size) + size) % size)];
}

void Reviewing::keepPlace()
{
    const auto queue = shownQueue();
    const auto current = m_document.current();
    const auto found = current ? std::find(queue.begin(), queue.end(), *current) : queue.end();
    if (found != queue.end())
        m_place = std::size_t(found - queue.begin());
}

void Reviewing::applyScope()
{
    const auto node = QString::fromStdString(m_stage.presenter.node());
    QStringList nodes;
    if (m_panel.queueScope() == DetectScope::Node) {
        nodes << node;
    } else if (m_panel.queueScope() == DetectScope::Job) {
        if (m_scopeNodes.contains(node)) // another node of the same job
            return;
        for (const auto& name : nodesOf(int(DetectScope::Job)))
            nodes << QString::fromStdString(name);
        if (nodes.isEmpty()) {
            m_room.notify.say(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
            m_panel.setQueueScope(DetectScope::Project);
        }
    }
    m_scopeNodes = nodes;
    {
        const QSignalBlocker quiet(&m_panel.table()); // a row that goes must not choose another one
        m_panel.table().setNodeFilter(nodes);
    }
    followInList();
    keepPlace();
    updatePanel();
}

void Reviewing::step(int direction)
{
    if (const auto next = neighbour(direction))
        show(*next, Move::Always);
    else if (const int elsewhere = int(m_document.queue().size()); elsewhere > 0)
        m_room.notify.say(
            tr("The list is empty; %n suggestion(s) wait outside of its filter.", nullptr, elsewhere));
    else
        m_room.notify.say(emptyText());
}

void Reviewing::advance()
{
    const auto& node = m_stage.presenter.node();
    const auto isHere = [&](SuggestionId id) {
        const auto* item = m_document.find(id);
        return item != nullptr && item->node == node;
    };
    const auto queue = shownQueue();
    if (std::any_of(queue.begin(), queue.end(), isHere)) {
        show(*neighbour(1), Move::Always);
        return;
    }
    // The node is through: one may want to look once more, and to say that it is, before the next one comes.
    m_stage.timeline.lanes().setMarkedMetrics({});
    const auto finish = m_room.actions["review.finish_node"]->shortcut().toString(QKeySequence::NativeText);
    m_room.notify.say(queue.empty()
                          ? tr("That was the last suggestion.")
                          : tr("That was the last suggestion on %1. %2 marks the node as reviewed and "
                               "goes on to the next one.")
                                .arg(QString::fromStdString(node), finish));
}

bool Reviewing::chooseCase(const std::string& node, TimeRange range)
{
    for (const auto* item : m_document.shownOn(node)) {
        if (!item->range.overlaps(range) || item->isSimilar())
            continue;
        m_document.setCurrent(item->id);
        return true;
    }
    m_document.setCurrent(std::nullopt);
    return false;
}

void Reviewing::accept()
{
    if (m_stage.timeline.axis().selection() && m_labelling.labelSelection(category()))
        return;
    const auto* item = currentHere();
    if (item == nullptr)
        step(1); // the first Enter opens the queue
    else
        m_document.accept({item->id}, category());
}

void Reviewing::reject()
{
    if (const auto* item = currentHere())
        m_document.reject({item->id});
    else
        m_room.notify.say(
            tr("Choose a suggestion first: %1 goes to the next one.")
                .arg(m_room.actions["review.next"]->shortcut().toString(QKeySequence::NativeText)));
}

void Reviewing::acceptAllInView()
{
    auto shown = m_document.shownOn(m_stage.presenter.node());
    const auto visible = m_stage.timeline.axis().visible();
    std::erase_if(shown, [&](const Suggestion* item) { return !item->range.overlaps(visible); });
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Suggestion* a, const Suggestion* b) { return a->strength > b->strength; });
    std::vector<SuggestionId> ids;
    for (const auto* item : shown)
        ids.push_back(item->id);
    const auto current = m_document.current();
    m_document.setCurrent(std::nullopt); // one wants to see what has become of them: the queue does not go on
    const int count = m_document.accept(ids, category());
    if (count == 0)
        m_document.setCurrent(current);
    if (count > 0)
        m_room.notify.say(tr("%n suggestion(s) accepted; Ctrl+Z takes all of it back.", nullptr, count));
    else if (ids.empty())
        m_room.notify.say(tr("There is no suggestion above the threshold in view."));
}

void Reviewing::setJudgedLabels()
{
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot || !snapshot->project)
        return;
    const auto suggested = snapshot->project->suggestedLabels();
    if (!suggested) {
        m_room.notify.fail(tr("Reading the labels"), suggested.error());
        return;
    }
    m_judge.setLabels(seenLabels(), *suggested);
}

std::vector<Label> Reviewing::seenLabels() const
{
    auto& labels = m_room.session.labels();
    return m_room.view.is(ViewOption::Blind) ? blindLabels(labels.labels(), labels.annotator())
                                             : labels.labels();
}

std::map<std::string, std::vector<TimeRange>> Reviewing::labelledTimes() const
{
    std::map<std::string, std::vector<TimeRange>> times;
    for (const auto& label : seenLabels())
        times[label.node].push_back({label.begin, label.end.value_or(std::numeric_limits<TimeMs>::max())});
    for (auto& [node, stretches] : times)
        stretches = joined(std::move(stretches));
    return times;
}

// --- more of a kind ---

std::optional<LabelId> Reviewing::labelToFind() const
{
    auto& labels = m_room.session.labels();
    if (labels.selection().size() == 1)
        return *labels.selection().begin();
    auto here = seenLabels();
    std::erase_if(here, [this](const Label& label) { return label.node != m_stage.presenter.node(); });
    const auto cursor = m_stage.timeline.axis().cursor();
    std::optional<LabelId> newest;
    for (const auto& label : here) {
        if (cursor && label.begin <= *cursor && (!label.end || *cursor < *label.end))
            return label.id;
        if (label.author == labels.annotator() && label.id > newest.value_or(0))
            newest = label.id;
    }
    return newest;
}

void Reviewing::findSimilar()
{
    const auto snapshot = m_room.session.snapshot();
    const auto label = labelToFind();
    if (!snapshot || !label) {
        m_room.notify.say(tr("Choose a label first: what is like it will be suggested."));
        return;
    }
    m_room.notify.say(tr("Searching for what is like the label…"));
    m_runner.start<int>(
        kSimilarChannel, this,
        [project = snapshot->project, label = *label, &engine = m_room.engine](const RunContext& context) {
            return engine.offerSimilar(*project, label, context);
        },
        [this](Result<int> result) {
            if (!result) {
                if (result.error().code != ErrorCode::Cancelled)
                    m_room.notify.fail(tr("The search"), result.error());
                return;
            }
            m_room.notify.say(*result == 0 ? tr("Nothing is enough like the label.")
                                           : tr("%n stretch(es) are like the label.", nullptr, *result));
            m_room.session.readSuggestions();
        });
}

// --- what was looked at ---

void Reviewing::markSeen()
{
    const auto& axis = m_stage.timeline.axis();
    if (axis.isEmpty())
        return;
    const auto range = axis.selection().value_or(axis.visible());
    m_room.session.markSeen(m_stage.presenter.node(), range);
    const auto snapshot = m_room.session.snapshot();
    const auto* node = snapshot->find(m_stage.presenter.node());
    if (node != nullptr)
        m_room.notify.say(tr("Marked as looked at; %1 % of the node's time is.")
                              .arg(std::clamp(int(node->seen * 100.0), 1, 100)));
}

void Reviewing::finishNode()
{
    const auto node = m_stage.presenter.node();
    if (node.empty())
        return;
    m_room.session.markSeen(node, m_stage.timeline.axis().fullRange());
    // First what the list shows, then what its filter leaves out.
    auto queue = shownQueue();
    queue.insert(queue.end(), m_document.queue().begin(), m_document.queue().end());
    const auto other = std::find_if(queue.begin(), queue.end(), [&](SuggestionId id) {
        const auto* item = m_document.find(id);
        return item != nullptr && item->node != node;
    });
    if (other != queue.end()) {
        show(*other, Move::Always);
        return;
    }
    const auto snapshot = m_room.session.snapshot();
    const auto& nodes = snapshot->nodes;
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const NodeSummary& summary) { return summary.node == node; });
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto& next = nodes[(std::size_t(at - nodes.begin()) + i) % nodes.size()];
        if (next.seen >= 1.0)
            continue;
        m_document.setCurrent(std::nullopt);
        m_stage.presenter.showNode(next.node);
        m_stage.timeline.axis().showAll();
        return;
    }
    m_room.notify.say(tr("You have looked at all nodes."));
}

// --- detectors ---

std::vector<std::string> Reviewing::nodesOf(int scope) const
{
    const auto snapshot = m_room.session.snapshot();
    std::vector<std::string> nodes;
    switch (DetectScope(scope)) {
    case DetectScope::Node:
        nodes.push_back(m_stage.presenter.node());
        break;
    case DetectScope::Job: {
        if (const auto* job = m_stage.timeline.jobs().jobMeant())
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

void Reviewing::detect()
{
    const auto method = m_panel.detector();
    if (method.empty() || !isWritable())
        return;
    auto nodes = nodesOf(int(m_panel.scope()));
    if (nodes.empty()) {
        m_room.notify.say(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
        return;
    }
    m_offers.abandon(kOfferChannel);
    m_room.session.startDetection(method, std::move(nodes));
    updatePanel();
}

} // namespace nodesentry::app
