#include "app/workbench/commands/frame_actions.h"

#include <QCoreApplication>

namespace nodesentry::app {

namespace {

using enum ActionCategory;
using enum ActionNeeds;
using enum ActionKind;
using ui::ViewOption;

constexpr ActionSpec kFirst[] = {
    {.id = "project.open",
     .text = QT_TRANSLATE_NOOP("Actions", "&Open project…"),
     .category = Project,
     .keys = "Ctrl+O",
     .icon = "open"},
    {.id = "project.close",
     .text = QT_TRANSLATE_NOOP("Actions", "&Close project"),
     .category = Project,
     .needs = Own,
     .keys = "Ctrl+W"},
    {.id = "project.run",
     .text = QT_TRANSLATE_NOOP("Actions", "&Run"),
     .category = Project,
     .needs = Own,
     .keys = "F5",
     .separated = true,
     .icon = "run",
     .help = QT_TRANSLATE_NOOP("Actions", "Run all stages: prepare, cluster, train, detect, evaluate")},
    {.id = "project.run_with",
     .text = QT_TRANSLATE_NOOP("Actions", "Run &with…"),
     .category = Project,
     .needs = Own,
     .keys = "Alt+F5",
     .help = QT_TRANSLATE_NOOP("Actions",
                               "Choose methods, parameters, seed, split and device, and run all stages")},
    {.id = "project.update",
     .text = QT_TRANSLATE_NOOP("Actions", "&Learn from new samples"),
     .category = Project,
     .needs = Own,
     .keys = "Ctrl+F5",
     .help
     = QT_TRANSLATE_NOOP("Actions",
                         "Let the models learn from what was imported since they were made, without making "
                         "everything anew, and score it")},
    {.id = "project.cancel_run",
     .text = QT_TRANSLATE_NOOP("Actions", "&Cancel run"),
     .category = Project,
     .needs = Own,
     .keys = "Shift+F5",
     .icon = "stop"},
    {.id = "project.runs",
     .text = QT_TRANSLATE_NOOP("Actions", "R&unning work…"),
     .category = Project,
     .keys = "Ctrl+J"},
    {.id = "project.preferences",
     .text = QT_TRANSLATE_NOOP("Actions", "&Preferences…"),
     .category = Project,
     .keys = "Ctrl+P",
     .separated = true},
    {.id = "project.quit",
     .text = QT_TRANSLATE_NOOP("Actions", "&Quit"),
     .category = Project,
     .keys = "Ctrl+Q",
     .separated = true},
    {.id = "edit.undo",
     .text = QT_TRANSLATE_NOOP("Actions", "&Undo"),
     .category = Edit,
     .needs = Own,
     .keys = "Ctrl+Z"},
    {.id = "edit.redo",
     .text = QT_TRANSLATE_NOOP("Actions", "&Redo"),
     .category = Edit,
     .needs = Own,
     .keys = "Ctrl+Shift+Z; Ctrl+Y"},
    {.id = "edit.palette",
     .text = QT_TRANSLATE_NOOP("Actions", "Find a &command, node, job or metric…"),
     .category = Edit,
     .keys = "Ctrl+K; Ctrl+Shift+P",
     .separated = true},
};

constexpr ActionSpec kLast[] = {
    {.id = "go.place",
     .text = QT_TRANSLATE_NOOP("Actions", "&Go to time, node or job…"),
     .category = Go,
     .needs = Node,
     .keys = "G"},
    {.id = "go.next_method",
     .text = QT_TRANSLATE_NOOP("Actions", "Next detection met&hod"),
     .category = Go,
     .needs = Node,
     .keys = "Ctrl+M",
     .separated = true},
    {.id = "view.zone_utc",
     .text = QT_TRANSLATE_NOOP("Actions", "&UTC"),
     .category = View,
     .kind = Zone,
     .separated = true},
    {.id = "view.zone_local",
     .text = QT_TRANSLATE_NOOP("Actions", "As this &computer"),
     .category = View,
     .kind = Zone},
    {.id = "view.zone_other",
     .text = QT_TRANSLATE_NOOP("Actions", "&Other zone…"),
     .category = View,
     .kind = Zone},
    {.id = "view.theme_system",
     .text = QT_TRANSLATE_NOOP("Actions", "As the &system"),
     .category = View,
     .kind = Theme},
    {.id = "view.theme_light",
     .text = QT_TRANSLATE_NOOP("Actions", "&Light"),
     .category = View,
     .kind = Theme},
    {.id = "view.theme_dark", .text = QT_TRANSLATE_NOOP("Actions", "&Dark"), .category = View, .kind = Theme},
    {.id = "view.safe_colours",
     .text = QT_TRANSLATE_NOOP("Actions", "Colours for colour-&blind people"),
     .category = View,
     .kind = Switch,
     .option = ViewOption::SafeColours},
    {.id = "view.mouse_workbench",
     .text = QT_TRANSLATE_NOOP("Actions", "Drag &selects, wheel scrolls"),
     .category = View,
     .kind = Mouse},
    {.id = "view.mouse_authors",
     .text = QT_TRANSLATE_NOOP("Actions", "Drag &moves, wheel zooms (authors' scheme)"),
     .category = View,
     .kind = Mouse},
    {.id = "view.full_screen",
     .text = QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
     .category = View,
     .keys = "F11",
     .kind = Switch,
     .separated = true},
    {.id = "help.keys",
     .text = QT_TRANSLATE_NOOP("Actions", "&Keys and mouse"),
     .category = Help,
     .keys = "?; F1"},
    {.id = "help.about",
     .text = QT_TRANSLATE_NOOP("Actions", "&About NodeSentry Workbench"),
     .category = Help},
};

} // namespace

std::span<const ActionSpec> firstFrameActions()
{
    return kFirst;
}

std::span<const ActionSpec> lastFrameActions()
{
    return kLast;
}

} // namespace nodesentry::app
