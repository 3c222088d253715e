#pragma once

#include "widgets/traces/interval_index.h"
#include "widgets/traces/time_scale.h"
#include "widgets/base/theme/plot_colors.h"

#include <QPainter>
#include <QRectF>

namespace nodesentry::ui {

/// Paints cases as translucent, hatched bands, each with the letter C at the top where there is room, so that
/// colour is never the only cue.
/// Those of a few pixels that touch are painted as one, so ten thousand of them cost no more than a hundred.
/// @param withLetters  only the topmost strip shows the letters
void paintMarks(QPainter& painter, const QRectF& area, const IntervalIndex& index, const TimeScale& scale,
                const PlotColors& colors, bool withLetters);

/// The grey band of the selected time.
void paintSelection(QPainter& painter, const QRectF& area, TimeRange selection, const TimeScale& scale,
                    const PlotColors& colors);

} // namespace nodesentry::ui
