#include "widgets/base/palette/command_palette.h"

#include "widgets/base/text/fuzzy_match.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDetailRole = Qt::UserRole;

std::optional<PaletteItem::Kind> kindOf(QChar first)
{
    switch (first.unicode()) {
    case u'>':
        return PaletteItem::Kind::Command;
    case u'@':
        return PaletteItem::Kind::Node;
    case u'#':
        return PaletteItem::Kind::Job;
    case u'/':
        return PaletteItem::Kind::Metric;
    default:
        return std::nullopt;
    }
}

QChar signOf(PaletteItem::Kind kind)
{
    static constexpr char16_t kSigns[] = {u'>', u'@', u'#', u'/', u' '};
    return kSigns[std::size_t(kind)];
}

/// The title at the left, its detail at the right end.
class DetailDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto detail = index.data(kDetailRole).toString();
        QStyledItemDelegate::paint(painter, option, index);
        if (detail.isEmpty())
            return;
        const int title = option.fontMetrics.horizontalAdvance(index.data().toString()) + 24;
        const auto area = option.rect.adjusted(title, 0, -8, 0);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setPen(option.palette.color(chosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(area, int(Qt::AlignRight | Qt::AlignVCenter),
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, area.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(std::vector<PaletteItem> items, Typed typed, QWidget* parent)
    : QDialog(parent),
      m_items(std::move(items)),
      m_typed(std::move(typed)),
      m_field(new QLineEdit),
      m_list(new QListWidget),
      m_hint(new QLabel)
{
    setWindowTitle(tr("Find"));
    m_field->setPlaceholderText(tr("> command   @ node   # job   / metric"));
    m_field->setAccessibleName(tr("Command, node, job or metric"));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new DetailDelegate(m_list));
    m_hint->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 90, unit * 60);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    search();
}

void CommandPalette::setPrompt(const QString& title, const QString& prompt, const QString& hint)
{
    setWindowTitle(title);
    m_field->setPlaceholderText(prompt);
    m_field->setAccessibleName(prompt);
    m_help = hint;
    search();
}

std::optional<int> CommandPalette::scoreOf(const QString& text, const PaletteItem& item)
{
    auto best = fuzzyMatch(text, item.title);
    for (const auto& name : item.otherNames)
        best = std::max(best, fuzzyMatch(text, name)); // nothing is less than any score
    return best;
}

void CommandPalette::search()
{
    auto text = m_field->text().trimmed();
    const auto kind = text.isEmpty() ? std::nullopt : kindOf(text.front());
    if (kind)
        text = text.mid(1).trimmed();
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (kind && m_items[i].kind != *kind)
            continue;
        if (const auto score = scoreOf(text, m_items[i]))
            scored.emplace_back(*score, i);
    }
    std::stable_sort(scored.begin(), scored.end(), [this](const auto& a, const auto& b) {
        return std::pair(m_items[a.second].possible, a.first)
            > std::pair(m_items[b.second].possible, b.first);
    });
    m_list->clear();
    m_found = m_typed && !kind && !text.isEmpty() ? m_typed(text) : std::vector<PaletteItem>();
    for (std::size_t i = 0; i < std::min(scored.size(), kMostListed); ++i)
        m_found.push_back(m_items[scored[i].second]);
    for (const auto& item : m_found) {
        auto* row = new QListWidgetItem(u"%1  %2"_s.arg(signOf(item.kind)).arg(item.title), m_list);
        row->setData(kDetailRole, item.detail);
        row->setData(Qt::AccessibleTextRole,
                     item.detail.isEmpty() ? item.title : u"%1, %2"_s.arg(item.title, item.detail));
        if (!item.possible)
            row->setFlags(row->flags() & ~Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(m_found.empty() ? -1 : 0);
    if (m_found.empty())
        m_hint->setText(tr("Nothing has this name. Letters may be left out: “mem fr” finds “MemFree”."));
    else if (scored.size() > kMostListed)
        m_hint->setText(
            tr("%n more: type some letters of the name.", nullptr, int(scored.size() - kMostListed)));
    else if (text.isEmpty() && !m_help.isEmpty())
        m_hint->setText(m_help);
    else
        m_hint->setText(tr("Enter does it, Escape leaves everything as it is."));
}

void CommandPalette::choose()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_found.size()))
        return;
    const auto item = m_found[std::size_t(row)];
    if (!item.possible)
        return;
    accept();
    item.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
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
