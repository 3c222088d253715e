#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace nodesentry::ui {

class FuzzyFilter;
class MetricTreeModel;

/// The tree of metrics with boxes for their lanes, a filter that forgives, buttons for all and none, and the
/// named lane sets.
class MetricPanel final : public QWidget {
    Q_OBJECT

public:
    explicit MetricPanel(MetricTreeModel& model, QWidget* parent = nullptr);

    /// @param names    of the saved sets
    /// @param current  the chosen one; empty: none of them
    void setLaneSets(const QStringList& names, const QString& current);
    void setSetsWritable(bool writable);

    [[nodiscard]] QLineEdit& filterField() const { return *m_filter; }

Q_SIGNALS:
    void laneSetChosen(const QString& name); ///< empty: every metric, as at first
    void saveLaneSetRequested(const QString& name);
    void removeLaneSetRequested(const QString& name);
    void metricActivated(int metric); ///< Enter or double-click on a metric

private:
    void askForName();

    QLineEdit* m_filter;
    FuzzyFilter* m_proxy;
    QTreeView* m_view;
    QComboBox* m_sets;
    QPushButton* m_save;
    QPushButton* m_remove;
};

} // namespace nodesentry::ui
