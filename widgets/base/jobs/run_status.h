#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace nodesentry::ui {

/// Progress of a run in the status line: stage, bar, Cancel, and while models are trained the way to their
/// loss curves. Hidden while nothing runs.
class RunStatus final : public QWidget {
    Q_OBJECT

public:
    explicit RunStatus(QWidget* parent = nullptr);

    void start();
    void setProgress(double fraction, const QString& stage, const QString& detail);
    void showStopping(); ///< a stop was asked for, the work has not ended yet
    void finish();

Q_SIGNALS:
    void cancelRequested();
    void lossCurvesRequested();

private:
    QLabel* m_text;
    QToolButton* m_lossCurves;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    bool m_stopping = false;
};

} // namespace nodesentry::ui
