#include "app/workbench/lane_room.h"

#include "app/workbench/actions.h"
#include "app/workbench/app_settings.h"
#include "app/workbench/node_presenter.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/panels/go_to_dialog.h"
#include "widgets/panels/metric_panel.h"
#include "widgets/timeline/job_band.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_controller.h"
#include "widgets/base/text/number_field.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QAction>
#include <QActionGroup>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimeZone>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

LaneRoom::LaneRoom(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts)
{
    connectLanes();
    connectSets();
    setDisplayZone(QTimeZone(m_parts.settings.timeZone()));
    const auto& actions = m_parts.actions;
    const auto on
        = [this](QAction* action, auto handler) { connect(action, &QAction::triggered, this, handler); };
    on(actions.goToTime, [this] { askForPlace(); });
    on(actions.measure, [this] { m_parts.timeline.measureStep(); });
    on(actions.forward, [this] { m_parts.timeline.axis().forward(); });
    on(actions.comparePeers, [this](bool checked) { comparePeers(checked); });
    for (const auto& [action, zone] :
         {std::pair(actions.zoneUtc, QByteArray("UTC")), std::pair(actions.zoneLocal, QByteArray("local"))}) {
        on(action, [this, zone = zone] { chooseZone(zone); });
    }
    checkZone();
    on(actions.zoneOther, [this] { askForZone(); });
    connect(&m_parts.presenter, &NodePresenter::nodeShown, this,
            [this] { m_parts.actions.comparePeers->setChecked(false); }); // the loader has forgotten them
}

