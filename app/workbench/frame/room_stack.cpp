#include "app/workbench/frame/room_stack.h"

#include <QStackedWidget>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;

namespace {

QString idOf(const RoomSpec& spec)
{
    return QString::fromLatin1(spec.id);
}

} // namespace

RoomStack::RoomStack(std::span<const RoomSpec> specs, RoomContext& context, QStackedWidget& pages)
    : m_specs(specs),
      m_context(context),
      m_pages(pages),
      m_entered(idOf(specs.front()))
{
    for (const auto& spec : m_specs)
        m_context.docks.setState(idOf(spec), m_context.settings.dockState(idOf(spec)));
    connectActions();
    connect(&m_context.go, &Navigator::wanted, this, &RoomStack::go);
}

void RoomStack::connectActions()
{
    for (const auto& room : m_specs) {
        m_context.actions.on(room.enter.id, this, [this, id = idOf(room)] { enter(id); });
        for (const auto& spec : room.actions) {
            if (!spec.anywhere)
                continue;
            // An action that is possible anywhere may be the first that its room hears of.
            m_context.actions.on(spec.id, this, [this, &spec, id = idOf(room)] {
                if (!m_rooms.contains(id) && roomOf(id) != nullptr)
                    m_context.actions.of(spec)->trigger();
            });
        }
    }
}

bool RoomStack::isShown(const QString& id) const
{
    const auto page = m_roomPages.find(id);
    return page != m_roomPages.end() && m_pages.currentWidget() == page->second;
}

Room* RoomStack::roomOf(const QString& id)
{
    const auto spec = std::find_if(m_specs.begin(), m_specs.end(),
                                   [&](const RoomSpec& room) { return QLatin1StringView(room.id) == id; });
    if (spec == m_specs.end())
        return nullptr;
    auto& room = m_rooms[id];
    if (!room) {
        room = spec->make(m_context);
        m_roomPages[id] = room->page();
        m_pages.addWidget(m_roomPages[id]);
        m_context.docks.add(id, room->docks());
    }
    return room.get();
}

Room* RoomStack::enter(const QString& id)
{
    auto* room = roomOf(id);
    if (room == nullptr || isShown(id))
        return room;
    if (isShown(m_entered))
        m_rooms.at(m_entered)->leave();
    m_entered = id;
    for (const auto& spec : m_specs)
        if (idOf(spec) == id)
            m_context.actions.of(spec.enter)->setChecked(true);
    const auto snapshot = m_context.session.snapshot();
    const bool hasData = snapshot && snapshot->hasData();
    if (hasData) {
        m_context.notify.showPlace({});
        m_pages.setCurrentWidget(m_roomPages[id]);
        m_context.docks.enter(id);
    }
    Q_EMIT roomEntered();
    if (hasData)
        room->enter();
    return room;
}

void RoomStack::go(const Place& place)
{
    if (auto* room = enter(place.room))
        room->show(place);
}

void RoomStack::addPlaces(std::vector<ui::PaletteItem>& items) const
{
    for (const auto& [id, room] : m_rooms)
        room->addPlaces(items);
}

std::vector<ui::PaletteItem> RoomStack::typed(const QString& text) const
{
    std::vector<ui::PaletteItem> items;
    for (const auto& [id, room] : m_rooms)
        room->addTyped(text, items);
    return items;
}

void RoomStack::restoreView()
{
    const auto snapshot = m_context.session.snapshot();
    if (!snapshot || !snapshot->hasData())
        return;
    const auto state = m_context.settings.projectView(QString::fromStdString(snapshot->project->path()));
    for (const auto& spec : m_specs)
        if (state.contains(idOf(spec)))
            roomOf(idOf(spec))->restoreView(state.value(idOf(spec)).toObject());
    if (const auto room = state.value(u"room"_s).toString(); !room.isEmpty())
        enter(room);
}

void RoomStack::saveView()
{
    const auto snapshot = m_context.session.snapshot();
    for (const auto& [id, room] : m_rooms)
        room->flush();
    if (!snapshot || !snapshot->hasData())
        return;
    QJsonObject state{{u"room"_s, m_entered}};
    for (const auto& [id, room] : m_rooms)
        state[id] = room->viewState();
    m_context.settings.setProjectView(QString::fromStdString(snapshot->project->path()), state);
}

void RoomStack::saveDocks() const
{
    for (const auto& [id, room] : m_rooms)
        m_context.settings.setDockState(id, m_context.docks.stateOf(id));
}

} // namespace nodesentry::app
