#pragma once

#include "widgets/timeline/gestures.h"
#include "widgets/timeline/time_axis.h"
#include "widgets/traces/time_scale.h"
#include "widgets/timeline/timeline_overlay.h"
#include "widgets/base/theme/plot_colors.h"

#include <QPointF>
#include <QWidget>

#include <optional>

class QPainter;

namespace nodesentry::ui {

/// Base of everything stacked in a timeline: a gutter for names at the left, and beside it a plot area in
/// which x is time. Translates mouse and wheel into changes of the shared TimeAxis, the same way in every
/// strip, as the table of its mouse scheme says (gestures.h). Overlays are asked before that, and Escape
/// takes a drag back.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    /// @param axis  outlives the strip
    TimeStrip(TimeAxis& axis, QWidget* parent);

    /// Width of the column of names, the same in all strips of a timeline; narrow strips leave more to the
    /// plot.
    /// @param stripWidth  of the whole strip, pixels
    [[nodiscard]] static int gutterWidth(const QFontMetrics& font, int stripWidth);

    /// Paints these overlays and lets them take gestures; null: none. They outlive the strip or are unset.
    void setOverlays(OverlayStack* overlays, TimelineSurface surface);
    /// Paints everything anew, also what is kept as a picture.
    void refresh();
    void setMouseScheme(MouseScheme scheme) { m_scheme = scheme; }
    [[nodiscard]] MouseScheme mouseScheme() const { return m_scheme; }

    [[nodiscard]] TimeAxis& axis() const { return m_axis; }
    [[nodiscard]] QRect plotArea() const; ///< logical pixels
    [[nodiscard]] TimeScale scale() const; ///< of the plot area in logical pixels

Q_SIGNALS:
    void scrollRequested(int pixels); ///< plain wheel: positive moves the content up
    void clicked(nodesentry::TimeMs time, QPointF position); ///< left, without dragging, no overlay took it
    void contextMenuRequested(nodesentry::TimeMs time,
                              QPoint globalPosition); ///< the same with the right button
    /// A click that begins or ends a stretch to label or to cancel: Gesture::LabelEdge or CancelEdge.
    void edgeClicked(nodesentry::ui::Gesture gesture, nodesentry::TimeMs time);

protected:
    [[nodiscard]] const PlotColors& colors() const { return m_colors; }
    [[nodiscard]] const OverlayStack* overlays() const { return m_overlays; } ///< null: none
    /// Called after the palette changed; by then colors() is new.
    virtual void colorsChanged() { }
    /// Paints the name in the gutter, vertically centred in @p area.
    void paintGutterText(QPainter& painter, const QRect& area, const QString& text,
                         bool strong = false) const;

    /// Paints the overlays; called at the end of paintEvent with the part that is painted.
    void paintOverlays(QPainter& painter, const QRect& dirty) const;
    /// The lanes in view, where the strip has lanes.
    [[nodiscard]] virtual std::vector<LaneBand> laneBands() const { return {}; }
    [[nodiscard]] TimelinePoint pointAt(QPointF position, Qt::MouseButton button,
                                        Qt::KeyboardModifiers modifiers) const;

    /// Alt+drag ended over this rectangle; its time is shown next.
    virtual void boxZoomed(const QRectF&) { }
    /// What the strip says of a place that no overlay has a word for; empty: nothing.
    [[nodiscard]] virtual QString toolTipAt(QPoint) const { return {}; }

    bool event(QEvent* event) override; ///< tooltips; Escape during a drag
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class Drag { None, Select, Pan, BoxZoom, Overlay, Click };

    [[nodiscard]] Drag dragFor(const QMouseEvent& event) const;
    void cancelDrag();
    void updateRange(TimeRange range);

    [[nodiscard]] bool isClick(QPointF position) const;

    TimeAxis& m_axis;
    PlotColors m_colors;
    OverlayStack* m_overlays = nullptr;
    TimelineSurface m_surface = TimelineSurface::Lanes;
    MouseScheme m_scheme = MouseScheme::Select;
    Drag m_drag = Drag::None;
    Qt::MouseButton m_pressedButton = Qt::NoButton;
    QPointF m_pressedAt;
    TimeMs m_pressedTime = 0;
    TimeRange m_visibleAtPress;
    std::optional<TimeRange> m_selectionAtPress;
    bool m_spaceHeld = false;
    bool m_swallowRelease = false; ///< the second release of a double click
};

} // namespace nodesentry::ui
