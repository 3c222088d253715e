#pragma once

#include "widgets/traces/interval_index.h"
#include "widgets/traces/score_trace.h"
#include "widgets/timeline/time_strip.h"
#include "widgets/traces/trace_source.h"

#include <QImage>

#include <memory>
#include <optional>

namespace nodesentry::ui {

/// The anomaly score under the metric lanes, with the threshold as a line.
///
/// The scale is logarithmic and that of the whole time; dotted lines stand at the powers of ten. Where the
/// score is above the threshold a bar stands at the lower edge. The threshold can be taken hold of: dragged
/// up or down all thresholds are multiplied by one factor, which on this scale moves the line as it is.
class ScoreLane final : public TimeStrip {
    Q_OBJECT

public:
    explicit ScoreLane(TimeAxis& axis, QWidget* parent = nullptr);

    void setScores(std::shared_ptr<const ScoreTrace> scores); ///< null shows the empty text
    void setMarks(std::shared_ptr<const IntervalIndex> marks);
    void setEmptyText(const QString& text);
    void setThresholdFactor(double factor); ///< > 0; 1: as detected
    [[nodiscard]] double thresholdFactor() const { return m_factor; }
    void setThresholdMovable(bool movable);
    /// What the threshold is worth, in the gutter, where it covers no score.
    /// @param texts  longest first; the first one for which there is room is shown, all of the first one when pointed at
    void setFigures(const QStringList& texts);
    /// @param pixels  0: as the font suggests
    void setOwnHeight(int pixels);

    [[nodiscard]] QSize sizeHint() const override;
    /// Where the threshold line stands at a time; nullopt where there is none. Logical pixels of the lane.
    [[nodiscard]] std::optional<double> thresholdY(TimeMs time) const;

    static constexpr int kEdge = 3; ///< pixels at the upper edge by which the lane is made taller or lower
    static constexpr double kReach = 5.0; ///< pixels above and below the line that take hold of it
    static constexpr double kLowest = 0.05; ///< smallest and largest factor
    static constexpr double kHighest = 20.0;

Q_SIGNALS:
    void thresholdDragged(double factor); ///< while the line follows the pointer
    void thresholdDropped(double factor); ///< the drag has ended, maybe where it began
    void heightDragged(int pixels); ///< the upper edge was dropped by a person

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override; ///< Escape takes a drag back
    void hideEvent(QHideEvent* event) override;
    [[nodiscard]] QString toolTipAt(QPoint position) const override;
    void colorsChanged() override { m_stale = true; }

private:
    void render();
    struct Drag {
        double pressedY = 0.0;
        double factorAtPress = 1.0;
    };

    struct HeightDrag {
        double pressedY = 0.0; ///< on the screen: the edge moves under the pointer
        int heightAtPress = 0;
    };

    [[nodiscard]] bool isOnEdge(QPointF position) const { return position.y() <= double(kEdge); }
    void paintFigures(QPainter& painter, const QRect& room) const;
    void paintDecades(const QRect& lane);
    void paintFlags(const TraceRequest& request, const TimeScale& device);
    void invalidate();
    [[nodiscard]] double pixelsPerDecade() const;
    [[nodiscard]] bool isOnThreshold(QPointF position) const;
    void takeDragBack();

    std::shared_ptr<const ScoreTrace> m_scores;
    std::shared_ptr<const IntervalIndex> m_marks;
    QString m_emptyText;
    QStringList m_figures;
    double m_factor = 1.0;
    bool m_movable = false;
    std::optional<Drag> m_drag;
    std::optional<HeightDrag> m_heightDrag;
    int m_ownHeight = 0;
    QImage m_image;
    bool m_stale = true;
};

} // namespace nodesentry::ui
