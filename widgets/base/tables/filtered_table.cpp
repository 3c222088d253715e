#include "widgets/base/tables/filtered_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace nodesentry::ui {

/// Keeps rows that contain every word of the filter in some column, and that belong to the wanted node.
class FilteredTable::Proxy final : public QSortFilterProxyModel {
public:
    Proxy(int nodeRole, QObject* parent) : QSortFilterProxyModel(parent), m_nodeRole(nodeRole) { }

    void setWords(const QString& text)
    {
        m_words = text.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }
    void setNodes(const QStringList& nodes)
    {
        m_nodes = nodes;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const auto* model = sourceModel();
        if (!m_nodes.isEmpty() && !m_nodes.contains(model->index(row, 0, parent).data(m_nodeRole).toString()))
            return false;
        return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
            for (int column = 0; column < model->columnCount(parent); ++column) {
                if (model->index(row, column, parent).data().toString().contains(word, Qt::CaseInsensitive))
                    return true;
            }
            return false;
        });
    }

private:
    int m_nodeRole;
    QStringList m_words;
    QStringList m_nodes;
};

FilteredTable::FilteredTable(QAbstractItemModel* model, int sortRole, int nodeRole, QWidget* parent)
    : QWidget(parent),
      m_proxy(new Proxy(nodeRole, this)),
      m_column(new QVBoxLayout(this)),
      m_filter(new QLineEdit),
      m_view(new QTreeView),
      m_empty(new QLabel),
      m_stack(new QStackedWidget)
{
    m_proxy->setSourceModel(model);
    m_proxy->setSortRole(sortRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->installEventFilter(this);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    // Names of nodes, jobs and metrics begin alike: what tells them apart is at the end.
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setSortingEnabled(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->header()->setStretchLastSection(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setMargin(12);
    m_empty->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_column->setContentsMargins(0, 4, 0, 0);
    m_column->setSpacing(4);
    m_column->addWidget(m_filter);
    m_column->addWidget(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_proxy->setWords(text); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &FilteredTable::updateEmptyText);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &FilteredTable::updateEmptyText);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, signal, this, &FilteredTable::shownChanged);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &FilteredTable::shownChanged);
    connect(m_proxy, &QAbstractItemModel::layoutChanged, this, &FilteredTable::shownChanged);
    // After the view has laid its new rows out.
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &FilteredTable::yieldColumns,
            Qt::QueuedConnection);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection& selected) {
                if (!selected.isEmpty() && !m_selecting)
                    Q_EMIT rowSelected(m_proxy->mapToSource(selected.indexes().front()).row());
            });
    connect(m_view, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(m_proxy->mapToSource(index).row()); });
    updateEmptyText();
}

void FilteredTable::setFilterHint(const QString& text)
{
    m_filter->setPlaceholderText(text);
    m_filter->setAccessibleName(text);
}

void FilteredTable::setEmptyText(const QString& text)
{
    m_emptyText = text;
    updateEmptyText();
}

void FilteredTable::updateEmptyText()
{
    const bool empty = m_proxy->rowCount() == 0;
    m_empty->setText(m_proxy->sourceModel()->rowCount() == 0 ? m_emptyText
                                                             : tr("Nothing matches the filter."));
    m_stack->setCurrentIndex(empty ? 1 : 0);
}

void FilteredTable::setYieldingColumns(int kept, const QList<int>& columns)
{
    m_keptColumn = kept;
    m_yielding = columns;
    m_view->viewport()->installEventFilter(this);
    yieldColumns();
}

int FilteredTable::widthOf(int column) const
{
    constexpr int kMostRows = 200; // as good as all, and no wait where there are thousands
    int width = 0;
    for (int row = 0; row < std::min(m_proxy->rowCount(), kMostRows); ++row)
        width = std::max(width, m_view->sizeHintForIndex(m_proxy->index(row, column)).width());
    return width;
}

void FilteredTable::yieldColumns()
{
    if (m_yielding.isEmpty())
        return;
    for (const int column : m_yielding)
        m_view->setColumnHidden(column, false); // with the width it had
    const auto* header = m_view->header();
    // What takes the rest of the width, is read in part too; if it may yield, one that says little does.
    const auto least = [&](int column) {
        if (column == m_keptColumn)
            return widthOf(column);
        if (header->sectionResizeMode(column) != QHeaderView::Stretch)
            return header->sectionSize(column);
        return m_yielding.contains(column) ? 2 * header->sectionSizeHint(column) : widthOf(column);
    };
    int room = m_view->viewport()->width();
    for (int column = 0; column < header->count(); ++column)
        room -= least(column);
    for (const int column : m_yielding) {
        if (room >= 0)
            break;
        room += least(column);
        m_view->setColumnHidden(column, true);
    }
}

bool FilteredTable::chooseFirst()
{
    const auto* selection = m_view->selectionModel();
    const auto row = selection->currentIndex();
    if (!row.isValid() || selection->hasSelection())
        return false;
    m_view->selectionModel()->select(row, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return true;
}

bool FilteredTable::eventFilter(QObject* watched, QEvent* event)
{
    // Going to a list chooses nothing; an arrow does, the row where the focus is first.
    if (event->type() == QEvent::FocusIn && watched == m_view
        && !m_view->selectionModel()->currentIndex().isValid() && m_proxy->rowCount() > 0) {
        const QScopedValueRollback guard(m_selecting, true);
        m_view->selectionModel()->setCurrentIndex(m_proxy->index(0, 0), QItemSelectionModel::NoUpdate);
    }
    if (event->type() == QEvent::KeyPress && watched == m_view) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Down || key == Qt::Key_Up) && chooseFirst())
            return true;
    }
    if (event->type() == QEvent::Resize && watched == m_view->viewport())
        yieldColumns();
    return QWidget::eventFilter(watched, event);
}

void FilteredTable::setNodeFilter(const QStringList& nodes)
{
    m_proxy->setNodes(nodes);
    updateEmptyText();
}

std::vector<int> FilteredTable::shownSourceRows() const
{
    std::vector<int> rows;
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        rows.push_back(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
    return rows;
}

QModelIndex FilteredTable::chosen() const
{
    const auto* selection = m_view->selectionModel();
    return selection->hasSelection() ? selection->currentIndex() : QModelIndex();
}

int FilteredTable::currentSourceRow() const
{
    const auto current = chosen();
    return current.isValid() ? m_proxy->mapToSource(current).row() : -1;
}

void FilteredTable::selectSourceRow(int row)
{
    const QScopedValueRollback guard(m_selecting, true);
    const auto index
        = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_proxy->sourceModel()->index(row, 0));
    if (!index.isValid()) {
        m_view->selectionModel()->clear();
        return;
    }
    m_view->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->scrollTo(index);
}

bool FilteredTable::selectNext(int step)
{
    const auto current = chosen();
    const int row = current.isValid() ? current.row() + step : 0;
    if (row < 0 || row >= m_proxy->rowCount())
        return false;
    const auto index = m_proxy->index(row, 0);
    m_view->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->scrollTo(index);
    return true;
}

} // namespace nodesentry::ui
