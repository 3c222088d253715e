#include "app/workbench/label_room.h"

#include "app/workbench/actions.h"
#include "app/workbench/node_presenter.h"
#include "core/eval/label_agreement.h"
#include "core/labels/sample_labels.h"
#include "core/labels/settled_labels.h"
#include "widgets/panels/class_editor.h"
#include "widgets/documents/label_document.h"
#include "widgets/panels/label_inspector.h"
#include "widgets/models/label_list_model.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/timeline/job_band.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_controller.h"
#include "widgets/base/text/error_text.h"

#include <QAction>
#include <QGuiApplication>
#include <QTreeView>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

LabelRoom::LabelRoom(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_document(parts.controller.labels()),
      m_overlay(m_document)
{
    m_parts.timeline.addOverlay(&m_overlay);
    connectActions();
    connectOverlay();
    connectTable();
    connect(&m_parts.presenter, &NodePresenter::nodeShown, this, &LabelRoom::showNode);
    connect(&m_parts.timeline.axis(), &TimeAxis::selectionChanged, this,
            [this] { m_exact = (QGuiApplication::keyboardModifiers() & Qt::ShiftModifier) != 0; });
    connect(&m_document, &LabelDocument::replayed, this, &LabelRoom::show);
    connect(&m_document, &LabelDocument::edited, this, [this](const LabelEdit& edit) {
        // After whatever else is said of the edit: this must not be missed.
        if (holdsNoSample(edit))
            QMetaObject::invokeMethod(
                this,
                [this] {
                    Q_EMIT message(
                        tr("No sample of the node lies in this label, so it counts for nothing: move "
                           "its ends, or delete it."));
                },
                Qt::QueuedConnection);
    });
    auto& inspector = m_parts.inspector;
    connect(&inspector, &LabelInspector::shownMetricsWanted, this, &LabelRoom::limitToShown);
    connect(&inspector, &LabelInspector::classEditorWanted, this, &LabelRoom::editClasses);
    connect(&inspector, &LabelInspector::message, this, &LabelRoom::message);
}

void LabelRoom::connectActions()
{
    const auto& actions = m_parts.actions;
    const auto on
        = [this](QAction* action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    for (int key = 0; key < int(actions.labelAs.size()); ++key)
        on(actions.labelAs[std::size_t(key)], [this, key] { labelAs(key); });
    on(actions.labelBegin, [this] { setEdge(true); });
    on(actions.labelEnd, [this] { setEdge(false); });
    on(actions.selectJob, [this] { selectJob(); });
    on(actions.removeLabel, [this] { removeChosen(); });
    on(actions.splitLabel, [this] { splitChosen(); });
    on(actions.mergeLabels, [this] { mergeChosen(); });
    on(actions.nextLabel, [this] { step(1); });
    on(actions.previousLabel, [this] { step(-1); });
    on(actions.labelClasses, [this] { editClasses(); });
    on(actions.labelConfidence, [this] {
        Q_EMIT inspectorWanted();
        m_parts.inspector.editConfidence();
    });
    on(actions.labelNote, [this] {
        Q_EMIT inspectorWanted();
        m_parts.inspector.editNote();
    });
    on(actions.labelTimes, [this] {
        Q_EMIT inspectorWanted();
        m_parts.inspector.editBegin();
    });
    connect(actions.blind, &QAction::toggled, this, &LabelRoom::setBlind);
    connect(actions.safeColours, &QAction::toggled, &m_overlay, &LabelOverlay::setSafeColours);
    connect(actions.adjudicate, &QAction::toggled, &m_overlay, &LabelOverlay::setAdjudicating);
    auto& stack = m_document.stack();
    on(actions.undo, [&stack] { stack.undo(); });
    on(actions.redo, [&stack] { stack.redo(); });
    const auto name = [&actions, &stack] {
        actions.undo->setEnabled(stack.canUndo());
        actions.redo->setEnabled(stack.canRedo());
        actions.undo->setText(stack.canUndo() ? tr("&Undo: %1").arg(stack.undoText()) : tr("&Undo"));
        actions.redo->setText(stack.canRedo() ? tr("&Redo: %1").arg(stack.redoText()) : tr("&Redo"));
    };
    connect(&stack, &QUndoStack::indexChanged, this, name);
    name();
}

void LabelRoom::connectOverlay()
{
    connect(&m_overlay, &LabelOverlay::resizeRequested, this, &LabelRoom::resize);
    connect(&m_overlay, &LabelOverlay::adjudicationRequested, this, &LabelRoom::adjudicate);
    connect(&m_overlay, &LabelOverlay::labelClicked, this, [this](LabelId id, bool extend) {
        auto ids = extend ? m_document.selection() : std::set<LabelId>();
        if (extend && ids.contains(id))
            ids.erase(id);
        else
            ids.insert(id);
        m_document.select(std::move(ids));
        Q_EMIT inspectorWanted();
    });
}

void LabelRoom::connectTable()
{
    auto& view = m_parts.table.view();
    view.setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, &view] {
        if (m_syncing)
            return;
        std::set<LabelId> ids;
        for (const auto& index : view.selectionModel()->selectedRows())
            ids.insert(index.data(LabelListModel::IdRole).toLongLong());
        if (ids.empty())
            return; // the list was filled anew
        m_syncing = true;
        m_document.select(std::move(ids));
        m_syncing = false;
    });
    const auto follow = [this, &view] {
        const auto& chosen = m_document.selection();
        if (m_syncing || chosen.empty())
            return;
        m_syncing = true;
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
        view.selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
        if (first.isValid())
            view.scrollTo(first);
        m_syncing = false;
    };
    connect(&m_document, &LabelDocument::selectionChanged, this, follow);
    // After the model was filled anew, which forgets what was selected.
    connect(&m_parts.model, &QAbstractItemModel::modelReset, this, follow, Qt::QueuedConnection);
}

