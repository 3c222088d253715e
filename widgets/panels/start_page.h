#pragma once

#include <QWidget>

class QLabel;
class QListWidget;

namespace nodesentry::ui {

/// What is seen while no project is open: open one, a recent one, or how to make one.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    /// @param paths  latest first; those that no longer exist are shown as missing
    void setRecentProjects(const QStringList& paths);

Q_SIGNALS:
    void openRequested(); ///< let the user choose a folder
    void openPathRequested(const QString& path);
    void forgetRequested(const QString& path); ///< take a path off the list

private:
    QListWidget* m_recent;
    QLabel* m_noRecent;
};

} // namespace nodesentry::ui
