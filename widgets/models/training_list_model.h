#pragma once

#include "widgets/documents/training_document.h"

#include <QAbstractTableModel>

namespace nodesentry::ui {

/// The clusters of a project with what their trainings came to, one a row.
class TrainingListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Cluster, Curve, Epochs, HeldBackLoss, Throughput, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< the plain value of a column, for sorting
        ClusterRole, ///< the row's cluster, in any column
    };

    /// @param document  outlives the model
    explicit TrainingListModel(TrainingDocument& document, QObject* parent = nullptr);

    [[nodiscard]] const LossCurve& curveAt(int row) const { return m_document.curves()[std::size_t(row)]; }
    [[nodiscard]] QModelIndex indexOf(int cluster) const; ///< invalid: there is none

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void resetRows();

    TrainingDocument& m_document;
    int m_rows = 0; ///< as views know it
};

/// "training", "stopped early", "interrupted" ...
[[nodiscard]] QString stateText(const LossCurve& curve);
/// "12 / 30", "30" where it is not known how many were planned.
[[nodiscard]] QString epochsText(const LossCurve& curve);

} // namespace nodesentry::ui
