#pragma once

#include "widgets/base/view_options.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace nodesentry::app {

/// Which keys and gestures the program begins with.
enum class KeyScheme {
    Workbench,
    Authors, ///< as in the tool of the paper's authors: left-drag pans, wheel zooms, two clicks make a label
};

/// A menu, and a heading wherever actions are listed.
enum class ActionCategory { Project, Edit, Label, Review, Go, View, Lanes, Help };

/// What has to be there for an action to be possible.
enum class ActionNeeds {
    Nothing,
    Node, ///< an open project with data
    Labelling, ///< an open project with data that can be written
    Own, ///< more than that; who does the action says when it is possible: ActionSet::allow()
};

enum class ActionKind {
    Plain,
    Switch, ///< on or off: one of the view options, or a state of the window
    Room, ///< enters a room
    Scale, ///< one of the scales of the lanes
    Zone, ///< one of the time zones
    Theme, ///< one of the themes
    Mouse, ///< one of the mouse schemes
};

/// One row of the tables that menus, tool tips, the sheet of keys, the palette, the preferences and docs/keys.md are made
/// from. The frame has a table, and each room one.
struct ActionSpec {
    const char* id; ///< in settings, so it never changes: "label.split"
    const char* text; ///< English, with a mnemonic; translated by textOf()
    ActionCategory category;
    ActionNeeds needs = ActionNeeds::Nothing;
    const char* keys = ""; ///< portable, several by "; "; empty: none
    ActionKind kind = ActionKind::Plain;
    bool separated = false; ///< begins a new part of its menu
    const char* icon = ""; ///< name among the icons; empty: none
    const char* help = ""; ///< sentence for the tool tip instead of the text; empty: the text
    const char* authorsKeys = nullptr; ///< of KeyScheme::Authors; null: the same
    int digit = -1; ///< that stands for %1 in the text
    std::optional<ui::ViewOption> option = std::nullopt; ///< that a Switch is bound to
    bool anywhere = false; ///< possible in every room; else only in its own
};

[[nodiscard]] QString textOf(const ActionSpec& spec); ///< translated, with the mnemonic
[[nodiscard]] QString plainTextOf(const ActionSpec& spec); ///< translated, without mnemonic and dots
[[nodiscard]] QString titleOf(ActionCategory category); ///< translated, with the mnemonic
[[nodiscard]] QString plainTitleOf(ActionCategory category);
/// "View: Zoom in" whatever the language, for people who know the command from documents or another window.
[[nodiscard]] QString englishNameOf(const ActionSpec& spec);
/// The keys an action has in a scheme before anybody changes them.
[[nodiscard]] QList<QKeySequence> defaultKeysOf(const ActionSpec& spec, KeyScheme scheme);

} // namespace nodesentry::app
