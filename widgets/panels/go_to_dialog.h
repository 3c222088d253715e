#pragma once

#include "core/base/time.h"

#include <QDialog>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace nodesentry::ui {

/// A place in the project that one can go to.
struct GoToTarget {
    enum class Kind { Time, Node, Job } kind = Kind::Time;
    QString title; ///< what is typed to find it
    QString detail; ///< shown beside it
    std::string node; ///< empty: the one shown
    TimeRange range; ///< empty for a node: its view stays; one moment for a time
};

/// One line to type a time, a node or a job, with what fits listed under it. Enter goes to the first one.
class GoToDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param targets  nodes and jobs; times are read as they are typed, in the display zone
    /// @param dataRange  time that the shown node has; others are named as out of range
    GoToDialog(std::vector<GoToTarget> targets, TimeRange dataRange, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const nodesentry::ui::GoToTarget& target);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; ///< arrows in the field move in the list

private:
    void search();
    void choose();

    std::vector<GoToTarget> m_targets;
    TimeRange m_data;
    std::vector<GoToTarget> m_found; ///< as listed
    QLineEdit* m_field;
    QListWidget* m_list;
    QLabel* m_hint;
};

} // namespace nodesentry::ui