void LaneRoom::connectLanes()
{
    auto& lanes = m_parts.timeline.lanes();
    const auto& actions = m_parts.actions;
    connect(&lanes, &LaneView::laneMenuRequested, this, [this, &lanes](int metric, QPoint position) {
        auto* menu = new QMenu(&lanes);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillLaneMenu(*menu, metric);
        menu->popup(position);
    });
    auto& jobs = m_parts.timeline.jobs();
    connect(&jobs, &JobBand::jobMenuRequested, this, [this, &jobs](const Job& job, QPoint position) {
        auto* menu = new QMenu(&jobs);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillJobMenu(*menu, job);
        menu->popup(position);
    });
    const auto onLane = [this, &lanes](QAction* action, auto what) {
        connect(action, &QAction::triggered, this, [this, &lanes, what] {
            const auto lane = lanes.currentLane();
            if (const auto* spec = lane ? lanes.layout().find(*lane) : nullptr)
                what(*lane, LaneSpec(*spec));
            else
                Q_EMIT message(tr("Move the pointer over a lane, or choose one with the arrow keys."));
        });
    };
    onLane(actions.pinLane,
           [&lanes](int lane, const LaneSpec& spec) { lanes.setPinned(lane, !spec.pinned); });
    onLane(actions.hideLane, [this](int, const LaneSpec& spec) {
        m_parts.metrics.setVisibleName(spec.name, false);
        Q_EMIT message(tr("%1 is hidden: the panel “Metrics” brings it back.").arg(spec.name));
    });
    onLane(actions.laneUp, [&lanes](int lane, const LaneSpec&) { lanes.moveBy(lane, -1); });
    onLane(actions.laneDown, [&lanes](int lane, const LaneSpec&) { lanes.moveBy(lane, 1); });
    onLane(actions.laneMenu, [&lanes](int lane, const LaneSpec&) { lanes.requestMenu(lane); });
    onLane(actions.valuesIn, [&lanes](int lane, const LaneSpec&) { lanes.zoomValues(lane, 1.25); });
    onLane(actions.valuesOut, [&lanes](int lane, const LaneSpec&) { lanes.zoomValues(lane, 1.0 / 1.25); });
    onLane(actions.valuesAsBefore,
           [&lanes](int lane, const LaneSpec&) { lanes.setLaneScaling(lane, std::nullopt); });
    connect(actions.jobMenu, &QAction::triggered, this, [this, &jobs] {
        const auto& axis = m_parts.timeline.axis();
        const auto time = axis.cursor().value_or(axis.visible().begin + axis.visible().length() / 2);
        if (const auto* job = jobs.jobAt(time))
            Q_EMIT jobs.jobMenuRequested(Job(*job), jobs.mapToGlobal(jobs.rect().center()));
        else
            Q_EMIT message(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
    });
    const auto moveCursor = [this](int direction) {
        auto& axis = m_parts.timeline.axis();
        const auto& visible = axis.visible();
        const auto step = std::max<TimeMs>(axis.minimumSpan() / 5, visible.length() / 200);
        const auto time = axis.cursor().value_or(visible.begin + visible.length() / 2) + direction * step;
        if (!visible.contains(time))
            axis.panBy(direction * visible.length() / 5);
        axis.setCursor(std::clamp(time, axis.fullRange().begin, axis.fullRange().end));
    };
    connect(actions.cursorLeft, &QAction::triggered, this, [moveCursor] { moveCursor(-1); });
    connect(actions.cursorRight, &QAction::triggered, this, [moveCursor] { moveCursor(1); });
    connect(actions.heatStrips, &QAction::toggled, &lanes, &LaneView::setHeatStrips);
    connect(actions.logarithmic, &QAction::toggled, &lanes, &LaneView::setLogarithmic);
    connect(actions.unusualFirst, &QAction::toggled, &lanes, &LaneView::orderByUnusual);
    connect(&m_parts.panel, &MetricPanel::metricActivated, &lanes, [&lanes](int metric) {
        lanes.setCurrentLane(metric);
        lanes.setFocus();
    });
}

// --- menus ---

void LaneRoom::fillLaneMenu(QMenu& menu, int metric)
{
    auto& lanes = m_parts.timeline.lanes();
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
            [this, name] { m_parts.metrics.setVisibleName(name, false); });
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

void LaneRoom::fillJobMenu(QMenu& menu, const Job& job)
{
    constexpr std::size_t kMostNodes = 24; // as many as a menu is good for; all are found by typing
    menu.addSection(tr("Job %1").arg(QString::fromStdString(job.id)));
    const auto range = m_parts.timeline.jobs().rangeOf(job);
    connect(menu.addAction(tr("&Show the job")), &QAction::triggered, this,
            [this, range] { m_parts.timeline.axis().showAround(range, 0.05); });
    connect(menu.addAction(tr("Se&lect its time")), &QAction::triggered, this,
            [this, range] { m_parts.timeline.axis().setSelection(range); });
    auto* compare = menu.addAction(tr("&Compare with its other nodes"));
    compare->setEnabled(job.nodes.size() > 1);
    connect(compare, &QAction::triggered, this, [this, job] { compareWith(job); });
    menu.addSeparator();
    const auto snapshot = m_parts.controller.snapshot();
    std::size_t listed = 0;
    for (const auto& node : job.nodes) {
        if (node == m_parts.presenter.node() || !snapshot || snapshot->find(node) == nullptr)
            continue;
        if (++listed > kMostNodes) {
            connect(menu.addAction(tr("More nodes…")), &QAction::triggered, this, [this] { askForPlace(); });
            break;
        }
        connect(menu.addAction(tr("Go to %1").arg(QString::fromStdString(node))), &QAction::triggered, this,
                [this, node, range] {
                    goTo({GoToTarget::Kind::Job, {}, {}, node, range});
                });
    }
    if (listed == 0)
        menu.addAction(tr("It ran on no other node of the project"))->setEnabled(false);
}

void LaneRoom::askForFixedScale(int metric)
{
    auto& lanes = m_parts.timeline.lanes();
    const auto* spec = lanes.layout().find(metric);
    const auto* summary = m_parts.timeline.loader().summary(metric);
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

void LaneRoom::connectSets()
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(800);
    connect(&m_saveTimer, &QTimer::timeout, this, &LaneRoom::saveSets);
    const auto changed = [this] {
        if (!m_applying)
            m_saveTimer.start();
    };
    connect(&m_parts.timeline.lanes(), &LaneView::arrangementChanged, this, changed);
    connect(&m_parts.metrics, &MetricTreeModel::lanesChanged, this, changed);
    auto& panel = m_parts.panel;
    connect(&panel, &MetricPanel::laneSetChosen, this, &LaneRoom::chooseSet);
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

void LaneRoom::projectOpened()
{
    m_saveTimer.stop();
    const auto snapshot = m_parts.controller.snapshot();
    m_sets = snapshot->laneSets ? LaneSets::fromJson(*snapshot->laneSets) : LaneSets{};
    m_setName = m_sets.current ? m_sets.current->name : QString();
    if (m_sets.current)
        apply(*m_sets.current);
    else
        apply({{}, m_parts.settings.hiddenMetrics(), {}});
    m_parts.panel.setSetsWritable(!snapshot->project->readOnly());
    updatePanel();
    m_parts.timeline.lanes().setFocus(); // else keys would change the method
}

void LaneRoom::updatePanel()
{
    QStringList names;
    for (const auto& set : m_sets.named)
        names << set.name;
    m_parts.panel.setLaneSets(names, m_setName);
}

LaneSet LaneRoom::current(const QString& name) const
{
    return {name, m_parts.metrics.hiddenNames(), m_parts.timeline.lanes().arrangement()};
}

void LaneRoom::apply(const LaneSet& set)
{
    m_applying = true;
    m_parts.metrics.setHiddenNames(set.hidden);
    m_parts.timeline.lanes().setArrangement(set.arrangement);
    m_applying = false;
}

void LaneRoom::chooseSet(const QString& name)
{
    const auto* set = m_sets.find(name);
    m_setName = set != nullptr ? name : QString();
    m_parts.actions.unusualFirst->setChecked(false);
    apply(set != nullptr ? *set : LaneSet{});
    m_saveTimer.start();
    updatePanel();
}

void LaneRoom::flush()
{
    if (m_saveTimer.isActive())
        saveSets();
}

void LaneRoom::saveSets()
{
    m_saveTimer.stop();
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || snapshot->project->readOnly())
        return;
    m_sets.current = current(m_setName);
    m_parts.controller.saveDocument(LaneSets::kDocument, m_sets.toJson());
}

// --- other nodes of a job ---

void LaneRoom::comparePeers(bool on)
{
    if (!on) {
        m_parts.timeline.setPeers({});
        return;
    }
    const auto& axis = m_parts.timeline.axis();
    const auto middle = axis.cursor().value_or(axis.visible().begin + axis.visible().length() / 2);
    if (const auto* job = m_parts.timeline.jobs().jobAt(middle)) {
        compareWith(*job);
        return;
    }
    m_parts.actions.comparePeers->setChecked(false);
    Q_EMIT message(tr("No job runs there: put the pointer, or the middle of the view, on a job."));
}

void LaneRoom::compareWith(const Job& job)
{
    m_parts.timeline.setPeers({job.nodes, m_parts.timeline.jobs().rangeOf(job)});
    const auto shown = m_parts.timeline.loader().peers().nodes.size();
    m_parts.actions.comparePeers->setChecked(shown > 0);
    const auto id = QString::fromStdString(job.id);
    if (shown == 0)
        Q_EMIT message(tr("Job %1 ran on no other node of the project.").arg(id));
    else if (shown > LaneLoader::kMostPeerLines)
        Q_EMIT message(
            tr("Job %1: band from the 5th to the 95th percentile of %n other nodes.", nullptr, int(shown))
                .arg(id));
    else
        Q_EMIT message(tr("Job %1: %n other nodes.", nullptr, int(shown)).arg(id));
}

// --- places and times ---

void LaneRoom::askForPlace()
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || !snapshot->hasData())
        return;
    std::vector<GoToTarget> targets;
    for (const auto& node : snapshot->nodes)
        targets.push_back(
            {GoToTarget::Kind::Node, QString::fromStdString(node.node), tr("node"), node.node, {}});
    for (const auto& job : snapshot->jobs) {
        const auto nodes = std::find_if(job.nodes.begin(), job.nodes.end(), [&](const std::string& node) {
            return snapshot->find(node) != nullptr;
        });
        if (nodes == job.nodes.end())
            continue;
        // Stays on the shown node if the job ran there.
        const bool here
            = std::find(job.nodes.begin(), job.nodes.end(), m_parts.presenter.node()) != job.nodes.end();
        auto name = QString::fromStdString(job.id);
        if (!job.name.empty())
            name += u' ' + QString::fromStdString(job.name);
        targets.push_back({GoToTarget::Kind::Job,
                           name,
                           tr("job, %1").arg(momentText(job.begin)),
                           here ? m_parts.presenter.node() : *nodes,
                           {job.begin, job.end.value_or(m_parts.timeline.axis().fullRange().end)}});
    }
    auto* dialog
        = new GoToDialog(std::move(targets), m_parts.timeline.axis().fullRange(), m_parts.timeline.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GoToDialog::chosen, this, &LaneRoom::goTo);
    dialog->open();
}

