#pragma once

#include "core/base/parameters.h"

#include <QWidget>

#include <memory>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace nodesentry::ui {

/// Parameters to look at and to change, made from their declarations: by stage, each with a field of its kind, its
/// unit, what it means, and a way back to the default where it has another value.
///
/// Shown are the basic parameters and those that are not the default; a button shows all, and what is typed in the
/// filter is searched among all.
class ParameterForm final : public QWidget {
    Q_OBJECT

public:
    explicit ParameterForm(const std::vector<ParameterValue>& parameters, QWidget* parent = nullptr);
    ~ParameterForm() override;

    /// Shows these values and counts changes from them on; parameters it does not name are left as they are.
    void startFrom(const ParameterTexts& values);
    /// The values that differ from those it was started from, without any that cannot be.
    [[nodiscard]] ParameterTexts changes() const;
    /// The first value that cannot be, and why; empty: all can.
    [[nodiscard]] QString problem() const;
    void setAllShown(bool all);
    [[nodiscard]] bool isAllShown() const;

Q_SIGNALS:
    void changed(); ///< a value, by hand or by startFrom()

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row;
    struct Section;

    void addSection(const QString& title);
    void addRow(const ParameterValue& parameter);
    void refresh(Row& row);
    void updateVisibility();
    void colourProblems();

    QLineEdit* m_filter;
    QPushButton* m_all;
    QLabel* m_nothing;
    QScrollArea* m_scroll;
    QGridLayout* m_grid;
    std::vector<std::unique_ptr<Row>> m_rows; ///< in the order of the stages
    std::vector<std::unique_ptr<Section>> m_sections;
    bool m_starting = false;
};

/// A name as a person reads it: "detect.min_case_samples" is "Min case samples", and "detect.window_s", whose unit
/// is said beside it, is "Window".
[[nodiscard]] QString parameterCaption(const ParameterInfo& info);

} // namespace nodesentry::ui
