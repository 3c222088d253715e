#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace nodesentry::ui {

/// Colours of everything painted by us. Cases and labels use the blue and vermilion of the Okabe-Ito palette,
/// which people with any common colour blindness tell apart; hatching and letters say the same without
/// colour.
struct PlotColors {
    QColor background;
    QColor alternate; ///< every second lane, group headers
    QColor grid;
    QColor text;
    QColor dimText; ///< at least 4.5:1 against background
    QColor curve;
    QColor clipped; ///< ends of a curve that leaves its lane's scale
    QColor peerLine; ///< the same metric on other nodes
    QColor peerBand;
    QColor expected; ///< what a method expected of a metric; dashed as well
    QColor residual; ///< translucent, between it and the curve
    QColor measure; ///< the two fixed cursors
    std::array<QColor, 3> heat; ///< low, middle and high values; lightness alone tells them apart
    QColor score;
    QColor threshold;
    QColor caseLine;
    QColor caseFill; ///< translucent
    QColor labelLine;
    QColor selectionFill; ///< translucent
    QColor selectionLine;
    QColor crosshair;
    QColor marked; ///< background of the lanes that matter for the chosen case
    QColor idle; ///< hatch of time without a job
    std::array<QColor, 7> jobFills; ///< an application keeps its colour; texts on them use `text`
};

/// Light or dark colours, whichever goes with the palette's base.
[[nodiscard]] PlotColors plotColors(const QPalette& palette);

/// Whether the palette paints light text on dark ground.
[[nodiscard]] bool isDark(const QPalette& palette);

} // namespace nodesentry::ui
