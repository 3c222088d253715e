#pragma once

#include "widgets/plot/time_axis.h"
#include "widgets/plot/time_scale.h"
#include "widgets/theme/plot_colors.h"

#include <QPointF>
#include <QWidget>

#include <optional>

class QPainter;

namespace nodesentry::ui {

/// Base of everything stacked in a timeline: a gutter for names at the left, and beside it a plot area in
/// which x is time. Translates mouse and wheel into changes of the shared TimeAxis, the same way in every
/// strip: Ctrl+wheel zooms at the pointer, Shift+wheel and sideways wheel pan, left-drag selects, middle-drag
/// or Space+drag pans, Alt+drag zooms to the dragged stretch, double-click goes back a view.
class TimeStrip : public QWidget {
    Q_OBJECT

public:
    /// @param axis  outlives the strip
    TimeStrip(TimeAxis& axis, QWidget* parent);

    /// Width of the column of names, the same in all strips of a timeline; narrow strips leave more to the
    /// plot.
    /// @param stripWidth  of the whole strip, pixels
    [[nodiscard]] static int gutterWidth(const QFontMetrics& font, int stripWidth);

    [[nodiscard]] TimeAxis& axis() const { return m_axis; }
    [[nodiscard]] QRect plotArea() const; ///< logical pixels
    [[nodiscard]] TimeScale scale() const; ///< of the plot area in logical pixels

Q_SIGNALS:
    void scrollRequested(int pixels); ///< plain wheel: positive moves the content up
    void heightScaleRequested(int steps); ///< Ctrl+Shift+wheel: positive makes lanes taller
    void clicked(nodesentry::TimeMs time, QPointF position); ///< without dragging

protected:
    [[nodiscard]] const PlotColors& colors() const { return m_colors; }
    /// Called after the palette changed; by then colors() is new.
    virtual void colorsChanged() { }
    /// Paints the name in the gutter, vertically centred in @p area.
    void paintGutterText(QPainter& painter, const QRect& area, const QString& text,
                         bool strong = false) const;

    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Select, Pan, BoxZoom };

    [[nodiscard]] bool isClick(QPointF position) const;

    TimeAxis& m_axis;
    PlotColors m_colors;
    Drag m_drag = Drag::None;
    QPointF m_pressedAt;
    TimeMs m_pressedTime = 0;
    TimeRange m_visibleAtPress;
    bool m_spaceHeld = false;
    bool m_swallowRelease = false; ///< the second release of a double click
};

} // namespace nodesentry::ui
