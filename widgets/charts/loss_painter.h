#pragma once

#include "widgets/base/theme/plot_colors.h"
#include "widgets/charts/loss_scale.h"

#include <QPen>
#include <QRectF>

class QPainter;

namespace nodesentry::ui {

/// The two lines of a loss curve.
enum class LossKind {
    Training,
    HeldBack, ///< of windows that are not trained on, which says when to stop
};

[[nodiscard]] double lossOf(const EpochReport& epoch, LossKind kind);

/// Held-back losses are dashed, so that the lines differ without colour, too.
[[nodiscard]] QPen lossPen(LossKind kind, const PlotColors& colors, double width);

/// Where epochs and losses are in a rectangle.
struct LossMap {
    QRectF area;
    LossScale scale;
    int firstEpoch = 1;
    int lastEpoch = 1; ///< at the right edge; >= firstEpoch

    /// All planned epochs of a curve: what is not trained yet, or never was, stays empty.
    [[nodiscard]] static LossMap of(const LossCurve& curve, const QRectF& area);

    [[nodiscard]] double xOf(int epoch) const; ///< the middle where there is one epoch only
    [[nodiscard]] double yOf(double loss) const;
    [[nodiscard]] int epochAt(double x) const; ///< the nearest one, firstEpoch..lastEpoch
};

/// Paints one line; epochs without a finite loss are gaps, one between two gaps is a dot.
void paintLossLine(QPainter& painter, const LossCurve& curve, LossKind kind, const LossMap& map,
                   const QPen& pen);

} // namespace nodesentry::ui
