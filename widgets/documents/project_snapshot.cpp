#include "widgets/documents/project_snapshot.h"

#include "core/labels/settled_labels.h"
#include "widgets/documents/label_document.h"
#include "widgets/documents/lane_sets.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace nodesentry::ui {

namespace {

constexpr std::string_view kDetectPrefix = "detect:";
constexpr const char* kOwnMethod = "nodesentry";

Result<std::vector<std::string>> finishedMethods(const Project& project)
{
    NODESENTRY_TRY(const auto stages, project.stages());
    std::vector<std::string> methods;
    for (const auto& stage : stages) {
        if (stage.stage.starts_with(kDetectPrefix))
            methods.push_back(stage.stage.substr(kDetectPrefix.size()));
    }
    std::sort(methods.begin(), methods.end());
    if (const auto own = std::find(methods.begin(), methods.end(), kOwnMethod); own != methods.end())
        std::rotate(methods.begin(), own, own + 1);
    return methods;
}

std::vector<NodeSummary> summarise(const ProjectSnapshot& snapshot)
{
    std::vector<NodeSummary> nodes;
    if (!snapshot.series)
        return nodes;
    std::unordered_map<std::string, std::size_t> positions;
    for (const auto& entry : snapshot.series->nodes()) {
        positions.emplace(entry.node, nodes.size());
        nodes.push_back({entry.node, entry.grid.range(), 0, 0, std::nullopt, 0.0});
    }
    std::map<std::string, std::vector<TimeRange>> seen;
    for (const auto& stretch : snapshot.seen)
        if (stretch.author == userName())
            seen[stretch.node].push_back(stretch.range);
    for (const auto& [node, ranges] : seen)
        if (const auto at = positions.find(node); at != positions.end())
            nodes[at->second].seen = coverage(ranges, nodes[at->second].range);
    for (const auto& found : snapshot.cases) {
        if (const auto at = positions.find(found.node); at != positions.end()) {
            auto& node = nodes[at->second];
            ++node.cases;
            node.peakScore = std::max(node.peakScore.value_or(found.peakScore), found.peakScore);
        }
    }
    for (const auto& label : snapshot.labels) {
        if (const auto at = positions.find(label.node); at != positions.end())
            ++nodes[at->second].labels;
    }
    return nodes;
}

} // namespace

std::vector<Job> ProjectSnapshot::jobsOf(const std::string& node) const
{
    std::vector<Job> found;
    std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(found), [&](const Job& job) {
        return std::find(job.nodes.begin(), job.nodes.end(), node) != job.nodes.end();
    });
    return found;
}

const NodeSummary* ProjectSnapshot::find(const std::string& node) const
{
    const auto at = std::lower_bound(
        nodes.begin(), nodes.end(), node,
        [](const NodeSummary& summary, const std::string& name) { return summary.node < name; });
    return at != nodes.end() && at->node == node ? &*at : nullptr;
}

std::vector<int> ProjectSnapshot::metricsOf(const std::string& node) const
{
    const auto* entry = series ? series->find(node) : nullptr;
    std::vector<int> known;
    if (entry == nullptr)
        return known;
    std::copy_if(entry->metrics.begin(), entry->metrics.end(), std::back_inserter(known),
                 [this](int metric) { return metric >= 0 && metric < int(metrics.size()); });
    return known;
}

std::shared_ptr<const ProjectSnapshot> withLabels(const ProjectSnapshot& snapshot, std::vector<Label> labels,
                                                  std::vector<LabelClass> classes)
{
    auto next = std::make_shared<ProjectSnapshot>(snapshot);
    next->labels = std::move(labels);
    next->labelClasses = std::move(classes);
    next->nodes = summarise(*next);
    return next;
}

std::shared_ptr<const ProjectSnapshot> withSeen(const ProjectSnapshot& snapshot,
                                                std::vector<SeenStretch> seen)
{
    auto next = std::make_shared<ProjectSnapshot>(snapshot);
    next->seen = std::move(seen);
    next->nodes = summarise(*next);
    return next;
}

std::shared_ptr<const ProjectSnapshot> blindSnapshot(const ProjectSnapshot& snapshot,
                                                     const std::string& annotator)
{
    auto next = std::make_shared<ProjectSnapshot>(snapshot);
    next->labels = blindLabels(std::move(next->labels), annotator);
    next->nodes = summarise(*next);
    next->evaluation.reset();
    next->blind = true;
    return next;
}

Result<std::shared_ptr<const ProjectSnapshot>>
readSnapshot(const std::shared_ptr<Project>& project, const std::string& method, const RunContext& context)
{
    auto snapshot = std::make_shared<ProjectSnapshot>();
    snapshot->project = project;
    auto series = project->openSeries();
    if (series)
        snapshot->series = std::move(*series);
    else if (series.error().code != ErrorCode::StageMissing) // missing just means an empty project
        return fail(std::move(series).error());
    if (context.stopRequested())
        return cancelled();
    NODESENTRY_TRY(snapshot->metrics, project->metrics());
    NODESENTRY_TRY(snapshot->jobs, project->jobs());
    NODESENTRY_TRY(snapshot->labels, project->labels());
    NODESENTRY_TRY(snapshot->labelClasses, project->labelClasses());
    NODESENTRY_TRY(snapshot->seen, project->seen());
    NODESENTRY_TRY(auto suggestions, project->suggestions());
    snapshot->suggestions = std::make_shared<const std::vector<Suggestion>>(std::move(suggestions));
    NODESENTRY_TRY(snapshot->suggestionSources, project->suggestionSources());
    if (context.stopRequested())
        return cancelled();
    NODESENTRY_TRY(snapshot->methods, finishedMethods(*project));
    const auto& methods = snapshot->methods;
    if (std::find(methods.begin(), methods.end(), method) != methods.end())
        snapshot->method = method;
    else if (!methods.empty())
        snapshot->method = methods.front();
    if (!snapshot->method.empty()) {
        NODESENTRY_TRY(snapshot->cases, project->cases(snapshot->method));
    }
    NODESENTRY_TRY(snapshot->laneSets, project->document(LaneSets::kDocument));
    NODESENTRY_TRY(snapshot->evaluation, project->document("evaluation"));
    snapshot->nodes = summarise(*snapshot);
    return snapshot;
}

} // namespace nodesentry::ui
