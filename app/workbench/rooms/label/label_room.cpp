#include "app/workbench/rooms/label/label_room.h"

#include "app/workbench/rooms/label/case_inspection.h"
#include "app/workbench/rooms/label/label_actions.h"
#include "app/workbench/rooms/label/labelling.h"
#include "app/workbench/rooms/label/lane_handling.h"
#include "app/workbench/rooms/label/node_lists.h"
#include "app/workbench/rooms/label/node_presenter.h"
#include "app/workbench/rooms/label/reviewing.h"
#include "app/workbench/rooms/label/timeline_menus.h"
#include "app/workbench/rooms/label/timeline_places.h"
#include "app/workbench/rooms/label/two_clicks.h"
#include "app/workbench/rooms/label/view_choices.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"
#include "widgets/documents/shown_snapshot.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/models/suggestion_list_model.h"
#include "widgets/panels/assist_panel.h"
#include "widgets/panels/case_panel.h"
#include "widgets/panels/class_bar.h"
#include "widgets/panels/label_inspector.h"
#include "widgets/panels/metric_panel.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <map>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

const auto kRoom = u"label"_s;

class LabelRoom final : public Room {
    Q_DECLARE_TR_FUNCTIONS(LabelRoom)

public:
    explicit LabelRoom(RoomContext& room);

    QWidget* page() override { return m_page; }
    std::vector<DockSpec> docks() override;
    void enter() override;
    void show(const Place& place) override;
    void addPlaces(std::vector<PaletteItem>& items) override { addTimelinePlaces(m_stage, items); }
    void addTyped(const QString& text, std::vector<PaletteItem>& items) override
    {
        addTypedTimes(m_stage, text, items);
    }
    QJsonObject viewState() const override;
    void restoreView(const QJsonObject& state) override;
    void flush() override { m_lanes.flush(); }

private:
    void connectSession();
    void connectView();
    void connectLists();
    void connectGo();
    void connectTimeActions();
    void takeSnapshot();
    void clear();
    void updateActions();
    void updateTexts();
    void updatePlace();
    void updateClassBar();
    using Move = void (NodePresenter::*)(const std::string&, TimeRange);
    void showCase(int row, Move move);
    void showLabel(int row, Move move);
    void selectCase(qint64 id);

    RoomContext& m_room;
    MetricTreeModel m_metrics;
    NodeLists m_lists;
    SuggestionListModel m_suggestions;
    RangeDocument m_range;
    TimelineView* m_timeline;
    ClassBar* m_classBar;
    QWidget* m_page;
    CasePanel* m_casePanel;
    LabelInspector* m_inspector;
    MetricPanel* m_metricPanel;
    AssistPanel* m_assistPanel;
    NodePresenter m_presenter;
    LabelStage m_stage;
    LaneHandling m_lanes;
    Labelling m_labelling;
    Reviewing m_reviewing;
    CaseInspection m_cases;
    TimelineMenus m_menus;
    TwoClicks m_twoClicks;
};

