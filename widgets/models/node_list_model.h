#pragma once

#include "widgets/documents/project_snapshot.h"

#include <QAbstractTableModel>

namespace nodesentry::ui {

/// The nodes of a project: name with a state icon, cases, labels, highest score.
class NodeListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Node, Cases, Labels, Seen, PeakScore, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< the plain value of a column, for sorting
        NodeRole, ///< name of the row's node, in any column
    };
    /// What the icon in front of a name says; its letter says the same without colour.
    enum class State { NotScored, Quiet, Labelled, Suspicious };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(std::shared_ptr<const ProjectSnapshot> snapshot); ///< null empties the list
    [[nodiscard]] QModelIndex indexOf(const std::string& node) const;
    [[nodiscard]] State stateOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString toolTip(int row) const;

    std::shared_ptr<const ProjectSnapshot> m_snapshot;
};

} // namespace nodesentry::ui
