#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace nodesentry::ui {

/// A sortable list with a field above it that filters it, and a text in its place when it is empty. Base of
/// the panels for nodes, cases and labels.
class FilteredTable : public QWidget {
    Q_OBJECT

public:
    /// @param model     not owned; its `sortRole` gives plain values for sorting
    /// @param nodeRole  role that names a row's node
    FilteredTable(QAbstractItemModel* model, int sortRole, int nodeRole, QWidget* parent = nullptr);

    void setFilterHint(const QString& text); ///< in the empty field, e.g. "Filter nodes"
    void setEmptyText(const QString& text); ///< while the model is empty
    /// Where there is no room for @p kept in full, these columns are hidden, the first one first.
    void setYieldingColumns(int kept, const QList<int>& columns);
    /// Shows only rows of these nodes; empty shows all.
    void setNodeFilter(const QStringList& nodes);
    /// The rows that the filters leave, in the order shown.
    [[nodiscard]] std::vector<int> shownSourceRows() const;

    [[nodiscard]] QTreeView& view() const { return *m_view; }
    [[nodiscard]] QLineEdit& filterField() const { return *m_filter; }
    [[nodiscard]] int currentSourceRow() const; ///< -1: none
    void selectSourceRow(int row); ///< -1 selects nothing
    /// Moves the selection by @p step rows in the order shown.
    /// @return false when there is no such row
    bool selectNext(int step);

Q_SIGNALS:
    void rowSelected(int sourceRow); ///< by the user or by selectNext()
    void rowActivated(int sourceRow); ///< Enter or double-click
    void shownChanged(); ///< other rows, or in another order

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< the list's width, focus, arrows
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

private:
    class Proxy;
    void updateEmptyText();
    void yieldColumns();
    [[nodiscard]] QModelIndex chosen() const; ///< invalid: the focus is there, but nobody chose yet
    bool chooseFirst(); ///< the current row, where none is selected; false: one is
    [[nodiscard]] int widthOf(int column) const; ///< of its contents

    Proxy* m_proxy;
    QVBoxLayout* m_column;
    QLineEdit* m_filter;
    QTreeView* m_view;
    QLabel* m_empty;
    QStackedWidget* m_stack;
    QString m_emptyText;
    int m_keptColumn = 0;
    QList<int> m_yielding;
    bool m_selecting = false; ///< selectSourceRow() is at work: not a choice of the user
};

} // namespace nodesentry::ui
