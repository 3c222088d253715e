#include "widgets/base/jobs/run_status.h"

#include "widgets/base/jobs/run_queue.h"
#include "widgets/base/jobs/run_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace nodesentry::ui {

RunStatus::RunStatus(RunQueue& runs, QWidget* parent)
    : QWidget(parent),
      m_runs(runs),
      m_text(new QToolButton),
      m_show(new QToolButton),
      m_bar(new QProgressBar),
      m_cancel(new QToolButton)
{
    m_text->setAutoRaise(true);
    m_text->setObjectName(QStringLiteral("runs"));
    m_text->setAccessibleName(tr("Running work"));
    m_text->setToolTip(tr("List all running work"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    m_bar->setMaximumHeight(fontMetrics().height());
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_show->setText(tr("Show"));
    m_show->setToolTip(tr("Show how it goes"));
    m_show->setAccessibleName(tr("Show how the run goes"));
    m_show->setObjectName(QStringLiteral("show"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the run"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text);
    row->addWidget(m_show);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    connect(m_text, &QToolButton::clicked, this, &RunStatus::listWanted);
    connect(m_show, &QToolButton::clicked, this, [this] {
        if (const auto* run = m_runs.active())
            Q_EMIT showWanted(run->showAction());
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (const auto* run = m_runs.active())
            m_runs.cancel(run->number());
    });
    for (const auto signal : {&RunQueue::added, &RunQueue::changed, &RunQueue::ended})
        connect(&runs, signal, this, &RunStatus::update);
    update();
}

void RunStatus::update()
{
    const auto* run = m_runs.active();
    setVisible(run != nullptr);
    if (run == nullptr)
        return;
    m_bar->setValue(int(std::lround(run->fraction() * 1000.0)));
    m_show->setVisible(!run->showAction().isEmpty());
    m_cancel->setEnabled(run->state() != Run::State::Stopping);
    const auto text = runText(*run);
    m_text->setText(fontMetrics().elidedText(text, Qt::ElideRight, fontMetrics().averageCharWidth() * 52));
    m_text->setToolTip(text);
    m_text->setAccessibleDescription(text);
}

} // namespace nodesentry::ui
