#pragma once

#include "widgets/traces/explained_node.h"
#include "widgets/timeline/time_strip.h"

#include <QImage>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// What an ErrorStrip shows.
struct ErrorMap {
    std::shared_ptr<const ExplainedNode> node; ///< null: nothing
    std::vector<int> metrics; ///< rows, the most important first; those that have no error are left out
    std::optional<TimeRange> range; ///< its largest error is the highest colour; nullopt: that of all time
    std::function<QString(int)> nameOf; ///< of a metric of the catalogue
};

/// The error of each metric over time as colours, and under it which expert the gate chose.
///
/// A pixel shows the largest error of its time, so that one of a single sample is seen at every zoom; of the
/// experts, each gets the part of the pixel's height that it has of the pixel's samples. The highest colour
/// stands for the largest error of the stretch that is looked at, whatever is in view; what is larger
/// elsewhere has that colour, too.
class ErrorStrip final : public TimeStrip {
    Q_OBJECT

public:
    explicit ErrorStrip(TimeAxis& axis, QWidget* parent = nullptr);

    /// @cost  linear in the node's samples for each row that has room
    void setMap(ErrorMap map);
    void setEmptyText(const QString& text); ///< shown while there is no map
    /// Takes at most so many pixels of the timeline, but three rows at least.
    void setRoom(int pixels);

    /// Metrics whose rows have room, top to bottom.
    [[nodiscard]] std::vector<int> shownMetrics() const;
    [[nodiscard]] double top() const { return m_top; } ///< error of the highest colour
    /// Row of a metric in this view; empty when it has none.
    [[nodiscard]] QRect rowOf(int metric) const;
    [[nodiscard]] QSize sizeHint() const override;

    static constexpr int kMostRows = 12;

Q_SIGNALS:
    void metricClicked(int metric);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override; ///< on a name; the selection stays then
    void colorsChanged() override { m_stale = true; }
    [[nodiscard]] QString toolTipAt(QPoint position) const override;

private:
    struct Row {
        int metric = 0;
        MinMaxPyramid errors;
    };

    struct Samples { ///< [begin, end)
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };

    void fillRows();
    void render();
    void paintRow(const MinMaxPyramid& errors, const QRect& lane, const TimeScale& device,
                  const std::array<QRgb, 256>& table);
    void paintExperts(const QRect& lane, const TimeScale& device);
    void paintExpertNumbers(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintNames(QPainter& painter) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int rowsWithRoom() const;
    [[nodiscard]] int rowAt(int y) const; ///< -1: none
    [[nodiscard]] QRect lineOf(int row) const; ///< -1: the head; row count: the experts
    [[nodiscard]] QColor expertColour(int expert) const;
    [[nodiscard]] std::optional<std::int64_t> sampleAt(TimeMs time) const;
    [[nodiscard]] Samples samplesOf(int x, const TimeScale& device) const; ///< of a device pixel

    ErrorMap m_map;
    std::vector<Row> m_rows;
    double m_top = 0.0;
    int m_room = 1000;
    QString m_emptyText;
    QImage m_image;
    bool m_stale = true;
};

} // namespace nodesentry::ui
