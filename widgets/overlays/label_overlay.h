#pragma once

#include "core/labels/label.h"
#include "core/labels/label_class.h"
#include "widgets/timeline/time_snapper.h"
#include "widgets/traces/interval_index.h"
#include "widgets/timeline/timeline_overlay.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nodesentry::ui {

class ColumnFills;
class LabelDocument;

/// The labels of one node over all strips of a timeline: coloured by class, hatched, with the class's digit
/// or letter and its title. Edges can be dragged, with a preview; a click chooses a label, another one at the
/// same place the next larger one below it.
///
/// In the adjudication view every author has a row of bars on top of the lanes, and a click on a bar asks for
/// an adjudicated copy of it.
class LabelOverlay final : public TimelineOverlay {
    Q_OBJECT

public:
    /// @param document  outlives the overlay
    explicit LabelOverlay(LabelDocument& document, QObject* parent = nullptr);

    /// Shows the labels of another node.
    /// @param metrics  names by catalogue index, for labels that are limited to some of them
    void setNode(const std::string& node, const TimeGrid& grid, const std::vector<Job>& jobs,
                 std::vector<std::string> metrics);
    void clear();

    void setBlind(bool blind); ///< hides what other people have labelled
    [[nodiscard]] bool isBlind() const { return m_blind; }
    void
    setSafeColours(bool safe); ///< colours that colour-blind people tell apart, whatever the classes have
    void setAdjudicating(bool on);
    [[nodiscard]] bool isAdjudicating() const { return m_adjudicating; }
    [[nodiscard]] const TimeSnapper& snapper() const { return m_snapper; }

    void paint(QPainter& painter, const OverlayCanvas& canvas) const override;
    [[nodiscard]] std::vector<OverlayText> describe(TimeRange range, std::size_t most) const override;
    [[nodiscard]] std::optional<OverlayHit> hitTest(const TimelinePoint& point) const override;
    bool press(const TimelinePoint& point) override;
    void move(const TimelinePoint& point) override;
    void release(const TimelinePoint& point) override;
    void cancel() override;
    bool click(const TimelinePoint& point) override;

    static constexpr double kReach = 4.0; ///< pixels beside an edge that take hold of it
    static constexpr double kSnapReach = 8.0; ///< pixels within which job borders attract

Q_SIGNALS:
    /// An edge was dropped at another place; already snapped.
    void resizeRequested(nodesentry::LabelId id, nodesentry::TimeMs begin,
                         std::optional<nodesentry::TimeMs> end);
    void labelClicked(nodesentry::LabelId id, bool extend); ///< extend: Ctrl was held
    void adjudicationRequested(nodesentry::LabelId id);
    void message(const QString& text);

private:
    struct Edge {
        LabelId id = 0;
        bool isBegin = true;
    };
    struct Drag {
        Edge edge;
        TimeMs begin = 0; ///< of the label while it is dragged
        std::optional<TimeMs> end;
    };

    void rebuild();
    void classesChanged();
    [[nodiscard]] TimeRange rangeOf(const Label& label) const;
    [[nodiscard]] const Label& labelAt(std::size_t position) const;
    [[nodiscard]] std::optional<Edge> edgeAt(const TimelinePoint& point) const;
    [[nodiscard]] std::vector<const Label*> labelsUnder(const TimelinePoint& point) const; ///< shortest first
    [[nodiscard]] const Label* barAt(const TimelinePoint& point) const;
    void paintLabels(QPainter& painter, const OverlayCanvas& canvas) const;
    [[nodiscard]] QColor colourOf(const Label& label, const PlotColors& colors) const;
    void paintBody(QPainter& painter, ColumnFills& fills, const OverlayCanvas& canvas, const Label& label,
                   const QRectF& band) const;
    void paintBadge(QPainter& painter, const OverlayCanvas& canvas, const Label& label,
                    const QRectF& band) const;
    void paintAuthors(QPainter& painter, const OverlayCanvas& canvas) const;
    [[nodiscard]] QString toolTipOf(const Label& label) const;
    [[nodiscard]] LabelClass classOf(const std::string& name) const; ///< with the colour that is painted

    LabelDocument& m_document;
    std::string m_node;
    TimeGrid m_grid;
    TimeSnapper m_snapper;
    std::vector<std::string> m_metrics;
    std::vector<Label> m_labels; ///< that are shown, ascending by begin as m_index has them
    std::map<LabelId, std::size_t> m_positions; ///< in m_labels
    IntervalIndex m_index;
    std::vector<std::size_t> m_order; ///< positions in m_labels of the index's marks
    std::map<std::string, LabelClass> m_classes;
    std::vector<std::string> m_authors; ///< rows of the adjudication view
    std::optional<Drag> m_drag;
    std::optional<LabelId> m_clicked; ///< chosen by the click before
    mutable double m_top = 0.0; ///< where badges and rows of authors were painted last
    bool m_blind = false;
    bool m_safeColours = false;
    bool m_adjudicating = false;
};

} // namespace nodesentry::ui