LabelRoom::LabelRoom(RoomContext& room)
    : m_room(room),
      m_suggestions(room.session.suggestions()),
      m_range(room.session.explanations()),
      m_timeline(new TimelineView(room.session.reader())),
      m_classBar(new ClassBar(room.session.labels())),
      m_page(new QWidget),
      m_casePanel(new CasePanel(m_range)),
      m_inspector(new LabelInspector(room.session.labels())),
      m_metricPanel(new MetricPanel(m_metrics)),
      m_assistPanel(new AssistPanel(m_suggestions)),
      m_presenter(room.session, room.selection, *m_timeline, m_metrics),
      m_stage{room, *m_timeline, m_presenter, m_metrics},
      m_lanes(m_stage, *m_metricPanel),
      m_labelling(m_stage, *m_lists.labelTable, m_lists.labels, *m_inspector),
      m_reviewing(m_stage, m_labelling, *m_assistPanel, m_suggestions),
      m_cases(m_stage, m_range, *m_casePanel, m_assistPanel->why()),
      m_menus(m_stage, m_labelling, m_lanes),
      m_twoClicks(room.session.labels(), *m_timeline, room.notify)
{
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_classBar);
    column->addWidget(m_timeline, 1);
    m_classBar->setSafeColours(room.view.is(ViewOption::SafeColours));
    connect(m_classBar, &ClassBar::keyChosen, &m_labelling, &Labelling::labelWithKey);
    connect(&room.selection, &Selection::changed, this, &LabelRoom::updateClassBar);
    keepScoreHeight(room, m_timeline->score());
    m_metrics.setHiddenNames(room.settings.hiddenMetrics());
    m_timeline->lanes().setEmptyText(tr("No metric is shown. Tick some in the panel “Metrics”."));
    connectLaneChoices(room, m_timeline->lanes());
    connectSession();
    connectView();
    connectLists();
    connectGo();
    connectTimeActions();
    if (const auto snapshot = room.session.snapshot()) { // entered after the project was opened
        m_lanes.projectOpened();
        takeSnapshot();
    }
}

std::vector<DockSpec> LabelRoom::docks()
{
    auto* caseParts = new QSplitter(Qt::Vertical);
    caseParts->addWidget(m_lists.caseTable);
    caseParts->addWidget(m_casePanel);
    caseParts->setChildrenCollapsible(false);
    caseParts->setSizes({200, 260}); // their shares
    return {{u"nodes"_s, tr("Nodes"), Qt::LeftDockWidgetArea, m_lists.nodeTable},
            {u"suggestions"_s, tr("Suggestions"), Qt::RightDockWidgetArea, m_assistPanel},
            {u"cases"_s, tr("Cases"), Qt::RightDockWidgetArea, caseParts},
            {u"labels"_s, tr("Labels"), Qt::RightDockWidgetArea, m_lists.labelTable},
            {u"metrics"_s, tr("Metrics"), Qt::RightDockWidgetArea, m_metricPanel},
            {u"label"_s, tr("Label"), Qt::RightDockWidgetArea, m_inspector}};
}

void LabelRoom::connectSession()
{
    auto& session = m_room.session;
    connect(&session, &ProjectSession::opened, this, [this] {
        m_presenter.clear();
        m_lanes.projectOpened();
    });
    connect(&session, &ProjectSession::snapshotChanged, this, &LabelRoom::takeSnapshot);
    connect(&session, &ProjectSession::labelsChanged, this, [this] {
        m_lists.setEditedSnapshot(shownSnapshot(m_room.session, m_room.view));
        updateActions();
    });
    connect(&session, &ProjectSession::seenChanged, this,
            [this] { m_lists.setEditedSnapshot(shownSnapshot(m_room.session, m_room.view)); });
    connect(&session, &ProjectSession::closed, this, &LabelRoom::clear);
    for (const auto signal : {&RunQueue::added, &RunQueue::ended})
        connect(&m_room.runs, signal, this, &LabelRoom::updateActions);
    connect(&m_room.view, &ViewOptions::changed, this, [this](ViewOption option) {
        if (option == ViewOption::SafeColours)
            m_classBar->setSafeColours(m_room.view.is(option));
        if (option == ViewOption::Blind || option == ViewOption::SafeColours)
            m_lists.setSnapshot(shownSnapshot(m_room.session, m_room.view));
    });
    connect(&m_room.view, &ViewOptions::zoneChanged, this, &LabelRoom::updateTexts);
    connect(&m_room.docks, &Docks::seenChanged, this, [this](const QString& id, bool seen) {
        if (id == u"cases")
            m_cases.setLookedAt(seen);
        else if (id == u"suggestions")
            m_cases.setWhySeen(seen);
    });
}

