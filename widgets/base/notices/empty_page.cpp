#include "widgets/base/notices/empty_page.h"

#include "widgets/base/notices/command_line_hint.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace nodesentry::ui {

EmptyPage::EmptyPage(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_text(new QLabel),
      m_command(new CommandLineHint({}))
{
    auto font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    m_title->setFont(font);
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    auto* column = new QWidget;
    column->setMaximumWidth(fontMetrics().averageCharWidth() * 90);
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_command);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(24, 24, 24, 24);
    grid->addWidget(column, 1, 1);
    grid->setRowStretch(0, 1);
    grid->setRowStretch(2, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 8);
    grid->setColumnStretch(2, 1);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void EmptyPage::setContent(const QString& title, const QString& text, const QString& command)
{
    m_title->setText(title);
    m_text->setText(text);
    m_command->setCommand(command);
    m_command->setVisible(!command.isEmpty());
}

} // namespace nodesentry::ui
