#pragma once

#include "core/labels/label.h"
#include "core/labels/label_class.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace nodesentry::ui {

/// Asks for times, class and a note of a new label.
class LabelDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param label    node and times are shown; begin is set
    /// @param classes  offered; another one can be typed
    LabelDialog(Label label, const std::vector<LabelClass>& classes, QWidget* parent = nullptr);

    [[nodiscard]] Label label() const { return m_label; } ///< as typed, once the dialog is accepted

private:
    void check();

    Label m_label;
    QLineEdit* m_begin;
    QLineEdit* m_end;
    QComboBox* m_category;
    QLineEdit* m_note;
    QLabel* m_problem;
    QDialogButtonBox* m_buttons;
};

} // namespace nodesentry::ui
