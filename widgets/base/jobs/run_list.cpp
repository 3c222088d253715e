#include "widgets/base/jobs/run_list.h"

#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/jobs/run_text.h"
#include "widgets/base/text/value_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <cmath>

namespace nodesentry::ui {

namespace {

enum Column { What, State, Percent, Time };
constexpr int kNumberRole = Qt::UserRole;

} // namespace

RunList::RunList(RunQueue& runs, QWidget* parent)
    : QDialog(parent),
      m_runs(runs),
      m_tree(new QTreeWidget),
      m_log(new QPlainTextEdit),
      m_cancel(new QPushButton(tr("&Stop it")))
{
    setWindowTitle(tr("Running work"));
    m_tree->setAccessibleName(tr("Work that runs, waits, or is over"));
    m_tree->setHeaderLabels({tr("Work"), tr("State"), tr("Done"), tr("Time")});
    m_tree->headerItem()->setTextAlignment(Percent, Qt::AlignRight);
    m_tree->headerItem()->setTextAlignment(Time, Qt::AlignRight);
    m_tree->setRootIsDecorated(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(State, QHeaderView::Stretch);
    m_log->setReadOnly(true);
    m_log->setAccessibleName(tr("What the chosen work said"));
    m_log->setPlaceholderText(tr("It has said nothing yet."));
    auto* parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_tree);
    parts->addWidget(m_log);
    parts->setChildrenCollapsible(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // the style's icons are made for light themes
    buttons->addButton(m_cancel, QDialogButtonBox::ActionRole);
    auto* column = new QVBoxLayout(this);
    column->addWidget(parts, 1);
    column->addWidget(buttons);
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 110, unit * 60);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_runs.cancel(chosen()); });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &RunList::showChosen);
    connect(&runs, &RunQueue::added, this, &RunList::fill);
    connect(&runs, &RunQueue::changed, this, &RunList::update);
    fill();
}

quint64 RunList::chosen() const
{
    const auto* item = m_tree->currentItem();
    return item == nullptr ? 0 : item->data(What, kNumberRole).toULongLong();
}

void RunList::fill()
{
    m_tree->clear();
    for (auto run = m_runs.runs().rbegin(); run != m_runs.runs().rend(); ++run) { // newest first
        auto* item = new QTreeWidgetItem(m_tree, {(*run)->title()});
        item->setData(What, kNumberRole, (*run)->number());
        item->setTextAlignment(Percent, Qt::AlignRight);
        item->setTextAlignment(Time, Qt::AlignRight);
        update((*run)->number());
    }
    if (m_tree->topLevelItemCount() > 0)
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    showChosen();
}

void RunList::update(quint64 number)
{
    const auto* run = m_runs.find(number);
    for (int row = 0; run != nullptr && row < m_tree->topLevelItemCount(); ++row) {
        auto* item = m_tree->topLevelItem(row);
        if (item->data(What, kNumberRole).toULongLong() != number)
            continue;
        item->setText(State, runText(*run));
        item->setToolTip(State, runText(*run));
        item->setText(Percent, tr("%1 %").arg(int(std::floor(run->fraction() * 100.0))));
        item->setText(Time, durationText(double(run->elapsedMs()) / 1000.0));
    }
    if (number == chosen())
        showChosen();
}

void RunList::showChosen()
{
    const auto* run = m_runs.find(chosen());
    m_cancel->setEnabled(run != nullptr && !run->isOver() && run->state() != Run::State::Stopping);
    m_log->setPlainText(run == nullptr ? QString() : run->log().join(u'\n'));
}

} // namespace nodesentry::ui
