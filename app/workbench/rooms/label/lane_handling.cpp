#include "app/workbench/rooms/label/lane_handling.h"

#include "app/workbench/commands/action_set.h"
#include "app/workbench/rooms/label/node_presenter.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/panels/metric_panel.h"
#include "widgets/timeline/job_band.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_session.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/text/value_text.h"

#include <QAction>
#include <QActionGroup>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

LaneHandling::LaneHandling(const LabelStage& stage, MetricPanel& panel)
    : m_stage(stage),
      m_room(stage.room),
      m_panel(panel)
{
    connectLanes();
    connectSets();
    const auto& actions = m_room.actions;
    actions.on("view.measure", this, [this] { m_stage.timeline.measureStep(); });
    connect(&m_room.view, &ViewOptions::changed, this, [this](ViewOption option, bool on) {
        auto& lanes = m_stage.timeline.lanes();
        if (option == ViewOption::Peers)
            comparePeers(on);
        else if (option == ViewOption::HeatStrips)
            lanes.setHeatStrips(on);
        else if (option == ViewOption::Logarithmic)
            lanes.setLogarithmic(on);
        else if (option == ViewOption::UnusualFirst)
            lanes.orderByUnusual(on);
    });
    connect(&m_stage.presenter, &NodePresenter::nodeShown, this,
            [this] { m_room.view.set(ViewOption::Peers, false); }); // the loader has forgotten them
}

void LaneHandling::connectLanes()
{
    auto& lanes = m_stage.timeline.lanes();
    const auto& actions = m_room.actions;
    connect(&lanes, &LaneView::laneMenuRequested, this, [this, &lanes](int metric, QPoint position) {
        auto* menu = new QMenu(&lanes);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillLaneMenu(*menu, metric);
        menu->popup(position);
    });
    connect(&m_stage.timeline.jobs(), &JobBand::jobMenuRequested, this, &LaneHandling::showJobMenu);
    const auto onLane = [this, &lanes, &actions](const char* id, auto what) {
        actions.on(id, this, [this, &lanes, what] {
            const auto lane = lanes.currentLane();
            if (const auto* spec = lane ? lanes.layout().find(*lane) : nullptr)
                what(*lane, LaneSpec(*spec));
            else
                m_room.notify.say(tr("Move the pointer over a lane, or choose one with the arrow keys."));
        });
    };
    onLane("lanes.pin", [&lanes](int lane, const LaneSpec& spec) { lanes.setPinned(lane, !spec.pinned); });
    onLane("lanes.hide", [this](int, const LaneSpec& spec) {
        m_stage.metrics.setVisibleName(spec.name, false);
        m_room.notify.say(tr("%1 is hidden: the panel “Metrics” brings it back.").arg(spec.name));
    });
    onLane("lanes.up", [&lanes](int lane, const LaneSpec&) { lanes.moveBy(lane, -1); });
    onLane("lanes.down", [&lanes](int lane, const LaneSpec&) { lanes.moveBy(lane, 1); });
    onLane("lanes.menu", [&lanes](int lane, const LaneSpec&) { lanes.requestMenu(lane); });
    onLane("lanes.values_in", [&lanes](int lane, const LaneSpec&) { lanes.zoomValues(lane, 1.25); });
    onLane("lanes.values_out", [&lanes](int lane, const LaneSpec&) { lanes.zoomValues(lane, 1.0 / 1.25); });
    onLane("lanes.values_reset",
           [&lanes](int lane, const LaneSpec&) { lanes.setLaneScaling(lane, std::nullopt); });
    actions.on("view.job_menu", this, [this] {
        auto& jobs = m_stage.timeline.jobs();
        if (const auto* job = jobHere())
            showJobMenu(Job(*job), jobs.mapToGlobal(jobs.rect().center()));
    });
    const auto moveCursor = [this](int direction) {
        auto& axis = m_stage.timeline.axis();
        const auto& visible = axis.visible();
        const auto step = std::max<TimeMs>(axis.minimumSpan() / 5, visible.length() / 200);
        const auto time = axis.focusTime() + direction * step;
        if (!visible.contains(time))
            axis.panBy(direction * visible.length() / 5);
        axis.setCursor(std::clamp(time, axis.fullRange().begin, axis.fullRange().end));
    };
    actions.on("view.cursor_earlier", this, [moveCursor] { moveCursor(-1); });
    actions.on("view.cursor_later", this, [moveCursor] { moveCursor(1); });
    connect(&m_panel, &MetricPanel::metricActivated, &lanes, [&lanes](int metric) {
        lanes.setCurrentLane(metric);
        lanes.setFocus();
    });
}

// --- menus ---

