#pragma once

#include "widgets/plot/interval_index.h"
#include "widgets/plot/score_trace.h"
#include "widgets/plot/time_strip.h"

#include <QImage>

#include <memory>

namespace nodesentry::ui {

/// The anomaly score under the metric lanes, with the threshold as a line.
///
/// The scale is logarithmic and that of the whole time; dotted lines stand at the powers of ten.
class ScoreLane final : public TimeStrip {
    Q_OBJECT

public:
    explicit ScoreLane(TimeAxis& axis, QWidget* parent = nullptr);

    void setScores(std::shared_ptr<const ScoreTrace> scores); ///< null shows the empty text
    void setMarks(std::shared_ptr<const IntervalIndex> marks);
    void setEmptyText(const QString& text);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void colorsChanged() override { m_stale = true; }

private:
    void render();
    void paintDecades(const QRect& lane);
    void invalidate();

    std::shared_ptr<const ScoreTrace> m_scores;
    std::shared_ptr<const IntervalIndex> m_marks;
    QString m_emptyText;
    QImage m_image;
    bool m_stale = true;
};

} // namespace nodesentry::ui
