#pragma once

#include "core/base/time.h"

#include <QObject>
#include <QString>

#include <optional>
#include <string>

namespace nodesentry::app {

/// Somewhere to go to, in one of the rooms.
struct Place {
    QString room; ///< its id
    std::string node{}; ///< empty: as it is
    std::optional<TimeRange> range{}; ///< shown with enough around it; a moment is put into the middle
    QString part{}; ///< a part of the room: a dock, a page; empty: as it is
};

/// Brings people from any room to a place in another one.
class Navigator final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void go(const Place& place) { Q_EMIT wanted(place); }

Q_SIGNALS:
    void wanted(const nodesentry::app::Place& place);
};

} // namespace nodesentry::app
