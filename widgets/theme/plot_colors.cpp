#include "widgets/theme/plot_colors.h"

namespace nodesentry::ui {

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::WindowText).lightnessF() > palette.color(QPalette::Window).lightnessF();
}

PlotColors plotColors(const QPalette& palette)
{
    PlotColors colors;
    colors.background = palette.color(QPalette::Base);
    colors.alternate = palette.color(QPalette::AlternateBase);
    colors.text = palette.color(QPalette::Text);
    if (isDark(palette)) {
        colors.grid = QColor(0x3a, 0x40, 0x48);
        colors.dimText = QColor(0xa6, 0xae, 0xb8);
        colors.curve = QColor(0x8c, 0xb4, 0xd8);
        colors.clipped = QColor(0xf0, 0xe4, 0x42);
        colors.score = QColor(0xd0, 0xd4, 0xda);
        colors.threshold = QColor(0xf0, 0xe4, 0x42);
        colors.caseLine = QColor(0xff, 0x8a, 0x3d);
        colors.caseFill = QColor(0xff, 0x8a, 0x3d, 50);
        colors.labelLine = QColor(0x56, 0xb4, 0xe9);
        colors.labelFill = QColor(0x56, 0xb4, 0xe9, 46);
        colors.selectionFill = QColor(0xc8, 0xcc, 0xd2, 60);
        colors.selectionLine = QColor(0xc8, 0xcc, 0xd2);
        colors.crosshair = QColor(0xe6, 0xe9, 0xee, 190);
        colors.marked = QColor(0x4a, 0x38, 0x26);
        colors.idle = QColor(0x5a, 0x61, 0x6b);
        colors.jobFills = {QColor(0x2f, 0x4b, 0x63), QColor(0x5a, 0x46, 0x1c), QColor(0x1f, 0x52, 0x46),
                           QColor(0x5a, 0x3a, 0x50), QColor(0x4a, 0x4d, 0x20), QColor(0x5c, 0x37, 0x27),
                           QColor(0x3d, 0x3f, 0x66)};
    } else {
        colors.grid = QColor(0xdd, 0xe1, 0xe6);
        colors.dimText = QColor(0x5a, 0x63, 0x6e);
        colors.curve = QColor(0x2b, 0x5c, 0x8a);
        colors.clipped = QColor(0xa8, 0x32, 0x7a);
        colors.score = QColor(0x3c, 0x43, 0x4c);
        colors.threshold = QColor(0x8a, 0x5a, 0x00);
        colors.caseLine = QColor(0xc4, 0x4f, 0x00);
        colors.caseFill = QColor(0xd5, 0x5e, 0x00, 44);
        colors.labelLine = QColor(0x00, 0x66, 0xa6);
        colors.labelFill = QColor(0x00, 0x72, 0xb2, 36);
        colors.selectionFill = QColor(0x60, 0x68, 0x72, 56);
        colors.selectionLine = QColor(0x60, 0x68, 0x72);
        colors.crosshair = QColor(0x20, 0x26, 0x2e, 190);
        colors.marked = QColor(0xff, 0xf0, 0xdc);
        colors.idle = QColor(0xb4, 0xbc, 0xc6);
        colors.jobFills = {QColor(0xcf, 0xe3, 0xf4), QColor(0xf6, 0xe3, 0xb4), QColor(0xc6, 0xe9, 0xdd),
                           QColor(0xf0, 0xd6, 0xe6), QColor(0xe6, 0xea, 0xbe), QColor(0xf6, 0xd8, 0xc6),
                           QColor(0xd9, 0xda, 0xf2)};
    }
    return colors;
}

} // namespace nodesentry::ui
