#include "widgets/panels/metric_panel.h"

#include "widgets/models/metric_tree_model.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace nodesentry::ui {

MetricPanel::MetricPanel(MetricTreeModel& model, QWidget* parent)
    : QWidget(parent),
      m_filter(new QLineEdit),
      m_proxy(new QSortFilterProxyModel(this)),
      m_view(new QTreeView)
{
    m_proxy->setSourceModel(&model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setAutoAcceptChildRows(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Find a metric"));
    m_filter->setAccessibleName(tr("Find a metric"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_proxy);
    m_view->setAccessibleName(tr("Metrics"));
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(MetricTreeModel::Name, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(MetricTreeModel::Unit, QHeaderView::ResizeToContents);

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
    column->addWidget(m_filter);
    column->addWidget(m_view, 1);
    column->addLayout(buttons);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setFilterFixedString(text);
        if (!text.isEmpty())
            m_view->expandAll();
    });
    connect(all, &QPushButton::clicked, &model, [&model] { model.setAllVisible(true); });
    connect(none, &QPushButton::clicked, &model, [&model] { model.setAllVisible(false); });
}

} // namespace nodesentry::ui
