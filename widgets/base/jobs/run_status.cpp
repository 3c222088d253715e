#include "widgets/base/jobs/run_status.h"

#include "widgets/base/text/stage_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <cmath>

namespace nodesentry::ui {

RunStatus::RunStatus(QWidget* parent)
    : QWidget(parent),
      m_text(new QLabel),
      m_lossCurves(new QToolButton),
      m_bar(new QProgressBar),
      m_cancel(new QToolButton)
{
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    m_bar->setMaximumHeight(fontMetrics().height());
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_lossCurves->setText(tr("Loss curves"));
    m_lossCurves->setToolTip(tr("Show how the models are learning"));
    m_lossCurves->setAccessibleName(tr("Show the loss curves"));
    m_lossCurves->setObjectName(QStringLiteral("lossCurves"));
    m_lossCurves->hide();
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the run"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text);
    row->addWidget(m_lossCurves);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    connect(m_lossCurves, &QToolButton::clicked, this, &RunStatus::lossCurvesRequested);
    connect(m_cancel, &QToolButton::clicked, this, &RunStatus::cancelRequested);
    hide();
}

void RunStatus::start()
{
    m_stopping = false;
    m_cancel->setEnabled(true);
    m_lossCurves->hide();
    m_bar->setValue(0);
    m_text->setText(tr("Starting…"));
    show();
}

void RunStatus::setProgress(double fraction, const QString& stage, const QString& detail)
{
    m_bar->setValue(int(std::lround(fraction * 1000.0)));
    m_lossCurves->setVisible(stage == u"train");
    if (m_stopping)
        return;
    const auto text = detail.isEmpty() ? stageText(stage) : tr("%1: %2").arg(stageText(stage), detail);
    m_text->setText(fontMetrics().elidedText(text, Qt::ElideRight, fontMetrics().averageCharWidth() * 44));
    m_text->setToolTip(text);
}

void RunStatus::showStopping()
{
    m_stopping = true;
    m_cancel->setEnabled(false);
    m_text->setText(tr("Stopping…"));
}

void RunStatus::finish()
{
    hide();
}

} // namespace nodesentry::ui
