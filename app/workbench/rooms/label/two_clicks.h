#pragma once

#include "app/workbench/frame/notifier.h"
#include "core/base/time.h"
#include "widgets/timeline/gestures.h"

#include <QObject>

#include <optional>

namespace nodesentry::ui {
class LabelDocument;
class TimelineView;
} // namespace nodesentry::ui

namespace nodesentry::app {

/// Labels and cancels by two clicks, as people know it from the tool of the paper's authors: the first click
/// begins a stretch that follows the pointer, the second one ends it. Escape takes the first one back.
class TwoClicks final : public QObject {
    Q_OBJECT

public:
    /// @param document, timeline  outlive this
    TwoClicks(ui::LabelDocument& document, ui::TimelineView& timeline, Notifier& notify);

    void cancel(); ///< forgets the first click

private:
    void click(ui::Gesture gesture, TimeMs time);
    void follow();
    void label(TimeRange range);
    void clearLabels(TimeRange range);

    struct First {
        ui::Gesture gesture;
        TimeMs time;
    };
    ui::LabelDocument& m_document;
    ui::TimelineView& m_timeline;
    std::optional<First> m_first;
    std::optional<TimeRange> m_shown; ///< the selection that stands for the first click
    Notifier& m_notify;
};

} // namespace nodesentry::app
