#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "core/labels/label_edit.h"
#include "widgets/overlays/label_overlay.h"

#include <QObject>
#include <QString>

namespace nodesentry::ui {
class FilteredTable;
class LabelDocument;
class LabelInspector;
class LabelListModel;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// What a person does with labels: makes them from a selection by a digit, moves, splits, merges and removes
/// them, takes back, settles what two people disagree on. Joins the overlay, the list and the inspector,
/// which all show the same chosen labels.
class Labelling final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    Labelling(const LabelStage& stage, ui::FilteredTable& table, ui::LabelListModel& model,
              ui::LabelInspector& inspector);

    void clear(); ///< the project was closed
    /// Selects what a detector found, so that a digit labels it.
    void offer(TimeRange range);
    /// Labels the selected time. @return false: nothing is selected
    bool labelSelection(const std::string& category);
    /// What a digit does: labels the selected time, else changes the chosen labels, else accepts the suggestion.
    void labelAs(const std::string& category);
    void splitChosen(TimeMs at); ///< at the nearest sample or border of a job
    void labelWithKey(int key); ///< the same by the key of the class
    /// The shortest label that is shown at a time of the shown node.
    [[nodiscard]] std::optional<LabelId> labelAt(TimeMs time) const;
    [[nodiscard]] ui::LabelOverlay& overlay() { return m_overlay; }

Q_SIGNALS:
    void classUsed(const std::string& category); ///< for a new label

private:
    void connectActions();
    void connectOverlay();
    void connectTable();
    void showNode();
    void setBlind(bool blind);
    void nameClasses(); ///< in the menus
    void setEdge(bool begin);
    void selectJob();
    [[nodiscard]] bool holdsNoSample(const LabelEdit& edit) const;
    void removeChosen();
    void mergeChosen();
    void resize(LabelId id, TimeMs begin, std::optional<TimeMs> end);
    void adjudicate(LabelId id);
    void limitToShown();
    void editClasses();
    void show(const LabelEdit& edit);
    void step(int direction);
    void askForLabel();
    /// The list shows which labels are chosen.
    void followInTable();
    [[nodiscard]] bool acceptSuggestion(const std::string& category);
    void stepDisagreement(int direction);
    [[nodiscard]] TimeRange snapped(TimeRange range) const;
    /// The chosen labels of this node that may be edited; says why where there are none.
    [[nodiscard]] std::vector<Label> chosenHere();

    LabelStage m_stage;
    RoomContext& m_room;
    ui::FilteredTable& m_table;
    ui::LabelListModel& m_model;
    ui::LabelInspector& m_inspector;
    ui::LabelDocument& m_document;
    ui::LabelOverlay m_overlay;
    bool m_exact = false; ///< Shift was held while the selection was made: it is not snapped
};

} // namespace nodesentry::app
