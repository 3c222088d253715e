#pragma once

#include "core/data/metric.h"
#include "widgets/models/contribution_model.h"
#include "widgets/documents/range_document.h"

#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace nodesentry::ui {

/// What the chosen case, or the selected stretch of time, is made of: peak, cluster and expert, and the
/// metrics by their share of the error.
class CasePanel final : public QWidget {
    Q_OBJECT

public:
    /// @param document  outlives the panel
    explicit CasePanel(RangeDocument& document, QWidget* parent = nullptr);

    void setCatalog(const MetricCatalog& catalog);
    /// Whether the stretch is a case or merely selected.
    void setOfCase(bool ofCase);
    /// The switch for showing only the lanes of isolated(); shown as a button.
    void setIsolateAction(QAction* action);
    void updateTexts(); ///< times read differently now

    [[nodiscard]] const ContributionModel& model() const { return m_model; }
    [[nodiscard]] QListView& list() { return *m_list; }
    [[nodiscard]] QString text() const; ///< what it says above, or instead of, the list

Q_SIGNALS:
    void metricChosen(int metric); ///< clicked, or moved to by keys
    void metricActivated(int metric); ///< Enter or double-click
    void contributionsChanged();

private:
    void refresh();
    [[nodiscard]] QString facts(const RangeExplanation& range) const;

    RangeDocument& m_document;
    MetricCatalog m_catalog;
    ContributionModel m_model;
    bool m_ofCase = false;
    QLabel* m_title;
    QToolButton* m_isolate;
    QLabel* m_facts;
    QListView* m_list;
    QLabel* m_notice; ///< instead of the list
    QStackedWidget* m_stack;
};

} // namespace nodesentry::ui
