#include "app/workbench/frame/export_desk.h"

#include "app/workbench/frame/picture_file.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>

#include <variant>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

ExportDesk::ExportDesk(const FrameParts& parts, ActionSet& actions, QStackedWidget& pages, QWidget& window)
    : m_parts(parts),
      m_pages(pages),
      m_window(window)
{
    actions.on("project.export_labels", this,
               [this] { exportTable(ExportTable::Labels, tr("Export labels"), u"labels"_s); });
    actions.on("project.export_cases", this,
               [this] { exportTable(ExportTable::Cases, tr("Export cases"), u"cases"_s); });
    actions.on("project.export_scores", this,
               [this] { exportTable(ExportTable::Scores, tr("Export scores"), u"scores"_s); });
    actions.on("view.export_picture", this, [this] { exportPicture(); });
}

void ExportDesk::askWhereTo(const QString& title, const QString& name, const QStringList& filters,
                            std::function<void(const QString&)> write)
{
    auto* dialog = new QFileDialog(&m_window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    const auto endingOf
        = [](const QString& filter) { return filter.section(u"*."_s, 1).section(u')', 0, 0); };
    dialog->setDefaultSuffix(endingOf(filters.front()));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog, endingOf](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); });
    const QFileInfo project(QString::fromStdString(m_parts.session.snapshot()->project->path()));
    dialog->setDirectory(QFileInfo(project.absoluteFilePath()).absolutePath());
    dialog->selectFile(u"%1-%2"_s.arg(project.completeBaseName(), name));
    connect(dialog, &QFileDialog::fileSelected, this, std::move(write));
    dialog->open();
}

void ExportDesk::exportTable(ExportTable table, const QString& title, const QString& name)
{
    askWhereTo(title, name, {tr("CSV tables (*.csv)")}, [this, table, title](const QString& path) {
        const auto snapshot = m_parts.session.snapshot();
        if (!snapshot)
            return;
        write(title, path,
              [&engine = m_parts.engine, project = snapshot->project, table, method = snapshot->method,
               file = QFile::encodeName(path).toStdString()](const RunContext& context) {
                  return engine.exportTable(*project, table, method, file, context);
              });
    });
}

void ExportDesk::exportPicture()
{
    const auto title = tr("Save as a picture");
    askWhereTo(title, u"picture"_s,
               {tr("PNG pictures (*.png)"), tr("SVG drawings (*.svg)"), tr("PDF documents (*.pdf)")},
               [this, title](const QString& path) {
                   write(title, path,
                         [path, content = pictureOf(*m_pages.currentWidget(), path)](const RunContext&) {
                             return writeWhole(path, content);
                         });
               });
}

void ExportDesk::write(const QString& title, const QString& path,
                       std::function<Result<void>(const RunContext&)> work)
{
    using Done = std::monostate;
    m_writer.start<Done>(
        path, this,
        [work = std::move(work)](const RunContext& context) -> Result<Done> {
            NODESENTRY_CHECK(work(context));
            return Done();
        },
        [this, title, path](const Result<Done>& done) {
            if (done)
                m_parts.notify.say(tr("Written: %1").arg(QDir::toNativeSeparators(path)));
            else
                m_parts.notify.fail(title, done.error());
        });
}

} // namespace nodesentry::app
