#pragma once

#include "app/workbench/rooms/label/label_stage.h"
#include "core/detect/score_store.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace nodesentry::ui {
class CasePanel;
class ExplanationDocument;
class RangeDocument;
class WhyStrip;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// What looking at errors needs of the window: what was expected of the metrics beside their curves, and what
/// the chosen case, suggestion or label, or the selected time, is made of. Has a node explained as long as somebody looks at it.
class CaseInspection final : public QObject {
    Q_OBJECT

public:
    /// All outlive this.
    CaseInspection(const LabelStage& stage, ui::RangeDocument& range, ui::CasePanel& panel,
                   ui::WhyStrip& why);

    /// Whether the panel is seen: what nobody looks at is not computed.
    void setLookedAt(bool lookedAt);
    void setWhySeen(bool seen); ///< the same of the strip that says why something is suggested
    void updateTexts(); ///< times read differently now

private:
    void takeSnapshot();
    void target();
    /// Time of the chosen case, suggestion or label on the shown node.
    [[nodiscard]] std::optional<TimeRange> chosenRange() const;
    void wantNode();
    void showExpected();
    void showErrors();
    void showWhy();
    void tell();
    void isolate();
    void showMetric(int metric);
    void pinMetric(int metric);
    [[nodiscard]] QString nameOf(int metric) const; ///< empty: not in the catalogue

    LabelStage m_stage;
    RoomContext& m_room;
    ui::RangeDocument& m_range;
    ui::CasePanel& m_panel;
    ui::ExplanationDocument& m_document;
    ui::WhyStrip& m_why;
    bool m_lookedAt = false;
    bool m_whySeen = false;
    QTimer m_selectionTimer; ///< while a selection is dragged nothing is computed
    std::vector<int> m_isolated; ///< metrics whose lanes alone are shown; empty: all
    QString m_told; ///< of the present results; nothing is said again for each node
};

} // namespace nodesentry::app
