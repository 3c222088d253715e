#include "app/workbench/rooms/label/labelling.h"

#include "app/workbench/commands/action_set.h"
#include "app/workbench/rooms/label/node_presenter.h"
#include "core/eval/label_agreement.h"
#include "core/labels/sample_labels.h"
#include "core/labels/settled_labels.h"
#include "widgets/panels/class_editor.h"
#include "widgets/documents/label_document.h"
#include "widgets/panels/label_dialog.h"
#include "widgets/panels/label_inspector.h"
#include "widgets/models/label_list_model.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/timeline/job_band.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_session.h"
#include "widgets/base/text/error_text.h"

#include <QAction>
#include <QGuiApplication>
#include <QSignalBlocker>
#include <QTreeView>

#include <algorithm>
#include <limits>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

Labelling::Labelling(const LabelStage& stage, FilteredTable& table, LabelListModel& model,
                     LabelInspector& inspector)
    : m_stage(stage),
      m_room(stage.room),
      m_table(table),
      m_model(model),
      m_inspector(inspector),
      m_document(stage.room.session.labels()),
      m_overlay(m_document)
{
    m_stage.timeline.addOverlay(&m_overlay);
    connectActions();
    connectOverlay();
    connectTable();
    connect(&m_stage.presenter, &NodePresenter::nodeShown, this, &Labelling::showNode);
    connect(&m_stage.timeline.axis(), &TimeAxis::selectionChanged, this,
            [this] { m_exact = (QGuiApplication::keyboardModifiers() & Qt::ShiftModifier) != 0; });
    connect(&m_document, &LabelDocument::replayed, this, &Labelling::show);
    connect(&m_document, &LabelDocument::edited, this, [this](const LabelEdit& edit) {
        // After whatever else is said of the edit: this must not be missed.
        if (holdsNoSample(edit))
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_room.notify.say(
                        tr("No sample of the node lies in this label, so it counts for nothing: move "
                           "its ends, or delete it."));
                },
                Qt::QueuedConnection);
    });
    connect(&inspector, &LabelInspector::shownMetricsWanted, this, &Labelling::limitToShown);
    connect(&inspector, &LabelInspector::classEditorWanted, this, &Labelling::editClasses);
    connect(&inspector, &LabelInspector::message, &m_room.notify, &Notifier::say);
    connect(&inspector, &LabelInspector::left, this, [this] { m_stage.timeline.lanes().setFocus(); });
}

void Labelling::connectActions()
{
    const auto& actions = m_room.actions;
    actions.on("label.add", this, [this] { askForLabel(); });
    for (int key = 0; key < 10; ++key)
        actions.on(qPrintable(u"label.as_%1"_s.arg(key)), this, [this, key] { labelWithKey(key); });
    actions.on("label.begin", this, [this] { setEdge(true); });
    actions.on("label.end", this, [this] { setEdge(false); });
    actions.on("label.select_job", this, [this] { selectJob(); });
    actions.on("label.remove", this, [this] { removeChosen(); });
    actions.on("label.split", this, [this] { splitChosen(m_stage.timeline.axis().focusTime()); });
    actions.on("label.merge", this, [this] { mergeChosen(); });
    actions.on("go.next_label", this, [this] { step(1); });
    actions.on("go.previous_label", this, [this] { step(-1); });
    actions.on("label.classes", this, [this] { editClasses(); });
    const auto inInspector = [&](const char* id, void (LabelInspector::*edit)()) {
        actions.on(id, this, [this, edit] {
            if (chosenHere().empty())
                return; // says why
            m_room.docks.raise(u"label"_s);
            (m_inspector.*edit)();
        });
    };
    inInspector("label.confidence", &LabelInspector::editConfidence);
    inInspector("label.note", &LabelInspector::editNote);
    inInspector("label.times", &LabelInspector::editBegin);
    connect(&m_document, &LabelDocument::classesChanged, this, &Labelling::nameClasses);
    nameClasses();
    connect(&m_room.view, &ViewOptions::changed, this, [this](ViewOption option, bool on) {
        if (option == ViewOption::Blind)
            setBlind(on);
        else if (option == ViewOption::SafeColours)
            m_overlay.setSafeColours(on);
        else if (option == ViewOption::Adjudicating)
            m_overlay.setAdjudicating(on);
    });
    setBlind(m_room.view.is(ViewOption::Blind));
    m_overlay.setSafeColours(m_room.view.is(ViewOption::SafeColours));
}

