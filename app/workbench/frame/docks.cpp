#include "app/workbench/frame/docks.h"

#include "core/base/expects.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QTabBar>

namespace nodesentry::app {

Docks::Docks(QMainWindow& window, QMenu& menu) : m_window(window), m_menu(menu)
{
    m_window.setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    m_window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

void Docks::add(const QString& room, const std::vector<DockSpec>& docks)
{
    QHash<int, QDockWidget*> last; // of each area
    QHash<int, QDockWidget*> first;
    for (const auto& spec : docks) {
        NODESENTRY_EXPECTS(!m_docks.contains(spec.id), "each dock has an id of its own");
        auto* dock = new QDockWidget(spec.title);
        dock->setObjectName(spec.id);
        // Their hints are those of the widest panel; what does not fit is cut, and the page keeps its room.
        // A list of nodes can do without its figures, a panel with fields not without a part of them.
        const int characters = spec.area == Qt::LeftDockWidgetArea ? 20 : 42;
        spec.content->setMinimumWidth(m_window.fontMetrics().averageCharWidth() * characters);
        dock->setWidget(spec.content);
        dock->setFeatures(QDockWidget::DockWidgetClosable);
        dock->setTitleBarWidget(
            new QWidget); // tabs and filter fields name the panels; the menu View hides them
        m_window.addDockWidget(spec.area, dock);
        if (auto*& before = last[int(spec.area)]; before != nullptr)
            m_window.tabifyDockWidget(before, dock);
        last[int(spec.area)] = dock;
        if (!first.contains(int(spec.area)))
            first[int(spec.area)] = dock;
        dock->hide();
        m_menu.addAction(dock->toggleViewAction());
        connect(dock, &QDockWidget::visibilityChanged, this, [this, id = spec.id](bool seen) {
            if (m_seen.value(id) == seen)
                return;
            m_seen[id] = seen;
            Q_EMIT seenChanged(id, seen);
        });
        m_docks[spec.id] = dock;
        m_rooms[room].push_back(dock);
    }
    for (auto* tabs : m_window.findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        tabs->setElideMode(Qt::ElideNone); // "L…" says nothing; what does not fit is scrolled to
        tabs->setAccessibleName(QDockWidget::tr("Panels"));
    }
}

void Docks::raise(const QString& id, QWidget* focus)
{
    auto* dock = m_docks.value(id, nullptr);
    NODESENTRY_EXPECTS(dock != nullptr, "the id of a dock");
    dock->show();
    dock->raise();
    if (focus != nullptr)
        focus->setFocus(Qt::ShortcutFocusReason);
}

void Docks::enter(const QString& room)
{
    if (room == m_room)
        return;
    if (!m_room.isEmpty())
        m_states[m_room] = m_window.saveState();
    m_room = room;
    for (const auto& [name, docks] : m_rooms.asKeyValueRange()) {
        for (auto* dock : docks) {
            dock->setVisible(name == room);
            dock->toggleViewAction()->setVisible(name == room);
        }
    }
    m_menu.menuAction()->setVisible(!m_rooms.value(room).empty());
    if (room.isEmpty() || m_rooms.value(room).empty())
        return;
    if (const auto state = m_states.value(room); !state.isEmpty())
        m_window.restoreState(state);
    else
        arrange();
}

/// As at first: all seen, and the first of each area in front.
void Docks::arrange()
{
    const auto& docks = m_rooms[m_room];
    for (auto* dock : docks)
        dock->show();
    for (const auto area : {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea}) {
        const auto first = std::find_if(docks.begin(), docks.end(), [&](const QDockWidget* dock) {
            return m_window.dockWidgetArea(const_cast<QDockWidget*>(dock)) == area;
        });
        if (first != docks.end())
            (*first)->raise();
    }
    leaveSpace(m_margin);
}

QByteArray Docks::stateOf(const QString& room)
{
    return room == m_room ? m_window.saveState() : m_states.value(room);
}

void Docks::setState(const QString& room, const QByteArray& state)
{
    m_states[room] = state;
}

void Docks::leaveSpace(int margin)
{
    m_margin = margin;
    constexpr int kLeft = 16; // of a hundred parts of the window
    constexpr int kRight = 21;
    const int width = std::min(m_window.width(), (m_window.width() / 2 - m_margin) * 100 / (kLeft + kRight));
    QList<QDockWidget*> first;
    QList<int> widths;
    for (const auto& [area, share] :
         {std::pair(Qt::LeftDockWidgetArea, kLeft), std::pair(Qt::RightDockWidgetArea, kRight)}) {
        for (auto* dock : m_rooms[m_room]) {
            if (m_window.dockWidgetArea(dock) != area || dock->isHidden())
                continue;
            first << dock;
            widths << width * share / 100;
            break;
        }
    }
    m_window.resizeDocks(first, widths, Qt::Horizontal);
}

} // namespace nodesentry::app
