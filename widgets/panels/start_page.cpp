#include "widgets/panels/start_page.h"

#include "widgets/base/notices/command_line_hint.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* heading(const QString& text, double factor)
{
    auto* label = new QLabel(text);
    auto font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_recent(new QListWidget),
      m_noRecent(new QLabel(tr("Projects you open are listed here.")))
{
    auto* open = new QPushButton(tr("Open a project…"));
    open->setDefault(true);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    auto* drop = new QLabel(tr("or drop a project folder (NAME.nsproj) anywhere on this window."));
    drop->setWordWrap(true);
    auto* openRow = new QHBoxLayout;
    openRow->addWidget(open);
    openRow->addWidget(drop, 1);

    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->setAlternatingRowColors(true);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        Q_EMIT openPathRequested(item->data(Qt::UserRole).toString());
    });
    connect(m_recent, &QListWidget::customContextMenuRequested, this, [this](QPoint position) {
        const auto* item = m_recent->itemAt(position);
        if (item == nullptr)
            return;
        const auto path = item->data(Qt::UserRole).toString();
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Open"), this, [this, path] { Q_EMIT openPathRequested(path); });
        menu->addAction(tr("Remove from this list"), this, [this, path] { Q_EMIT forgetRequested(path); });
        menu->popup(m_recent->viewport()->mapToGlobal(position));
    });

    auto* make
        = new QLabel(tr("Projects are made from a terminal. Import your monitoring data, and the job list of "
                        "your batch system if you have it:"));
    make->setWordWrap(true);
    auto* demo = new QLabel(tr("Or try it on a small real recording that comes with the program:"));
    demo->setWordWrap(true);

    auto* column = new QWidget;
    column->setMaximumWidth(fontMetrics().averageCharWidth() * 100);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addWidget(heading(tr("NodeSentry Workbench"), 1.8));
    auto* subtitle = new QLabel(tr("Finds, shows and labels anomalies in the compute nodes of HPC systems."));
    subtitle->setWordWrap(true);
    layout->addWidget(subtitle);
    layout->addSpacing(18);
    layout->addLayout(openRow);
    layout->addSpacing(18);
    layout->addWidget(heading(tr("Recent projects"), 1.15));
    layout->addWidget(m_noRecent);
    layout->addWidget(m_recent, 1);
    layout->addSpacing(18);
    layout->addWidget(heading(tr("Making a project"), 1.15));
    layout->addWidget(make);
    layout->addWidget(
        new CommandLineHint(u"nodesentry import DATA... --jobs sacct.txt --into NAME.nsproj"_s));
    layout->addWidget(demo);
    layout->addWidget(new CommandLineHint(u"nodesentry demo"_s));
    layout->addStretch(1);

    auto* centred = new QWidget;
    auto* row = new QHBoxLayout(centred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(column, 10);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Start"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(centred);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(scroll);
    setRecentProjects({});
}

void StartPage::setRecentProjects(const QStringList& paths)
{
    m_recent->clear();
    for (const auto& path : paths) {
        const QFileInfo info(path);
        const bool exists = info.isDir();
        const auto home = QDir::homePath() + u'/';
        const auto shown = path.startsWith(home) ? u"~/"_s + path.mid(home.size()) : path;
        auto* item = new QListWidgetItem(exists ? tr("%1\n%2").arg(info.completeBaseName(), shown)
                                                : tr("%1 (missing)\n%2").arg(info.completeBaseName(), shown));
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
        if (!exists)
            item->setForeground(palette().brush(QPalette::Disabled, QPalette::Text));
        m_recent->addItem(item);
    }
    m_recent->setVisible(!paths.isEmpty());
    m_recent->setMinimumHeight(fontMetrics().height() * 5);
    m_noRecent->setVisible(paths.isEmpty());
}

} // namespace nodesentry::ui
