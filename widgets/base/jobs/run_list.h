#pragma once

#include <QDialog>

class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace nodesentry::ui {

class RunQueue;

/// All long work: what it is, its state, how long it took; the log of the chosen one, and a button that stops it.
class RunList final : public QDialog {
    Q_OBJECT

public:
    /// @param runs  outlives the dialog
    explicit RunList(RunQueue& runs, QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget& tree() const { return *m_tree; }

private:
    void fill();
    void update(quint64 number);
    void showChosen();
    [[nodiscard]] quint64 chosen() const; ///< 0: none

    RunQueue& m_runs;
    QTreeWidget* m_tree;
    QPlainTextEdit* m_log;
    QPushButton* m_cancel;
};

} // namespace nodesentry::ui
