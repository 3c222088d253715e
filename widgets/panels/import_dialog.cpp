#include "widgets/panels/import_dialog.h"

#include "widgets/base/text/error_text.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"
#include "widgets/base/theme/plot_colors.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QTableWidget>
#include <QTimeZone>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kChannel = u"check"_s;
constexpr int kSoonMs = 300;
constexpr int kSteps = 1000;
constexpr double kMostOfScreen = 0.95;

enum Target { IntoOpen, IntoNew };
enum ProblemColumn { FileColumn, LineColumn, ColumnColumn, ValueColumn, ReasonColumn, ProblemColumns };

std::string pathOf(const QString& text)
{
    return QFile::encodeName(text.trimmed()).toStdString();
}

QString textOf(const std::string& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    auto font = label->font();
    font.setBold(true);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void addProblem(QTreeWidget& tree, const SkippedItem& item)
{
    auto* row = new QTreeWidgetItem(&tree);
    row->setText(FileColumn, QFileInfo(textOf(item.file)).fileName());
    row->setToolTip(FileColumn, textOf(item.file));
    row->setText(LineColumn, item.line > 0 ? QString::number(item.line) : QString());
    row->setText(ColumnColumn, item.column > 0 ? QString::number(item.column) : QString());
    row->setText(ValueColumn, QString::fromStdString(item.text));
    row->setText(ReasonColumn, QString::fromStdString(item.reason));
    row->setToolTip(ReasonColumn, QString::fromStdString(item.reason));
}

/// A folder that something is in; empty: there is none.
std::string existingProject(const std::string& path)
{
    const QDir folder(textOf(path));
    return path.empty() || !folder.exists() || folder.isEmpty() ? std::string() : path;
}

QStringList droppedPaths(const QMimeData& data)
{
    QStringList paths;
    for (const auto& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

} // namespace

ImportDialog::ImportDialog(Engine& engine, Engine::ProjectPointer project, QString folder, QWidget* parent)
    : QDialog(parent),
      m_engine(engine),
      m_open(std::move(project)),
      m_folder(std::move(folder)),
      m_sources(new QListWidget),
      m_jobs(makeFileField("jobs", tr("Job table"))),
      m_labels(makeFileField("labels", tr("Label table"))),
      m_zone(new QComboBox),
      m_target(new QComboBox),
      m_project(makeFileField("project", tr("Folder of the new project"))),
      m_allowRejected(new QCheckBox(tr("Take files of which more than one line in ten cannot be read"))),
      m_allowFarTimes(new QCheckBox(tr("Take rows that lie far from all others of their node"))),
      m_status(new QLabel),
      m_progress(new QProgressBar),
      m_rowsTitle(heading({})),
      m_rows(new QTableWidget),
      m_problemsTitle(heading({})),
      m_problems(new QTreeWidget)
{
    setWindowTitle(tr("Import"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeSources());
    column->addWidget(makeFields());
    column->addWidget(makePreview(), 1);
    column->addWidget(makeBottom());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &ImportDialog::check);
    connect(&m_checker, &JobRunner::progressed, this,
            [this](const QString&, double fraction) { m_progress->setValue(qRound(fraction * kSteps)); });
    showNothing(tr("Add files or folders, or drop them here."));
    const int unit = fontMetrics().averageCharWidth();
    const auto available = (parent != nullptr ? parent->screen() : screen())->availableSize();
    resize(QSize(unit * 130, unit * 95).boundedTo(available * kMostOfScreen));
}

// --- layout ---

QWidget* ImportDialog::makeSources()
{
    m_sources->setObjectName(u"sources"_s);
    m_sources->setAccessibleName(tr("Files and folders with samples"));
    m_sources->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_sources->setTextElideMode(Qt::ElideMiddle);
    m_sources->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sources->setFixedHeight(fontMetrics().height() * 5);
    auto* files = new QPushButton(tr("Add &files…"));
    files->setObjectName(u"addFiles"_s);
    auto* folder = new QPushButton(tr("Add f&older…"));
    folder->setObjectName(u"addFolder"_s);
    auto* remove = new QPushButton(tr("&Remove"));
    connect(files, &QPushButton::clicked, this, [this] { chooseFiles(false); });
    connect(folder, &QPushButton::clicked, this, [this] { chooseFiles(true); });
    connect(remove, &QPushButton::clicked, this, &ImportDialog::removeSources);
    auto* key = new QShortcut(QKeySequence::Delete, m_sources, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &ImportDialog::removeSources);
    auto* buttons = new QVBoxLayout;
    for (auto* button : {files, folder, remove}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto* row = new QHBoxLayout;
    row->addWidget(m_sources, 1);
    row->addLayout(buttons);
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->addWidget(heading(tr("Files and folders with samples")));
    column->addLayout(row);
    return part;
}

ImportDialog::FileField ImportDialog::makeFileField(const char* name, const QString& title)
{
    const FileField field{new QLineEdit, new QWidget};
    field.path->setObjectName(QLatin1StringView(name));
    field.path->setAccessibleName(title);
    const bool isProject = QLatin1StringView(name) == "project"_L1;
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("%1: choose").arg(title));
    auto* row = new QHBoxLayout(field.row);
    row->setContentsMargins({});
    row->addWidget(field.path, 1);
    row->addWidget(choose);
    if (!isProject) {
        field.path->setPlaceholderText(tr("none"));
        field.path->setClearButtonEnabled(true);
    }
    if (isProject)
        connect(field.path, &QLineEdit::textEdited, this, &ImportDialog::projectChanged);
    else
        connect(field.path, &QLineEdit::textEdited, this, &ImportDialog::changed);
    connect(choose, &QPushButton::clicked, this, [this, isProject, title, path = field.path] {
        if (isProject) {
            chooseProject();
            return;
        }
        auto* dialog = new QFileDialog(this, title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, path](const QString& file) {
            path->setText(file);
            changed();
        });
        dialog->open();
    });
    return field;
}

QWidget* ImportDialog::makeFields()
{
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setObjectName(u"zone"_s);
    m_zone->setAccessibleName(tr("Zone of times without one"));
    m_zone->addItem(u"UTC"_s);
    if (const auto here = QString::fromLatin1(QTimeZone::systemTimeZoneId()); here != u"UTC")
        m_zone->addItem(here);
    for (const auto& id : QTimeZone::availableTimeZoneIds())
        if (id.contains('/') && m_zone->findText(QString::fromLatin1(id)) < 0)
            m_zone->addItem(QString::fromLatin1(id));
    connect(m_zone, &QComboBox::currentTextChanged, this, &ImportDialog::changed);
    m_target->setObjectName(u"target"_s);
    m_target->setAccessibleName(tr("Project"));
    if (m_open)
        m_target->addItem(tr("%1, which is open").arg(QFileInfo(textOf(m_open->path())).completeBaseName()),
                          IntoOpen);
    m_target->addItem(tr("a new project"), IntoNew);
    m_project.row->setVisible(!m_open);
    connect(m_target, &QComboBox::currentIndexChanged, this, [this] {
        m_project.row->setVisible(!isIntoOpen());
        proposeProject();
        changed();
    });
    for (auto* box : {m_allowRejected, m_allowFarTimes})
        connect(box, &QCheckBox::toggled, this, &ImportDialog::changed);

    auto* target = new QWidget;
    auto* targetRow = new QHBoxLayout(target);
    targetRow->setContentsMargins({});
    targetRow->addWidget(m_target);
    targetRow->addWidget(m_project.row, 1);
    targetRow->addStretch(m_open ? 1 : 0);
    auto* part = new QWidget;
    auto* form = new QFormLayout(part);
    form->setContentsMargins({});
    form->addRow(tr("&Job table:"), m_jobs.row);
    form->addRow(tr("&Label table:"), m_labels.row);
    form->addRow(tr("&Zone of times without one:"), m_zone);
    form->addRow(tr("Into:"), target);
    return part;
}

QWidget* ImportDialog::makePreview()
{
    m_status->setObjectName(u"status"_s);
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setRange(0, kSteps);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(fontMetrics().height() / 2);
    m_progress->setAccessibleName(tr("Reading"));
    m_rows->setObjectName(u"rows"_s);
    m_rows->setAccessibleName(tr("First lines"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->verticalHeader()->hide();
    m_rows->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_problems->setObjectName(u"problems"_s);
    m_problems->setAccessibleName(tr("What cannot be read"));
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setAlternatingRowColors(true);
    m_problems->setHeaderLabels({tr("File"), tr("Line"), tr("Column"), tr("Value"), tr("Problem")});
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->addWidget(m_status);
    column->addWidget(m_progress);
    column->addWidget(m_problemsTitle);
    column->addWidget(m_problems, 2);
    column->addWidget(m_allowRejected);
    column->addWidget(m_allowFarTimes);
    column->addWidget(m_rowsTitle);
    column->addWidget(m_rows, 3);
    column->addStretch(0);
    return part;
}

QWidget* ImportDialog::makeBottom()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_import = buttons->button(QDialogButtonBox::Ok);
    m_import->setText(tr("&Import"));
    m_import->setObjectName(u"import"_s);
    m_import->setDefault(true);
    for (auto* button : buttons->buttons())
        button->setIcon({}); // the style's icons are made for light themes
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const auto project = isIntoOpen() ? m_open : nullptr;
        const auto wanted = request();
        accept();
        Q_EMIT importRequested(project, wanted);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

// --- what is asked for ---

ImportRequest ImportDialog::request() const
{
    ImportRequest request;
    for (int i = 0; i < m_sources->count(); ++i)
        request.sources.push_back(pathOf(m_sources->item(i)->data(Qt::UserRole).toString()));
    auto& options = request.options;
    options.jobsFile = pathOf(m_jobs.path->text());
    options.labelsFile = pathOf(m_labels.path->text());
    options.timeZone = m_zone->currentText().trimmed().toStdString();
    options.allowRejected = m_allowRejected->isChecked();
    options.allowFarTimes = m_allowFarTimes->isChecked();
    if (!isIntoOpen()) {
        auto path = QDir::cleanPath(m_project.path->text().trimmed());
        if (!path.isEmpty() && QFileInfo(path).suffix() != u"nsproj")
            path += u".nsproj"_s;
        request.project = pathOf(path);
    }
    return request;
}

bool ImportDialog::isIntoOpen() const
{
    return m_target->currentData().toInt() == IntoOpen && m_open;
}

void ImportDialog::add(const QStringList& paths)
{
    for (const auto& path : paths)
        m_added.push_back(pathOf(QDir::cleanPath(path)));
    if (paths.isEmpty())
        return;
    m_soon.stop();
    check();
}

void ImportDialog::chooseFiles(bool folders)
{
    auto* dialog = new QFileDialog(this, folders ? tr("Add a folder") : tr("Add files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folders ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    dialog->setOption(QFileDialog::ShowDirsOnly, folders);
    connect(dialog, &QFileDialog::filesSelected, this, &ImportDialog::add);
    dialog->open();
}

void ImportDialog::chooseProject()
{
    auto* dialog = new QFileDialog(this, tr("Folder of the new project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"nsproj"_s);
    dialog->selectFile(m_project.path->text());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_project.path->setText(QDir::toNativeSeparators(path));
        projectChanged();
    });
    dialog->open();
}

void ImportDialog::removeSources()
{
    qDeleteAll(m_sources->selectedItems());
    changed();
}

void ImportDialog::proposeProject()
{
    if (m_projectTyped || isIntoOpen() || m_sources->count() == 0)
        return;
    const QFileInfo first(m_sources->item(0)->data(Qt::UserRole).toString());
    QString folder = m_folder;
    if (folder.isEmpty())
        folder = QFileInfo(first.absolutePath()).isWritable() ? first.absolutePath() : QDir::homePath();
    const auto base = folder + u'/' + (first.isDir() ? first.fileName() : first.baseName());
    auto path = base + u".nsproj"_s;
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = u"%1-%2.nsproj"_s.arg(base).arg(i);
    m_project.path->setText(QDir::toNativeSeparators(path));
}

// --- the check ---

void ImportDialog::changed()
{
    m_import->setEnabled(false);
    m_soon.start();
}

void ImportDialog::projectChanged()
{
    m_projectTyped = true;
    if (existingProject(request().project) == m_checkedProject)
        updateButton();
    else
        changed();
}

void ImportDialog::updateButton()
{
    const bool hasPlace = isIntoOpen() || !m_project.path->text().trimmed().isEmpty();
    m_import->setEnabled(m_passed && hasPlace && !m_soon.isActive() && !m_checker.isActive(kChannel));
}

void ImportDialog::check()
{
    const auto wanted = request();
    m_passed = false;
    m_checkedProject = existingProject(wanted.project);
    m_import->setEnabled(false);
    const auto& tables = wanted.options;
    if (m_added.empty() && wanted.sources.empty() && tables.jobsFile.empty() && tables.labelsFile.empty()) {
        m_checker.abandon(kChannel);
        showNothing(tr("Add files or folders, or drop them here."));
        return;
    }
    m_status->setText(tr("Reading everything once, to say what it is. Nothing is written yet."));
    m_status->setPalette(palette());
    m_progress->setValue(0);
    m_progress->show();
    m_checker.start<Checked>(
        kChannel, this,
        [&engine = m_engine, project = isIntoOpen() ? m_open : nullptr, added = m_added,
         wanted](const RunContext& context) -> Result<Checked> {
            Checked checked;
            checked.request = engine.addSources(added, wanted);
            NODESENTRY_TRY(checked.preview, engine.preview(project, checked.request, context));
            return checked;
        },
        [this](Result<Checked> result) { take(std::move(result)); });
}

void ImportDialog::take(Result<Checked> result)
{
    m_progress->hide();
    if (!result) {
        if (result.error().code != ErrorCode::Cancelled)
            showNothing(errorText(result.error()).oneLine());
        return;
    }
    m_added.clear();
    showRequest(result->request);
    showPreview(result->preview);
}

void ImportDialog::showRequest(const ImportRequest& request)
{
    if (int(request.sources.size()) != m_sources->count()) {
        m_sources->clear();
        for (const auto& source : request.sources) {
            auto* item = new QListWidgetItem(QDir::toNativeSeparators(textOf(source)), m_sources);
            item->setData(Qt::UserRole, textOf(source));
            item->setToolTip(textOf(source));
        }
    }
    if (const auto jobs = textOf(request.options.jobsFile); m_jobs.path->text().trimmed() != jobs)
        m_jobs.path->setText(jobs);
    if (const auto labels = textOf(request.options.labelsFile); m_labels.path->text().trimmed() != labels)
        m_labels.path->setText(labels);
    proposeProject();
}

void ImportDialog::showNothing(const QString& text)
{
    m_status->setText(text);
    m_status->setPalette(palette());
    m_progress->hide();
    m_import->setEnabled(false);
    for (QWidget* part : std::initializer_list<QWidget*>{m_rowsTitle, m_rows, m_problemsTitle, m_problems,
                                                         m_allowRejected, m_allowFarTimes})
        part->hide();
}

void ImportDialog::showPreview(const ImportPreview& preview)
{
    const auto& report = preview.report;
    auto colours = palette();
    if (preview.refusal) {
        colours.setColor(QPalette::WindowText, plotColors(palette()).caseLine);
        const auto text = errorText(*preview.refusal);
        m_status->setText(tr("This cannot be imported as it is. %1").arg(text.oneLine()));
    } else {
        QStringList parts;
        if (report.nodes > 0)
            parts << tr("%1 nodes, %2 metrics, %3 samples of %4 files (%5), every %6, %7")
                         .arg(report.nodes)
                         .arg(report.metrics)
                         .arg(locale().toString(qlonglong(report.samples)))
                         .arg(report.files)
                         .arg(QString::fromStdString(report.format),
                              durationText(double(report.stepMs) / 1000.0), spanText(report.span));
        parts << tr("%n job(s)", nullptr, int(report.jobsAccepted))
              << tr("%n label(s)", nullptr, int(report.labels));
        if (report.jobsRejected > 0)
            parts << tr("%n job(s) rejected", nullptr, int(report.jobsRejected));
        if (report.gaps > 0)
            parts << tr("%n gap(s)", nullptr, int(report.gaps));
        m_status->setText(tr("Would import %1. Nothing is written yet.").arg(parts.join(u"; "_s)));
    }
    m_status->setPalette(colours);

    const auto& glance = preview.glance;
    m_rowsTitle->setText(tr("First lines of %1").arg(QFileInfo(textOf(glance.file)).fileName()));
    m_rowsTitle->setVisible(!glance.file.empty());
    m_rows->setVisible(!glance.file.empty());
    m_rows->setColumnCount(int(glance.columns.size()));
    m_rows->setRowCount(int(glance.rows.size()));
    QStringList names;
    for (const auto& name : glance.columns)
        names << QString::fromStdString(name);
    m_rows->setHorizontalHeaderLabels(names);
    for (std::size_t row = 0; row < glance.rows.size(); ++row)
        for (std::size_t field = 0; field < glance.rows[row].size(); ++field)
            m_rows->setItem(int(row), int(field),
                            new QTableWidgetItem(QString::fromStdString(glance.rows[row][field])));
    showProblems(preview);
    m_passed = !preview.refusal;
    updateButton();
}

void ImportDialog::showProblems(const ImportPreview& preview)
{
    const auto& report = preview.report;
    m_problems->clear();
    if (const auto& refusal = preview.refusal; refusal && !refusal->file.empty())
        addProblem(*m_problems, {refusal->file, refusal->line, refusal->message, refusal->column});
    for (const auto& item : report.skipped)
        addProblem(*m_problems, item);
    for (const auto& note : report.notes)
        addProblem(*m_problems, {{}, 0, note});
    if (const auto& unknown = report.unknownNodes; unknown.nodes > 0)
        for (const auto& job : unknown.byJob)
            addProblem(*m_problems,
                       {{}, 0, tr("not imported: job %1").arg(QString::fromStdString(job)).toStdString()});
    for (int column = 0; column + 1 < ProblemColumns; ++column)
        m_problems->resizeColumnToContents(column);
    const bool any = m_problems->topLevelItemCount() > 0;
    const auto lines = report.rejectedLineCount();
    m_problemsTitle->setText(preview.refusal ? tr("What is wrong")
                                 : lines > 0
                                 ? tr("%n line(s) cannot be read and would be left out:", nullptr, int(lines))
                                 : tr("Would be left out, or taken otherwise than it stands there:"));
    m_problemsTitle->setVisible(any);
    m_problems->setVisible(any);
    m_allowRejected->setVisible(preview.refusal.has_value() || m_allowRejected->isChecked());
    m_allowFarTimes->setVisible(preview.refusal.has_value() || m_allowFarTimes->isChecked());
}

// --- events ---

void ImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    add(droppedPaths(*event->mimeData()));
}

} // namespace nodesentry::ui