void LabelRoom::connectView()
{
    connect(&m_presenter, &NodePresenter::nodeShown, this, [this](const QString& node) {
        m_lists.nodeTable->selectSourceRow(m_lists.nodes.indexOf(node.toStdString()).row());
        m_timeline->lanes().setAccessibleDescription(tr("Node %1").arg(node));
        updatePlace();
    });
    connect(m_timeline, &TimelineView::markClicked, this, &LabelRoom::selectCase);
    connect(m_timeline, &TimelineView::failed, this,
            [this](const Error& error) { m_room.notify.fail(tr("Reading samples"), error); });
    auto& axis = m_timeline->axis();
    connect(&axis, &TimeAxis::cursorChanged, this, &LabelRoom::updatePlace);
    for (const auto signal : {&TimeAxis::visibleChanged, &TimeAxis::selectionChanged}) {
        connect(&axis, signal, this, [this] {
            updatePlace();
            updateActions();
        });
    }
    connect(&m_metrics, &MetricTreeModel::lanesChanged, this,
            [this] { m_room.settings.setHiddenMetrics(m_metrics.hiddenNames()); });
    connect(&m_labelling, &Labelling::classUsed, &m_reviewing, &Reviewing::setCategory);
    const auto setMouse = [this](KeyScheme scheme) {
        m_twoClicks.cancel();
        m_timeline->setMouseScheme(scheme == KeyScheme::Authors ? MouseScheme::Authors : MouseScheme::Select);
    };
    m_room.actions.on("view.mouse_workbench", this, [setMouse] { setMouse(KeyScheme::Workbench); });
    m_room.actions.on("view.mouse_authors", this, [setMouse] { setMouse(KeyScheme::Authors); });
    setMouse(m_room.settings.keyScheme());
}

void LabelRoom::connectLists()
{
    connect(m_lists.nodeTable, &FilteredTable::rowSelected, this, [this](int row) {
        m_presenter.showNode(
            m_lists.nodes.index(row, 0).data(NodeListModel::NodeRole).toString().toStdString());
    });
    connect(m_lists.nodeTable, &FilteredTable::rowActivated, this,
            [this] { m_timeline->lanes().setFocus(); });
    // What is seen already is only chosen; who asks once more goes there.
    connect(m_lists.caseTable, &FilteredTable::rowSelected, this,
            [this](int row) { showCase(row, &NodePresenter::reveal); });
    connect(m_lists.caseTable, &FilteredTable::rowActivated, this,
            [this](int row) { showCase(row, &NodePresenter::jumpTo); });
    connect(m_lists.labelTable, &FilteredTable::rowSelected, this,
            [this](int row) { showLabel(row, &NodePresenter::reveal); });
    connect(m_lists.labelTable, &FilteredTable::rowActivated, this,
            [this](int row) { showLabel(row, &NodePresenter::jumpTo); });
    m_room.actions.on("go.next_case", this, [this] { m_lists.caseTable->selectNext(1); });
    m_room.actions.on("go.previous_case", this, [this] { m_lists.caseTable->selectNext(-1); });
}

void LabelRoom::connectGo()
{
    for (const auto& [id, part] :
         {std::pair("go.nodes", "nodes"), std::pair("go.cases", "cases"), std::pair("go.labels", "labels"),
          std::pair("go.metrics", "metrics"), std::pair("go.label", "label"),
          std::pair("go.suggestions", "suggestions"), std::pair("edit.find_node", "find node"),
          std::pair("edit.find_metric", "find metric")})
        m_room.actions.on(id, this, [this, part = QString::fromLatin1(part)] {
            m_room.go.go({.room = kRoom, .part = part});
        });
}