void Labelling::connectOverlay()
{
    connect(&m_overlay, &LabelOverlay::resizeRequested, this, &Labelling::resize);
    connect(&m_overlay, &LabelOverlay::adjudicationRequested, this, &Labelling::adjudicate);
    connect(&m_overlay, &LabelOverlay::labelClicked, this, [this](LabelId id, bool extend) {
        auto ids = extend ? m_document.selection() : std::set<LabelId>();
        if (extend && ids.contains(id))
            ids.erase(id);
        else
            ids.insert(id);
        m_document.select(std::move(ids));
        m_room.docks.raise(u"label"_s);
    });
}

void Labelling::connectTable()
{
    auto& view = m_table.view();
    view.setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, &view] {
        std::set<LabelId> ids;
        for (const auto& index : view.selectionModel()->selectedRows())
            ids.insert(index.data(LabelListModel::IdRole).toLongLong());
        if (!ids.empty()) // else the list was filled anew
            m_document.select(std::move(ids), &m_table);
    });
    connect(&m_document, &LabelDocument::selectionChanged, this, [this](const QObject* origin) {
        if (origin != &m_table)
            followInTable();
    });
    // After the model was filled anew, which forgets what was selected.
    connect(&m_model, &QAbstractItemModel::modelReset, this, &Labelling::followInTable, Qt::QueuedConnection);
}

void Labelling::followInTable()
{
    const auto& chosen = m_document.selection();
    if (chosen.empty())
        return;
    auto& view = m_table.view();
    QItemSelection rows;
    QModelIndex first;
    const auto* list = view.model();
    for (int row = 0; row < list->rowCount(); ++row) {
        const auto index = list->index(row, 0);
        if (!chosen.contains(index.data(LabelListModel::IdRole).toLongLong()))
            continue;
        if (!first.isValid())
            first = index;
        rows.select(index, list->index(row, list->columnCount() - 1));
    }
    // The rows are those that are chosen already, so the document is told nothing new; a filter may hide some of them,
    // which stay chosen.
    const QSignalBlocker quiet(view.selectionModel());
    view.selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    view.viewport()->update();
    if (first.isValid())
        view.scrollTo(first);
}

void Labelling::showNode()
{
    const auto snapshot = m_room.session.snapshot();
    const auto& node = m_stage.presenter.node();
    const auto* entry = snapshot && snapshot->series ? snapshot->series->find(node) : nullptr;
    if (entry == nullptr) {
        m_overlay.clear();
        return;
    }
    std::vector<std::string> metrics;
    for (const auto& metric : snapshot->metrics)
        metrics.push_back(metric.name);
    m_overlay.setNode(node, entry->grid, snapshot->jobsOf(node), std::move(metrics));
}

void Labelling::setBlind(bool blind)
{
    m_overlay.setBlind(blind);
    m_room.actions.allow("label.adjudicate", !blind); // which is to see all people's labels side by side
    if (!blind)
        return;
    std::set<LabelId> seen;
    for (const auto& label : blindLabels(m_document.selectedLabels(), m_document.annotator()))
        seen.insert(label.id);
    m_document.select(std::move(seen));
}

void Labelling::clear()
{
    m_overlay.clear();
}

void Labelling::offer(TimeRange range)
{
    m_stage.timeline.axis().setSelection(range);
    m_exact = true; // it is on samples already
}

TimeRange Labelling::snapped(TimeRange range) const
{
    if (m_exact)
        return range;
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_stage.timeline.lanes().scale().msPerPixel);
    return m_overlay.snapper().snap(range, reach);
}

