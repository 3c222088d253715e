#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <functional>
#include <vector>

namespace nodesentry::ui {

/// One column of a ColumnModel.
template <class Row> struct TableColumn {
    std::function<QString()> title; ///< asked at every painting, since it may name the time zone
    std::function<QString(const Row&)> text;
    std::function<QVariant(const Row&)> sortKey{}; ///< empty: by the text
    bool isFigure = false; ///< stands at the right
    QString help{}; ///< of the title; empty: none
    std::function<QVariant(const Row&)> decoration{}; ///< a colour or an icon before the text
};

/// What all ColumnModels have for views and filters.
class ColumnModelRoles : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    enum Role { SortRole = Qt::UserRole, NodeRole, IdRole };
};

/// A table of things of one kind, a row each, that is told by its columns what to show. Where the rows are is the derived
/// class's business; it says when they change, with the functions of QAbstractItemModel.
template <class Row> class ColumnModel : public ColumnModelRoles {
public:
    explicit ColumnModel(std::vector<TableColumn<Row>> columns, QObject* parent = nullptr)
        : ColumnModelRoles(parent),
          m_columns(std::move(columns))
    {
    }

    /// Texts read differently now: times in another zone.
    void updateTexts()
    {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const auto& row = at(std::size_t(index.row()));
        const auto& column = m_columns[std::size_t(index.column())];
        switch (role) {
        case Qt::DisplayRole:
            return column.text(row);
        case SortRole:
            return column.sortKey ? column.sortKey(row) : QVariant(column.text(row));
        case NodeRole:
            return nodeOf(row);
        case IdRole:
            return idOf(row);
        case Qt::ToolTipRole:
            return toolTipOf(row);
        case Qt::DecorationRole:
            return column.decoration ? column.decoration(row) : QVariant();
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        default:
            return {};
        }
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const auto& column = m_columns[std::size_t(section)];
        switch (role) {
        case Qt::DisplayRole:
            return column.title();
        case Qt::ToolTipRole:
            return column.help.isEmpty() ? QVariant() : QVariant(column.help);
        case Qt::TextAlignmentRole:
            return alignmentOf(column);
        default:
            return {};
        }
    }

protected:
    [[nodiscard]] virtual std::size_t size() const = 0;
    [[nodiscard]] virtual const Row& at(std::size_t row) const = 0; ///< @pre row < size()
    [[nodiscard]] virtual QVariant idOf(const Row& row) const = 0;
    [[nodiscard]] virtual QString nodeOf(const Row& row) const = 0;
    [[nodiscard]] virtual QVariant toolTipOf(const Row&) const { return {}; }

private:
    static int alignmentOf(const TableColumn<Row>& column)
    {
        return int((column.isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }

    std::vector<TableColumn<Row>> m_columns;
};

} // namespace nodesentry::ui