void LabelRoom::connectTimeActions()
{
    auto& axis = m_timeline->axis();
    auto& lanes = m_timeline->lanes();
    const auto& actions = m_room.actions;
    actions.on("view.zoom_in", this, [&axis] { axis.zoomAround(axis.focusTime(), 1.5); });
    actions.on("view.zoom_out", this, [&axis] { axis.zoomAround(axis.focusTime(), 1.0 / 1.5); });
    actions.on("view.earlier", this, [&axis] { axis.panBy(-axis.visible().length() / 5); });
    actions.on("view.later", this, [&axis] { axis.panBy(axis.visible().length() / 5); });
    actions.on("view.fit", this, [&axis] {
        if (const auto selection = axis.selection())
            axis.showAround(*selection, 0.1);
        else
            axis.showAll();
    });
    actions.on("go.back", this, [&axis] { axis.back(); });
    actions.on("go.forward", this, [&axis] { axis.forward(); });
    actions.on("view.clear_selection", this, [this, &axis, &lanes] {
        // One step at a time: the selected time, then the chosen label, suggestion or case.
        if (axis.selection())
            axis.setSelection(std::nullopt);
        else
            m_room.selection.setObject({}, this);
        lanes.setMarkedMetrics({});
    });
}

// --- the frame asks ---

void LabelRoom::enter()
{
    m_timeline->lanes().setFocus();
    updateActions();
    updatePlace();
}

void LabelRoom::show(const Place& place)
{
    if (!place.node.empty())
        m_presenter.showNode(place.node);
    auto& axis = m_timeline->axis();
    if (place.range && place.range->length() > 0)
        axis.showAround(*place.range, 0.05);
    else if (place.range)
        axis.centreOn(place.range->begin);
    if (!place.node.empty() || place.range)
        m_timeline->lanes().setFocus();
    if (place.part.isEmpty())
        return; // where the keyboard is, it stays: a list may have asked for the room
    const std::map<QString, std::pair<QString, QWidget*>> parts{
        {u"nodes"_s, {u"nodes"_s, &m_lists.nodeTable->view()}},
        {u"find node"_s, {u"nodes"_s, &m_lists.nodeTable->filterField()}},
        {u"cases"_s, {u"cases"_s, &m_lists.caseTable->view()}},
        {u"labels"_s, {u"labels"_s, &m_lists.labelTable->view()}},
        {u"metrics"_s, {u"metrics"_s, &m_metricPanel->filterField()}},
        {u"find metric"_s, {u"metrics"_s, &m_metricPanel->filterField()}},
        {u"label"_s, {u"label"_s, m_inspector}},
        {u"suggestions"_s, {u"suggestions"_s, &m_assistPanel->table().view()}}};
    const auto& [dock, focus] = parts.at(place.part);
    m_room.docks.raise(dock, focus);
    if (place.part == u"find node")
        m_lists.nodeTable->filterField().selectAll();
    else if (place.part == u"find metric")
        m_metricPanel->filterField().selectAll();
}

QJsonObject LabelRoom::viewState() const
{
    const auto visible = m_timeline->axis().visible();
    return {{u"node"_s, QString::fromStdString(m_presenter.node())},
            {u"begin"_s, qint64(visible.begin)},
            {u"end"_s, qint64(visible.end)}};
}

void LabelRoom::restoreView(const QJsonObject& state)
{
    m_presenter.showNode(state.value(u"node"_s).toString().toStdString());
    const TimeRange visible{state.value(u"begin"_s).toInteger(), state.value(u"end"_s).toInteger()};
    if (visible.length() > 0 && visible.overlaps(m_timeline->axis().fullRange()))
        m_timeline->axis().show(visible);
}

// --- what is shown ---

void LabelRoom::takeSnapshot()
{
    const auto snapshot = shownSnapshot(m_room.session, m_room.view);
    m_lists.setSnapshot(snapshot);
    updateActions();
    if (!snapshot->hasData())
        return;
    m_presenter.refresh();
    m_reviewing.takeSnapshot();
}

void LabelRoom::clear()
{
    m_reviewing.clear();
    m_presenter.clear();
    m_labelling.clear();
    m_lists.setSnapshot(nullptr);
}

