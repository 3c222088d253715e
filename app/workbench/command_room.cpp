#include "app/workbench/command_room.h"

#include "app/workbench/app_settings.h"
#include "app/workbench/key_sheet.h"
#include "app/workbench/node_presenter.h"
#include "app/workbench/preferences_dialog.h"
#include "widgets/models/metric_tree_model.h"
#include "widgets/base/palette/command_palette.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/documents/project_controller.h"
#include "widgets/base/text/time_zone.h"

#include <QAction>
#include <QMainWindow>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

CommandRoom::CommandRoom(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_keymap(parts.settings, parts.actions),
      m_twoClicks(parts.controller.labels(), parts.timeline, this)
{
    connect(&m_twoClicks, &TwoClicks::message, this, &CommandRoom::message);
    const auto& actions = parts.actions;
    connect(actions.palette, &QAction::triggered, this, &CommandRoom::showPalette);
    connect(actions.keys, &QAction::triggered, this, &CommandRoom::showKeys);
    connect(actions.preferences, &QAction::triggered, this, &CommandRoom::showPreferences);
    connect(actions.mouseWorkbench, &QAction::triggered, this, [this] { setScheme(KeyScheme::Workbench); });
    connect(actions.mouseAuthors, &QAction::triggered, this, [this] { setScheme(KeyScheme::Authors); });
    connect(actions.fullScreen, &QAction::triggered, this, [this](bool on) {
        m_parts.window.setWindowState(m_parts.window.windowState().setFlag(Qt::WindowFullScreen, on));
    });
    setScheme(m_keymap.scheme());
}

void CommandRoom::setScheme(KeyScheme scheme)
{
    const bool authors = scheme == KeyScheme::Authors;
    (authors ? m_parts.actions.mouseAuthors : m_parts.actions.mouseWorkbench)->setChecked(true);
    m_keymap.setScheme(scheme);
    m_twoClicks.cancel();
    m_parts.timeline.setMouseScheme(authors ? MouseScheme::Authors : MouseScheme::Select);
}

void CommandRoom::addCommands(std::vector<PaletteItem>& items) const
{
    for (const auto& spec : actionTable()) {
        auto* action = m_parts.actions.of(spec);
        if (action == m_parts.actions.palette)
            continue;
        const auto title = u"%1: %2"_s.arg(plainTitleOf(spec.category), plainTextOf(spec));
        auto detail = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (action->isCheckable() && action->isChecked())
            detail = detail.isEmpty() ? tr("on") : tr("on, %1").arg(detail);
        items.push_back({PaletteItem::Kind::Command,
                         title,
                         detail,
                         action->isEnabled(),
                         [action] { action->trigger(); },
                         {englishNameOf(spec), QString::fromLatin1(spec.id)}});
    }
}

void CommandRoom::addPlaces(std::vector<PaletteItem>& items)
{
    const auto snapshot = m_parts.controller.snapshot();
    if (!snapshot || !snapshot->hasData())
        return;
    for (const auto& node : snapshot->nodes) {
        items.push_back({PaletteItem::Kind::Node, QString::fromStdString(node.node),
                         node.cases > 0 ? tr("%n case(s)", nullptr, node.cases) : QString(), true,
                         [this, name = node.node] {
                             Q_EMIT timelineWanted();
                             m_parts.presenter.showNode(name);
                         }});
    }
    for (const auto& job : snapshot->jobs) {
        const auto node = std::find_if(job.nodes.begin(), job.nodes.end(), [&](const std::string& name) {
            return snapshot->find(name) != nullptr;
        });
        if (node == job.nodes.end())
            continue;
        const bool here
            = std::find(job.nodes.begin(), job.nodes.end(), m_parts.presenter.node()) != job.nodes.end();
        auto title = QString::fromStdString(job.id);
        if (!job.name.empty())
            title += u' ' + QString::fromStdString(job.name);
        const auto target = here ? m_parts.presenter.node() : *node;
        items.push_back({PaletteItem::Kind::Job, title, momentText(job.begin), true,
                         [this, target, begin = job.begin, end = job.end] {
                             Q_EMIT timelineWanted();
                             m_parts.presenter.showNode(target);
                             auto& axis = m_parts.timeline.axis();
                             axis.showAround({begin, end.value_or(axis.fullRange().end)}, 0.05);
                         }});
    }
    for (int metric = 0; metric < int(snapshot->metrics.size()); ++metric) {
        const auto& info = snapshot->metrics[std::size_t(metric)];
        const auto name = QString::fromStdString(info.name);
        items.push_back(
            {PaletteItem::Kind::Metric, name, QString::fromStdString(info.group), true, [this, name, metric] {
                 Q_EMIT timelineWanted();
                 m_parts.metrics.setVisibleName(name, true);
                 Q_EMIT metricWanted(metric);
             }});
    }
}

void CommandRoom::showPalette()
{
    std::vector<PaletteItem> items;
    addCommands(items);
    addPlaces(items);
    auto* palette = new CommandPalette(std::move(items), &m_parts.window);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void CommandRoom::showKeys()
{
    auto* sheet = new KeySheet(m_keymap, &m_parts.window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void CommandRoom::showPreferences()
{
    auto* dialog = new PreferencesDialog(m_keymap, m_parts.actions, m_parts.settings, &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace nodesentry::app
