#include "widgets/panels/label_dialog.h"

#include "core/labels/label_edit.h"
#include "widgets/base/text/error_text.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace nodesentry::ui {

LabelDialog::LabelDialog(Label label, const std::vector<LabelClass>& classes, QWidget* parent)
    : QDialog(parent),
      m_label(std::move(label)),
      m_begin(new QLineEdit(editableTimeText(m_label.begin))),
      m_end(new QLineEdit(m_label.end ? editableTimeText(*m_label.end) : QString())),
      m_category(new QComboBox),
      m_note(new QLineEdit),
      m_problem(new QLabel),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Label a stretch of time"));
    m_category->setEditable(true);
    for (const auto& item : classes)
        m_category->addItem(QString::fromStdString(item.shownTitle()), QString::fromStdString(item.name));
    m_category->setMinimumContentsLength(24);
    m_end->setPlaceholderText(tr("still going on"));
    m_note->setPlaceholderText(tr("optional"));
    m_problem->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("Node:"), new QLabel(QString::fromStdString(m_label.node)));
    form->addRow(tr("F&rom:"), m_begin);
    form->addRow(tr("&To:"), m_end);
    form->addRow(tr("Zone:"), new QLabel(zoneName()));
    form->addRow(tr("&Class:"), m_category);
    form->addRow(tr("N&ote:"), m_note);
    auto* ok = m_buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("Add label"));
    for (auto* button : m_buttons->buttons())
        button->setIcon({}); // the style's icons are made for light themes
    connect(m_category, &QComboBox::currentTextChanged, this, &LabelDialog::check);
    for (auto* field : {m_begin, m_end, m_note})
        connect(field, &QLineEdit::textChanged, this, &LabelDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addSpacing(8);
    column->addWidget(m_buttons);
    check();
    m_category->setFocus();
    m_category->lineEdit()->selectAll();
}

void LabelDialog::check()
{
    const auto typed = m_category->currentText().trimmed();
    const int known = m_category->findText(typed, Qt::MatchFixedString);
    m_label.category = (known < 0 ? typed : m_category->itemData(known).toString()).toStdString();
    m_label.note = m_note->text().trimmed().toStdString();
    const auto read = [this](QLineEdit* field, TimeMs& time) -> Result<void> {
        if (!field->isModified())
            return {}; // what is shown may be shortened
        NODESENTRY_TRY(time, parseDisplayedTime(field->text()));
        return {};
    };
    auto result = read(m_begin, m_label.begin);
    if (result && m_end->text().trimmed().isEmpty()) {
        m_label.end.reset();
    } else if (result) {
        TimeMs end = m_label.end.value_or(m_label.begin);
        result = read(m_end, end);
        m_label.end = end;
    }
    if (result)
        result = checkLabel(m_label);
    m_problem->setText(result ? QString() : errorText(result.error()).oneLine());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(result.has_value());
}

} // namespace nodesentry::ui
