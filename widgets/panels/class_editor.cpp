#include "widgets/panels/class_editor.h"

#include "widgets/base/text/error_text.h"

#include <QColorDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

namespace {

enum Column { NameColumn, TitleColumn, ColourColumn, KeyColumn, ColumnCount };

} // namespace

ClassEditor::ClassEditor(const std::vector<LabelClass>& classes, QWidget* parent)
    : QDialog(parent),
      m_table(new QTableWidget(0, ColumnCount)),
      m_problem(new QLabel),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Label classes"));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Title"), tr("Colour"), tr("Key")});
    m_table->setAccessibleName(tr("Label classes"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->horizontalHeader()->setSectionResizeMode(TitleColumn, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    for (const auto& item : classes)
        addRow(item, true);
    m_table->resizeColumnsToContents();
    m_problem->setWordWrap(true);

    auto* add = new QPushButton(tr("&Add"));
    auto* remove = new QPushButton(tr("&Remove"));
    auto* up = new QPushButton(tr("&Up"));
    auto* down = new QPushButton(tr("&Down"));
    auto* row = new QHBoxLayout;
    for (auto* button : {add, remove, up, down})
        row->addWidget(button);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(m_buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);

    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableWidget::itemChanged, this, &ClassEditor::check);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow(newLabelClass({}, this->classes()), false);
        m_table->editItem(m_table->item(m_table->rowCount() - 1, NameColumn));
        check();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        check();
    });
    connect(up, &QPushButton::clicked, this, [this] { moveRow(-1); });
    connect(down, &QPushButton::clicked, this, [this] { moveRow(1); });
    connect(m_table, &QTableWidget::cellActivated, this, [this](int line, int at) {
        if (at != ColourColumn)
            return;
        auto* cell = m_table->item(line, at);
        const auto colour = QColorDialog::getColor(QColor(cell->text()), this, tr("Colour of the class"));
        if (colour.isValid())
            cell->setText(colour.name());
    });
    check();
}

void ClassEditor::addRow(const LabelClass& item, bool known)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto* name = new QTableWidgetItem(QString::fromStdString(item.name));
    if (known) // labels refer to it
        name->setFlags(name->flags() & ~Qt::ItemIsEditable);
    m_table->setItem(row, NameColumn, name);
    m_table->setItem(row, TitleColumn, new QTableWidgetItem(QString::fromStdString(item.title)));
    m_table->setItem(row, ColourColumn, new QTableWidgetItem(QString::fromStdString(item.colour)));
    m_table->setItem(
        row, KeyColumn,
        new QTableWidgetItem(item.key == LabelClass::kNoKey ? QString() : QString::number(item.key)));
}

std::vector<LabelClass> ClassEditor::classes() const
{
    std::vector<LabelClass> classes;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto text = [&](int column) {
            const auto* cell = m_table->item(row, column);
            return cell == nullptr ? QString() : cell->text().trimmed();
        };
        LabelClass item{text(NameColumn).toStdString(), text(TitleColumn).toStdString(),
                        text(ColourColumn).toStdString(), LabelClass::kNoKey};
        if (const auto key = text(KeyColumn); !key.isEmpty()) {
            bool isNumber = false;
            item.key = key.toInt(&isNumber);
            if (!isNumber)
                item.key = 10; // no digit, which the check says
        }
        classes.push_back(std::move(item));
    }
    return classes;
}

void ClassEditor::check()
{
    const QSignalBlocker quiet(m_table);
    for (int row = 0; row < m_table->rowCount(); ++row)
        if (auto* cell = m_table->item(row, ColourColumn))
            cell->setData(Qt::DecorationRole, QColor(cell->text()));
    const auto checked = checkLabelClasses(classes());
    m_problem->setText(checked ? tr("Enter on a colour opens the colour chooser.")
                               : errorText(checked.error()).oneLine());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(checked.has_value());
}

void ClassEditor::moveRow(int step)
{
    const int from = m_table->currentRow();
    const int to = from + step;
    if (from < 0 || to < 0 || to >= m_table->rowCount())
        return;
    for (int column = 0; column < ColumnCount; ++column) {
        auto* first = m_table->takeItem(from, column);
        auto* second = m_table->takeItem(to, column);
        m_table->setItem(from, column, second);
        m_table->setItem(to, column, first);
    }
    m_table->setCurrentCell(to, 0);
}

} // namespace nodesentry::ui
