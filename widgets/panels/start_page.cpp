#include "widgets/panels/start_page.h"

#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/jobs/run_text.h"
#include "widgets/base/notices/command_line_hint.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
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

/// One way to a project: what it is, a sentence, and the button that begins it.
class Card final : public QFrame {
public:
    Card(const QString& title, const QString& text, const QString& button, const char* name)
        : m_button(new QPushButton(button))
    {
        setFrameShape(QFrame::StyledPanel);
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Base);
        auto* sentence = new QLabel(text);
        sentence->setWordWrap(true);
        sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        m_button->setObjectName(QLatin1StringView(name));
        m_button->setAccessibleName(u"%1: %2"_s.arg(title, button));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(14, 12, 14, 14);
        column->addWidget(heading(title, 1.15));
        column->addWidget(sentence, 1);
        column->addWidget(m_button, 0, Qt::AlignLeft);
    }
    [[nodiscard]] QPushButton* button() const { return m_button; }

private:
    QPushButton* m_button;
};

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent),
      m_runText(new QLabel),
      m_bar(new QProgressBar),
      m_recent(new QListWidget),
      m_noRecent(new QLabel(tr("Projects you open are listed here.")))
{
    m_cards = makeCards();
    m_progress = makeProgress();
    connectRecent();
    auto* open = new QPushButton(tr("Open a project…"));
    open->setObjectName(u"openProject"_s);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    auto* recentRow = new QHBoxLayout;
    recentRow->addWidget(heading(tr("Recent projects"), 1.15), 1);
    recentRow->addWidget(open);
    auto* subtitle = new QLabel(tr("Finds, shows and labels anomalies in the compute nodes of HPC systems."));
    subtitle->setWordWrap(true);
    auto* terminal = new QLabel(tr("The same from a terminal:"));

    auto* column = new QWidget;
    column->setMaximumWidth(fontMetrics().averageCharWidth() * 130);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addWidget(heading(tr("NodeSentry Workbench"), 1.8));
    layout->addWidget(subtitle);
    layout->addSpacing(18);
    layout->addWidget(m_cards);
    layout->addWidget(m_progress);
    layout->addSpacing(18);
    layout->addLayout(recentRow);
    layout->addWidget(m_noRecent);
    layout->addWidget(m_recent, 1);
    layout->addSpacing(18);
    layout->addWidget(terminal);
    layout->addWidget(
        new CommandLineHint(u"nodesentry import DATA... --jobs sacct.txt --into NAME.nsproj"_s));
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
    setRun(nullptr);
}

QWidget* StartPage::makeCards()
{
    auto* sample = new Card(tr("Sample"),
                            tr("Try it on a small real recording that comes with the program, with faults "
                               "that were injected. It takes about 12 s."),
                            tr("&Try the sample"), "sample");
    auto* import = new Card(tr("Your data"),
                            tr("Drop files or folders with monitoring data anywhere on this window, with the "
                               "job list of your batch system if you have it. A project folder (NAME.nsproj) "
                               "opens."),
                            tr("&Choose…"), "import");
    auto* simulate = new Card(tr("Simulation"),
                              tr("Make up a cluster with jobs and labelled anomalies, to see how the program "
                                 "works with more nodes."),
                              tr("&Simulate…"), "simulate");
    connect(sample->button(), &QPushButton::clicked, this, &StartPage::sampleRequested);
    connect(import->button(), &QPushButton::clicked, this, &StartPage::importRequested);
    connect(simulate->button(), &QPushButton::clicked, this, &StartPage::simulateRequested);
    auto* cards = new QWidget;
    auto* row = new QHBoxLayout(cards);
    row->setContentsMargins({});
    row->setSpacing(14);
    for (auto* card : {sample, import, simulate})
        row->addWidget(card, 1);
    return cards;
}

QWidget* StartPage::makeProgress()
{
    constexpr int kSteps = 1000;
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setMaximumHeight(fontMetrics().height());
    m_runText->setTextFormat(Qt::PlainText);
    auto* stop = new QPushButton(tr("Stop"));
    stop->setObjectName(u"stop"_s);
    connect(stop, &QPushButton::clicked, this, &StartPage::stopRequested);
    auto* progress = new QWidget;
    auto* column = new QVBoxLayout(progress);
    column->setContentsMargins(0, 10, 0, 0);
    column->addWidget(m_runText);
    auto* row = new QHBoxLayout;
    row->addWidget(m_bar, 1);
    row->addWidget(stop);
    column->addLayout(row);
    return progress;
}

void StartPage::connectRecent()
{
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
}

void StartPage::setRun(const Run* run)
{
    m_cards->setEnabled(run == nullptr);
    m_progress->setVisible(run != nullptr);
    if (run == nullptr)
        return;
    m_runText->setText(runText(*run));
    m_bar->setValue(qRound(run->fraction() * m_bar->maximum()));
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
