#include "widgets/panels/label_dialog.h"

#include "widgets/text/time_zone.h"
#include "widgets/text/value_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace nodesentry::ui {

LabelDialog::LabelDialog(Label label, const QStringList& categories, QWidget* parent)
    : QDialog(parent),
      m_label(std::move(label)),
      m_category(new QComboBox),
      m_note(new QLineEdit)
{
    setWindowTitle(tr("Label a stretch of time"));
    m_category->setEditable(true);
    m_category->addItems(categories);
    m_category->setMinimumContentsLength(24);
    m_note->setPlaceholderText(tr("optional"));
    auto* form = new QFormLayout;
    form->addRow(tr("Node:"), new QLabel(QString::fromStdString(m_label.node)));
    form->addRow(tr("From:"), new QLabel(momentText(m_label.begin)));
    const auto end = m_label.end.value_or(m_label.begin);
    form->addRow(
        tr("To:"),
        new QLabel(tr("%1 (%2)").arg(momentText(end), durationText(double(end - m_label.begin) / 1000.0))));
    form->addRow(tr("&Category:"), m_category);
    form->addRow(tr("N&ote:"), m_note);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("Add label"));
    for (auto* button : buttons->buttons())
        button->setIcon({}); // the style's icons are made for light themes
    const auto check = [this, ok] { ok->setEnabled(!m_category->currentText().trimmed().isEmpty()); };
    connect(m_category, &QComboBox::currentTextChanged, this, check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addSpacing(8);
    column->addWidget(buttons);
    m_category->setFocus();
    m_category->lineEdit()->selectAll();
}

Label LabelDialog::label() const
{
    auto label = m_label;
    label.category = m_category->currentText().trimmed().toStdString();
    label.note = m_note->text().trimmed().toStdString();
    return label;
}

} // namespace nodesentry::ui