void LabelRoom::showNode()
{
    const auto snapshot = m_parts.controller.snapshot();
    const auto& node = m_parts.presenter.node();
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

void LabelRoom::setBlind(bool blind)
{
    auto* adjudicate = m_parts.actions.adjudicate; // which is to see all people's labels side by side
    if (blind)
        adjudicate->setChecked(false);
    adjudicate->setEnabled(!blind);
    m_overlay.setBlind(blind);
    if (!blind)
        return;
    std::set<LabelId> seen;
    for (const auto& label : blindLabels(m_document.selectedLabels(), m_document.annotator()))
        seen.insert(label.id);
    m_document.select(std::move(seen));
}

void LabelRoom::clear()
{
    m_overlay.clear();
}

void LabelRoom::updateActions(bool writable)
{
    const auto& actions = m_parts.actions;
    for (auto* action : actions.forLabels())
        action->setEnabled(writable);
}

void LabelRoom::offer(TimeRange range)
{
    m_parts.timeline.axis().setSelection(range);
    m_exact = true; // it is on samples already
}

TimeMs LabelRoom::cursor() const
{
    const auto& axis = m_parts.timeline.axis();
    return axis.cursor().value_or(axis.visible().begin + axis.visible().length() / 2);
}

TimeRange LabelRoom::snapped(TimeRange range) const
{
    if (m_exact)
        return range;
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_parts.timeline.lanes().scale().msPerPixel);
    return m_overlay.snapper().snap(range, reach);
}

std::vector<Label> LabelRoom::chosenHere()
{
    auto labels = m_document.selectedLabels();
    std::erase_if(labels, [this](const Label& label) { return !m_document.mayEdit(label); });
    if (labels.empty())
        Q_EMIT message(
            m_document.selection().empty()
                ? tr("Choose a label first: click it in the lanes or in the list.")
                : tr("These are other people's labels. What two people disagree on is settled in the "
                     "adjudication view."));
    return labels;
}

