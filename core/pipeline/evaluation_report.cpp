#include "core/pipeline/evaluation_report.h"

#include "core/base/json_text.h"
#include "core/base/text.h"
#include "core/detect/score_store.h"
#include "core/eval/evaluation.h"
#include "core/eval/transition_margin.h"
#include "core/labels/settled_labels.h"
#include "core/pipeline/fingerprints_p.h"
#include "core/pipeline/prepared_project_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace nodesentry {

namespace {

/// A node that is evaluated.
struct JudgedNode {
    std::string node;
    TimeGrid grid;
    std::int64_t trainEnd = 0;
};

/// What is known of one node before any score is looked at. All vectors are as long as its grid.
struct NodeTruth {
    std::vector<std::uint8_t> excluded; ///< transition margins
    std::vector<int> category; ///< index of the label's category, -1 = normal; of overlapping labels the last
    std::vector<int> group; ///< index of the group, -1 = in none
};

/// A list of names, each with an index by order of first appearance.
class NameIndex {
public:
    void add(const std::string& name)
    {
        if (m_indices.emplace(name, static_cast<int>(m_names.size())).second)
            m_names.push_back(name);
    }
    /// @pre the name was added
    [[nodiscard]] int of(const std::string& name) const { return m_indices.at(name); }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

private:
    std::vector<std::string> m_names;
    std::map<std::string, int> m_indices;
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
    /// Made when it is needed, since that of all nodes takes more room than their scores.
    [[nodiscard]] NodeTruth truthOf(const JudgedNode& node) const;
    /// Value by which a segment is grouped; empty when it is in no group.
    [[nodiscard]] std::string groupOf(const Segment& segment) const;

    const Project& m_project;
    const PipelineOptions& m_options;
    const EvaluationRequest& m_request;
    Preparation m_preparation;
    std::map<std::string, Job> m_jobs; ///< by id
    std::map<std::string, std::vector<Label>> m_labels; ///< by node
    NameIndex m_categories;
    NameIndex m_groups;
    std::vector<JudgedNode> m_nodes;
    bool m_hasLabels = false;
};

Result<void> Evaluation::load(const RunContext& context)
{
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(m_project));
    m_preparation = prepared.preparation();
    NODESENTRY_TRY(auto labels, m_project.labels());
    for (auto& label : settledLabels(std::move(labels)))
        m_labels[label.node].push_back(std::move(label));
    NODESENTRY_TRY(const auto store, m_project.openSeries());
    NODESENTRY_TRY(auto jobs, m_project.jobs());
    for (auto& job : jobs)
        m_jobs.emplace(job.id, std::move(job));

    const bool byJob = m_request.by == EvaluationGroup::Job || m_request.by == EvaluationGroup::Attribute;
    for (const auto& statistics : m_preparation.nodes) {
        if (context.stopRequested())
            return cancelled();
        const auto* entry = store->find(statistics.node);
        if (entry == nullptr)
            return fail(ErrorCode::Corrupt,
                        fmt::format("node '{}' is not in the series store", statistics.node));
        m_nodes.push_back({statistics.node, entry->grid, statistics.trainEnd});
        for (const auto& label : m_labels[statistics.node]) {
            m_categories.add(label.category);
            const auto begin = entry->grid.firstAtOrAfter(label.begin);
            const auto end = label.end ? entry->grid.firstAtOrAfter(*label.end) : entry->grid.size;
            if (end > std::max(begin, statistics.trainEnd))
                m_hasLabels = true;
        }
        if (m_request.by == EvaluationGroup::Node)
            m_groups.add(statistics.node);
        if (!byJob)
            continue;
        for (const auto& segment : m_preparation.segmentsOf(statistics.node))
            if (const auto value = groupOf(segment); !value.empty() && segment.end > statistics.trainEnd)
                m_groups.add(value);
    }
    return {};
}

std::string Evaluation::groupOf(const Segment& segment) const
{
    if (const auto job = m_jobs.find(segment.job); job != m_jobs.end())
        return groupValue(job->second, m_request);
    return segment.idle() ? "idle" : std::string();
}

NodeTruth Evaluation::truthOf(const JudgedNode& node) const
{
    const auto samples = static_cast<std::size_t>(node.grid.size);
    const auto segments = m_preparation.segmentsOf(node.node);
    NodeTruth truth;
    truth.excluded = markTransitions(segments, node.grid.size, node.grid.stepSeconds(),
                                     m_options.evaluate.transitionExclusionSeconds);
    truth.category.assign(samples, -1);
    if (const auto labels = m_labels.find(node.node); labels != m_labels.end()) {
        for (const auto& label : labels->second) {
            const auto begin = node.grid.firstAtOrAfter(label.begin);
            const auto end = label.end ? node.grid.firstAtOrAfter(*label.end) : node.grid.size;
            std::fill(truth.category.begin() + begin, truth.category.begin() + std::max(begin, end),
                      m_categories.of(label.category));
        }
    }
    truth.group.assign(samples, -1);
    if (m_request.by == EvaluationGroup::Node)
        std::fill(truth.group.begin(), truth.group.end(), m_groups.of(node.node));
    if (m_request.by != EvaluationGroup::Job && m_request.by != EvaluationGroup::Attribute)
        return truth;
    for (const auto& segment : segments)
        if (const auto value = groupOf(segment); !value.empty() && segment.end > node.trainEnd)
            std::fill(truth.group.begin() + segment.begin, truth.group.begin() + segment.end,
                      m_groups.of(value));
    return truth;
}

Result<std::vector<EvaluationNode>> Evaluation::nodesFor(const std::string& method, int group) const
{
    std::vector<EvaluationNode> nodes;
    for (const auto& judged : m_nodes) {
        if (m_request.by == EvaluationGroup::Node && group >= 0
            && judged.node != groups()[static_cast<std::size_t>(group)])
            continue;
        NODESENTRY_TRY(auto stored, ScoreStore::read(m_project.scoresPath(), method, judged.node, false));
        if (stored.grid != judged.grid)
            return fail(ErrorCode::StageMissing,
                        fmt::format("the scores of '{}' are older than the samples", method),
                        "run 'nodesentry run " + m_project.path() + "'");
        auto truth = truthOf(judged);
        EvaluationNode node;
        node.node = judged.node;
        node.stepSeconds = judged.grid.stepSeconds();
        node.score = std::move(stored.scores.score);
        node.flagged = std::move(stored.flagged);
        node.excluded = std::move(truth.excluded);
        const auto samples = static_cast<std::size_t>(judged.grid.size);
        node.truth.resize(samples);
        node.ignored.resize(samples);
        for (std::size_t i = 0; i < samples; ++i) {
            const bool anomalous = truth.category[i] >= 0;
            bool ignored = static_cast<std::int64_t>(i) < judged.trainEnd || !std::isfinite(node.score[i]);
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
    return jsonText(json);
}

Result<std::string> evaluationFingerprint(const Project& project, const PipelineOptions& options,
                                          const std::vector<std::string>& methods)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    return prints.ofEvaluate(methods);
}

} // namespace nodesentry
