#include "app/workbench/rooms/label/two_clicks.h"

#include "core/labels/label_edit.h"
#include "widgets/documents/label_document.h"
#include "widgets/lanes/timeline_view.h"

#include <algorithm>
#include <utility>

namespace nodesentry::app {

using namespace nodesentry::ui;

TwoClicks::TwoClicks(LabelDocument& document, TimelineView& timeline, Notifier& notify)
    : m_document(document),
      m_timeline(timeline),
      m_notify(notify)
{
    connect(&timeline, &TimelineView::edgeClicked, this, &TwoClicks::click);
    connect(&timeline.axis(), &TimeAxis::cursorChanged, this, &TwoClicks::follow);
    // Escape, or anything else that selects: the first click is forgotten.
    connect(&timeline.axis(), &TimeAxis::selectionChanged, this, [this] {
        if (m_timeline.axis().selection() != m_shown)
            cancel();
    });
    connect(&timeline.axis(), &TimeAxis::fullRangeChanged, this, &TwoClicks::cancel);
}

void TwoClicks::cancel()
{
    m_first.reset();
    m_shown.reset();
}

void TwoClicks::click(Gesture gesture, TimeMs time)
{
    if (!m_document.isWritable())
        return;
    if (!m_first || m_first->gesture != gesture) {
        m_first = First{gesture, time};
        follow();
        m_notify.say(gesture == Gesture::LabelEdge
                         ? tr("The next middle click ends the label, Escape takes this one back.")
                         : tr("The next right click ends the stretch to clear, Escape takes this one back."));
        return;
    }
    const auto first = std::exchange(m_first, std::nullopt)->time;
    const TimeRange range{std::min(first, time), std::max(first, time)};
    m_timeline.axis().setSelection(std::nullopt);
    if (range.length() <= 0)
        return;
    if (gesture == Gesture::LabelEdge)
        label(range);
    else
        clearLabels(range);
}

void TwoClicks::follow()
{
    if (!m_first)
        return;
    auto& axis = m_timeline.axis();
    const auto pointer = axis.cursor().value_or(m_first->time);
    m_shown = TimeRange{std::min(m_first->time, pointer),
                        std::max({m_first->time, pointer, std::min(m_first->time, pointer) + 1})};
    axis.setSelection(m_shown);
}

void TwoClicks::label(TimeRange range)
{
    Label label;
    label.node = m_timeline.node();
    label.begin = range.begin;
    label.end = range.end;
    label.category = "anomaly"; // the authors' tool knows no classes; a digit gives another one
    if (const auto id = m_document.add(std::move(label)); id != 0)
        m_document.select({id});
}

void TwoClicks::clearLabels(TimeRange range)
{
    auto labels = m_document.labelsOf(m_timeline.node());
    std::erase_if(labels, [this](const Label& label) { return !m_document.mayEdit(label); });
    auto edit = withoutRange(labels, range);
    if (edit.empty())
        m_notify.say(tr("No label of yours is there."));
    else
        m_document.edit(tr("Cancel labels"), std::move(edit));
}

} // namespace nodesentry::app
