#pragma once

#include "core/eval/live_figures.h"
#include "core/review/review_queue.h"
#include "widgets/documents/engine.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace nodesentry::ui {

class FilteredTable;
class SuggestionListModel;
class WhyStrip;

/// Where a detector is to be run, and whose suggestions are reviewed.
enum class DetectScope { Node, Job, Project };

/// Beside the lanes: which detector suggests, where the threshold is and what it is worth against the labels,
/// and the queue of what is to be reviewed. Changes nothing itself.
class AssistPanel final : public QWidget {
    Q_OBJECT

public:
    /// @param model  outlives the panel
    explicit AssistPanel(SuggestionListModel& model, QWidget* parent = nullptr);

    void setDetectors(const std::vector<DetectorEntry>& detectors, const std::string& chosen);
    void setDetectEnabled(bool enabled);
    void setFactor(double factor);
    void setThresholdEnabled(bool enabled);
    void setOrder(ReviewOrder order);
    /// @param labelledNodes  that the second figures are of
    void setFigures(const std::optional<LiveFigures>& node, const std::optional<LiveFigures>& all,
                    int labelledNodes);
    /// Says what labels that came from suggestions would change; they do not count in the figures.
    /// @param all  the figures with them, of all nodes that have labels; nullopt: there are none
    void setWithSuggested(const std::optional<LiveFigures>& all, int suggestedLabels);
    void setSummary(const QString& text); ///< of the queue
    void setEmptyText(const QString& text); ///< in place of an empty queue
    void addActions(const QList<QAction*>& actions); ///< as buttons under the queue

    [[nodiscard]] FilteredTable& table() const { return *m_table; }
    [[nodiscard]] std::string detector() const; ///< empty: none
    [[nodiscard]] DetectScope scope() const;
    [[nodiscard]] DetectScope queueScope() const;
    void setQueueScope(DetectScope scope);
    [[nodiscard]] WhyStrip& why() const { return *m_why; } ///< under the queue
    [[nodiscard]] QDoubleSpinBox& factorField() const { return *m_factor; }

Q_SIGNALS:
    void detectRequested();
    void factorChanged(double factor); ///< by a person
    void orderChanged(nodesentry::ReviewOrder order); ///< by a person
    void queueScopeChanged(); ///< by a person

private:
    static constexpr int kFigures = 3; ///< precision, recall, F1

    QComboBox* m_detector;
    QComboBox* m_scope;
    QPushButton* m_detect;
    QDoubleSpinBox* m_factor;
    QPushButton* m_asDetected;
    QComboBox* m_order;
    QLabel* m_suggested; ///< hidden where no label came from a suggestion
    std::array<QLabel*, 2> m_captions{}; ///< this node, all labelled nodes
    std::array<std::array<QLabel*, kFigures>, 4>
        m_figures{}; ///< node paper, node plain, all paper, all plain
    QLabel* m_summary;
    QComboBox* m_queueScope;
    FilteredTable* m_table;
    WhyStrip* m_why;
    QGridLayout* m_buttons;
};

/// "0.83"; a dash where a figure is undefined.
[[nodiscard]] QString figureText(double value);

} // namespace nodesentry::ui
