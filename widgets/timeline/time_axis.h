#pragma once

#include "core/base/time.h"

#include <QObject>

#include <chrono>
#include <optional>
#include <vector>

namespace nodesentry::ui {

/// What the strips of a timeline share: the visible stretch of time, the selection, the cursor, and the views
/// that were there before. Holds no data and paints nothing.
///
/// The visible range always lies within the full range and is never shorter than minimumSpan().
class TimeAxis final : public QObject {
    Q_OBJECT

public:
    explicit TimeAxis(QObject* parent = nullptr);

    /// Starts over with a new stretch of data, all of it visible. An empty range means that there is nothing.
    /// @param minimumSpan  shortest stretch one can zoom to, ms, > 0
    void setFullRange(TimeRange range, TimeMs minimumSpan);
    /// As setFullRange, but keeps what is visible where the new range has it, e.g. on going to another node.
    void changeFullRange(TimeRange range, TimeMs minimumSpan);

    [[nodiscard]] TimeRange fullRange() const { return m_full; }
    [[nodiscard]] TimeRange visible() const { return m_visible; }
    [[nodiscard]] TimeMs minimumSpan() const { return m_minimumSpan; }
    [[nodiscard]] bool isEmpty() const { return m_full.length() <= 0; }
    [[nodiscard]] std::optional<TimeRange> selection() const { return m_selection; }
    [[nodiscard]] std::optional<TimeMs> cursor() const { return m_cursor; }
    [[nodiscard]] TimeMs middle() const
    {
        return m_visible.begin + m_visible.length() / 2;
    } ///< of what is visible
    /// The time that people mean when they press a key: at the pointer, else the middle of what is visible.
    [[nodiscard]] TimeMs focusTime() const { return m_cursor.value_or(middle()); }
    [[nodiscard]] bool canGoBack() const { return !m_history.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_future.empty(); }
    /// Two fixed cursors whose values and differences are shown; the second only with the first.
    [[nodiscard]] std::optional<TimeMs> cursorA() const { return m_cursorA; }
    [[nodiscard]] std::optional<TimeMs> cursorB() const { return m_cursorB; }

    /// Shows @p range, moved and widened to what is possible; the view before can be gone back to.
    void show(TimeRange range);
    /// Shows @p range with a margin of @p margin times its length on both sides.
    void showAround(TimeRange range, double margin);
    /// Shows a stretch of the present length with @p time in its middle.
    void centreOn(TimeMs time);
    void showAll() { show(m_full); }
    /// Shortens the visible range by @p factor (> 1 zooms in) and leaves @p anchor where it is on the screen.
    /// Steps that follow each other within a second are one view of the history.
    void zoomAround(TimeMs anchor, double factor);
    /// Moves the visible range; stops at the ends of the data. Steps coalesce as in zoomAround().
    void panBy(TimeMs distance);
    void back();
    void forward(); ///< takes back() back, until the view is changed otherwise

    void setSelection(std::optional<TimeRange> selection);
    void setCursor(std::optional<TimeMs> time);
    void setMeasure(std::optional<TimeMs> a, std::optional<TimeMs> b);

Q_SIGNALS:
    void fullRangeChanged();
    void visibleChanged();
    void selectionChanged();
    void cursorChanged();
    void measureChanged();

private:
    enum class Step { Jump, Continuous };
    void moveTo(TimeRange range, Step step);
    [[nodiscard]] TimeRange clamped(TimeRange range) const;

    TimeRange m_full;
    TimeRange m_visible;
    TimeMs m_minimumSpan = 1;
    std::optional<TimeRange> m_selection;
    std::optional<TimeMs> m_cursor;
    std::optional<TimeMs> m_cursorA;
    std::optional<TimeMs> m_cursorB;
    std::vector<TimeRange> m_history; ///< oldest first
    std::vector<TimeRange> m_future; ///< next one last
    std::chrono::steady_clock::time_point m_lastContinuousStep;
};

} // namespace nodesentry::ui
