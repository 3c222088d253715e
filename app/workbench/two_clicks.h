#pragma once

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
    TwoClicks(ui::LabelDocument& document, ui::TimelineView& timeline, QObject* parent);

    void cancel(); ///< forgets the first click

Q_SIGNALS:
    void message(const QString& text);

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
    bool m_following = false; ///< the selection is changed by us
};

} // namespace nodesentry::app
