#pragma once

#include <QRgb>

#include <array>

namespace nodesentry::ui {

/// Colours of values from the lowest to the highest: from the first over the second to the third.
[[nodiscard]] std::array<QRgb, 256> heatTable(const std::array<QRgb, 3>& colours);

} // namespace nodesentry::ui
