#pragma once

#include "core/labels/label_edit.h"
#include "widgets/overlays/label_overlay.h"

#include <QObject>
#include <QString>

#include <functional>

namespace nodesentry::ui {
class FilteredTable;
class LabelDocument;
class LabelInspector;
class LabelListModel;
class ProjectController;
class TimelineView;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct Actions;
class NodePresenter;

/// What a person does with labels: makes them from a selection by a digit, moves, splits, merges and removes
/// them, takes back, settles what two people disagree on. Joins the overlay, the list and the inspector,
/// which all show the same chosen labels.
class LabelRoom final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const Actions& actions;
        ui::ProjectController& controller;
        ui::TimelineView& timeline;
        NodePresenter& presenter;
        ui::FilteredTable& table;
        ui::LabelListModel& model;
        ui::LabelInspector& inspector;
    };

    /// All parts outlive the room.
    LabelRoom(const Parts& parts, QObject* parent);

    void clear(); ///< the project was closed
    void updateActions(bool writable);
    /// Selects what a detector found, so that a digit labels it.
    void offer(TimeRange range);
    /// Labels the selected time. @return false: nothing is selected
    bool labelSelection(const std::string& category);
    /// Asked when a class is wanted and nothing is selected that could have it; true: it was used.
    void setAcceptance(std::function<bool(const std::string& category)> accept)
    {
        m_accept = std::move(accept);
    }
    [[nodiscard]] ui::LabelOverlay& overlay() { return m_overlay; }

Q_SIGNALS:
    void message(const QString& text);
    void inspectorWanted(); ///< its dock shall be seen
    void classUsed(const std::string& category); ///< for a new label

private:
    void connectActions();
    void connectOverlay();
    void connectTable();
    void showNode();
    void setBlind(bool blind);
    void labelAs(int key);
    void setEdge(bool begin);
    void selectJob();
    [[nodiscard]] bool holdsNoSample(const LabelEdit& edit) const;
    void removeChosen();
    void splitChosen();
    void mergeChosen();
    void resize(LabelId id, TimeMs begin, std::optional<TimeMs> end);
    void adjudicate(LabelId id);
    void limitToShown();
    void editClasses();
    void show(const LabelEdit& edit);
    void step(int direction);
    void stepDisagreement(int direction);
    [[nodiscard]] TimeMs cursor() const; ///< of the pointer, else the middle of the view
    [[nodiscard]] TimeRange snapped(TimeRange range) const;
    /// The chosen labels of this node that may be edited; says why where there are none.
    [[nodiscard]] std::vector<Label> chosenHere();

    Parts m_parts;
    ui::LabelDocument& m_document;
    ui::LabelOverlay m_overlay;
    std::function<bool(const std::string&)> m_accept;
    bool m_exact = false; ///< Shift was held while the selection was made: it is not snapped
    bool m_syncing = false; ///< the list follows the chosen labels, or they follow it
};

} // namespace nodesentry::app
