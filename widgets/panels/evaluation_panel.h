#pragma once

#include <QWidget>

#include <memory>

class QLabel;
class QStackedWidget;
class QTableView;

namespace nodesentry::ui {

class EmptyPage;
class EvaluationModel;
struct ProjectSnapshot;

/// The evaluation of all methods as a table, with a word on what its figures mean.
class EvaluationPanel final : public QWidget {
    Q_OBJECT

public:
    explicit EvaluationPanel(QWidget* parent = nullptr);

    void setSnapshot(const std::shared_ptr<const ProjectSnapshot>& snapshot); ///< null: no project

private:
    EvaluationModel* m_model;
    QTableView* m_table;
    QLabel* m_summary;
    EmptyPage* m_empty;
    QStackedWidget* m_stack;
};

} // namespace nodesentry::ui
