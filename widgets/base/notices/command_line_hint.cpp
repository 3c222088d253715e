#include "widgets/base/notices/command_line_hint.h"

#include "widgets/base/theme/symbolic_icon.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QToolButton>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

QString shellQuoted(const QString& path)
{
    static const QRegularExpression kPlain(u"^[A-Za-z0-9_./:@%+=,-]+$"_s);
    if (kPlain.match(path).hasMatch())
        return path;
    auto quoted = path;
    quoted.replace(u'\'', u"'\\''"_s);
    return u'\'' + quoted + u'\'';
}

CommandLineHint::CommandLineHint(const QString& command, QWidget* parent)
    : QFrame(parent),
      m_text(new QLabel(command))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("Command"));
    auto* copy = new QToolButton;
    copy->setIcon(symbolicIcon(u"copy"_s));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy the command"));
    copy->setAccessibleName(tr("Copy the command"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->text()); });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 4, 4);
    row->addWidget(m_text, 1);
    row->addWidget(copy);
}

void CommandLineHint::setCommand(const QString& command)
{
    m_text->setText(command);
}

QString CommandLineHint::command() const
{
    return m_text->text();
}

} // namespace nodesentry::ui
