#pragma once

#include "widgets/base/theme/system_scheme.h"

#include <QObject>
#include <QPalette>

class QApplication;

namespace nodesentry::ui {

enum class ThemeChoice { System, Light, Dark };

/// Gives the whole application the Fusion style and the palette of the choice. "System" is dark or light as
/// the desktop's portal says, also while the program runs; without a portal it is the palette the desktop
/// gave.
class Theme final : public QObject {
    Q_OBJECT

public:
    explicit Theme(QApplication& application);

    void apply(ThemeChoice choice);

private:
    [[nodiscard]] QPalette paletteNow() const;

    QApplication& m_application;
    SystemScheme m_system;
    ThemeChoice m_choice = ThemeChoice::System;
    QPalette m_systemPalette;
};

} // namespace nodesentry::ui
