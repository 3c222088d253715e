#include "app/workbench/rooms/label/timeline_places.h"

#include "app/workbench/rooms/label/node_presenter.h"
#include "widgets/base/text/time_zone.h"
#include "widgets/base/text/value_text.h"
#include "widgets/lanes/timeline_view.h"
#include "widgets/models/metric_tree_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace nodesentry::app {

using namespace Qt::StringLiterals;
using namespace nodesentry::ui;

namespace {

struct PlaceTexts {
    Q_DECLARE_TR_FUNCTIONS(TimelinePlaces)
};

void addJobs(const LabelStage& stage, const ProjectSnapshot& snapshot, std::vector<PaletteItem>& items)
{
    const auto& shown = stage.presenter.node();
    for (const auto& job : snapshot.jobs) {
        const auto node = std::find_if(job.nodes.begin(), job.nodes.end(), [&](const std::string& name) {
            return snapshot.find(name) != nullptr;
        });
        if (node == job.nodes.end())
            continue;
        // Stays on the shown node if the job ran there.
        const bool here = std::find(job.nodes.begin(), job.nodes.end(), shown) != job.nodes.end();
        auto title = QString::fromStdString(job.id);
        if (!job.name.empty())
            title += u' ' + QString::fromStdString(job.name);
        const auto end = job.end.value_or(stage.timeline.axis().fullRange().end);
        items.push_back(
            {PaletteItem::Kind::Job, title, momentText(job.begin), true,
             [&go = stage.room.go,
              place = Place{u"label"_s, here ? shown : *node, TimeRange{job.begin, end}}] { go.go(place); }});
    }
}

} // namespace

void addTimelinePlaces(const LabelStage& stage, std::vector<PaletteItem>& items)
{
    const auto snapshot = stage.room.session.snapshot();
    if (!snapshot || !snapshot->hasData())
        return;
    auto& go = stage.room.go;
    for (const auto& node : snapshot->nodes)
        items.push_back({PaletteItem::Kind::Node, QString::fromStdString(node.node),
                         node.cases > 0 ? PlaceTexts::tr("%n case(s)", nullptr, node.cases) : QString(), true,
                         [&go, place = Place{u"label"_s, node.node}] { go.go(place); }});
    addJobs(stage, *snapshot, items);
    for (int metric = 0; metric < int(snapshot->metrics.size()); ++metric) {
        const auto& info = snapshot->metrics[std::size_t(metric)];
        const auto name = QString::fromStdString(info.name);
        items.push_back({PaletteItem::Kind::Metric, name, QString::fromStdString(info.group), true,
                         [&go, &metrics = stage.metrics, &lanes = stage.timeline.lanes(), name, metric] {
                             go.go({u"label"_s});
                             metrics.setVisibleName(name, true);
                             lanes.setCurrentLane(metric);
                             lanes.setFocus();
                         }});
    }
}

void addTypedTimes(const LabelStage& stage, const QString& text, std::vector<PaletteItem>& items)
{
    const auto data = stage.timeline.axis().fullRange();
    if (data.length() <= 0)
        return;
    // A clock time alone is meant for the day that the data begin with.
    const auto clock = text.size() <= 8 && text.contains(u':') && text[0].isDigit();
    if (!clock && text.size() < 8)
        return;
    const auto times = parseDisplayedTimes(clock ? timeText(data.begin).left(10) + u' ' + text : text);
    if (!times)
        return;
    for (const auto time : *times) {
        const bool inside = data.contains(time);
        items.push_back(
            {PaletteItem::Kind::Time, momentText(time),
             inside ? PlaceTexts::tr("time") : PlaceTexts::tr("outside the data: %1").arg(spanText(data)),
             inside, [&go = stage.room.go, time] {
                 go.go({u"label"_s, {}, TimeRange{time, time}});
             }});
    }
}

} // namespace nodesentry::app
