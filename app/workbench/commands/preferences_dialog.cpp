#include "app/workbench/commands/preferences_dialog.h"

#include "app/workbench/frame/app_settings.h"
#include "app/workbench/commands/keymap.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

enum Column { ActionColumn, KeysColumn, ConflictColumn };
constexpr int kRowRole = Qt::UserRole; ///< row of the table of actions

/// A list of choices of which each is an action already.
QComboBox* comboOf(const QActionGroup& group)
{
    auto* combo = new QComboBox;
    for (auto* action : group.actions()) {
        auto text = action->text();
        combo->addItem(text.remove(u'&'));
        if (action->isChecked())
            combo->setCurrentIndex(combo->count() - 1);
    }
    QObject::connect(combo, &QComboBox::activated, &group,
                     [&group](int row) { group.actions().at(row)->trigger(); });
    return combo;
}

} // namespace

PreferencesDialog::PreferencesDialog(Keymap& keymap, const ActionSet& actions, ui::ViewOptions& view,
                                     AppSettings& settings, QWidget* parent)
    : QDialog(parent),
      m_keymap(keymap),
      m_actions(actions),
      m_view(view),
      m_settings(settings),
      m_tree(new QTreeWidget),
      m_edit(new QKeySequenceEdit),
      m_conflict(new QLabel),
      m_take(new QPushButton(tr("&Take the key from it"))),
      m_reset(new QPushButton(tr("&As at first"))),
      m_clear(new QPushButton(tr("&No key")))
{
    setWindowTitle(tr("Preferences"));
    auto* tabs = new QTabWidget;
    tabs->setAccessibleName(tr("Parts of the preferences"));
    tabs->addTab(makeGeneral(), tr("&General"));
    tabs->addTab(makeKeys(), tr("&Keys"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setIcon({}); // the style's icons are made for light themes
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    const int unit = fontMetrics().averageCharWidth();
    resize(unit * 120, unit * 80);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fill();
}

QWidget* PreferencesDialog::makeGeneral()
{
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    auto* mouse = comboOf(m_actions.group(ActionKind::Mouse));
    form->addRow(tr("&Mouse and keys:"), mouse);
    connect(mouse, &QComboBox::activated, this, &PreferencesDialog::fill);
    auto* theme = comboOf(m_actions.group(ActionKind::Theme));
    form->addRow(tr("&Theme:"), theme);
    auto* safe = new QCheckBox(tr("Colours that colour-&blind people tell apart, also for label classes"));
    safe->setChecked(m_view.is(ui::ViewOption::SafeColours));
    connect(safe, &QCheckBox::toggled, this,
            [this](bool on) { m_view.set(ui::ViewOption::SafeColours, on); });
    form->addRow(tr("Colours:"), safe);
    auto* language = new QComboBox;
    language->addItem(tr("As the system"), QString());
    language->addItem(u"English"_s, u"en"_s);
    language->addItem(u"Deutsch"_s, u"de"_s);
    language->addItem(u"简体中文"_s, u"zh_CN"_s);
    language->setCurrentIndex(std::max(0, language->findData(m_settings.language())));
    form->addRow(tr("&Language:"), language);
    auto* hint = new QLabel(tr("Another language is in force from the next start on."));
    hint->setWordWrap(true);
    form->addRow(hint);
    connect(language, &QComboBox::activated, this,
            [this, language] { m_settings.setLanguage(language->currentData().toString()); });
    for (auto* combo : {mouse, theme, language}) {
        const auto* caption = static_cast<QLabel*>(form->labelForField(combo));
        combo->setAccessibleName(caption->text().remove(u'&').remove(u':'));
    }
    return page;
}

QWidget* PreferencesDialog::makeKeys()
{
    m_tree->setAccessibleName(tr("Actions and their keys"));
    m_tree->setHeaderLabels({tr("Action"), tr("Keys"), tr("Has the key as well")});
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    std::map<ActionCategory, QTreeWidgetItem*> sections;
    for (int i = 0; i < int(m_keymap.specs().size()); ++i) {
        const auto& spec = *m_keymap.specs()[std::size_t(i)];
        auto*& section = sections[spec.category];
        if (section == nullptr) {
            section = new QTreeWidgetItem(m_tree, {plainTitleOf(spec.category)});
            section->setFlags(Qt::ItemIsEnabled);
        }
        auto* item = new QTreeWidgetItem(section, {plainTextOf(spec)});
        item->setData(ActionColumn, kRowRole, i);
    }
    m_tree->expandAll();
    m_edit->setAccessibleName(tr("New key"));
    m_conflict->setWordWrap(true);
    auto* caption = new QLabel(tr("New &key:"));
    caption->setBuddy(m_edit);
    auto* resetAll = new QPushButton(tr("All as at &first"));
    auto* row = new QHBoxLayout;
    row->addWidget(caption);
    row->addWidget(m_edit, 1);
    for (auto* button : {m_take, m_clear, m_reset, resetAll})
        row->addWidget(button);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->addWidget(m_tree, 1);
    column->addWidget(m_conflict);
    column->addLayout(row);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &PreferencesDialog::showCurrent);
    connect(m_edit, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& keys) {
        if (m_filling || keys.isEmpty())
            return;
        setCurrent({QKeySequence(keys[0])}); // one stroke a key: nobody wants to wait for a second one
    });
    connect(m_take, &QPushButton::clicked, this, &PreferencesDialog::takeFromOthers);
    connect(m_clear, &QPushButton::clicked, this, [this] { setCurrent({}); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        if (const auto* spec = current())
            setCurrent(defaultKeysOf(*spec, m_keymap.scheme()));
    });
    connect(resetAll, &QPushButton::clicked, this, [this] {
        m_keymap.resetAll();
        fill();
    });
    return page;
}

