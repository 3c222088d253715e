#include "widgets/panels/assist_panel.h"

#include "widgets/models/suggestion_list_model.h"
#include "widgets/panels/why_strip.h"
#include "widgets/base/tables/filtered_table.h"
#include "widgets/base/text/number_field.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <cmath>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

QString figureText(double value)
{
    return std::isfinite(value) ? QString::number(value, 'f', 2) : u"–"_s;
}

AssistPanel::AssistPanel(SuggestionListModel& model, QWidget* parent)
    : QWidget(parent),
      m_detector(new QComboBox),
      m_scope(new QComboBox),
      m_detect(new QPushButton(tr("&Detect"))),
      m_factor(new NumberField),
      m_asDetected(new QPushButton(tr("&Reset"))),
      m_order(new QComboBox),
      m_suggested(new QLabel),
      m_summary(new QLabel),
      m_queueScope(new QComboBox),
      m_table(new FilteredTable(&model, SuggestionListModel::SortRole, SuggestionListModel::NodeRole)),
      m_why(new WhyStrip),
      m_buttons(new QGridLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 4);
    column->setSpacing(6);

    m_detector->setAccessibleName(tr("Detector"));
    m_detector->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_detector->setMinimumContentsLength(10);
    m_scope->setAccessibleName(tr("Where to detect"));
    for (auto* scope : {m_scope, m_queueScope}) {
        scope->addItem(tr("this node"), int(DetectScope::Node));
        scope->addItem(tr("this job's nodes"), int(DetectScope::Job));
        scope->addItem(tr("all nodes"), int(DetectScope::Project));
    }
    m_queueScope->setAccessibleName(tr("Whose suggestions"));
    m_queueScope->setToolTip(tr("The queue is what the list below shows, in its order"));
    setQueueScope(DetectScope::Project);
    column->addWidget(m_detector);
    auto* detecting = new QHBoxLayout;
    detecting->addWidget(m_scope, 1);
    detecting->addWidget(m_detect);
    column->addLayout(detecting);

    m_factor->setRange(0.05, 20.0);
    m_factor->setDecimals(2);
    m_factor->setSingleStep(0.05);
    m_factor->setPrefix(u"× "_s);
    m_factor->setKeyboardTracking(false);
    m_factor->setAccessibleName(tr("Threshold, times as detected"));
    m_factor->setToolTip(tr(
        "Raises or lowers the thresholds of all nodes; dragging the line in the score lane does the same"));
    m_asDetected->setToolTip(tr("The threshold as it was detected"));
    auto* caption = new QLabel(tr("&Threshold"));
    caption->setBuddy(m_factor);
    auto* thresholding = new QHBoxLayout;
    thresholding->addWidget(caption);
    thresholding->addWidget(m_factor, 1);
    thresholding->addWidget(m_asDetected);
    column->addLayout(thresholding);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    const std::array<QString, kFigures> heads{tr("Precision"), tr("Recall"), tr("F1")};
    for (int i = 0; i < kFigures; ++i) {
        auto* head = new QLabel(heads[std::size_t(i)]);
        head->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(head, 0, i + 1, Qt::AlignRight);
    }
    const std::array<QString, 2> modes{tr("paper's mode"), tr("unadjusted")};
    const std::array<QString, 2> modeHelp{
        tr("As in the paper: an event with one flagged sample counts as found throughout, and transitions "
           "between jobs are left out"),
        tr("Sample by sample, nothing adjusted or left out")};
    for (int row = 0; row < 4; ++row) {
        // The caption has a line of its own, so that the panel may be narrow.
        const int line = 1 + row + row / 2 + 1;
        if (row % 2 == 0) {
            m_captions[std::size_t(row / 2)] = new QLabel;
            grid->addWidget(m_captions[std::size_t(row / 2)], line - 1, 0, 1, kFigures + 1);
        }
        auto* mode = new QLabel(modes[std::size_t(row % 2)]);
        mode->setIndent(fontMetrics().averageCharWidth());
        mode->setToolTip(modeHelp[std::size_t(row % 2)]);
        grid->addWidget(mode, line, 0);
        for (int i = 0; i < kFigures; ++i) {
            auto* figure = new QLabel;
            figure->setAlignment(Qt::AlignRight);
            figure->setToolTip(modeHelp[std::size_t(row % 2)]);
            m_figures[std::size_t(row)][std::size_t(i)] = figure;
            grid->addWidget(figure, line, i + 1);
        }
    }
    grid->setColumnStretch(0, 1);
    column->addLayout(grid);
    m_suggested->setWordWrap(true);
    m_suggested->setForegroundRole(QPalette::PlaceholderText);
    m_suggested->setToolTip(
        tr("Labels made by accepting what a detector suggests say what that detector says. No method may "
           "confirm itself, so the figures are made as if there were no such labels."));
    column->addWidget(m_suggested);

    m_order->setAccessibleName(tr("Order of the queue"));
    m_order->addItem(tr("Strongest first"), int(ReviewOrder::Score));
    m_order->addItem(tr("Most doubtful first"), int(ReviewOrder::Uncertainty));
    m_order->setToolTip(tr("Doubtful is what is nearest to the threshold"));
    m_summary->setWordWrap(true);
    auto* ordering = new QHBoxLayout;
    for (auto* box : {m_queueScope, m_order}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        ordering->addWidget(box, 1);
    }
    column->addWidget(m_summary);
    column->addLayout(ordering);

    m_table->setFilterHint(tr("Filter suggestions"));
    m_table->view().setAccessibleName(tr("Suggestions to review"));
    m_table->view().sortByColumn(-1, Qt::AscendingOrder); // as the queue has them
    auto* header = m_table->view().header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(SuggestionListModel::Node, QHeaderView::Stretch);
    // Which node and when is said in a narrow panel too; the strongest are the first ones anyway.
    m_table->setYieldingColumns(
        SuggestionListModel::Node,
        {SuggestionListModel::Source, SuggestionListModel::Duration, SuggestionListModel::Strength});
    column->addWidget(m_table, 1);
    column->addWidget(m_why);
    column->addLayout(m_buttons);

    connect(m_detect, &QPushButton::clicked, this, &AssistPanel::detectRequested);
    connect(m_factor, &NumberField::valueChanged, this, &AssistPanel::factorChanged);
    connect(m_asDetected, &QPushButton::clicked, m_factor, [this] { m_factor->setValue(1.0); });
    connect(m_order, &QComboBox::activated, this,
            [this] { Q_EMIT orderChanged(ReviewOrder(m_order->currentData().toInt())); });
    connect(m_queueScope, &QComboBox::activated, this, &AssistPanel::queueScopeChanged);
    m_queueScope->setObjectName(u"queueScope"_s);
    m_summary->setObjectName(u"queueSummary"_s);
    m_figures[3][2]->setObjectName(u"allPlainF1"_s);
    m_suggested->setObjectName(u"withSuggested"_s);
    setFigures(std::nullopt, std::nullopt, 0);
    setWithSuggested(std::nullopt, 0);
}