bool LabelRoom::labelSelection(const std::string& category)
{
    auto& axis = m_parts.timeline.axis();
    const auto selection = axis.selection();
    if (!selection)
        return false;
    const auto range = snapped(*selection);
    Label label;
    label.node = m_parts.presenter.node();
    label.begin = range.begin;
    label.end = range.end;
    label.category = category;
    if (m_overlay.isAdjudicating())
        label.author = kAdjudicated;
    // The view may go on to the next suggestion now.
    axis.setSelection(std::nullopt);
    if (const auto id = m_document.add(std::move(label)); id == 0)
        axis.setSelection(selection);
    else if (!m_parts.controller.suggestions().current())
        m_document.select({id});
    Q_EMIT classUsed(category);
    return true;
}

void LabelRoom::labelAs(int key)
{
    const auto* item = m_document.classWithKey(key);
    if (item == nullptr) {
        Q_EMIT message(tr("No label class has the key %1. Label → Classes… gives it one.").arg(key));
        return;
    }
    const auto name = item->name;
    if (labelSelection(name))
        return;
    if (m_document.selection().empty()) {
        if (!m_accept || !m_accept(name))
            Q_EMIT message(tr("Drag over a stretch of time first, then press the digit."));
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

void LabelRoom::setEdge(bool begin)
{
    auto& axis = m_parts.timeline.axis();
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_parts.timeline.lanes().scale().msPerPixel);
    const auto time = m_overlay.snapper().snap(cursor(), reach);
    const auto chosen = m_document.selectedLabels();
    if (!axis.selection() && chosen.size() == 1 && chosen.front().node == m_parts.presenter.node()) {
        const auto& label = chosen.front();
        if (chosenHere().empty())
            return;
        const bool possible = begin ? !label.end || time < *label.end : time > label.begin;
        if (possible)
            resize(label.id, begin ? time : label.begin, begin ? label.end : std::optional(time));
        else
            Q_EMIT message(tr("The label would end before it begins."));
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
bool LabelRoom::holdsNoSample(const LabelEdit& edit) const
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || !snapshot->series)
        return false;
    return std::any_of(edit.begin(), edit.end(), [&](const LabelChange& change) {
        const auto* node = change.after ? snapshot->series->find(change.after->node) : nullptr;
        return node != nullptr && !meetsSample(*change.after, node->grid);
    });
}

void LabelRoom::selectJob()
{
    const auto* job = m_parts.timeline.jobs().jobAt(cursor());
    if (job == nullptr) {
        Q_EMIT message(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
        return;
    }
    m_parts.timeline.axis().setSelection(m_parts.timeline.jobs().rangeOf(*job));
    Q_EMIT message(tr("Job %1 is selected: a digit labels it.").arg(QString::fromStdString(job->id)));
}

void LabelRoom::removeChosen()
{
    LabelEdit edit;
    for (auto& label : chosenHere())
        edit.push_back({std::move(label), std::nullopt});
    if (edit.empty())
        return;
    const auto count = int(edit.size());
    if (m_document.edit(tr("Delete %n label(s)", nullptr, count), std::move(edit)))
        Q_EMIT message(tr("%n label(s) deleted; Ctrl+Z brings them back.", nullptr, count));
}

void LabelRoom::splitChosen()
{
    const auto chosen = chosenHere();
    if (chosen.empty())
        return;
    const auto reach = TimeMs(LabelOverlay::kSnapReach * m_parts.timeline.lanes().scale().msPerPixel);
    const auto time = m_overlay.snapper().snap(cursor(), reach);
    auto edit = chosen.size() == 1
        ? splitLabel(chosen.front(), time)
        : Result<LabelEdit>(fail(ErrorCode::InvalidArgument, "only one label can be split at a time"));
    if (edit)
        m_document.edit(tr("Split label"), std::move(*edit));
    else
        Q_EMIT message(errorText(edit.error()).oneLine());
}

void LabelRoom::mergeChosen()
{
    const auto chosen = chosenHere();
    if (chosen.empty())
        return;
    auto edit = mergeLabels(chosen);
    if (edit)
        m_document.edit(tr("Merge labels"), std::move(*edit));
    else
        Q_EMIT message(errorText(edit.error()).oneLine());
}

void LabelRoom::resize(LabelId id, TimeMs begin, std::optional<TimeMs> end)
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

void LabelRoom::adjudicate(LabelId id)
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

void LabelRoom::limitToShown()
{
    std::vector<std::string> metrics;
    for (const auto& lane : m_parts.timeline.lanes().layout().lanes())
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

void LabelRoom::editClasses()
{
    auto* dialog = new ClassEditor(m_document.classes(), m_parts.timeline.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (auto classes = dialog->classes(); classes != m_document.classes())
            m_document.setClasses(std::move(classes));
    });
    dialog->open();
}

void LabelRoom::show(const LabelEdit& edit)
{
    // Taking back does not move the view, unless what changed could not be seen otherwise.
    if (edit.empty())
        return;
    const auto& axis = m_parts.timeline.axis();
    std::set<LabelId> ids;
    bool seen = false;
    for (const auto& change : edit) {
        const auto& label = change.after ? *change.after : *change.before;
        seen = seen
            || (label.node == m_parts.presenter.node()
                && TimeRange{label.begin, label.end.value_or(axis.fullRange().end)}.overlaps(axis.visible()));
        if (change.after)
            ids.insert(label.id);
    }
    m_document.select(std::move(ids));
    if (seen)
        return;
    const auto& label = edit.front().after ? *edit.front().after : *edit.front().before;
    m_parts.presenter.jumpTo(label.node, {label.begin, label.end.value_or(label.begin + axis.minimumSpan())});
}

void LabelRoom::stepDisagreement(int direction)
{
    const auto& node = m_parts.presenter.node();
    auto people = annotatorsOf(m_document.labelsOf(node));
    std::erase_if(people, [](const std::string& name) { return name == kAdjudicated || name == kImported; });
    const auto snapshot = m_parts.controller.snapshot();
    const auto* entry = snapshot && snapshot->series ? snapshot->series->find(node) : nullptr;
    const auto open = entry == nullptr
        ? std::vector<TimeRange>()
        : disagreements(m_document.labelsOf(node), people, {node, entry->grid});
    if (open.empty()) {
        Q_EMIT message(tr("On this node nothing is left to settle."));
        return;
    }
    const auto& axis = m_parts.timeline.axis();
    const auto from
        = axis.selection() ? axis.selection()->begin : axis.visible().begin + axis.visible().length() / 2;
    const TimeRange* target = nullptr;
    for (const auto& range : open) {
        if (direction > 0 && range.begin > from && target == nullptr)
            target = &range;
        if (direction < 0 && range.begin < from)
            target = &range;
    }
    if (target == nullptr)
        target = direction > 0 ? &open.front() : &open.back(); // round and round until all is settled
    m_parts.presenter.jumpTo(node, *target);
    m_parts.timeline.axis().setSelection(*target);
    Q_EMIT message(
        tr("%n stretch(es) left to settle: click the bar of the person who is right, or press a digit.",
           nullptr, int(open.size())));
}

void LabelRoom::step(int direction)
{
    if (m_overlay.isAdjudicating()) {
        stepDisagreement(direction);
        return;
    }
    auto labels = m_document.labelsOf(m_parts.presenter.node());
    if (m_overlay.isBlind())
        labels = blindLabels(std::move(labels), m_document.annotator());
    if (labels.empty()) {
        Q_EMIT message(tr("This node has no labels."));
        return;
    }
    const auto chosen = m_document.selectedLabels();
    const auto from = !chosen.empty() && chosen.front().node == m_parts.presenter.node()
        ? chosen.front().begin
        : m_parts.timeline.axis().visible().begin + m_parts.timeline.axis().visible().length() / 2;
    const Label* target = nullptr;
    for (const auto& label : labels) {
        if (direction > 0 && label.begin > from && target == nullptr)
            target = &label;
        if (direction < 0 && label.begin < from)
            target = &label;
    }
    if (target == nullptr) {
        Q_EMIT message(direction > 0 ? tr("That was the node's last label.")
                                     : tr("That was the node's first label."));
        return;
    }
    m_document.select({target->id});
    m_parts.presenter.jumpTo(target->node,
                             {target->begin, target->end.value_or(m_parts.timeline.axis().fullRange().end)});
}

} // namespace nodesentry::app
