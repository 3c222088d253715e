#include "widgets/panels/case_panel.h"

#include "widgets/panels/contribution_delegate.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

CasePanel::CasePanel(RangeDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_title(new QLabel),
      m_isolate(new QToolButton),
      m_facts(new QLabel),
      m_list(new QListView),
      m_notice(new QLabel),
      m_stack(new QStackedWidget)
{
    auto bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    // The panel is as narrow as its dock; what does not fit is broken or cut.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_isolate->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_facts->setWordWrap(true);
    m_notice->setWordWrap(true);
    m_notice->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_notice->setMargin(12);
    m_notice->setAutoFillBackground(true);
    m_notice->setBackgroundRole(QPalette::Base);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ContributionDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Metrics by their share of the error"));
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_notice);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 4, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_isolate);
    m_facts->setContentsMargins(8, 0, 8, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(m_facts);
    column->addWidget(m_stack, 1);

    const auto metricOf
        = [](const QModelIndex& index) { return index.data(ContributionModel::MetricRole).toInt(); };
    connect(m_list, &QListView::clicked, this,
            [this, metricOf](const QModelIndex& index) { Q_EMIT metricChosen(metricOf(index)); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, metricOf](const QModelIndex& index) {
                if (index.isValid() && m_list->hasFocus())
                    Q_EMIT metricChosen(metricOf(index));
            });
    connect(m_list, &QListView::activated, this,
            [this, metricOf](const QModelIndex& index) { Q_EMIT metricActivated(metricOf(index)); });
    connect(&document, &RangeDocument::changed, this, &CasePanel::refresh);
    refresh();
}

void CasePanel::setCatalog(const MetricCatalog& catalog)
{
    m_catalog = catalog;
    refresh();
}

void CasePanel::setOfCase(bool ofCase)
{
    if (std::exchange(m_ofCase, ofCase) != ofCase)
        refresh();
}

void CasePanel::setIsolateAction(QAction* action)
{
    m_isolate->setDefaultAction(action);
}

void CasePanel::updateTexts()
{
    refresh();
}

QString CasePanel::text() const
{
    QStringList parts{m_title->text()};
    for (const auto* label : {m_facts, m_notice})
        if (label == m_facts ? !m_facts->text().isEmpty() : m_stack->currentWidget() == m_notice)
            parts << label->text();
    return parts.join(u'\n');
}

QString CasePanel::facts(const RangeExplanation& range) const
{
    if (range.peak < 0)
        return tr("Not scored: outside of every segment, or nothing was measured.");
    QStringList lines;
    const auto time = momentText(m_document.timeOf(range.peak));
    const auto score = scoreText(range.score);
    if (!(range.threshold > 0.0) || !std::isfinite(range.threshold))
        lines << tr("Peak %1; nothing may be flagged there").arg(score);
    else
        lines << tr("Peak %1, %2 × the threshold")
                     .arg(score, QString::number(range.score / range.threshold, 'f', 2));
    lines << tr("at %1").arg(time);
    if (range.cluster >= 0) {
        auto text = tr("Cluster %1").arg(range.cluster);
        if (range.expert >= 0)
            text = tr("%1, expert %2 (gate %3)").arg(text).arg(range.expert).arg(shareText(range.confidence));
        lines << text;
    }
    return lines.join(u'\n');
}

void CasePanel::refresh()
{
    using State = RangeDocument::State;
    const auto range = m_document.range();
    const auto* current = m_document.current();
    m_title->setText(!range ? tr("What is it made of?")
                         : m_ofCase
                         ? tr("Case, %1").arg(durationText(double(range->length()) / 1000.0))
                         : tr("Selection, %1").arg(durationText(double(range->length()) / 1000.0)));
    m_title->setToolTip(range ? spanText(*range) : QString());
    m_facts->setText(current != nullptr ? facts(*current) : QString());
    m_facts->setVisible(current != nullptr);
    QString notice;
    switch (m_document.state()) {
    case State::Idle:
        notice = range ? tr("Nothing has been scored yet: press Run (F5).")
                       : tr("Choose a case, or select a stretch of time in the lanes, to see which metrics "
                            "make it unusual.");
        break;
    case State::Loading:
        notice = tr("Computing what was expected…");
        break;
    case State::Failed:
        notice = errorText(*m_document.error()).oneLine();
        break;
    case State::Ready:
        if (current != nullptr && current->contributions.empty() && current->peak >= 0)
            notice = tr("No metric has any error here.");
        break;
    }
    m_notice->setText(notice);
    for (auto* label : {m_facts, m_notice}) // an empty one has nothing to say to who gets there by keys
        label->setTextInteractionFlags(label->text().isEmpty() ? Qt::NoTextInteraction
                                                               : Qt::TextSelectableByMouse);
    const bool list = current != nullptr && notice.isEmpty();
    m_stack->setCurrentWidget(list ? static_cast<QWidget*>(m_list) : m_notice);
    m_model.setContributions(m_catalog,
                             current != nullptr ? current->contributions : std::vector<MetricContribution>());
    Q_EMIT contributionsChanged();
}

} // namespace nodesentry::ui
