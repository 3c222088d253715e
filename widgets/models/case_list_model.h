#pragma once

#include "widgets/documents/project_snapshot.h"

#include <QAbstractTableModel>

namespace nodesentry::ui {

/// The cases of the present method, in the project's order: highest peak score first.
class CaseListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Score, Node, Begin, Duration, TopMetrics, ColumnCount };
    enum Role { SortRole = Qt::UserRole, NodeRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot);
    [[nodiscard]] const Case& caseAt(int row) const; ///< @pre 0 <= row < rowCount()
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1 when there is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString metricNames(const Case& found, const QString& separator) const;

    std::shared_ptr<const ProjectSnapshot> m_snapshot;
};

} // namespace nodesentry::ui
