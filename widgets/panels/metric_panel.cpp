#include "widgets/panels/metric_panel.h"

#include "widgets/base/tables/fuzzy_filter.h"
#include "widgets/models/metric_tree_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace nodesentry::ui {

MetricPanel::MetricPanel(MetricTreeModel& model, QWidget* parent)
    : QWidget(parent),
      m_filter(new QLineEdit),
      m_proxy(new FuzzyFilter(this)),
      m_view(new QTreeView),
      m_sets(new QComboBox),
      m_save(new QPushButton(tr("&Save as…"))),
      m_remove(new QPushButton(tr("De&lete")))
{
    m_proxy->setSourceModel(&model);
    m_filter->setPlaceholderText(tr("Find a metric"));
    m_filter->setAccessibleName(tr("Find a metric"));
    m_filter->setToolTip(tr("Letters may be left out: “mem fr” finds node_memory_MemFree"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->setAccessibleName(tr("Metrics"));
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(MetricTreeModel::Name, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(MetricTreeModel::Unit, QHeaderView::ResizeToContents);

    auto* caption = new QLabel(tr("Lane s&et:"));
    caption->setBuddy(m_sets);
    m_sets->setAccessibleName(tr("Lane set"));
    m_sets->setToolTip(tr("Which lanes are shown, their order, heights and scales; kept in the project"));
    m_sets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sets->setMinimumContentsLength(8);
    m_save->setToolTip(tr("Keep the lanes as they are now under a name"));
    m_remove->setToolTip(tr("Delete the chosen lane set"));
    auto* sets = new QHBoxLayout;
    sets->setContentsMargins(4, 0, 4, 0);
    sets->addWidget(caption);
    sets->addWidget(m_sets, 1);
    auto* setButtons = new QHBoxLayout;
    setButtons->setContentsMargins(4, 0, 4, 0);
    setButtons->addStretch(1);
    setButtons->addWidget(m_save);
    setButtons->addWidget(m_remove);

    auto* all = new QPushButton(tr("Show all"));
    auto* none = new QPushButton(tr("Hide all"));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(4, 0, 4, 4);
    buttons->addWidget(all);
    buttons->addWidget(none);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(sets);
    column->addLayout(setButtons);
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    column->addLayout(buttons);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setPattern(text);
        if (!text.isEmpty())
            m_view->expandAll();
    });
    connect(all, &QPushButton::clicked, &model, [&model] { model.setAllVisible(true); });
    connect(none, &QPushButton::clicked, &model, [&model] { model.setAllVisible(false); });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const auto metric = index.siblingAtColumn(0).data(MetricTreeModel::MetricRole);
        if (metric.isValid())
            Q_EMIT metricActivated(metric.toInt());
    });
    connect(m_sets, &QComboBox::activated, this,
            [this](int row) { Q_EMIT laneSetChosen(m_sets->itemData(row).toString()); });
    connect(m_save, &QPushButton::clicked, this, &MetricPanel::askForName);
    connect(m_remove, &QPushButton::clicked, this,
            [this] { Q_EMIT removeLaneSetRequested(m_sets->currentData().toString()); });
    setLaneSets({}, {});
}

void MetricPanel::setLaneSets(const QStringList& names, const QString& current)
{
    m_sets->clear();
    m_sets->addItem(tr("All metrics"), QString());
    for (const auto& name : names)
        m_sets->addItem(name, name);
    m_sets->setCurrentIndex(std::max(0, m_sets->findData(current)));
    setSetsWritable(m_save->isEnabled());
}

void MetricPanel::setSetsWritable(bool writable)
{
    m_save->setEnabled(writable);
    m_remove->setEnabled(writable && !m_sets->currentData().toString().isEmpty());
}

void MetricPanel::askForName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save lane set"));
    dialog->setLabelText(tr("Name of the lane set; an existing one is replaced:"));
    dialog->setTextValue(m_sets->currentData().toString());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        if (!text.trimmed().isEmpty())
            Q_EMIT saveLaneSetRequested(text.trimmed());
    });
    dialog->open();
}

} // namespace nodesentry::ui
