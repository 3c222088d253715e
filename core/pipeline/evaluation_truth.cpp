#include "core/pipeline/evaluation_truth_p.h"

#include "core/base/text.h"
#include "core/eval/transition_margin.h"
#include "core/labels/settled_labels.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <set>

namespace nodesentry {

namespace {

constexpr const char* kIdle = "idle";

void mark(std::vector<std::uint8_t>& marks, std::int64_t begin, std::int64_t end)
{
    std::fill(marks.begin() + begin, marks.begin() + std::max(begin, end), std::uint8_t{1});
}

} // namespace

Result<EvaluationTruth> EvaluationTruth::load(const Project& project, const PipelineOptions& options,
                                              const EvaluationRequest& request, const RunContext& context)
{
    EvaluationTruth truth(request);
    truth.m_marginSeconds = options.evaluate.transitionExclusionSeconds;
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    truth.m_preparation = prepared.preparation();
    NODESENTRY_TRY(auto labels, project.labels());
    for (auto& label : settledLabels(std::move(labels)))
        truth.m_labels[label.node].push_back(std::move(label));
    NODESENTRY_TRY(truth.m_sourceOfLabel, project.suggestedLabels());
    NODESENTRY_TRY(const auto store, project.openSeries());
    NODESENTRY_TRY(truth.m_jobs, project.jobs());
    truth.m_jobsOfNode = jobsByNode(truth.m_jobs);

    for (const auto& statistics : truth.m_preparation.nodes) {
        if (context.stopRequested())
            return cancelled();
        const auto* entry = store->find(statistics.node);
        if (entry == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", statistics.node));
        const JudgedNode node{statistics.node, entry->grid, statistics.trainEnd};
        for (const auto& label : truth.m_labels[node.node]) {
            const auto span = samplesOf(label, node.grid);
            if (span.end <= std::max(span.begin, node.trainEnd))
                continue;
            truth.m_hasLabels = true;
            if (const auto source = truth.m_sourceOfLabel.find(label.id);
                source != truth.m_sourceOfLabel.end())
                ++truth.m_suggested[source->second];
        }
        truth.listGroups(node);
        truth.m_nodes.push_back(node);
    }
    std::sort(truth.m_groups.begin(), truth.m_groups.end());
    truth.m_groups.erase(std::unique(truth.m_groups.begin(), truth.m_groups.end()), truth.m_groups.end());
    return truth;
}

void EvaluationTruth::listGroups(const JudgedNode& node)
{
    switch (m_request.by) {
    case EvaluationGroup::None:
        return;
    case EvaluationGroup::Node:
        m_groups.push_back(node.node);
        return;
    case EvaluationGroup::Category:
        for (const auto& label : m_labels[node.node])
            m_groups.push_back(label.category);
        return;
    case EvaluationGroup::Job:
    case EvaluationGroup::Attribute:
        break;
    }
    std::set<std::string> values;
    for (const auto& segment : m_preparation.segmentsOf(node.node))
        if (segment.idle() && segment.end > node.trainEnd)
            values.insert(kIdle);
    for (const Job* job : m_jobsOfNode[node.node])
        if (const auto value = groupValue(*job); !value.empty())
            values.insert(value);
    for (const auto& value : values) {
        const auto spans = spansOfJobs(node, value);
        if (std::any_of(spans.begin(), spans.end(),
                        [&](const SampleSpan& span) { return span.end > node.trainEnd; }))
            m_groups.push_back(value);
    }
}

std::string EvaluationTruth::groupValue(const Job& job) const
{
    if (m_request.by == EvaluationGroup::Job)
        return job.name.empty() ? job.id : job.name;
    for (const auto& [name, value] : job.attributes)
        if (lowerCase(name) == lowerCase(m_request.attribute))
            return value;
    return {};
}

std::vector<SampleSpan> EvaluationTruth::spansOfJobs(const JudgedNode& node, const std::string& group) const
{
    // A segment of a shared node is named after all its jobs; which these are, their times say.
    std::vector<SampleSpan> spans;
    const auto jobs = m_jobsOfNode.find(node.node);
    for (const auto& segment : m_preparation.segmentsOf(node.node)) {
        if (segment.idle()) {
            if (group == kIdle)
                spans.push_back({segment.begin, segment.end});
            continue;
        }
        if (jobs == m_jobsOfNode.end())
            continue;
        for (const Job* job : jobs->second) {
            if (groupValue(*job) != group)
                continue;
            const auto begin = std::max(segment.begin, node.grid.firstAtOrAfter(job->begin));
            const auto end
                = std::min(segment.end, job->end ? node.grid.firstAtOrAfter(*job->end) : node.grid.size);
            if (begin < end)
                spans.push_back({begin, end});
        }
    }
    return spans;
}

EvaluationTruth::Marks EvaluationTruth::samplesOfGroup(const JudgedNode& node, int group) const
{
    Marks marks(static_cast<std::size_t>(node.grid.size), 0);
    const bool byJob = m_request.by == EvaluationGroup::Job || m_request.by == EvaluationGroup::Attribute;
    if (group >= 0 && byJob) {
        for (const auto& span : spansOfJobs(node, m_groups[static_cast<std::size_t>(group)]))
            mark(marks, span.begin, span.end);
        return marks;
    }
    if (group >= 0 && m_request.by == EvaluationGroup::Node
        && m_groups[static_cast<std::size_t>(group)] != node.node)
        return marks;
    for (const auto& segment : m_preparation.segmentsOf(node.node))
        mark(marks, segment.begin, segment.end);
    return marks;
}

NodeTruth EvaluationTruth::of(const JudgedNode& node, int group, TruthLabels labels) const
{
    const auto samples = static_cast<std::size_t>(node.grid.size);
    NodeTruth result;
    if (const auto jobs = m_jobsOfNode.find(node.node); jobs != m_jobsOfNode.end())
        result.excluded = markTransitions(jobs->second, node.grid, m_marginSeconds);
    else
        result.excluded.assign(samples, 0);
    result.truth.assign(samples, 0);
    Marks labelled(samples, 0); // as whatever
    const bool byClass = group >= 0 && m_request.by == EvaluationGroup::Category;
    if (const auto found = m_labels.find(node.node); found != m_labels.end()) {
        for (const auto& label : found->second) {
            if (labels == TruthLabels::Independent && m_sourceOfLabel.contains(label.id))
                continue;
            const auto span = samplesOf(label, node.grid);
            mark(labelled, span.begin, span.end);
            if (!byClass || label.category == m_groups[static_cast<std::size_t>(group)])
                mark(result.truth, span.begin, span.end);
        }
    }
    result.ignored = samplesOfGroup(node, group);
    for (std::size_t i = 0; i < samples; ++i) {
        const bool other = labelled[i] != 0 && result.truth[i] == 0;
        const bool training = static_cast<std::int64_t>(i) < node.trainEnd;
        result.ignored[i] = result.ignored[i] == 0 || training || other ? 1 : 0;
    }
    return result;
}

std::int64_t EvaluationTruth::suggestedSamples() const
{
    if (m_suggested.empty())
        return 0;
    std::int64_t count = 0;
    for (const auto& node : m_nodes) {
        const auto all = of(node, -1, TruthLabels::All);
        const auto independent = of(node, -1, TruthLabels::Independent);
        for (std::size_t i = 0; i < all.truth.size(); ++i)
            count += all.ignored[i] == 0 && all.truth[i] != independent.truth[i] ? 1 : 0;
    }
    return count;
}

} // namespace nodesentry
