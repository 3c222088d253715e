#pragma once

#include "app/workbench/commands/keymap.h"
#include "app/workbench/frame/room_context.h"
#include "widgets/base/palette/command_palette.h"

#include <QObject>

#include <functional>
#include <vector>

class QMainWindow;

namespace nodesentry::app {

/// How a person commands the window: keys and mouse after a scheme, the palette, the sheet of keys, and the
/// preferences.
class CommandCentre final : public QObject {
    Q_OBJECT

public:
    using Places = std::function<void(std::vector<ui::PaletteItem>&)>;
    using Typed = ui::CommandPalette::Typed;

    /// @param window, context  outlive this
    /// @param places  adds what the rooms know to find by typing
    /// @param typed   says what a text means to the rooms by itself
    CommandCentre(QMainWindow& window, const RoomContext& context, Places places, Typed typed);

private:
    void setScheme(KeyScheme scheme);
    void showPalette();
    void showPlaces(); ///< times, nodes and jobs alone
    void showKeys();
    void showPreferences();
    void showAbout();
    void addCommands(std::vector<ui::PaletteItem>& items) const;

    QMainWindow& m_window;
    const RoomContext& m_context;
    Places m_places;
    Typed m_typed;
    Keymap m_keymap;
};

} // namespace nodesentry::app