const ActionSpec* PreferencesDialog::current() const
{
    const auto* item = m_tree->currentItem();
    const auto row = item == nullptr ? QVariant() : item->data(ActionColumn, kRowRole);
    return row.isValid() ? m_keymap.specs()[std::size_t(row.toInt())] : nullptr;
}

QList<const ActionSpec*> PreferencesDialog::conflictsOf(const ActionSpec& spec) const
{
    return conflictsWith(spec, m_keymap.keysOf(spec), m_keymap.specs(),
                         [this](const ActionSpec& other) { return m_keymap.keysOf(other); });
}

void PreferencesDialog::fill()
{
    for (QTreeWidgetItemIterator item(m_tree); *item != nullptr; ++item) {
        const auto row = (*item)->data(ActionColumn, kRowRole);
        if (!row.isValid())
            continue;
        const auto& spec = *m_keymap.specs()[std::size_t(row.toInt())];
        (*item)->setText(KeysColumn,
                         QKeySequence::listToString(m_keymap.keysOf(spec), QKeySequence::NativeText));
        QStringList others;
        for (const auto* other : conflictsOf(spec))
            others << plainTextOf(*other);
        (*item)->setText(ConflictColumn, others.isEmpty() ? QString() : u"⚠ "_s + others.join(u", "_s));
        auto font = (*item)->font(ActionColumn);
        font.setBold(m_keymap.isOwn(spec));
        (*item)->setFont(ActionColumn, font);
    }
    showCurrent();
}

void PreferencesDialog::showCurrent()
{
    const auto* spec = current();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_edit, m_take, m_reset, m_clear})
        widget->setEnabled(spec != nullptr);
    m_filling = true;
    const auto keys = spec != nullptr ? m_keymap.keysOf(*spec) : QList<QKeySequence>();
    m_edit->setKeySequence(keys.isEmpty() ? QKeySequence() : keys.front());
    m_filling = false;
    if (spec == nullptr) {
        m_conflict->setText(tr("Choose an action, then press its new key in the field."));
        return;
    }
    QStringList others;
    for (const auto* other : conflictsOf(*spec))
        others << u"“%1”"_s.arg(plainTextOf(*other));
    m_take->setEnabled(!others.isEmpty());
    m_reset->setEnabled(m_keymap.isOwn(*spec));
    m_conflict->setText(others.isEmpty()
                            ? tr("No other action has this key.")
                            : tr("Neither works while %1 has this key as well.").arg(others.join(u", "_s)));
}

void PreferencesDialog::setCurrent(const QList<QKeySequence>& keys)
{
    if (const auto* spec = current()) {
        m_keymap.setKeys(*spec, keys);
        fill();
    }
}

void PreferencesDialog::takeFromOthers()
{
    const auto* spec = current();
    if (spec == nullptr)
        return;
    const auto ours = m_keymap.keysOf(*spec);
    for (const auto* other : conflictsOf(*spec)) {
        auto theirs = m_keymap.keysOf(*other);
        theirs.removeIf([&ours](const QKeySequence& key) {
            return std::any_of(ours.begin(), ours.end(),
                               [&key](const QKeySequence& our) { return collide(key, our); });
        });
        m_keymap.setKeys(*other, theirs);
    }
    fill();
}

} // namespace nodesentry::app
