#pragma once

#include "core/labels/label.h"
#include "core/project/database_p.h"

namespace nodesentry {

/// Adds a label and its history entry, unless one with the same node, times and category is there.
Result<void> insertLabelIfNew(const Database& database, const Label& label);

} // namespace nodesentry
