#pragma once

#include "widgets/base/jobs/job_runner.h"
#include "widgets/documents/engine.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QTableWidget;
class QTreeWidget;

namespace nodesentry::ui {

/// Asks what to import, and shows what that would bring before anything is written: the first rows, how much it is, and
/// each line that cannot be read. Everything is read anew, in the background, whenever the request changes. It imports
/// nothing itself.
/// ```
/// auto* dialog = new ImportDialog(engine, project, folder, window);
/// dialog->setAttribute(Qt::WA_DeleteOnClose);
/// connect(dialog, &ImportDialog::importRequested, …);
/// dialog->open();
/// dialog->add(dropped);
/// ```
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    /// @param engine   outlives the dialog
    /// @param project  open for writing, to import into unless a person says otherwise; null: none
    /// @param folder   where new projects go; empty: beside what is imported
    ImportDialog(Engine& engine, Engine::ProjectPointer project, QString folder, QWidget* parent = nullptr);

    /// Adds files and folders; tables of jobs and labels are told by their headers.
    void add(const QStringList& paths);

    [[nodiscard]] ImportRequest request() const; ///< as things stand
    [[nodiscard]] bool isIntoOpen() const; ///< into the open project

Q_SIGNALS:
    /// The dialog was accepted; what is asked for was checked. @param project  null: the folder of the request
    void importRequested(const nodesentry::ui::Engine::ProjectPointer& project,
                         const nodesentry::ImportRequest& request);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// A file that may be given, and the buttons beside it.
    struct FileField {
        QLineEdit* path;
        QWidget* row;
    };
    struct Checked {
        ImportRequest request; ///< with what was added
        ImportPreview preview;
    };

    [[nodiscard]] QWidget* makeSources();
    [[nodiscard]] QWidget* makeFields();
    [[nodiscard]] FileField makeFileField(const char* name, const QString& title);
    [[nodiscard]] QWidget* makePreview();
    [[nodiscard]] QWidget* makeBottom();
    void chooseFiles(bool folders);
    void chooseProject();
    void removeSources();
    void changed(); ///< reads it again, soon
    void projectChanged();
    void updateButton();
    void check();
    void take(Result<Checked> result);
    void showRequest(const ImportRequest& request);
    void proposeProject();
    void showPreview(const ImportPreview& preview);
    void showProblems(const ImportPreview& preview);
    void showNothing(const QString& text);

    Engine& m_engine;
    Engine::ProjectPointer m_open;
    QString m_folder;
    std::vector<std::string> m_added; ///< not yet sorted
    bool m_projectTyped = false;
    std::string m_checkedProject; ///< that was there; empty: a new one, and it makes no difference which
    bool m_passed = false; ///< the last check
    QListWidget* m_sources;
    FileField m_jobs;
    FileField m_labels;
    QComboBox* m_zone;
    QComboBox* m_target;
    FileField m_project;
    QCheckBox* m_allowRejected;
    QCheckBox* m_allowFarTimes;
    QLabel* m_status;
    QProgressBar* m_progress;
    QLabel* m_rowsTitle;
    QTableWidget* m_rows;
    QLabel* m_problemsTitle;
    QTreeWidget* m_problems;
    QPushButton* m_import;
    QTimer m_soon;
    JobRunner m_checker{1}; // last, so that its work ends first
};

} // namespace nodesentry::ui
