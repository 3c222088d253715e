#include "app/workbench/commands/command_centre.h"

#include "app/workbench/commands/help_texts.h"
#include "app/workbench/commands/key_sheet.h"
#include "app/workbench/commands/preferences_dialog.h"
#include "widgets/base/text/time_zone.h"

#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

CommandCentre::CommandCentre(QMainWindow& window, const RoomContext& context, Places places, Typed typed)
    : m_window(window),
      m_context(context),
      m_places(std::move(places)),
      m_typed(std::move(typed)),
      m_keymap(context.settings, context.actions)
{
    const auto& actions = context.actions;
    actions.on("edit.palette", this, [this] { showPalette(); });
    actions.on("go.place", this, [this] { showPlaces(); });
    actions.on("help.keys", this, [this] { showKeys(); });
    actions.on("help.about", this, [this] { showAbout(); });
    actions.on("project.preferences", this, [this] { showPreferences(); });
    actions.on("view.mouse_workbench", this, [this] { setScheme(KeyScheme::Workbench); });
    actions.on("view.mouse_authors", this, [this] { setScheme(KeyScheme::Authors); });
    setScheme(m_keymap.scheme());
}

void CommandCentre::setScheme(KeyScheme scheme)
{
    m_context.actions[scheme == KeyScheme::Authors ? "view.mouse_authors" : "view.mouse_workbench"]
        ->setChecked(true);
    m_keymap.setScheme(scheme);
}

void CommandCentre::addCommands(std::vector<PaletteItem>& items) const
{
    for (const auto* spec : m_context.actions.specs()) {
        auto* action = m_context.actions.of(*spec);
        if (QLatin1StringView(spec->id) == "edit.palette"_L1 || !action->isVisible())
            continue;
        const auto title = u"%1: %2"_s.arg(plainTitleOf(spec->category), plainTextOf(*spec));
        auto detail = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        if (spec->option && m_context.view.is(*spec->option))
            detail = detail.isEmpty() ? tr("on") : tr("on, %1").arg(detail);
        items.push_back({PaletteItem::Kind::Command,
                         title,
                         detail,
                         action->isEnabled(),
                         [action] { action->trigger(); },
                         {englishNameOf(*spec), QString::fromLatin1(spec->id)}});
    }
}

void CommandCentre::showPlaces()
{
    std::vector<PaletteItem> items;
    m_places(items);
    std::erase_if(items, [](const PaletteItem& item) { return item.kind == PaletteItem::Kind::Metric; });
    auto* palette = new CommandPalette(std::move(items), m_typed, &m_window);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->setPrompt(
        tr("Go to"), tr("Time, node or job"),
        tr("A time such as 2026-11-23 00:12 or 14:30 (%1), a node's name or a job's id.").arg(zoneName()));
    palette->open();
}

void CommandCentre::showPalette()
{
    std::vector<PaletteItem> items;
    addCommands(items);
    m_places(items);
    auto* palette = new CommandPalette(std::move(items), m_typed, &m_window);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void CommandCentre::showKeys()
{
    auto* sheet = new KeySheet(m_keymap, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void CommandCentre::showPreferences()
{
    auto* dialog
        = new PreferencesDialog(m_keymap, m_context.actions, m_context.view, m_context.settings, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CommandCentre::showAbout()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About NodeSentry Workbench"), aboutText(),
                                QMessageBox::Close, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::RichText);
    box->button(QMessageBox::Close)->setIcon({}); // the style's icons are made for light themes
    box->setIconPixmap(m_window.windowIcon().pixmap(64, 64));
    box->open();
}

} // namespace nodesentry::app
