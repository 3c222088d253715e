#pragma once

#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace nodesentry::ui {

class MetricTreeModel;

/// The tree of metrics with boxes for their lanes, a filter, and buttons for all and none.
class MetricPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MetricPanel(MetricTreeModel& model, QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit& filterField() const { return *m_filter; }

private:
    QLineEdit* m_filter;
    QSortFilterProxyModel* m_proxy;
    QTreeView* m_view;
};

} // namespace nodesentry::ui
