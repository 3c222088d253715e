#pragma once

#include "core/data/job.h"
#include "widgets/timeline/time_strip.h"

#include <vector>

namespace nodesentry::ui {

/// The jobs of one node as boxes with id and name; time without a job is hatched. Jobs that share the node
/// are stacked. Jobs that did not end well have a thick lower edge and say so. A double-click on a job shows
/// that job.
class JobBand final : public TimeStrip {
    Q_OBJECT

public:
    explicit JobBand(TimeAxis& axis, QWidget* parent = nullptr);

    /// @param jobs  those of one node, any order
    void setJobs(std::vector<Job> jobs);

    /// The job that runs at a time: of several the one that began last; nullptr: none.
    [[nodiscard]] const Job* jobAt(TimeMs time) const;
    /// The job that people mean when they press a key: at the pointer or hardly beside it; without a pointer the one in
    /// the middle of the view, else the nearest in view. Null: none.
    [[nodiscard]] const Job* jobMeant() const;
    [[nodiscard]] TimeRange rangeOf(const Job& job) const; ///< running ones end with the data

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void jobMenuRequested(const nodesentry::Job& job, QPoint globalPosition); ///< right button

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    [[nodiscard]] QString toolTipAt(QPoint position) const override;

private:
    struct Box {
        Job job;
        int row = 0;
    };
    [[nodiscard]] const Box* boxAt(QPointF position) const;
    [[nodiscard]] QRectF rectOf(const Box& box) const;

    std::vector<Box> m_boxes; ///< ascending by begin
    int m_rows = 1;
};

} // namespace nodesentry::ui
