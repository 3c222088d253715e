#pragma once

#include "widgets/timeline/time_snapper.h"
#include "widgets/traces/interval_index.h"
#include "widgets/timeline/timeline_overlay.h"
#include "core/review/suggestion.h"

#include <optional>
#include <string>
#include <vector>

namespace nodesentry::ui {

class ColumnFills;
class SuggestionDocument;

/// The suggestions of one node over all strips of a timeline: dashed, with the letter S, and so unlike any
/// label. A click makes one current; the current one has thicker lines, and its edges can be dragged.
class SuggestionOverlay final : public TimelineOverlay {
    Q_OBJECT

public:
    /// @param document  outlives the overlay
    explicit SuggestionOverlay(SuggestionDocument& document, QObject* parent = nullptr);

    /// @param snapper  where dragged edges go
    void setNode(const std::string& node, TimeSnapper snapper);
    void clear();
    /// Shows these instead, as long as a threshold is dragged; nullopt ends that.
    void setPreview(std::optional<std::vector<Suggestion>> preview);
    /// What is painted now, ascending by begin.
    [[nodiscard]] const std::vector<Suggestion>& shown() const { return m_shown; }

    void paint(QPainter& painter, const OverlayCanvas& canvas) const override;
    [[nodiscard]] std::vector<OverlayText> describe(TimeRange range, std::size_t most) const override;
    [[nodiscard]] std::optional<OverlayHit> hitTest(const TimelinePoint& point) const override;
    bool press(const TimelinePoint& point) override;
    void move(const TimelinePoint& point) override;
    void release(const TimelinePoint& point) override;
    void cancel() override;
    bool click(const TimelinePoint& point) override;

    static constexpr double kReach = 5.0; ///< pixels beside an edge that take hold of it
    static constexpr double kSnapReach = 8.0; ///< pixels within which job borders attract

Q_SIGNALS:
    void clicked(nodesentry::SuggestionId id);
    void resizeRequested(nodesentry::SuggestionId id, nodesentry::TimeRange range); ///< already snapped

private:
    struct Drag {
        SuggestionId id = 0;
        bool isBegin = true;
        TimeRange range;
    };

    void rebuild();
    [[nodiscard]] const Suggestion* currentHere() const;
    [[nodiscard]] const Suggestion* under(const TimelinePoint& point) const; ///< the shortest
    [[nodiscard]] std::optional<bool> edgeAt(const TimelinePoint& point) const; ///< true: the begin
    [[nodiscard]] QString textOf(const Suggestion& suggestion) const;
    [[nodiscard]] QString toolTipOf(const Suggestion& suggestion) const;
    void paintBand(QPainter& painter, ColumnFills& fills, const OverlayCanvas& canvas, const QRectF& band,
                   bool current) const;

    SuggestionDocument& m_document;
    std::string m_node;
    TimeSnapper m_snapper;
    std::optional<std::vector<Suggestion>> m_preview;
    std::vector<Suggestion> m_shown;
    IntervalIndex m_index; ///< positions in m_shown as ids
    std::optional<Drag> m_drag;
    mutable double m_top = 0.0; ///< where letters were painted last
};

} // namespace nodesentry::ui
