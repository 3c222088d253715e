#include "widgets/panels/go_to_dialog.h"

#include "widgets/base/text/fuzzy_match.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostListed = 50;

}

GoToDialog::GoToDialog(std::vector<GoToTarget> targets, TimeRange dataRange, QWidget* parent)
    : QDialog(parent),
      m_targets(std::move(targets)),
      m_data(dataRange),
      m_field(new QLineEdit),
      m_list(new QListWidget),
      m_hint(new QLabel)
{
    setWindowTitle(tr("Go to"));
    m_field->setPlaceholderText(tr("Time, node or job"));
    m_field->setAccessibleName(tr("Time, node or job"));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Places found"));
    m_list->setUniformItemSizes(true);
    m_hint->setWordWrap(true);
    m_hint->setText(tr("A time such as 2026-11-23 00:12 or 14:30 (%1), a node's name or a job's id.")
                        .arg(zoneText(dataRange.begin)));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 80, unit * 50);
    connect(m_field, &QLineEdit::textChanged, this, &GoToDialog::search);
    connect(m_field, &QLineEdit::returnPressed, this, &GoToDialog::choose);
    connect(m_list, &QListWidget::itemActivated, this, &GoToDialog::choose);
    connect(m_list, &QListWidget::itemClicked, this, &GoToDialog::choose);
    search();
}

void GoToDialog::search()
{
    const auto text = m_field->text().trimmed();
    m_found.clear();
    // A clock time alone is meant for the day that the data begin with.
    const auto clock = text.size() <= 8 && text.contains(u':') && text[0].isDigit();
    const auto typed = clock ? timeText(m_data.begin).left(10) + u' ' + text : text;
    const bool looksLikeTime = clock || text.size() >= 8;
    if (const auto times = parseDisplayedTimes(typed); times && looksLikeTime) {
        for (const auto time : *times) {
            const bool inside = m_data.contains(time);
            m_found.push_back({GoToTarget::Kind::Time,
                               momentText(time),
                               inside ? tr("time") : tr("outside the data: %1").arg(spanText(m_data)),
                               {},
                               inside ? TimeRange{time, time + 1} : TimeRange{}});
        }
    }
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        if (const auto score = fuzzyMatch(text, m_targets[i].title))
            scored.emplace_back(*score, i);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < std::min(scored.size(), kMostListed); ++i)
        m_found.push_back(m_targets[scored[i].second]);
    m_list->clear();
    for (const auto& target : m_found)
        m_list->addItem(target.title + u"   "_s + target.detail);
    m_list->setCurrentRow(m_found.empty() ? -1 : 0);
}

void GoToDialog::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_found.size()))
        return;
    const auto target = m_found[std::size_t(row)];
    if (target.kind == GoToTarget::Kind::Time && target.range.length() <= 0)
        return; // outside the data, as the list says
    accept();
    Q_EMIT chosen(target);
}

bool GoToDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace nodesentry::ui
