#pragma once

#include <string>

namespace nodesentry {

/// Name of the person at work, as author of labels and in the histories: $USER, else $LOGNAME, else the name of the
/// account, so that somebody is the same person in a container or a batch job that sets no variables; else "uid 1000".
[[nodiscard]] std::string userName();

} // namespace nodesentry
