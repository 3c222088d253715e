#pragma once

#include "core/base/parameters.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace nodesentry::ui {

/// An input for one parameter, of the kind that its declaration asks for: a check box, a list of choices, a spin
/// box, or a line for a number or a text.
class ParameterField final : public QWidget {
    Q_OBJECT

public:
    explicit ParameterField(ParameterInfo info, QWidget* parent = nullptr);

    [[nodiscard]] const ParameterInfo& info() const { return m_info; }
    /// What is typed, as ParameterBinder::set() reads it: numbers with a point and in their shortest form, whatever
    /// the locale. What cannot be read comes back as it is typed.
    [[nodiscard]] std::string text() const;
    void setText(const std::string& text);
    /// What is wrong with what is typed, as a sentence; empty: nothing.
    [[nodiscard]] QString problem() const;
    /// Named as a screen reader says it.
    void setSpokenTexts(const QString& name, const QString& description);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QWidget* makeInput();
    [[nodiscard]] QString rangeProblem() const;

    ParameterInfo m_info;
    QCheckBox* m_flag = nullptr; ///< one of these four, by kind and choices
    QComboBox* m_choice = nullptr;
    QSpinBox* m_whole = nullptr;
    QLineEdit* m_line = nullptr;
};

/// A number that a parameter can have, in the locale's digits: "0.5" or "0,5".
[[nodiscard]] QString shownNumber(double value);

} // namespace nodesentry::ui
