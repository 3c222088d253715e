#pragma once

#include "core/labels/label_edit.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace nodesentry::ui {

class LabelDocument;

/// Everything that the chosen labels say, for reading and editing: class, times, confidence, note, metrics,
/// author, history. With several of them chosen, what is entered holds for all; what differs is left empty.
class LabelInspector final : public QWidget {
    Q_OBJECT

public:
    /// @param document  outlives the inspector
    explicit LabelInspector(LabelDocument& document, QWidget* parent = nullptr);

    void updateTexts(); ///< times read differently now
    void editConfidence(); ///< puts the keyboard there
    void editNote();
    void editBegin();

Q_SIGNALS:
    /// The metrics that are on the screen shall be those of the chosen labels.
    void shownMetricsWanted();
    void classEditorWanted();
    void message(const QString& text);
    /// Enter took what a field has, or Escape left it as it was: the keyboard is wanted elsewhere.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< Escape in the fields

private:
    void refresh();
    void change(const QString& what, const std::function<void(Label&)>& edit);
    void takeTimes();
    void showHistory(LabelId id);

    LabelDocument& m_document;
    QLabel* m_title;
    QComboBox* m_class;
    QLineEdit* m_begin;
    QLineEdit* m_end;
    QDoubleSpinBox* m_confidence;
    QLineEdit* m_note;
    QLabel* m_metrics;
    QPushButton* m_limit;
    QPushButton* m_unlimit;
    QLabel* m_author;
    QListWidget* m_history;
    bool m_refreshing = false;
};

} // namespace nodesentry::ui
