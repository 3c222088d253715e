#pragma once

#include "app/workbench/commands/action_spec.h"
#include "app/workbench/frame/docks.h"
#include "app/workbench/frame/navigator.h"
#include "widgets/base/palette/command_palette.h"

#include <QJsonObject>
#include <QObject>

#include <memory>
#include <span>
#include <vector>

namespace nodesentry::app {

struct RoomContext;

/// One screen of the window: a page, docks around it, and actions. Made when it is first entered; kept until the window
/// is closed. While it is not entered, nothing of it is seen, and it computes nothing.
class Room : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Between the docks; the window's from now on. Asked once.
    [[nodiscard]] virtual QWidget* page() = 0;
    /// Asked once, after page().
    [[nodiscard]] virtual std::vector<DockSpec> docks() { return {}; }

    /// It is seen from now on.
    virtual void enter() { }
    /// It is no longer seen.
    virtual void leave() { }
    /// It is entered; a place in it is to be shown.
    virtual void show(const Place& place) { Q_UNUSED(place); }
    /// What is found by typing, besides commands.
    virtual void addPlaces(std::vector<ui::PaletteItem>& items) { Q_UNUSED(items); }
    /// What a typed text means by itself: a time.
    virtual void addTyped(const QString& text, std::vector<ui::PaletteItem>& items)
    {
        Q_UNUSED(text);
        Q_UNUSED(items);
    }

    /// What a person sees of a project, to be there again when that is opened the next time; small.
    [[nodiscard]] virtual QJsonObject viewState() const { return {}; }
    virtual void restoreView(const QJsonObject& state) { Q_UNUSED(state); }
    /// The project is about to be closed: what waits to be saved is saved.
    virtual void flush() { }
};

/// A room before it is made. Adding one to rooms() is all that the window needs.
struct RoomSpec {
    const char* id; ///< in settings and places, so it never changes: "label"
    ActionSpec enter; ///< the action that enters it: its name, key and icon; of kind Room
    std::span<const ActionSpec> actions; ///< with static storage, as the texts
    std::unique_ptr<Room> (*make)(RoomContext& context);
};

} // namespace nodesentry::app
