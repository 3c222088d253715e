#pragma once

#include "widgets/traces/loss_curve.h"

#include <QString>

#include <vector>

namespace nodesentry::ui {

/// The vertical scale of a loss curve: logarithmic where its losses span more than a decade, so that what
/// is still learned at the end is seen beside the steep begin.
struct LossScale {
    /// A line of the grid.
    struct Tick {
        double loss = 0.0;
        QString text;
    };

    bool logarithmic = false;
    double low = 0.0; ///< at the bottom
    double high = 1.0; ///< at the top; > low

    /// All finite losses of the curve, with a little room; 0..1 where there are none.
    [[nodiscard]] static LossScale of(const LossCurve& curve);

    /// 0 at the bottom, 1 at the top; beyond both where the loss is.
    [[nodiscard]] double position(double loss) const;
    /// Round values on the scale, ascending: 1, 2 or 5 times a power of ten.
    /// @param most  >= 2; where a logarithmic scale has more of 1, 2 and 5, powers of ten are kept, and of
    ///              those each n-th
    [[nodiscard]] std::vector<Tick> ticks(int most) const;
};

/// "0.482", "1.2e+04": three significant digits; "—" for NaN.
[[nodiscard]] QString lossText(double loss);

} // namespace nodesentry::ui
