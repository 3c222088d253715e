#pragma once

#include "core/labels/label_class.h"

#include <QDialog>

#include <vector>

class QDialogButtonBox;
class QLabel;
class QTableWidget;

namespace nodesentry::ui {

/// Edits the classes of labels: title, colour, key, order; adds new ones and removes those that are not used.
class ClassEditor final : public QDialog {
    Q_OBJECT

public:
    explicit ClassEditor(const std::vector<LabelClass>& classes, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<LabelClass> classes() const; ///< as they are in the table

private:
    void addRow(const LabelClass& item, bool known);
    void check();
    void moveRow(int step);

    QTableWidget* m_table;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

} // namespace nodesentry::ui
