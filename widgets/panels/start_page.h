#pragma once

#include <QWidget>

class QLabel;
class QListWidget;
class QProgressBar;

namespace nodesentry::ui {

class Run;

/// What is seen while no project is open: three ways to make one, and those that were opened last.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// @param paths  latest first; those that no longer exist are shown as missing
    void setRecentProjects(const QStringList& paths);
    /// Shows how the making of a project goes; meanwhile none other is begun. @param run  null: nothing is made
    void setRun(const Run* run);

Q_SIGNALS:
    void sampleRequested(); ///< the whole job on the recording that comes with the program
    void importRequested(); ///< of files that are still to be named
    void simulateRequested();
    void stopRequested(); ///< of the run that is shown
    void openRequested(); ///< let the user choose a folder
    void openPathRequested(const QString& path);
    void forgetRequested(const QString& path); ///< take a path off the list

private:
    [[nodiscard]] QWidget* makeCards();
    [[nodiscard]] QWidget* makeProgress();
    void connectRecent();

    QWidget* m_cards;
    QWidget* m_progress;
    QLabel* m_runText;
    QProgressBar* m_bar;
    QListWidget* m_recent;
    QLabel* m_noRecent;
};

} // namespace nodesentry::ui
