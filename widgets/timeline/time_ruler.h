#pragma once

#include "widgets/timeline/time_strip.h"

namespace nodesentry::ui {

/// The time axis as a strip: round times, the date and the zone at its left, the cursor's time as a flag.
class TimeRuler final : public TimeStrip {
    Q_OBJECT

public:
    explicit TimeRuler(TimeAxis& axis, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Positions of the ruler's ticks, so that all strips draw their grid lines in the same places.
[[nodiscard]] int tickCountFor(const TimeStrip& strip);

} // namespace nodesentry::ui
