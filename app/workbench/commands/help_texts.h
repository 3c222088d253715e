#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace nodesentry::app {

/// Keys and mouse actions that belong to a widget and are the same in all schemes: what, and what it does.
[[nodiscard]] QList<std::pair<QString, QString>> fixedKeys();
[[nodiscard]] QString aboutText(); ///< rich text: version, licence, source of the method

} // namespace nodesentry::app