void LaneHandling::fillLaneMenu(QMenu& menu, int metric)
{
    auto& lanes = m_stage.timeline.lanes();
    const auto* spec = lanes.layout().find(metric);
    if (spec == nullptr)
        return;
    const auto name = spec->name;
    menu.addSection(name);
    auto* pin = menu.addAction(tr("&Pin on top"));
    pin->setCheckable(true);
    pin->setChecked(spec->pinned);
    connect(pin, &QAction::triggered, &lanes, [&lanes, metric](bool on) { lanes.setPinned(metric, on); });
    connect(menu.addAction(tr("&Hide")), &QAction::triggered, this,
            [this, name] { m_stage.metrics.setVisibleName(name, false); });
    menu.addSeparator();

    auto* scales = new QActionGroup(&menu);
    const auto present = lanes.scalingOf(metric);
    const auto addScale = [&](LaneScale scale, const QString& text) {
        auto* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(spec->scaling && present.scale == scale);
        scales->addAction(action);
        if (scale == LaneScale::Fixed)
            connect(action, &QAction::triggered, this, [this, metric] { askForFixedScale(metric); });
        else
            connect(action, &QAction::triggered, &lanes, [&lanes, metric, present, scale] {
                lanes.setLaneScaling(metric, LaneScaling{scale, present.logarithmic, {}});
            });
    };
    auto* common = menu.addAction(tr("Scale as in the &other lanes"));
    common->setCheckable(true);
    common->setChecked(!spec->scaling);
    scales->addAction(common);
    connect(common, &QAction::triggered, &lanes,
            [&lanes, metric] { lanes.setLaneScaling(metric, std::nullopt); });
    addScale(LaneScale::Whole, tr("Scale: &whole time"));
    addScale(LaneScale::Visible, tr("Scale: what is in &view"));
    addScale(LaneScale::Robust, tr("Scale: &robust (middle 98 %)"));
    addScale(LaneScale::Shared, tr("Scale: &shared by lanes of one unit"));
    addScale(LaneScale::Fixed, tr("Scale: &fixed…"));
    auto* log = menu.addAction(tr("&Logarithmic"));
    log->setCheckable(true);
    log->setChecked(present.logarithmic);
    connect(log, &QAction::triggered, &lanes, [&lanes, metric, present](bool on) {
        auto scaling = present;
        scaling.logarithmic = on;
        lanes.setLaneScaling(metric, scaling);
    });
    menu.addSeparator();
    auto* height = menu.addAction(tr("&Height as in the other lanes"));
    height->setEnabled(spec->height > 0);
    connect(height, &QAction::triggered, &lanes, [&lanes, metric] { lanes.setOwnHeight(metric, 0); });
}

void LaneHandling::fillJobMenu(QMenu& menu, const Job& job)
{
    constexpr std::size_t kMostNodes = 24; // as many as a menu is good for; all are found by typing
    menu.addSection(tr("Job %1").arg(QString::fromStdString(job.id)));
    const auto range = m_stage.timeline.jobs().rangeOf(job);
    connect(menu.addAction(tr("&Show the job")), &QAction::triggered, this,
            [this, range] { m_stage.timeline.axis().showAround(range, 0.05); });
    connect(menu.addAction(tr("Se&lect its time")), &QAction::triggered, this,
            [this, range] { m_stage.timeline.axis().setSelection(range); });
    auto* compare = menu.addAction(tr("&Compare with its other nodes"));
    compare->setEnabled(job.nodes.size() > 1);
    connect(compare, &QAction::triggered, this, [this, job] { compareWith(job); });
    menu.addSeparator();
    const auto snapshot = m_room.session.snapshot();
    std::size_t listed = 0;
    for (const auto& node : job.nodes) {
        if (node == m_stage.presenter.node() || !snapshot || snapshot->find(node) == nullptr)
            continue;
        if (++listed > kMostNodes) {
            connect(menu.addAction(tr("More nodes…")), &QAction::triggered, this,
                    [this] { m_room.actions["go.place"]->trigger(); });
            break;
        }
        connect(menu.addAction(tr("Go to %1").arg(QString::fromStdString(node))), &QAction::triggered, this,
                [this, node, range] {
                    m_room.go.go({u"label"_s, node, range});
                });
    }
    if (listed == 0)
        menu.addAction(tr("It ran on no other node of the project"))->setEnabled(false);
}

void LaneHandling::askForFixedScale(int metric)
{
    auto& lanes = m_stage.timeline.lanes();
    const auto* spec = lanes.layout().find(metric);
    const auto* summary = m_stage.timeline.loader().summary(metric);
    if (spec == nullptr)
        return;
    auto scaling = lanes.scalingOf(metric);
    ValueRange range{0.0, 1.0};
    if (scaling.scale == LaneScale::Fixed)
        range = scaling.fixed;
    else if (summary != nullptr && summary->whole)
        range = *summary->whole;
    auto* dialog = new QDialog(&lanes);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Scale of %1").arg(spec->name));
    auto* form = new QFormLayout(dialog);
    const auto field = [&](const QString& caption, double value) {
        auto* edit = new QLineEdit(QLocale::c().toString(value, 'g', 8));
        edit->setAccessibleName(caption);
        form->addRow(caption, edit);
        return edit;
    };
    const auto unit = spec->unit.isEmpty() ? QString() : u" ("_s + spec->unit + u')';
    auto* top = field(tr("&Top") + unit, range.maximum);
    auto* bottom = field(tr("&Bottom") + unit, range.minimum);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    form->addRow(buttons);
    const auto check = [=] {
        const auto highest = readNumber(top->text());
        const auto lowest = readNumber(bottom->text());
        buttons->button(QDialogButtonBox::Ok)->setEnabled(highest && lowest && *highest > *lowest);
    };
    connect(top, &QLineEdit::textChanged, dialog, check);
    connect(bottom, &QLineEdit::textChanged, dialog, check);
    check();
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, &lanes, [=, &lanes] {
        lanes.setLaneScaling(metric,
                             LaneScaling{LaneScale::Fixed,
                                         scaling.logarithmic,
                                         {readNumber(bottom->text()).value_or(range.minimum),
                                          readNumber(top->text()).value_or(range.maximum)}});
    });
    dialog->open();
}

