#pragma once

#include "core/base/result.h"
#include "core/detect/score_store.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace nodesentry::ui {
class CasePanel;
class ExplanationDocument;
class MetricTreeModel;
class ProjectController;
class RangeDocument;
class TimelineView;
} // namespace nodesentry::ui

namespace nodesentry::app {

struct Actions;
class NodePresenter;

/// What looking at errors needs of the window: what was expected of the metrics beside their curves, and what
/// the chosen case or the selected time is made of. Has a node explained as long as somebody looks at it.
class CaseRoom final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const Actions& actions;
        ui::ProjectController& controller;
        ui::TimelineView& timeline;
        ui::MetricTreeModel& metrics;
        NodePresenter& presenter;
        ui::RangeDocument& range;
        ui::CasePanel& panel;
    };

    /// All parts outlive the room.
    CaseRoom(const Parts& parts, QObject* parent);

    /// A case was chosen, and what goes with that in the timeline is done: the panel says what it is made of
    /// until something else is selected.
    void setCase(const Case& chosen);
    /// Whether the panel is seen: what nobody looks at is not computed.
    void setLookedAt(bool lookedAt);
    void updateTexts(); ///< times read differently now

Q_SIGNALS:
    void message(const QString& text); ///< for the status line
    void failed(const QString& what, const nodesentry::Error& error);
    void timelineWanted(); ///< to be seen

private:
    void target();
    void wantNode();
    void showExpected();
    void showErrors();
    void tell();
    void isolate();
    void showMetric(int metric);
    void pinMetric(int metric);
    [[nodiscard]] QString nameOf(int metric) const; ///< empty: not in the catalogue

    Parts m_parts;
    ui::ExplanationDocument& m_document;
    bool m_lookedAt = false;
    std::optional<Case> m_case;
    /// The selection that came with the case, and does not stand for itself.
    std::optional<TimeRange> m_selectionOfCase;
    QTimer m_selectionTimer; ///< while a selection is dragged nothing is computed
    std::vector<int> m_isolated; ///< metrics whose lanes alone are shown; empty: all
    QString m_told; ///< of the present results; nothing is said again for each node
};

} // namespace nodesentry::app
