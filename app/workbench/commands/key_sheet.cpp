#include "app/workbench/commands/key_sheet.h"

#include "app/workbench/commands/help_texts.h"
#include "app/workbench/commands/keymap.h"
#include "widgets/timeline/gestures.h"
#include "widgets/base/text/fuzzy_match.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <map>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

KeySheet::KeySheet(const Keymap& keymap, QWidget* parent) : QDialog(parent), m_tree(new QTreeWidget)
{
    setWindowTitle(tr("Keys and mouse"));
    auto* field = new QLineEdit;
    field->setPlaceholderText(tr("Filter actions and keys"));
    field->setAccessibleName(tr("Filter actions and keys"));
    field->setClearButtonEnabled(true);
    m_tree->setAccessibleName(tr("Keys and mouse"));
    m_tree->setHeaderLabels({tr("Action"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);

    const auto heading = [this](const QString& title) {
        auto* item = new QTreeWidgetItem(m_tree, {title});
        auto font = item->font(0);
        font.setBold(true);
        item->setFont(0, font);
        item->setFlags(Qt::ItemIsEnabled);
        return item;
    };
    std::map<ActionCategory, QTreeWidgetItem*> sections;
    for (const auto* entry : keymap.specs()) {
        const auto& spec = *entry;
        auto*& section = sections[spec.category];
        if (section == nullptr)
            section = heading(plainTitleOf(spec.category));
        new QTreeWidgetItem(
            section,
            {plainTextOf(spec), QKeySequence::listToString(keymap.keysOf(spec), QKeySequence::NativeText)});
    }
    auto* mouse = heading(tr("Mouse"));
    const auto scheme
        = keymap.scheme() == KeyScheme::Authors ? ui::MouseScheme::Authors : ui::MouseScheme::Select;
    for (const auto& row : ui::gesturesOf(scheme))
        new QTreeWidgetItem(mouse, {ui::gestureText(row.gesture), ui::inputText(row)});
    auto* fixed = heading(tr("In the lanes and lists"));
    for (const auto& [keys, meaning] : fixedKeys())
        new QTreeWidgetItem(fixed, {meaning, keys});
    m_tree->expandAll();
    m_tree->resizeColumnToContents(0);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // the style's icons are made for light themes
    auto* column = new QVBoxLayout(this);
    column->addWidget(field);
    column->addWidget(m_tree, 1);
    column->addWidget(buttons);
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 100, unit * 90);
    connect(field, &QLineEdit::textChanged, this, &KeySheet::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void KeySheet::filter(const QString& text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        auto* section = m_tree->topLevelItem(i);
        bool any = false;
        for (int row = 0; row < section->childCount(); ++row) {
            auto* item = section->child(row);
            const bool shown = text.isEmpty() || ui::fuzzyMatch(text, item->text(0)).has_value()
                || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!shown);
            any = any || shown;
        }
        section->setHidden(!any);
    }
}

} // namespace nodesentry::app
