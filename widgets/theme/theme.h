#pragma once

#include <QPalette>

class QApplication;

namespace nodesentry::ui {

enum class ThemeChoice { System, Light, Dark };

/// Gives the whole application the Fusion style and the palette of the choice.
class Theme final {
public:
    /// Takes note of the palette the desktop gave, which ThemeChoice::System goes back to.
    explicit Theme(QApplication& application);

    void apply(ThemeChoice choice);

private:
    QApplication& m_application;
    QPalette m_systemPalette;
};

} // namespace nodesentry::ui
