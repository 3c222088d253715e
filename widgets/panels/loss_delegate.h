#pragma once

#include <QStyledItemDelegate>

namespace nodesentry::ui {

class TrainingDocument;

/// Paints the loss curve of a row's cluster as a small picture, without numbers.
class LossDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// @param document  outlives the delegate
    explicit LossDelegate(const TrainingDocument& document, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const TrainingDocument& m_document;
};

} // namespace nodesentry::ui
