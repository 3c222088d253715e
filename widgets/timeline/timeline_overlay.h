#pragma once

#include "core/base/time.h"
#include "widgets/traces/time_scale.h"
#include "widgets/base/theme/plot_colors.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace nodesentry::ui {

/// The strips of a timeline, top to bottom.
enum class TimelineSurface { Overview, Ruler, Jobs, Lanes, Score };

/// Where a metric's lane stands on the screen.
struct LaneBand {
    int metric = 0; ///< catalogue index
    double top = 0.0; ///< logical pixels of the strip; may be negative when scrolled
    double height = 0.0;
};

/// What an overlay paints on: one strip, or the part of it that has to be painted anew.
struct OverlayCanvas {
    TimelineSurface surface = TimelineSurface::Lanes;
    QRectF area; ///< where x is time, logical pixels of the strip
    QRectF dirty; ///< part of area that is painted now; the painter is clipped to it
    TimeRange dirtyTime; ///< time under `dirty`, a pixel more on both sides
    TimeScale scale; ///< of the strip's logical pixels
    const PlotColors& colors;
    const std::vector<LaneBand>& lanes; ///< those in view, top to bottom; empty on other surfaces
};

/// Where the pointer is, in the terms of the data.
struct TimelinePoint {
    TimelineSurface surface = TimelineSurface::Lanes;
    TimeMs time = 0; ///< under the pointer; neither snapped nor limited to the data
    QPointF position; ///< logical pixels of the strip
    QRectF area; ///< the strip's plot area
    TimeScale scale; ///< of the strip
    std::optional<int> metric; ///< catalogue index of the lane; nullopt on headers and other surfaces
    Qt::MouseButton button = Qt::NoButton; ///< that was pressed; NoButton while hovering
    Qt::KeyboardModifiers modifiers;

    /// Time that @p pixels take, for "near enough to an edge".
    [[nodiscard]] TimeMs within(double pixels) const { return TimeMs(pixels * scale.msPerPixel); }
};

/// Something of an overlay under the pointer.
struct OverlayHit {
    TimeMs extent = 0; ///< its length; of several, the shortest gets the gesture. Edges and handles say 0
    Qt::CursorShape cursor = Qt::ArrowCursor;
    QString toolTip; ///< empty: none
};

/// What an overlay says of something it paints, for those who hear it.
struct OverlayText {
    TimeRange range;
    QString text;
};

/// A layer over the strips of a timeline: labels, suggestions, a threshold line. It paints over the curves,
/// which are not painted again for it, and may take mouse gestures before the timeline does.
///
/// What it does not take is the timeline's: left-drag selects time, and so a new label can begin on top of
/// an old one as long as overlays only take what they mean to move, e.g. edges.
/// Overlays are asked and painted on the GUI thread.
class TimelineOverlay : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Paints what lies in canvas.dirtyTime. Called for every strip, also for a single column while the
    /// pointer moves, so the cost has to depend on the pixels: look intervals up, do not walk through all.
    virtual void paint(QPainter& painter, const OverlayCanvas& canvas) const = 0;

    /// Describes in words what it paints of the lanes within @p range; nothing by default.
    /// @param most  no more than so many
    [[nodiscard]] virtual std::vector<OverlayText> describe(TimeRange range, std::size_t most) const;

    /// What is under the pointer; nullopt leaves it to the layers below and to the timeline.
    [[nodiscard]] virtual std::optional<OverlayHit> hitTest(const TimelinePoint& point) const;

    /// A button was pressed where hitTest() found something. Returning true takes the gesture: move() and
    /// then either release() or cancel() follow.
    virtual bool press(const TimelinePoint& point);
    virtual void move(const TimelinePoint& point);
    virtual void release(const TimelinePoint& point);
    virtual void cancel(); ///< Escape, or the strip was hidden: everything as before press()

    /// Pressed and released in one place by any button, and press() was not taken; true: nobody else gets it.
    /// All overlays are asked, whether hitTest() finds something or not.
    virtual bool click(const TimelinePoint& point);
    /// As click(), for the second press of a double-click.
    virtual bool doubleClick(const TimelinePoint& point);

Q_SIGNALS:
    /// The picture changed within @p range; an empty range means everywhere.
    void changed(nodesentry::TimeRange range = {});
};

/// The overlays of a timeline, lowest first. Decides which one gets a gesture.
class OverlayStack final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Puts @p overlay on top. It is not owned, and leaves the stack when it is destroyed.
    void add(TimelineOverlay* overlay);
    void remove(TimelineOverlay* overlay);

    void paint(QPainter& painter, const OverlayCanvas& canvas) const;
    [[nodiscard]] std::vector<OverlayText> describe(TimeRange range, std::size_t most) const;
    [[nodiscard]] std::optional<OverlayHit> hitTest(const TimelinePoint& point) const;
    /// The overlay with the shortest hit is asked first, then the next one.
    bool press(const TimelinePoint& point);
    void move(const TimelinePoint& point);
    void release(const TimelinePoint& point);
    void cancel();
    bool click(const TimelinePoint& point); ///< from the topmost down
    bool doubleClick(const TimelinePoint& point);
    [[nodiscard]] bool hasGesture() const { return m_active != nullptr; }

Q_SIGNALS:
    void changed(nodesentry::TimeRange range);

private:
    std::vector<TimelineOverlay*> m_overlays;
    TimelineOverlay* m_active = nullptr; ///< has the gesture
};

} // namespace nodesentry::ui
