#pragma once

#include "widgets/documents/project_snapshot.h"

#include <QAbstractTableModel>

namespace nodesentry::ui {

/// All labels of the project, by node and time.
class LabelListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Category, Node, Begin, Duration, Author, Confidence, Note, ColumnCount };
    enum Role { SortRole = Qt::UserRole, NodeRole, IdRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot);
    [[nodiscard]] const Label& labelAt(int row) const; ///< @pre 0 <= row < rowCount()
    [[nodiscard]] int rowOf(LabelId id) const; ///< -1 when there is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const ProjectSnapshot> m_snapshot;
};

} // namespace nodesentry::ui
