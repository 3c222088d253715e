#pragma once

#include "widgets/models/case_list_model.h"
#include "widgets/models/label_list_model.h"
#include "widgets/models/node_list_model.h"

namespace nodesentry::ui {
class FilteredTable;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// The lists of the room Label: nodes, cases, labels.
class NodeLists final {
public:
    NodeLists();

    void
    setSnapshot(const std::shared_ptr<const ui::ProjectSnapshot>& snapshot); ///< null: no project is open
    /// Only the labels, or what was looked at, are others.
    void setEditedSnapshot(const std::shared_ptr<const ui::ProjectSnapshot>& snapshot);

    ui::NodeListModel nodes;
    ui::CaseListModel cases;
    ui::LabelListModel labels;
    // Owned by the docks that show them.
    ui::FilteredTable* nodeTable;
    ui::FilteredTable* caseTable;
    ui::FilteredTable* labelTable;

private:
    void updateTexts(const ui::ProjectSnapshot& snapshot);
};

} // namespace nodesentry::app
