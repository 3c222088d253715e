#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace nodesentry::ui {

class RunQueue;

/// The work that goes on, in the status line: what it is, how far, how long it will take, a button to stop it, and one
/// to see it. Hidden while nothing runs.
class RunStatus final : public QWidget {
    Q_OBJECT

public:
    /// @param runs  outlives the widget
    explicit RunStatus(RunQueue& runs, QWidget* parent = nullptr);

Q_SIGNALS:
    void listWanted(); ///< of all runs
    void showWanted(const QString& action); ///< how the run goes: Run::showAction()

private:
    void update();

    RunQueue& m_runs;
    QToolButton* m_text;
    QToolButton* m_show;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
};

} // namespace nodesentry::ui