std::optional<LabelId> Labelling::labelAt(TimeMs time) const
{
    auto labels = m_document.labelsOf(m_stage.presenter.node());
    if (m_overlay.isBlind())
        labels = blindLabels(std::move(labels), m_document.annotator());
    const Label* shortest = nullptr;
    const auto lengthOf = [](const Label& label) {
        return label.end.value_or(std::numeric_limits<TimeMs>::max() / 2) - label.begin;
    };
    for (const auto& label : labels)
        if (label.begin <= time && (!label.end || time < *label.end)
            && (shortest == nullptr || lengthOf(label) < lengthOf(*shortest)))
            shortest = &label;
    return shortest == nullptr ? std::nullopt : std::optional(shortest->id);
}

std::vector<Label> Labelling::chosenHere()
{
    auto labels = m_document.selectedLabels();
    std::erase_if(labels, [this](const Label& label) { return !m_document.mayEdit(label); });
    if (labels.empty())
        m_room.notify.say(
            m_document.selection().empty()
                ? tr("Choose a label first: click it in the lanes or in the list.")
                : tr("These are other people's labels. What two people disagree on is settled in the "
                     "adjudication view."));
    return labels;
}

bool Labelling::labelSelection(const std::string& category)
{
    auto& axis = m_stage.timeline.axis();
    const auto selection = axis.selection();
    if (!selection)
        return false;
    const auto range = snapped(*selection);
    Label label;
    label.node = m_stage.presenter.node();
    label.begin = range.begin;
    label.end = range.end;
    label.category = category;
    if (m_overlay.isAdjudicating())
        label.author = kAdjudicated;
    // The view may go on to the next suggestion now.
    axis.setSelection(std::nullopt);
    if (const auto id = m_document.add(std::move(label)); id == 0)
        axis.setSelection(selection);
    else if (!m_room.session.suggestions().current())
        m_document.select({id});
    Q_EMIT classUsed(category);
    return true;
}

void Labelling::nameClasses()
{
    for (const auto* spec : m_room.actions.specs()) {
        if (spec->digit < 0)
            continue;
        const auto* item = m_document.classWithKey(spec->digit);
        auto title = item == nullptr ? QString() : QString::fromStdString(item->shownTitle());
        m_room.actions.of(*spec)->setText(
            item == nullptr ? textOf(*spec) : tr("Label as %1").arg(title.replace(u'&', u"&&"_s)));
    }
}

void Labelling::labelWithKey(int key)
{
    if (const auto* item = m_document.classWithKey(key))
        labelAs(std::string(item->name));
    else
        m_room.notify.say(tr("No label class has the key %1. Label → Classes… gives it one.").arg(key));
}

void Labelling::labelAs(const std::string& name)
{
    if (labelSelection(name))
        return;
    if (m_document.selection().empty()) {
        if (!acceptSuggestion(name))
            m_room.notify.say(tr("Drag over a stretch of time first, then press the digit."));
        return;
    }
    LabelEdit edit;
    for (const auto& label : chosenHere()) {
        auto after = label;
        after.category = name;
        if (after != label)
            edit.push_back({label, std::move(after)});
    }
    if (!edit.empty())
        m_document.edit(tr("Change class"), std::move(edit));
}

bool Labelling::acceptSuggestion(const std::string& category)
{
    auto& suggestions = m_room.session.suggestions();
    const auto* item = suggestions.current() ? suggestions.find(*suggestions.current()) : nullptr;
    if (item == nullptr || item->node != m_stage.presenter.node())
        return false;
    Q_EMIT classUsed(category);
    suggestions.accept({item->id}, category);
    return true;
}

void Labelling::askForLabel()
{
    const auto selection = m_stage.timeline.axis().selection();
    const auto snapshot = m_room.session.snapshot();
    if (!selection || !snapshot)
        return;
    Label label;
    label.node = m_stage.presenter.node();
    label.begin = selection->begin;
    label.end = selection->end;
    auto* dialog = new LabelDialog(label, snapshot->labelClasses, m_stage.timeline.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto id = m_document.add(dialog->label()); id != 0) {
            m_stage.timeline.axis().setSelection(std::nullopt);
            m_document.select({id});
        }
    });
    dialog->open();
}

