#include "widgets/panels/training_panel.h"

#include "widgets/base/notices/command_line_hint.h"
#include "widgets/base/notices/empty_page.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/base/text/value_text.h"
#include "widgets/panels/loss_delegate.h"
#include "widgets/charts/loss_plot.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

TrainingPanel::TrainingPanel(TrainingDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_model(new TrainingListModel(document, this)),
      m_list(new FilteredTable(m_model, TrainingListModel::SortRole, TrainingListModel::ClusterRole)),
      m_title(new QLabel),
      m_facts(new QLabel),
      m_plot(new LossPlot),
      m_empty(new EmptyPage),
      m_stack(new QStackedWidget)
{
    m_list->filterField().hide(); // a number is found faster than typed
    m_list->filterField().setFocusPolicy(Qt::NoFocus);
    m_list->setEmptyText(tr("No model yet"));
    auto& view = m_list->view();
    view.setAccessibleName(tr("Clusters and their training"));
    view.setItemDelegateForColumn(TrainingListModel::Curve, new LossDelegate(document, &view));
    view.sortByColumn(TrainingListModel::Cluster, Qt::AscendingOrder);
    view.header()->setStretchLastSection(false);
    view.header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    view.header()->setSectionResizeMode(TrainingListModel::Curve, QHeaderView::Stretch);
    m_list->setYieldingColumns(
        TrainingListModel::Curve,
        {TrainingListModel::Throughput, TrainingListModel::Epochs, TrainingListModel::HeldBackLoss});
    m_list->setMinimumWidth(fontMetrics().averageCharWidth() * 26);

    auto font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    auto* chosen = new QWidget;
    auto* column = new QVBoxLayout(chosen);
    column->setContentsMargins(12, 10, 12, 10);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_plot, 1);
    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(chosen);
    split->setSizes({450, 550}); // whatever the width
    m_stack->addWidget(split);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&m_document, &TrainingDocument::reset, this, &TrainingPanel::takeClusters);
    connect(&m_document, &TrainingDocument::curveChanged, this, &TrainingPanel::takeCurve);
    connect(&m_document, &TrainingDocument::epochAdded, this, &TrainingPanel::followTraining);
    connect(&m_document, &TrainingDocument::runChanged, this, [this] {
        m_following = true;
        updateEmptyPage();
    });
    connect(m_list, &FilteredTable::rowSelected, this, [this](int row) {
        m_following = false;
        m_chosen = m_model->curveAt(row).cluster;
        showChosen();
    });
    connect(m_list, &FilteredTable::rowActivated, m_plot, [this] { m_plot->setFocus(); });
    takeClusters();
}

void TrainingPanel::setProject(const QString& path)
{
    m_path = path;
    updateEmptyPage();
}

bool TrainingPanel::isEmpty() const
{
    return m_stack->currentWidget() == m_empty;
}

void TrainingPanel::takeClusters()
{
    const auto& curves = m_document.curves();
    m_list->setVisible(curves.size() > 1);
    setFocusProxy(curves.size() > 1 ? static_cast<QWidget*>(&m_list->view()) : m_plot);
    updateEmptyPage();
    m_stack->setCurrentIndex(curves.empty() ? 1 : 0);
    if (curves.empty())
        m_chosen.reset();
    else if (!m_chosen || m_document.find(*m_chosen) == nullptr)
        m_chosen = curves.front().cluster;
    if (m_chosen)
        choose(*m_chosen);
    else
        showChosen();
}

void TrainingPanel::takeCurve(int cluster)
{
    if (m_chosen == cluster)
        showChosen();
}

void TrainingPanel::followTraining(int cluster)
{
    const auto* chosen = m_chosen ? m_document.find(*m_chosen) : nullptr;
    if (m_following && (chosen == nullptr || chosen->state != LossCurve::State::Training))
        choose(cluster);
}

void TrainingPanel::choose(int cluster)
{
    m_chosen = cluster;
    m_list->selectSourceRow(m_model->indexOf(cluster).row());
    showChosen();
}

void TrainingPanel::showChosen()
{
    const auto* curve = m_chosen ? m_document.find(*m_chosen) : nullptr;
    m_plot->setCurve(curve);
    if (curve == nullptr) {
        m_title->clear();
        m_facts->clear();
        return;
    }
    m_title->setText(tr("Cluster %1: %2").arg(curve->cluster).arg(stateText(*curve)));
    const auto& last = curve->epochs.back();
    QStringList facts;
    facts << (curve->plannedEpochs > 0 ? tr("epoch %1 of %2").arg(last.epoch).arg(curve->plannedEpochs)
                                       : tr("%n epoch(s)", nullptr, last.epoch));
    if (const auto best = curve->best())
        facts << tr("least held-back loss %1 in epoch %2")
                     .arg(lossText(curve->epochs[*best].heldBackLoss))
                     .arg(curve->epochs[*best].epoch);
    else
        facts << tr("too few windows to hold any back");
    if (curve->tokensPerSecond > 0.0)
        facts << tr("%1 tokens per second").arg(valueText(curve->tokensPerSecond, {}));
    if (curve->learningRate > 0.0)
        facts << tr("learning rate %1").arg(QString::number(curve->learningRate, 'g', 2));
    if (curve->peakLearningRate > 0.0)
        facts << tr("peak learning rate %1").arg(QString::number(curve->peakLearningRate, 'g', 2));
    if (curve->epochs.front().epoch > 1)
        facts << tr("taken up again in epoch %1").arg(curve->epochs.front().epoch);
    if (curve->retried)
        facts << tr("begun anew with a tenth of the learning rate, since it diverged");
    m_facts->setText(facts.join(u" · "_s));
}

void TrainingPanel::updateEmptyPage()
{
    if (m_document.isRunning())
        m_empty->setContent(tr("No epoch is over yet"),
                            tr("The data are prepared and clustered first. The loss curve of each cluster's "
                               "model is drawn here while the model is trained."));
    else
        m_empty->setContent(tr("No model yet"),
                            tr("Press Run (F5) to train a model for each cluster, or train from a terminal. "
                               "The loss curves are drawn here meanwhile, and stay."),
                            m_path.isEmpty() ? QString() : u"nodesentry train "_s + shellQuoted(m_path));
}

} // namespace nodesentry::ui
