#include "app/workbench/frame/project_texts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

struct ProjectTexts {
    Q_DECLARE_TR_FUNCTIONS(Project)
};

} // namespace

QString projectFolder(const QString& path)
{
    const QFileInfo info(path);
    const auto folder = info.isFile() ? info.absolutePath() : info.absoluteFilePath();
    return QFileInfo::exists(folder + u"/project.db"_s) ? QDir::cleanPath(folder) : QString();
}

QString readOnlyText(const Project& project)
{
    const auto& because = project.readOnlyBecause();
    if (!because)
        return ProjectTexts::tr(
            "The project was opened for reading only, as was asked for: labels and runs are switched off.");
    if (because->code == ErrorCode::Locked)
        return ProjectTexts::tr(
            "Another program is using this project, so it is open for reading only: labels "
            "and runs are switched off.");
    if (because->code == ErrorCode::IoError)
        return ProjectTexts::tr(
                   "The project cannot be locked, so it is open for reading only: labels and runs are "
                   "switched off. %1")
            .arg(QString::fromStdString(because->message));
    return ProjectTexts::tr(
        "This project may not be written to, so it is open for reading only: labels and runs are "
        "switched off. What is shown is its state when it was opened.");
}

QString windowTitleOf(const Project* project)
{
    const auto program = ProjectTexts::tr("NodeSentry Workbench");
    if (project == nullptr)
        return program;
    const auto name = QFileInfo(QString::fromStdString(project->path())).completeBaseName();
    return project->readOnly() ? ProjectTexts::tr("%1 (read only) — %2").arg(name, program)
                               : ProjectTexts::tr("%1 — %2").arg(name, program);
}

} // namespace nodesentry::app
