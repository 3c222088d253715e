#include "widgets/base/notices/banner.h"

#include "widgets/base/theme/plot_colors.h"
#include "widgets/base/theme/symbolic_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace nodesentry::ui {

using namespace Qt::StringLiterals;

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_sign(new QLabel),
      m_text(new QLabel),
      m_action(new QPushButton),
      m_close(new QToolButton)
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setIcon(symbolicIcon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 6, 6);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_text->setAccessibleName(tr("Message"));
    m_action->setAccessibleName(tr("Do what the message offers"));
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    hide();
}

void Banner::showMessage(Kind kind, const QString& text, const QString& action)
{
    m_kind = kind;
    const int size = fontMetrics().height() + 2;
    m_sign->setPixmap(symbolicIcon(kind == Kind::Hint ? u"info"_s : u"warning"_s).pixmap(size, size));
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    show();
    update();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::paintEvent(QPaintEvent*)
{
    const auto colors = plotColors(palette());
    const auto edge = m_kind == Kind::Hint ? palette().color(QPalette::Highlight)
        : m_kind == Kind::Warning          ? colors.threshold
                                           : colors.caseLine;
    auto fill = edge;
    fill.setAlpha(m_kind == Kind::Error ? 46 : 30);
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), fill);
    painter.fillRect(0, 0, 4, height(), edge);
}

} // namespace nodesentry::ui