void AssistPanel::setDetectors(const std::vector<DetectorEntry>& detectors, const std::string& chosen)
{
    const auto before = detector().empty() ? chosen : detector();
    m_detector->clear();
    for (const auto& entry : detectors) {
        m_detector->addItem(QString::fromStdString(entry.name));
        m_detector->setItemData(m_detector->count() - 1, QString::fromStdString(entry.description),
                                Qt::ToolTipRole);
    }
    m_detector->setCurrentIndex(std::max(0, m_detector->findText(QString::fromStdString(before))));
}

void AssistPanel::setDetectEnabled(bool enabled)
{
    m_detect->setEnabled(enabled && m_detector->count() > 0);
    m_detector->setEnabled(m_detector->count() > 0);
    m_scope->setEnabled(m_detector->count() > 0);
}

void AssistPanel::setFactor(double factor)
{
    const QSignalBlocker quiet(m_factor);
    m_factor->setValue(factor);
    m_asDetected->setEnabled(m_factor->isEnabled() && factor != 1.0);
}

void AssistPanel::setThresholdEnabled(bool enabled)
{
    m_factor->setEnabled(enabled);
    m_asDetected->setEnabled(enabled && m_factor->value() != 1.0);
}

void AssistPanel::setOrder(ReviewOrder order)
{
    m_order->setCurrentIndex(m_order->findData(int(order)));
}

void AssistPanel::setFigures(const std::optional<LiveFigures>& node, const std::optional<LiveFigures>& all,
                             int labelledNodes)
{
    m_captions[0]->setText(tr("This node"));
    m_captions[1]->setText(tr("%n labelled node(s)", nullptr, labelledNodes));
    const auto set = [this](std::size_t row, double precision, double recall, double f1) {
        m_figures[row][0]->setText(figureText(precision));
        m_figures[row][1]->setText(figureText(recall));
        m_figures[row][2]->setText(figureText(f1));
    };
    std::size_t row = 0;
    for (const auto& figures : {node, all}) {
        const auto shown = figures.value_or(LiveFigures{});
        set(row++, shown.paper.precision, shown.paper.recall, shown.paper.f1);
        set(row++, shown.strict.precision, shown.strict.recall, shown.strict.f1);
    }
}

void AssistPanel::setWithSuggested(const std::optional<LiveFigures>& all, int suggestedLabels)
{
    m_suggested->setVisible(all.has_value());
    if (!all)
        return;
    m_suggested->setText(tr("Without %n label(s) from suggestions. With them: F1 %1 (paper's mode), %2",
                            nullptr, suggestedLabels)
                             .arg(figureText(all->paper.f1), figureText(all->strict.f1)));
}

void AssistPanel::setSummary(const QString& text)
{
    m_summary->setText(text);
}

void AssistPanel::setEmptyText(const QString& text)
{
    m_table->setEmptyText(text);
}

void AssistPanel::addActions(const QList<QAction*>& actions)
{
    for (auto* action : actions) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        const int place = m_buttons->count();
        m_buttons->addWidget(button, place / 2, place % 2);
    }
}

std::string AssistPanel::detector() const
{
    return m_detector->currentText().toStdString();
}

DetectScope AssistPanel::queueScope() const
{
    return DetectScope(m_queueScope->currentData().toInt());
}

void AssistPanel::setQueueScope(DetectScope scope)
{
    m_queueScope->setCurrentIndex(m_queueScope->findData(int(scope)));
}

DetectScope AssistPanel::scope() const
{
    return DetectScope(m_scope->currentData().toInt());
}

} // namespace nodesentry::ui
