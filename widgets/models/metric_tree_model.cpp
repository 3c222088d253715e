#include "widgets/models/metric_tree_model.h"

#include <algorithm>
#include <array>

namespace nodesentry::ui {

namespace {

/// The order of the paper's Table 3; groups it does not know come after, by name.
int rankOf(const QString& group)
{
    static const std::array<QLatin1StringView, 7> kOrder{
        QLatin1StringView("CPU"),     QLatin1StringView("Memory"),  QLatin1StringView("Filesystem"),
        QLatin1StringView("Network"), QLatin1StringView("Process"), QLatin1StringView("System"),
        QLatin1StringView("Other"),
    };
    return int(std::find(kOrder.begin(), kOrder.end(), group) - kOrder.begin());
}

} // namespace

void MetricTreeModel::setMetrics(const MetricCatalog& catalog, const std::vector<int>& metrics)
{
    beginResetModel();
    m_groups.clear();
    for (const int metric : metrics) {
        const auto& entry = catalog[std::size_t(metric)];
        const auto name = entry.group.empty() ? tr("Other") : QString::fromStdString(entry.group);
        auto group
            = std::find_if(m_groups.begin(), m_groups.end(), [&](const Group& g) { return g.name == name; });
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), Group{name, {}});
        LaneSpec lane;
        lane.metric = metric;
        lane.name = QString::fromStdString(entry.name);
        lane.unit = QString::fromStdString(entry.unit);
        lane.group = name;
        group->metrics.push_back(std::move(lane));
    }
    std::sort(m_groups.begin(), m_groups.end(), [](const Group& a, const Group& b) {
        return std::pair(rankOf(a.name), a.name) < std::pair(rankOf(b.name), b.name);
    });
    endResetModel();
    Q_EMIT lanesChanged();
}

std::vector<LaneSpec> MetricTreeModel::lanes() const
{
    std::vector<LaneSpec> lanes;
    for (const auto& group : m_groups)
        std::copy_if(group.metrics.begin(), group.metrics.end(), std::back_inserter(lanes),
                     [this](const LaneSpec& metric) { return isVisible(metric); });
    return lanes;
}

std::vector<LaneSpec> MetricTreeModel::lanesOf(const std::vector<int>& metrics) const
{
    std::vector<LaneSpec> lanes;
    for (const auto& group : m_groups)
        std::copy_if(group.metrics.begin(), group.metrics.end(), std::back_inserter(lanes),
                     [&metrics](const LaneSpec& metric) {
                         return std::find(metrics.begin(), metrics.end(), metric.metric) != metrics.end();
                     });
    return lanes;
}

void MetricTreeModel::setAllVisible(bool visible)
{
    m_hidden.clear();
    if (!visible) {
        for (const auto& group : m_groups) {
            for (const auto& metric : group.metrics)
                m_hidden.insert(metric.name);
        }
    }
    emitChecksChanged();
}

void MetricTreeModel::setVisibleName(const QString& name, bool visible)
{
    const bool changes = visible ? m_hidden.erase(name) > 0 : m_hidden.insert(name).second;
    if (changes)
        emitChecksChanged();
}

QStringList MetricTreeModel::hiddenNames() const
{
    return {m_hidden.begin(), m_hidden.end()};
}

void MetricTreeModel::setHiddenNames(const QStringList& names)
{
    m_hidden = {names.begin(), names.end()};
    emitChecksChanged();
}

void MetricTreeModel::emitChecksChanged()
{
    for (int i = 0; i < int(m_groups.size()); ++i) {
        const auto group = index(i, 0);
        Q_EMIT dataChanged(group, group, {Qt::CheckStateRole});
        Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group), {Qt::CheckStateRole});
    }
    Q_EMIT lanesChanged();
}

// The internal id of a group is 0, that of a metric is its group's row + 1.

QModelIndex MetricTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex MetricTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int MetricTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    return int(m_groups[std::size_t(parent.row())].metrics.size());
}

int MetricTreeModel::columnCount(const QModelIndex&) const
{
    return int(ColumnCount);
}

Qt::CheckState MetricTreeModel::stateOf(const Group& group) const
{
    const auto shown = std::count_if(group.metrics.begin(), group.metrics.end(),
                                     [this](const LaneSpec& metric) { return isVisible(metric); });
    if (shown == 0)
        return Qt::Unchecked;
    return shown == std::ptrdiff_t(group.metrics.size()) ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant MetricTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == 0) {
        const auto& group = m_groups[std::size_t(index.row())];
        if (index.column() != Name)
            return {};
        if (role == Qt::DisplayRole)
            return group.name;
        return role == Qt::CheckStateRole ? QVariant(int(stateOf(group))) : QVariant();
    }
    const auto& metric = m_groups[std::size_t(index.internalId() - 1)].metrics[std::size_t(index.row())];
    if (role == MetricRole)
        return metric.metric;
    if (role == Qt::DisplayRole)
        return index.column() == Name ? metric.name : metric.unit;
    if (role == Qt::ToolTipRole)
        return metric.name;
    if (role == Qt::CheckStateRole && index.column() == Name)
        return int(isVisible(metric) ? Qt::Checked : Qt::Unchecked);
    return {};
}

bool MetricTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Name
        || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const bool visible = value.toInt() == Qt::Checked;
    const auto set = [&](const LaneSpec& metric) {
        if (visible)
            m_hidden.erase(metric.name);
        else
            m_hidden.insert(metric.name);
    };
    if (index.internalId() == 0) {
        for (const auto& metric : m_groups[std::size_t(index.row())].metrics)
            set(metric);
        Q_EMIT dataChanged(this->index(0, 0, index), this->index(rowCount(index) - 1, 0, index), {role});
        Q_EMIT dataChanged(index, index, {role});
    } else {
        set(m_groups[std::size_t(index.internalId() - 1)].metrics[std::size_t(index.row())]);
        Q_EMIT dataChanged(index, index, {role});
        Q_EMIT dataChanged(parent(index), parent(index), {role});
    }
    Q_EMIT lanesChanged();
    return true;
}

Qt::ItemFlags MetricTreeModel::flags(const QModelIndex& index) const
{
    auto flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant MetricTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Metric") : tr("Unit");
}

} // namespace nodesentry::ui
