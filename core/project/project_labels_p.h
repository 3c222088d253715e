#pragma once

#include "core/labels/label.h"
#include "core/labels/label_edit.h"
#include "core/project/database_p.h"

namespace nodesentry {

/// Adds a label and its history entry, unless one with the same node, times and category is there.
Result<void> insertLabelIfNew(const Database& database, const Label& label);

/// Does an edit inside a transaction and fills in the ids of new labels.
/// @error as Project::editLabels()
Result<void> applyLabelEdit(const Database& database, LabelEdit& edit);

/// Adds a class to the project's when it is not among them.
Result<void> addClassIfNew(const Database& database, const std::string& name);
/// Fills the table of classes if it is empty, as it is in a new project and in one of an older version.
Result<void> seedClasses(const Database& database);

} // namespace nodesentry
