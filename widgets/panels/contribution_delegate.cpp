#include "widgets/panels/contribution_delegate.h"

#include "widgets/models/contribution_model.h"
#include "widgets/base/theme/plot_colors.h"

#include <QApplication>
#include <QPainter>

namespace nodesentry::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kBar = 4; ///< height
constexpr int kGap = 2;

} // namespace

void ContributionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const
{
    auto item = option;
    initStyleOption(&item, index);
    const auto name = item.text;
    item.text.clear();
    const auto* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const auto colors = plotColors(option.palette);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const auto onHighlight = option.palette.color(QPalette::HighlightedText);
    const auto& font = option.fontMetrics;
    const QRect inner = option.rect.adjusted(kMargin, kGap + 1, -kMargin, -kGap - 1);
    const auto share = shareText(index.data(ContributionModel::ShareRole).toDouble());
    const int figure = font.horizontalAdvance(share) + font.averageCharWidth();
    const QRect line(inner.left(), inner.top(), inner.width(), font.height());

    painter->save();
    painter->setPen(chosen ? onHighlight : colors.text);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, share);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      font.elidedText(name, Qt::ElideMiddle, line.width() - figure));
    const double length = index.data(ContributionModel::LengthRole).toDouble();
    const QRect bar(inner.left(), line.bottom() + 1 + kGap, std::max(1, int(inner.width() * length)), kBar);
    painter->fillRect(bar, chosen ? onHighlight : colors.expected);
    painter->setPen(chosen ? onHighlight : colors.dimText);
    const QRect below(inner.left(), bar.bottom() + 1 + kGap, inner.width(), font.height());
    painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                      font.elidedText(index.data(ContributionModel::ComparisonRole).toString(),
                                      Qt::ElideRight, below.width()));
    painter->restore();
}

QSize ContributionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines = 2 * option.fontMetrics.height() + kBar + 2 * kGap;
    return {option.fontMetrics.averageCharWidth() * 24, lines + 2 * (kGap + 1)};
}

} // namespace nodesentry::ui
