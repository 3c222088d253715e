#include "core/pipeline/evaluation_report.h"

#include "core/base/text.h"
#include "core/detect/score_store.h"
#include "core/eval/evaluation.h"
#include "core/eval/transition_margin.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace nodesentry {

namespace {

/// What is known of one node before any score is looked at. All vectors are as long as its grid.
struct NodeTruth {
    std::string node;
    TimeGrid grid;
    std::int64_t trainEnd = 0;
    std::vector<std::uint8_t> excluded; ///< transition margins
    std::vector<int> category; ///< index of the label's category, -1 = normal; of overlapping labels the last
    std::vector<int> group; ///< index of the group, -1 = in none
};

/// A list of names, each with an index by order of first appearance.
class NameIndex {
public:
    int of(const std::string& name)
    {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found != m_names.end())
            return static_cast<int>(found - m_names.begin());
        m_names.push_back(name);
        return static_cast<int>(m_names.size()) - 1;
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

private:
    std::vector<std::string> m_names;
};

/// Value by which a job is grouped; empty when it has none.
std::string groupValue(const Job& job, const EvaluationRequest& request)
{
    if (request.by == EvaluationGroup::Job)
        return job.name.empty() ? job.id : job.name;
    for (const auto& [name, value] : job.attributes)
        if (lowerCase(name) == lowerCase(request.attribute))
            return value;
    return {};
}

class Evaluation {
public:
    Evaluation(const Project& project, const PipelineOptions& options, const EvaluationRequest& request)
        : m_project(project),
          m_options(options),
          m_request(request)
    {
    }

    Result<void> load(const RunContext& context);
    /// Scores of one method joined with the truth, for the whole (group -1) or one group.
    Result<std::vector<EvaluationNode>> nodesFor(const std::string& method, int group) const;
    [[nodiscard]] const std::vector<std::string>& groups() const
    {
        return m_request.by == EvaluationGroup::Category ? m_categories.names() : m_groups.names();
    }
    [[nodiscard]] bool hasLabels() const { return m_hasLabels; }

private:
    void assignGroups(NodeTruth& truth, const std::vector<Segment>& segments,
                      const std::map<std::string, const Job*>& jobs);

    const Project& m_project;
    const PipelineOptions& m_options;
    const EvaluationRequest& m_request;
    NameIndex m_categories;
    NameIndex m_groups;
    std::vector<NodeTruth> m_nodes;
    bool m_hasLabels = false;
};

Result<void> Evaluation::load(const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(m_project));
    NODESENTRY_TRY(const auto labels, m_project.labels());
    NODESENTRY_TRY(const auto store, m_project.openSeries());
    NODESENTRY_TRY(const auto jobs, m_project.jobs());
    std::map<std::string, const Job*> jobById;
    for (const auto& job : jobs)
        jobById[job.id] = &job;

