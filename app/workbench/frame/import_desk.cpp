#include "app/workbench/frame/import_desk.h"

#include "widgets/panels/import_dialog.h"
#include "widgets/panels/start_page.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

ImportDesk::ImportDesk(const FrameParts& parts, ActionSet& actions, StartPage& start, QWidget& window)
    : m_parts(parts),
      m_start(start),
      m_window(window)
{
    actions.on("project.import", this, [this] { ask({}); });
    connect(&m_start, &StartPage::sampleRequested, this, &ImportDesk::makeSample);
    connect(&m_start, &StartPage::importRequested, this, [this] { ask({}); });
    connect(&m_start, &StartPage::simulateRequested, this, &ImportDesk::askForSimulation);
    connect(&m_start, &StartPage::stopRequested, this, [this] {
        if (m_making)
            m_parts.runs.cancel(*m_making);
    });
    connect(&m_parts.runs, &RunQueue::changed, this, &ImportDesk::showMaking);
}

QString ImportDesk::folder() const
{
    const auto recent = m_parts.settings.recentProjects();
    return recent.isEmpty() ? QString() : QFileInfo(recent.front()).absolutePath();
}

void ImportDesk::makeSample()
{
    auto home = folder();
    if (home.isEmpty())
        home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    make(tr("The sample"), home + u"/sample.nsproj"_s,
         [&engine = m_parts.engine](const std::string& path, const RunContext& context) {
             return engine.demo(path, context);
         });
}

void ImportDesk::askForSimulation()
{
    auto* dialog = new QFileDialog(&m_window, tr("Folder of the simulated project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"nsproj"_s);
    dialog->setDirectory(folder().isEmpty() ? QDir::homePath() : folder());
    dialog->selectFile(u"simulated.nsproj"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        make(tr("The simulation"), path,
             [&engine = m_parts.engine](const std::string& into, const RunContext& context) {
                 return engine.simulate(into, {}, context);
             });
    });
    dialog->open();
}

void ImportDesk::ask(const QStringList& paths)
{
    if (auto* open = m_window.findChild<ImportDialog*>()) {
        open->add(paths);
        return;
    }
    const auto snapshot = m_parts.session.snapshot();
    const auto project = snapshot && !snapshot->project->readOnly() ? snapshot->project : nullptr;
    auto* dialog = new ImportDialog(m_parts.engine, project, folder(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::importRequested, this, &ImportDesk::importWhat);
    dialog->open();
    dialog->add(paths);
}

void ImportDesk::importWhat(const Engine::ProjectPointer& project, const ImportRequest& request)
{
    const auto title = tr("The import");
    if (!project) {
        make(title, QFile::decodeName(QByteArray::fromStdString(request.project)),
             [&engine = m_parts.engine, request](const std::string&, const RunContext& context) {
                 return engine.import(nullptr, request, context);
             });
        return;
    }
    m_parts.runs.start(
        title,
        [&engine = m_parts.engine, project, request](const RunContext& context) {
            return engine.import(project, request, context);
        },
        [this, title](const Result<void>& imported) {
            if (imported)
                m_parts.session.reload();
            else
                m_parts.notify.fail(title, imported.error());
        });
}

void ImportDesk::make(const QString& title, const QString& path, Make work)
{
    if (m_making)
        return;
    m_making = m_parts.runs.start(
        title,
        [work = std::move(work), folder = QFile::encodeName(path).toStdString()](const RunContext& context) {
            return work(folder, context);
        },
        [this, title, path](const Result<void>& made) {
            m_making.reset();
            showMaking();
            if (made)
                Q_EMIT projectMade(path);
            else
                m_parts.notify.fail(title, made.error());
        });
    showMaking();
}

void ImportDesk::showMaking()
{
    const auto* run = m_making ? m_parts.runs.find(*m_making) : nullptr;
    if (run == nullptr || run->isOver()) // also of one that was abandoned
        m_making.reset();
    m_start.setRun(m_making ? run : nullptr);
}

} // namespace nodesentry::app