void Labelling::setEdge(bool begin)
{
    auto& axis = m_stage.timeline.axis();
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_stage.timeline.lanes().scale().msPerPixel);
    const auto time = m_overlay.snapper().snap(m_stage.timeline.axis().focusTime(), reach);
    const auto chosen = m_document.selectedLabels();
    if (!axis.selection() && chosen.size() == 1 && chosen.front().node == m_stage.presenter.node()) {
        const auto& label = chosen.front();
        if (chosenHere().empty())
            return;
        const bool possible = begin ? !label.end || time < *label.end : time > label.begin;
        if (possible)
            resize(label.id, begin ? time : label.begin, begin ? label.end : std::optional(time));
        else
            m_room.notify.say(tr("The label would end before it begins."));
        return;
    }
    // Without a label it is the selection that gets an edge; what it lacks is a sample long.
    const auto least = std::max<TimeMs>(1, axis.minimumSpan() / 8);
    auto range
        = axis.selection().value_or(begin ? TimeRange{time, time + least} : TimeRange{time - least, time});
    if (begin)
        range = {time, std::max(range.end, time + least)};
    else
        range = {std::min(range.begin, time - least), time};
    axis.setSelection(range);
}

/// Whether a label that an edit leaves lies between two samples of its node, or outside its data.
bool Labelling::holdsNoSample(const LabelEdit& edit) const
{
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot || !snapshot->series)
        return false;
    return std::any_of(edit.begin(), edit.end(), [&](const LabelChange& change) {
        const auto* node = change.after ? snapshot->series->find(change.after->node) : nullptr;
        return node != nullptr && !meetsSample(*change.after, node->grid);
    });
}

void Labelling::selectJob()
{
    const auto* job = m_stage.timeline.jobs().jobMeant();
    if (job == nullptr) {
        m_room.notify.say(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
        return;
    }
    m_stage.timeline.axis().setSelection(m_stage.timeline.jobs().rangeOf(*job));
    m_room.notify.say(tr("Job %1 is selected: a digit labels it.").arg(QString::fromStdString(job->id)));
}

void Labelling::removeChosen()
{
    LabelEdit edit;
    for (auto& label : chosenHere())
        edit.push_back({std::move(label), std::nullopt});
    if (edit.empty())
        return;
    const auto count = int(edit.size());
    if (m_document.edit(tr("Delete %n label(s)", nullptr, count), std::move(edit)))
        m_room.notify.say(tr("%n label(s) deleted; Ctrl+Z brings them back.", nullptr, count));
}

void Labelling::splitChosen(TimeMs at)
{
    const auto chosen = chosenHere();
    if (chosen.empty())
        return;
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_stage.timeline.lanes().scale().msPerPixel);
    const auto time = m_overlay.snapper().snap(at, reach);
    auto edit = chosen.size() == 1
        ? splitLabel(chosen.front(), time)
        : Result<LabelEdit>(fail(ErrorCode::InvalidArgument, "only one label can be split at a time"));
    if (edit)
        m_document.edit(tr("Split label"), std::move(*edit));
    else
        m_room.notify.say(errorText(edit.error()).oneLine());
}

void Labelling::mergeChosen()
{
    const auto chosen = chosenHere();
    if (chosen.empty())
        return;
    auto edit = mergeLabels(chosen);
    if (edit)
        m_document.edit(tr("Merge labels"), std::move(*edit));
    else
        m_room.notify.say(errorText(edit.error()).oneLine());
}

void Labelling::resize(LabelId id, TimeMs begin, std::optional<TimeMs> end)
{
    const auto* label = m_document.find(id);
    if (label == nullptr)
        return;
    auto after = *label;
    after.begin = begin;
    after.end = end;
    m_document.edit(tr("Move edge"), {{*label, std::move(after)}});
    m_document.select({id});
}

void Labelling::adjudicate(LabelId id)
{
    const auto* label = m_document.find(id);
    if (label == nullptr || !m_document.isWritable())
        return;
    if (label->author == kAdjudicated) {
        m_document.select({id});
        return;
    }
    auto settled = *label;
    settled.id = 0;
    settled.author = kAdjudicated;
    m_document.edit(tr("Adjudicate"), {{std::nullopt, std::move(settled)}});
}

