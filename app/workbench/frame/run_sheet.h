#pragma once

#include "core/pipeline/run_request.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace nodesentry::ui {
class NumberField;
class ParameterForm;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// Asks what a run shall be like: where to start from, which methods, the random seed, the part of the time to train
/// on, the device, and any parameter. It runs nothing; what it asks for is what the command it shows would do.
/// ```
/// auto* sheet = new RunSheet(path, choices, window);
/// sheet->setAttribute(Qt::WA_DeleteOnClose);
/// connect(sheet, &RunSheet::runRequested, …);
/// sheet->open();
/// ```
class RunSheet final : public QDialog {
    Q_OBJECT

public:
    /// @param project  folder, for the command
    RunSheet(QString project, RunChoices choices, QWidget* parent = nullptr);

    [[nodiscard]] RunRequest request() const; ///< as things stand

Q_SIGNALS:
    void runRequested(const nodesentry::RunRequest& request); ///< the sheet was accepted

private:
    /// The values that the preset, or the project, gives to what has a field of its own.
    struct Start {
        double trainFraction = 0.0;
        double share = 0.0; ///< the same in percent, as it is shown
        QString trainUntil;
        int seed = 0;
    };

    [[nodiscard]] QWidget* makeStart();
    [[nodiscard]] QWidget* makeMethods();
    [[nodiscard]] QWidget* makeBottom();
    [[nodiscard]] ParameterTexts projectValues() const;
    void startFromPreset();
    void check();
    [[nodiscard]] QString problem() const;
    [[nodiscard]] std::vector<std::string> chosenMethods() const; ///< empty: as the project has them

    QString m_project;
    RunChoices m_choices;
    Start m_start;
    QComboBox* m_preset;
    QLabel* m_presetHelp;
    QSpinBox* m_seed;
    QComboBox* m_split;
    QStackedWidget* m_splitFields;
    ui::NumberField* m_share;
    QLineEdit* m_until;
    QComboBox* m_device;
    std::vector<QCheckBox*> m_methods; ///< one for each of m_choices.methods
    ui::ParameterForm* m_form;
    QLabel* m_problem;
    QLineEdit* m_command;
    QPushButton* m_run;
};

/// The arguments of the program `nodesentry` that run a project as requested.
[[nodiscard]] QStringList runArguments(const QString& project, const RunRequest& request);

} // namespace nodesentry::app
