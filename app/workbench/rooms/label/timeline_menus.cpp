#include "app/workbench/rooms/label/timeline_menus.h"

#include "app/workbench/rooms/label/labelling.h"
#include "app/workbench/rooms/label/lane_handling.h"
#include "app/workbench/rooms/label/node_presenter.h"
#include "widgets/base/text/value_text.h"
#include "widgets/documents/label_document.h"
#include "widgets/documents/suggestion_document.h"
#include "widgets/lanes/timeline_view.h"

#include <QAction>
#include <QMenu>
#include <QPixmap>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

TimelineMenus::TimelineMenus(const LabelStage& stage, Labelling& labelling, LaneHandling& lanes)
    : m_stage(stage),
      m_room(stage.room),
      m_labelling(labelling),
      m_lanes(lanes)
{
    connect(&m_stage.timeline, &TimelineView::contextMenuRequested, this, &TimelineMenus::open);
}

void TimelineMenus::open(TimeMs time, QPoint position)
{
    auto* menu = new QMenu(&m_stage.timeline);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto& selection = m_stage.timeline.axis().selection();
    auto& labels = m_room.session.labels();
    if (selection && selection->contains(time)) {
        fillForSelection(*menu);
    } else if (const auto label = m_labelling.labelAt(time)) {
        if (!labels.selection().contains(*label)) // several that are chosen stay so
            labels.select({*label});
        m_stage.timeline.axis().setSelection(std::nullopt); // else a class would be meant for that
        fillForLabel(*menu, time);
    } else if (const auto suggestion = suggestionAt(time)) {
        m_stage.timeline.axis().setSelection(std::nullopt);
        m_room.session.suggestions().setCurrent(*suggestion);
        fillForSuggestion(*menu);
    } else if (const auto lane = m_stage.timeline.lanes().currentLane()) {
        m_lanes.fillLaneMenu(*menu, *lane);
    }
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(position);
}

std::optional<SuggestionId> TimelineMenus::suggestionAt(TimeMs time) const
{
    const Suggestion* shortest = nullptr;
    for (const auto* item : m_room.session.suggestions().shownOn(m_stage.presenter.node()))
        if (item->range.contains(time)
            && (shortest == nullptr || item->range.length() < shortest->range.length()))
            shortest = item;
    return shortest == nullptr ? std::nullopt : std::optional(shortest->id);
}

void TimelineMenus::addClasses(QMenu& menu, const QString& title)
{
    auto& labels = m_room.session.labels();
    auto* classes = menu.addMenu(title);
    classes->setEnabled(labels.isWritable());
    for (const auto& item : labels.classes()) {
        QPixmap colour(12, 12);
        colour.fill(QColor(QString::fromStdString(item.colour)));
        auto text = QString::fromStdString(item.shownTitle()).replace(u'&', u"&&"_s);
        if (item.key != LabelClass::kNoKey)
            text += u'\t' + QString::number(item.key); // where menus write keys
        connect(classes->addAction(colour, text), &QAction::triggered, this,
                [this, name = item.name] { m_labelling.labelAs(name); });
    }
    classes->addSeparator();
    classes->addAction(m_room.actions["label.classes"]);
}

void TimelineMenus::fillForSelection(QMenu& menu)
{
    const auto& actions = m_room.actions;
    const auto selection = *m_stage.timeline.axis().selection();
    menu.addSection(tr("Selected: %1").arg(durationText(double(selection.length()) / 1000.0)));
    addClasses(menu, tr("&Label as"));
    menu.addAction(actions["label.add"]);
    menu.addSeparator();
    connect(menu.addAction(tr("&Zoom to the selection")), &QAction::triggered, this,
            [&axis = m_stage.timeline.axis(), selection] { axis.showAround(selection, 0.1); });
    menu.addAction(actions["review.mark_seen"]);
    connect(menu.addAction(tr("&Clear the selection")), &QAction::triggered, this,
            [&axis = m_stage.timeline.axis()] { axis.setSelection(std::nullopt); });
}

void TimelineMenus::fillForLabel(QMenu& menu, TimeMs time)
{
    const auto& actions = m_room.actions;
    const auto chosen = m_room.session.labels().selectedLabels();
    menu.addSection(chosen.size() == 1 ? QString::fromStdString(
                        m_room.session.labels().classOf(chosen.front().category).shownTitle())
                                       : tr("%n labels", nullptr, int(chosen.size())));
    addClasses(menu, tr("C&lass"));
    // The pointer is in the menu by then: what is split is where it was.
    auto* split = menu.addAction(tr("&Split here"));
    split->setEnabled(chosen.size() == 1 && m_room.session.labels().isWritable());
    connect(split, &QAction::triggered, this, [this, time] { m_labelling.splitChosen(time); });
    if (chosen.size() > 1)
        menu.addAction(actions["label.merge"]);
    menu.addAction(actions["label.note"]);
    menu.addAction(actions["label.confidence"]);
    menu.addAction(actions["label.times"]);
    menu.addAction(actions["review.find_similar"]);
    menu.addSeparator();
    menu.addAction(actions["label.remove"]);
}

void TimelineMenus::fillForSuggestion(QMenu& menu)
{
    const auto& actions = m_room.actions;
    menu.addSection(tr("Suggestion"));
    menu.addAction(actions["review.accept"]);
    addClasses(menu, tr("Accept &as"));
    menu.addAction(actions["review.reject"]);
}

} // namespace nodesentry::app