void Labelling::limitToShown()
{
    std::vector<std::string> metrics;
    for (const auto& lane : m_stage.timeline.lanes().layout().lanes())
        metrics.push_back(lane.name.toStdString());
    std::sort(metrics.begin(), metrics.end());
    LabelEdit edit;
    for (const auto& label : chosenHere()) {
        auto after = label;
        after.metrics = metrics;
        if (after != label)
            edit.push_back({label, std::move(after)});
    }
    if (!edit.empty())
        m_document.edit(tr("Change metrics"), std::move(edit));
}

void Labelling::editClasses()
{
    auto* dialog = new ClassEditor(m_document.classes(), m_stage.timeline.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (auto classes = dialog->classes(); classes != m_document.classes())
            m_document.setClasses(std::move(classes));
    });
    dialog->open();
}

void Labelling::show(const LabelEdit& edit)
{
    // Taking back does not move the view, unless what changed could not be seen otherwise.
    if (edit.empty())
        return;
    const auto& axis = m_stage.timeline.axis();
    std::set<LabelId> ids;
    bool seen = false;
    for (const auto& change : edit) {
        const auto& label = change.after ? *change.after : *change.before;
        seen = seen
            || (label.node == m_stage.presenter.node()
                && TimeRange{label.begin, label.end.value_or(axis.fullRange().end)}.overlaps(axis.visible()));
        if (change.after)
            ids.insert(label.id);
    }
    m_document.select(std::move(ids));
    if (seen)
        return;
    const auto& label = edit.front().after ? *edit.front().after : *edit.front().before;
    m_stage.presenter.jumpTo(label.node, {label.begin, label.end.value_or(label.begin + axis.minimumSpan())});
}

void Labelling::stepDisagreement(int direction)
{
    const auto& node = m_stage.presenter.node();
    auto people = annotatorsOf(m_document.labelsOf(node));
    std::erase_if(people, [](const std::string& name) { return name == kAdjudicated || name == kImported; });
    const auto snapshot = m_room.session.snapshot();
    const auto* entry = snapshot && snapshot->series ? snapshot->series->find(node) : nullptr;
    const auto open = entry == nullptr
        ? std::vector<TimeRange>()
        : disagreements(m_document.labelsOf(node), people, {node, entry->grid});
    if (open.empty()) {
        m_room.notify.say(tr("On this node nothing is left to settle."));
        return;
    }
    const auto& axis = m_stage.timeline.axis();
    const auto from = axis.selection() ? axis.selection()->begin : axis.middle();
    const TimeRange* target = nullptr;
    for (const auto& range : open) {
        if (direction > 0 && range.begin > from && target == nullptr)
            target = &range;
        if (direction < 0 && range.begin < from)
            target = &range;
    }
    if (target == nullptr)
        target = direction > 0 ? &open.front() : &open.back(); // round and round until all is settled
    m_stage.presenter.jumpTo(node, *target);
    m_stage.timeline.axis().setSelection(*target);
    m_room.notify.say(
        tr("%n stretch(es) left to settle: click the bar of the person who is right, or press a digit.",
           nullptr, int(open.size())));
}

void Labelling::step(int direction)
{
    if (m_overlay.isAdjudicating()) {
        stepDisagreement(direction);
        return;
    }
    auto labels = m_document.labelsOf(m_stage.presenter.node());
    if (m_overlay.isBlind())
        labels = blindLabels(std::move(labels), m_document.annotator());
    if (labels.empty()) {
        m_room.notify.say(tr("This node has no labels."));
        return;
    }
    const auto chosen = m_document.selectedLabels();
    const auto from = !chosen.empty() && chosen.front().node == m_stage.presenter.node()
        ? chosen.front().begin
        : m_stage.timeline.axis().middle();
    const Label* target = nullptr;
    for (const auto& label : labels) {
        if (direction > 0 && label.begin > from && target == nullptr)
            target = &label;
        if (direction < 0 && label.begin < from)
            target = &label;
    }
    if (target == nullptr) {
        m_room.notify.say(direction > 0 ? tr("That was the node's last label.")
                                        : tr("That was the node's first label."));
        return;
    }
    m_document.select({target->id});
    m_stage.presenter.reveal(target->node,
                             {target->begin, target->end.value_or(m_stage.timeline.axis().fullRange().end)});
}

} // namespace nodesentry::app