// --- lane sets ---

void LaneHandling::connectSets()
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(800);
    connect(&m_saveTimer, &QTimer::timeout, this, &LaneHandling::saveSets);
    const auto changed = [this] { m_saveTimer.start(); };
    connect(&m_stage.timeline.lanes(), &LaneView::arrangementChanged, this, changed);
    connect(&m_stage.metrics, &MetricTreeModel::lanesChanged, this, changed);
    auto& panel = m_panel;
    connect(&panel, &MetricPanel::laneSetChosen, this, &LaneHandling::chooseSet);
    connect(&panel, &MetricPanel::saveLaneSetRequested, this, [this](const QString& name) {
        m_setName = name;
        m_sets.save(current(name));
        saveSets();
        updatePanel();
    });
    connect(&panel, &MetricPanel::removeLaneSetRequested, this, [this](const QString& name) {
        m_sets.remove(name);
        m_setName.clear();
        saveSets();
        updatePanel();
    });
}

void LaneHandling::projectOpened()
{
    m_saveTimer.stop();
    const auto snapshot = m_room.session.snapshot();
    m_sets = snapshot->laneSets ? LaneSets::fromJson(*snapshot->laneSets) : LaneSets{};
    m_setName = m_sets.current ? m_sets.current->name : QString();
    if (m_sets.current)
        apply(*m_sets.current);
    else
        apply({{}, m_room.settings.hiddenMetrics(), {}});
    m_panel.setSetsWritable(!snapshot->project->readOnly());
    updatePanel();
    m_stage.timeline.lanes().setFocus(); // else keys would change the method
}

void LaneHandling::updatePanel()
{
    QStringList names;
    for (const auto& set : m_sets.named)
        names << set.name;
    m_panel.setLaneSets(names, m_setName);
}

LaneSet LaneHandling::current(const QString& name) const
{
    return {name, m_stage.metrics.hiddenNames(), m_stage.timeline.lanes().arrangement()};
}

void LaneHandling::apply(const LaneSet& set)
{
    m_stage.metrics.setHiddenNames(set.hidden);
    m_stage.timeline.lanes().setArrangement(set.arrangement);
    m_saveTimer.stop(); // that is no change of anybody's
}

void LaneHandling::chooseSet(const QString& name)
{
    const auto* set = m_sets.find(name);
    m_setName = set != nullptr ? name : QString();
    m_room.view.set(ViewOption::UnusualFirst, false);
    apply(set != nullptr ? *set : LaneSet{});
    m_saveTimer.start();
    updatePanel();
}

void LaneHandling::flush()
{
    if (m_saveTimer.isActive())
        saveSets();
}

void LaneHandling::saveSets()
{
    m_saveTimer.stop();
    const auto snapshot = m_room.session.snapshot();
    if (!snapshot || snapshot->project->readOnly())
        return;
    m_sets.current = current(m_setName);
    m_room.session.saveDocument(LaneSets::kDocument, m_sets.toJson());
}

// --- other nodes of a job ---

void LaneHandling::comparePeers(bool on)
{
    if (!on) {
        m_stage.timeline.setPeers({});
        return;
    }
    if (const auto* job = jobHere())
        compareWith(*job);
    else
        m_room.view.set(ViewOption::Peers, false);
}

const Job* LaneHandling::jobHere()
{
    const auto* job = m_stage.timeline.jobs().jobMeant();
    if (job == nullptr)
        m_room.notify.say(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
    return job;
}

void LaneHandling::showJobMenu(const Job& job, QPoint position)
{
    auto* menu = new QMenu(&m_stage.timeline.jobs());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillJobMenu(*menu, job);
    menu->popup(position);
}

void LaneHandling::compareWith(const Job& job)
{
    m_stage.timeline.setPeers({job.nodes, m_stage.timeline.jobs().rangeOf(job)});
    const auto shown = m_stage.timeline.loader().peers().nodes.size();
    m_room.view.set(ViewOption::Peers, shown > 0);
    const auto id = QString::fromStdString(job.id);
    if (shown == 0)
        m_room.notify.say(tr("Job %1 ran on no other node of the project.").arg(id));
    else if (shown > LaneLoader::kMostPeerLines)
        m_room.notify.say(
            tr("Job %1: band from the 5th to the 95th percentile of %n other nodes.", nullptr, int(shown))
                .arg(id));
    else
        m_room.notify.say(tr("Job %1: %n other nodes.", nullptr, int(shown)).arg(id));
}

} // namespace nodesentry::app