    for (const auto& statistics : prepared.preparation().nodes) {
        if (context.stopRequested())
            return cancelled();
        const auto* entry = store->find(statistics.node);
        if (entry == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", statistics.node));
        NodeTruth truth;
        truth.node = statistics.node;
        truth.grid = entry->grid;
        truth.trainEnd = statistics.trainEnd;
        const auto samples = static_cast<std::size_t>(truth.grid.size);
        truth.category.assign(samples, -1);
        truth.group.assign(samples, -1);
        for (const auto& label : labels) {
            if (label.node != truth.node)
                continue;
            const auto begin = truth.grid.firstAtOrAfter(label.begin);
            const auto end = label.end ? truth.grid.firstAtOrAfter(*label.end) : truth.grid.size;
            if (end > std::max(begin, truth.trainEnd))
                m_hasLabels = true;
            std::fill(truth.category.begin() + begin, truth.category.begin() + std::max(begin, end),
                      m_categories.of(label.category));
        }
        std::vector<Segment> segments;
        for (const auto& segment : prepared.preparation().segments)
            if (segment.node == truth.node)
                segments.push_back(segment);
        truth.excluded = markTransitions(segments, truth.grid.size, truth.grid.stepSeconds(),
                                         m_options.evaluate.transitionExclusionSeconds);
        assignGroups(truth, segments, jobById);
        m_nodes.push_back(std::move(truth));
    }
    return {};
}

void Evaluation::assignGroups(NodeTruth& truth, const std::vector<Segment>& segments,
                              const std::map<std::string, const Job*>& jobs)
{
    if (m_request.by == EvaluationGroup::Node) {
        std::fill(truth.group.begin(), truth.group.end(), m_groups.of(truth.node));
        return;
    }
    if (m_request.by != EvaluationGroup::Job && m_request.by != EvaluationGroup::Attribute)
        return;
    for (const auto& segment : segments) {
        std::string value = segment.idle() ? "idle" : std::string();
        if (const auto job = jobs.find(segment.job); job != jobs.end())
            value = groupValue(*job->second, m_request);
        if (value.empty() || segment.end <= truth.trainEnd)
            continue;
        std::fill(truth.group.begin() + segment.begin, truth.group.begin() + segment.end, m_groups.of(value));
    }
}

Result<std::vector<EvaluationNode>> Evaluation::nodesFor(const std::string& method, int group) const
{
    std::vector<EvaluationNode> nodes;
    for (const auto& truth : m_nodes) {
        if (m_request.by == EvaluationGroup::Node && group >= 0
            && truth.node != groups()[static_cast<std::size_t>(group)])
            continue;
        NODESENTRY_TRY(auto stored, ScoreStore::read(m_project.scoresPath(), method, truth.node, false));
        if (stored.grid != truth.grid)
            return fail(ErrorCode::StageMissing,
                        fmt::format("the scores of '{}' are older than the samples", method),
                        "run 'nodesentry run " + m_project.path() + "'");
        EvaluationNode node;
        node.node = truth.node;
        node.stepSeconds = truth.grid.stepSeconds();
        node.score = std::move(stored.scores.score);
        node.flagged = std::move(stored.flagged);
        node.excluded = truth.excluded;
        const auto samples = static_cast<std::size_t>(truth.grid.size);
        node.truth.resize(samples);
        node.ignored.resize(samples);
        for (std::size_t i = 0; i < samples; ++i) {
            const bool anomalous = truth.category[i] >= 0;
            bool ignored = static_cast<std::int64_t>(i) < truth.trainEnd || !std::isfinite(node.score[i]);
            if (group >= 0 && m_request.by == EvaluationGroup::Category)
                ignored = ignored || (anomalous && truth.category[i] != group);
            else if (group >= 0)
                ignored = ignored || truth.group[i] != group;
            node.truth[i] = anomalous ? 1 : 0;
            node.ignored[i] = ignored ? 1 : 0;
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

} // namespace

Result<std::string> evaluateProject(const Project& project, const PipelineOptions& options,
                                    const EvaluationRequest& request, const RunContext& context)
{
    Evaluation evaluation(project, options, request);
    NODESENTRY_CHECK(evaluation.load(context.part(0.0, 0.1)));
    if (!evaluation.hasLabels())
        return fail(ErrorCode::InconsistentData,
                    "there are no labels in the test range, so nothing can be judged",
                    "import labels with 'nodesentry import … --labels FILE', or label in the window");

    const auto groupCount
        = request.by == EvaluationGroup::None ? 0 : static_cast<int>(evaluation.groups().size());
    const auto works = static_cast<double>(request.methods.size() * static_cast<std::size_t>(groupCount + 1));
    double done = 0.0;
    const auto object = [&](int group) -> Result<nlohmann::json> {
        auto json = nlohmann::json{{"methods", nlohmann::json::object()}};
        for (const auto& method : request.methods) {
            NODESENTRY_TRY(const auto nodes, evaluation.nodesFor(method, group));
            const auto begin = 0.1 + 0.9 * done / works;
            NODESENTRY_TRY(const auto figures,
                           evaluateMethod(nodes, options.evaluate, context.part(begin, begin + 0.9 / works)));
            json["methods"][method] = nlohmann::json::parse(toJson(figures));
            json["nodes"] = figures.nodes;
            json["test_samples"] = figures.testSamples;
            json["anomalous_samples"] = figures.anomalousSamples;
            done += 1.0;
        }
        return json;
    };
    NODESENTRY_TRY(auto json, object(-1));
    for (int group = 0; group < groupCount; ++group) {
        NODESENTRY_TRY(json["groups"][evaluation.groups()[static_cast<std::size_t>(group)]], object(group));
    }
    return json.dump();
}

} // namespace nodesentry