void LaneRoom::goTo(const GoToTarget& target)
{
    if (!target.node.empty())
        m_parts.presenter.showNode(target.node);
    auto& axis = m_parts.timeline.axis();
    if (target.kind == GoToTarget::Kind::Time)
        axis.centreOn(target.range.begin);
    else if (target.kind == GoToTarget::Kind::Job && target.range.length() > 0)
        axis.showAround(target.range, 0.05);
    m_parts.timeline.lanes().setFocus();
}

void LaneRoom::askForZone()
{
    QStringList names;
    for (const auto& id : QTimeZone::availableTimeZoneIds())
        names << QString::fromUtf8(id);
    auto* dialog = new QInputDialog(m_parts.timeline.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Time zone"));
    dialog->setLabelText(tr("Zone of the cluster, e.g. Europe/Berlin:"));
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    dialog->setTextValue(QString::fromUtf8(m_parts.settings.timeZone()));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const auto id = text.trimmed().toUtf8();
        if (QTimeZone(id).isValid())
            chooseZone(id);
        else
            Q_EMIT message(tr("“%1” is not a time zone.").arg(text));
    });
    connect(dialog, &QDialog::finished, this, [this] { checkZone(); });
    dialog->open();
}

void LaneRoom::checkZone()
{
    const auto choice = m_parts.settings.timeZoneChoice();
    const auto& actions = m_parts.actions;
    (choice == "UTC"         ? actions.zoneUtc
         : choice == "local" ? actions.zoneLocal
                             : actions.zoneOther)
        ->setChecked(true);
}

void LaneRoom::chooseZone(const QByteArray& id)
{
    m_parts.settings.setTimeZoneChoice(id);
    setDisplayZone(QTimeZone(m_parts.settings.timeZone()));
    Q_EMIT zoneChanged();
    m_parts.timeline.updateTexts();
}

} // namespace nodesentry::app
