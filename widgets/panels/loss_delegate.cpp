#include "widgets/panels/loss_delegate.h"

#include "widgets/charts/loss_painter.h"
#include "widgets/models/training_list_model.h"

#include <QPainter>

namespace nodesentry::ui {

LossDelegate::LossDelegate(const TrainingDocument& document, QObject* parent)
    : QStyledItemDelegate(parent),
      m_document(document)
{
}

void LossDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the background, chosen or not
    const auto* curve = m_document.find(index.data(TrainingListModel::ClusterRole).toInt());
    if (curve == nullptr)
        return;
    auto colors = plotColors(option.palette);
    if (option.state.testFlag(
            QStyle::State_Selected)) { // on the highlight the colours would not be told apart
        colors.curve = option.palette.color(QPalette::HighlightedText);
        colors.caseLine = colors.curve;
    }
    const auto map = LossMap::of(*curve, QRectF(option.rect).adjusted(6.0, 5.0, -6.0, -5.0));
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const auto kind : {LossKind::Training, LossKind::HeldBack})
        paintLossLine(*painter, *curve, kind, map, lossPen(kind, colors, 1.2));
    painter->restore();
}

QSize LossDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.fontMetrics.averageCharWidth() * 14, option.fontMetrics.height() * 2};
}

} // namespace nodesentry::ui