void LabelRoom::updateActions()
{
    auto& actions = m_room.actions;
    const auto snapshot = m_room.session.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    const bool writable = hasData && !snapshot->project->readOnly();
    const auto& axis = m_timeline->axis();
    actions.allow("go.back", hasData && axis.canGoBack());
    actions.allow("go.forward", hasData && axis.canGoForward());
    for (const auto* id : {"go.next_case", "go.previous_case"})
        actions.allow(id, hasData && m_lists.cases.rowCount() > 0);
    actions.allow("label.add", writable && axis.selection().has_value());
    actions.allow("label.remove", writable && m_lists.labels.rowCount() > 0);
    m_reviewing.updateActions();
    updateClassBar();
}

void LabelRoom::updateClassBar()
{
    const auto& chosen = m_room.selection;
    m_classBar->setUsable(
        m_room.session.labels().isWritable()
        && (m_timeline->axis().selection() || !chosen.labels().empty() || chosen.suggestion()));
}

void LabelRoom::updateTexts()
{
    m_inspector->updateTexts();
    m_reviewing.updateTexts();
    m_cases.updateTexts();
    if (m_room.session.snapshot())
        takeSnapshot(); // lists and marks hold their times as texts
    m_timeline->updateTexts();
    updatePlace();
}

void LabelRoom::updatePlace()
{
    const auto& axis = m_timeline->axis();
    if (axis.isEmpty() || !m_timeline->isVisible())
        return;
    QStringList parts{QString::fromStdString(m_presenter.node())};
    if (const auto selection = axis.selection())
        parts << tr("selected %1").arg(durationText(double(selection->length()) / 1000.0));
    parts << tr("in view %1").arg(durationText(double(axis.visible().length()) / 1000.0));
    auto moment = axis.cursor().value_or(axis.visible().begin);
    constexpr TimeMs kMinute = 60'000;
    if (axis.visible().length() > kMinute)
        moment -= moment % 1'000; // a pixel is more than what would be left out
    parts << momentText(moment);
    m_room.notify.showPlace(parts.join(u"   "_s));
}

void LabelRoom::showCase(int row, Move move)
{
    const auto& found = m_lists.cases.caseAt(row);
    (m_presenter.*move)(found.node, found.range);
    m_timeline->lanes().setMarkedMetrics(found.topMetrics);
    if (m_reviewing.chooseCase(found.node, found.range))
        return;
    m_room.selection.setObject(CaseId{found.id}, this);
    m_labelling.offer(found.range);
}

void LabelRoom::showLabel(int row, Move move)
{
    const auto& label = m_lists.labels.labelAt(row);
    const auto snapshot = m_room.session.snapshot();
    if (const auto* summary = snapshot->find(label.node)) {
        (m_presenter.*move)(label.node,
                            {label.begin, label.end.value_or(std::max(summary->range.end, label.begin + 1))});
        m_timeline->lanes().setMarkedMetrics({});
    } else {
        m_room.notify.say(
            tr("The project has no samples of node %1.").arg(QString::fromStdString(label.node)));
    }
}

void LabelRoom::selectCase(qint64 id)
{
    const int row = m_lists.cases.rowOf(id);
    m_lists.caseTable->selectSourceRow(row);
    m_room.docks.raise(u"cases"_s);
    if (row >= 0) {
        m_timeline->lanes().setMarkedMetrics(m_lists.cases.caseAt(row).topMetrics);
        m_room.selection.setObject(CaseId{id}, this);
    }
}

} // namespace

RoomSpec labelRoom()
{
    return {
        .id = "label",
        .enter = {.id = "go.timeline",
                  .text = QT_TRANSLATE_NOOP("Actions", "&Label"),
                  .category = ActionCategory::Go,
                  .needs = ActionNeeds::Node,
                  .keys = "Ctrl+2",
                  .kind = ActionKind::Room,
                  .icon = "label",
                  .help = QT_TRANSLATE_NOOP("Actions", "A node's metrics over time, suggestions and labels")},
        .actions = labelActions(),
        .make
        = [](RoomContext& context) -> std::unique_ptr<Room> { return std::make_unique<LabelRoom>(context); }};
}

} // namespace nodesentry::app
