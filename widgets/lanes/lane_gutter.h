#pragma once

#include "widgets/traces/lane_layout.h"
#include "widgets/base/theme/plot_colors.h"

#include <QFontMetrics>
#include <QRect>
#include <QString>

class QPainter;

namespace nodesentry::ui {

/// What stands beside a lane.
struct GutterText {
    QString name;
    QString scale; ///< what of its scale is not as in other lanes; empty: nothing
    QString above; ///< a line over the value, which takes the place of the name's second one; empty: none
    QString value;
    bool strongAbove = true;
    bool strongValue = false; ///< the value at the pointer, not the lane's range
    bool pinned = false;
    bool hovered = false; ///< shows the pin also where it is not set
    bool current = false; ///< keys act on this lane
};

/// Paints the names and values of a lane; lanes that are too low for a line of text get none.
void paintGutter(QPainter& painter, const QRect& area, const GutterText& text, const PlotColors& colors,
                 const QFontMetrics& font);

/// Where a lane's pin is; empty when the lane is too low for one.
[[nodiscard]] QRect pinRect(const QRect& gutter, const QFontMetrics& font);

/// The head of a group: a triangle that says whether it is open, name and number of lanes.
void paintGroupHeader(QPainter& painter, const QRect& area, const QString& text, bool collapsed,
                      const PlotColors& colors, const QFontMetrics& font);

} // namespace nodesentry::ui
