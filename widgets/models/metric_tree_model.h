#pragma once

#include "core/data/metric.h"
#include "widgets/traces/lane_layout.h"

#include <QAbstractItemModel>

#include <set>
#include <vector>

namespace nodesentry::ui {

/// The metrics of a node under their groups, each with a box that says whether it has a lane.
class MetricTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Unit, ColumnCount };
    enum Role { MetricRole = Qt::UserRole }; ///< catalogue index; nothing for groups

    using QAbstractItemModel::QAbstractItemModel;

    /// What was hidden stays hidden, by name.
    /// @param metrics  those of the node, indices into the catalogue
    void setMetrics(const MetricCatalog& catalog, const std::vector<int>& metrics);
    /// The lanes of all checked metrics, in the order of the tree.
    [[nodiscard]] std::vector<LaneSpec> lanes() const;
    /// Those of the named metrics, checked or not, in the order of the tree.
    [[nodiscard]] std::vector<LaneSpec> lanesOf(const std::vector<int>& metrics) const;
    void setAllVisible(bool visible);
    void setVisibleName(const QString& name, bool visible);
    [[nodiscard]] QStringList hiddenNames() const;
    void setHiddenNames(const QStringList& names);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void lanesChanged(); ///< other metrics, or other boxes checked

private:
    struct Group {
        QString name;
        std::vector<LaneSpec> metrics;
    };
    [[nodiscard]] bool isVisible(const LaneSpec& metric) const { return !m_hidden.contains(metric.name); }
    [[nodiscard]] Qt::CheckState stateOf(const Group& group) const;
    void emitChecksChanged();

    std::vector<Group> m_groups;
    std::set<QString> m_hidden;
};

} // namespace nodesentry::ui
