#pragma once

#include <QStyledItemDelegate>

namespace nodesentry::ui {

/// A metric's name and share of the error, a bar, and what was observed instead of what was expected.
class ContributionDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace nodesentry::ui
