#pragma once

#include "widgets/models/training_list_model.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace nodesentry::ui {

class EmptyPage;
class FilteredTable;
class LossPlot;

/// How the models are trained, or were: a list of the clusters, each with a small picture of its loss curve,
/// and the chosen one large. During a run it shows the cluster in training, until the user chooses one.
class TrainingPanel final : public QWidget {
    Q_OBJECT

public:
    /// @param document  outlives the panel
    explicit TrainingPanel(TrainingDocument& document, QWidget* parent = nullptr);

    /// For the empty page.
    /// @param path  of the open project; empty: none is open
    void setProject(const QString& path);

    [[nodiscard]] FilteredTable& list() const { return *m_list; }
    [[nodiscard]] LossPlot& plot() const { return *m_plot; }
    [[nodiscard]] bool isEmpty() const; ///< it shows no curve, but what to do

private:
    void takeClusters();
    void takeCurve(int cluster);
    void followTraining(int cluster);
    void choose(int cluster);
    void showChosen();
    void updateEmptyPage();

    TrainingDocument& m_document;
    TrainingListModel* m_model;
    FilteredTable* m_list;
    QLabel* m_title;
    QLabel* m_facts;
    LossPlot* m_plot;
    EmptyPage* m_empty;
    QStackedWidget* m_stack;
    QString m_path;
    std::optional<int> m_chosen; ///< cluster
    bool m_following = true; ///< the user has chosen none since the run began
};

} // namespace nodesentry::ui
