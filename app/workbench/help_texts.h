#pragma once

#include <QString>

namespace nodesentry::app {

[[nodiscard]] QString keysText(); ///< rich text: what keys and mouse do in the timeline
[[nodiscard]] QString aboutText(); ///< rich text: version, licence, source of the method

} // namespace nodesentry::app
