#include "widgets/timeline/heat_colours.h"

#include <cmath>

namespace nodesentry::ui {

namespace {

QRgb mixed(QRgb a, QRgb b, double share)
{
    const auto channel = [&](int x, int y) { return int(std::lround(x + (y - x) * share)); };
    return qRgb(channel(qRed(a), qRed(b)), channel(qGreen(a), qGreen(b)), channel(qBlue(a), qBlue(b)));
}

} // namespace

std::array<QRgb, 256> heatTable(const std::array<QRgb, 3>& colours)
{
    std::array<QRgb, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double share = double(i) / 255.0;
        table[i] = share < 0.5 ? mixed(colours[0], colours[1], share * 2.0)
                               : mixed(colours[1], colours[2], share * 2.0 - 1.0);
    }
    return table;
}

} // namespace nodesentry::ui
