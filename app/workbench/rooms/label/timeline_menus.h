#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "core/review/suggestion.h"

#include <QObject>

#include <functional>
#include <optional>

class QMenu;
class QPoint;

namespace nodesentry::app {

class Labelling;
class LaneHandling;

/// The menus of the right button in the lanes and the score: on selected time, on a label, on a suggestion, else on the
/// lane. What is under the pointer is chosen first, so that the menu and the keys mean the same.
class TimelineMenus final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    TimelineMenus(const LabelStage& stage, Labelling& labelling, LaneHandling& lanes);

private:
    void open(TimeMs time, QPoint position);
    void fillForSelection(QMenu& menu);
    void fillForLabel(QMenu& menu, TimeMs time);
    void fillForSuggestion(QMenu& menu);
    void addClasses(QMenu& menu, const QString& title);
    [[nodiscard]] std::optional<SuggestionId> suggestionAt(TimeMs time) const;

    LabelStage m_stage;
    RoomContext& m_room;
    Labelling& m_labelling;
    LaneHandling& m_lanes;
};

} // namespace nodesentry::app
