#pragma once

#include "core/labels/label.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace nodesentry::ui {

/// Asks for the category and a note of a new label.
class LabelDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param label       node and times are shown; begin and end are set
    /// @param categories  those in use, offered first
    LabelDialog(Label label, const QStringList& categories, QWidget* parent = nullptr);

    [[nodiscard]] Label label() const; ///< with category and note filled in

private:
    Label m_label;
    QComboBox* m_category;
    QLineEdit* m_note;
};

} // namespace nodesentry::ui
