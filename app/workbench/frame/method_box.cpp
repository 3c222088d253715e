#include "app/workbench/frame/method_box.h"

#include "widgets/base/text/time_zone.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>

namespace nodesentry::app {

using namespace nodesentry::ui;

MethodBox::MethodBox(ProjectSession& session, const ActionSet& actions)
    : m_session(session),
      m_methods(new QComboBox)
{
    auto* caption = new QLabel(tr("&Method:"));
    caption->setBuddy(m_methods);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 8, 0);
    row->addWidget(caption);
    row->addWidget(m_methods);
    m_methods->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_methods->setMinimumContentsLength(12);
    m_methods->setToolTip(tr("Whose scores and cases are shown"));
    m_methods->setAccessibleName(tr("Detection method"));
    const auto choose = [this] { m_session.setMethod(m_methods->currentData().toString().toStdString()); };
    connect(m_methods, &QComboBox::activated, this, choose);
    actions.on("go.next_method", this, [this, choose] {
        if (!m_methods->isEnabled())
            return;
        m_methods->setCurrentIndex((m_methods->currentIndex() + 1) % m_methods->count());
        choose();
    });
    connect(&session, &ProjectSession::snapshotChanged, this, &MethodBox::fill);
}

void MethodBox::fill()
{
    const auto snapshot = m_session.snapshot();
    m_methods->clear();
    for (const auto& method : snapshot->methods)
        m_methods->addItem(QString::fromStdString(method), QString::fromStdString(method));
    m_methods->setCurrentIndex(m_methods->findData(QString::fromStdString(snapshot->method)));
    m_methods->setEnabled(m_methods->count() > 1);
    if (m_methods->count() == 0)
        m_methods->addItem(tr("none run yet"));
}

ZoneButton::ZoneButton(ViewOptions& view, const ActionSet& actions)
{
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setToolTip(tr("Zone of all times that are shown"));
    auto* menu = new QMenu(this);
    menu->addActions(actions.group(ActionKind::Zone).actions());
    setMenu(menu);
    const auto tell = [this] {
        setText(zoneName());
        setAccessibleName(tr("Time zone: %1").arg(zoneName()));
    };
    connect(&view, &ViewOptions::zoneChanged, this, tell);
    tell();
}

} // namespace nodesentry::app
