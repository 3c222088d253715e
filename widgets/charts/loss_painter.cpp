#include "widgets/charts/loss_painter.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace nodesentry::ui {

double lossOf(const EpochReport& epoch, LossKind kind)
{
    return kind == LossKind::Training ? epoch.trainLoss : epoch.heldBackLoss;
}

QPen lossPen(LossKind kind, const PlotColors& colors, double width)
{
    if (kind == LossKind::Training)
        return {colors.curve, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin};
    QPen pen(colors.caseLine, width, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin);
    pen.setDashPattern({5.0, 2.0});
    return pen;
}

LossMap LossMap::of(const LossCurve& curve, const QRectF& area)
{
    const int last = std::max(curve.epochs.back().epoch, curve.plannedEpochs);
    return {area, LossScale::of(curve), curve.epochs.front().epoch, last};
}

double LossMap::xOf(int epoch) const
{
    if (lastEpoch == firstEpoch)
        return area.center().x();
    return area.left() + area.width() * double(epoch - firstEpoch) / double(lastEpoch - firstEpoch);
}

double LossMap::yOf(double loss) const
{
    return area.bottom() - area.height() * scale.position(loss);
}

int LossMap::epochAt(double x) const
{
    const double share = (x - area.left()) / std::max(1.0, area.width());
    const auto epoch = firstEpoch + int(std::lround(share * double(lastEpoch - firstEpoch)));
    return std::clamp(epoch, firstEpoch, lastEpoch);
}

void paintLossLine(QPainter& painter, const LossCurve& curve, LossKind kind, const LossMap& map,
                   const QPen& pen)
{
    QPolygonF line;
    const auto finishLine = [&] {
        painter.setPen(pen);
        if (line.size() > 1) {
            painter.drawPolyline(line);
        } else if (line.size() == 1) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(pen.color());
            painter.drawEllipse(line.front(), pen.widthF() * 1.5, pen.widthF() * 1.5);
            painter.setBrush(Qt::NoBrush);
        }
        line.clear();
    };
    for (const auto& epoch : curve.epochs) {
        const double loss = lossOf(epoch, kind);
        if (std::isfinite(loss))
            line << QPointF(map.xOf(epoch.epoch), map.yOf(loss));
        else
            finishLine();
    }
    finishLine();
}

} // namespace nodesentry::ui
