#include "core/pipeline/evaluation_report.h"

#include "core/base/json_text.h"
#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/eval/evaluation.h"
#include "core/pipeline/evaluation_truth_p.h"
#include "core/pipeline/fingerprints_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace nodesentry {

namespace {

class Evaluation {
public:
    Evaluation(const Project& project, const PipelineOptions& options, const EvaluationRequest& request,
               EvaluationTruth truth)
        : m_project(project),
          m_options(options),
          m_request(request),
          m_truth(std::move(truth))
    {
    }

    Result<std::string> report(const RunContext& context);

private:
    Result<StoredScores> scoresOf(const std::string& method, const JudgedNode& node) const;
    /// Scores of one method joined with the truth, for the whole (group -1) or one group. Read anew for each
    /// group, since those of all nodes take more room than anything else.
    Result<std::vector<EvaluationNode>> nodesFor(const std::string& method, int group,
                                                 TruthLabels labels) const;
    Result<nlohmann::json> object(int group, const RunContext& context);

    const Project& m_project;
    const PipelineOptions& m_options;
    const EvaluationRequest& m_request;
    EvaluationTruth m_truth;
};

Result<StoredScores> Evaluation::scoresOf(const std::string& method, const JudgedNode& node) const
{
    NODESENTRY_TRY(auto stored, ScoreStore::read(m_project.scoresPath(), method, node.node, false));
    if (stored.grid != node.grid)
        return fail(Reason::ScoresOutdated, {method});
    return stored;
}

Result<std::vector<EvaluationNode>> Evaluation::nodesFor(const std::string& method, int group,
                                                         TruthLabels labels) const
{
    std::vector<EvaluationNode> nodes;
    for (const auto& judged : m_truth.nodes()) {
        if (m_request.by == EvaluationGroup::Node && group >= 0
            && judged.node != m_truth.groups()[static_cast<std::size_t>(group)])
            continue;
        NODESENTRY_TRY(auto stored, scoresOf(method, judged));
        auto truth = m_truth.of(judged, group, labels);
        EvaluationNode node;
        node.node = judged.node;
        node.stepSeconds = judged.grid.stepSeconds();
        node.score = std::move(stored.scores.score);
        node.flagged = std::move(stored.flagged);
        node.truth = std::move(truth.truth);
        node.excluded = std::move(truth.excluded);
        node.ignored = std::move(truth.ignored);
        nodes.push_back(std::move(node));
    }
    return nodes;
}

Result<nlohmann::json> Evaluation::object(int group, const RunContext& context)
{
    auto json = nlohmann::json{{"methods", nlohmann::json::object()}};
    const auto works = static_cast<double>(m_request.methods.size());
    const bool someSuggested = !m_truth.suggested().empty();
    double done = 0.0;
    for (const auto& method : m_request.methods) {
        const auto part = context.part(done / works, (done + 1.0) / works);
        NODESENTRY_TRY(const auto nodes, nodesFor(method, group, TruthLabels::Independent));
        NODESENTRY_TRY(const auto figures,
                       evaluateMethod(nodes, m_options.evaluate, part.part(0.0, someSuggested ? 0.5 : 1.0)));
        auto& entry = json["methods"][method];
        entry = nlohmann::json::parse(toJson(figures));
        entry["with_suggested"] = nullptr;
        if (someSuggested) {
            NODESENTRY_TRY(const auto allNodes, nodesFor(method, group, TruthLabels::All));
            NODESENTRY_TRY(const auto all, evaluateMethod(allNodes, m_options.evaluate, part.part(0.5, 1.0)));
            entry["with_suggested"] = nlohmann::json::parse(toJson(all));
        }
        json["nodes"] = figures.nodes;
        json["labelled_nodes"] = figures.labelledNodes;
        json["test_samples"] = figures.testSamples;
        json["anomalous_samples"] = figures.anomalousSamples;
        done += 1.0;
    }
    return json;
}

Result<std::string> Evaluation::report(const RunContext& context)
{
    const auto groupCount = static_cast<int>(m_truth.groups().size());
    const auto partOf = [&](int work) {
        return context.part(static_cast<double>(work) / (groupCount + 1),
                            static_cast<double>(work + 1) / (groupCount + 1));
    };
    NODESENTRY_TRY(auto json, object(-1, partOf(0)));
    json["suggested_labels"] = m_truth.suggested();
    json["suggested_samples"] = m_truth.suggestedSamples();
    for (int group = 0; group < groupCount; ++group) {
        NODESENTRY_TRY(json["groups"][m_truth.groups()[static_cast<std::size_t>(group)]],
                       object(group, partOf(group + 1)));
    }
    return jsonText(json);
}

} // namespace

Result<std::string> evaluateProject(const Project& project, const PipelineOptions& options,
                                    const EvaluationRequest& request, const RunContext& context)
{
    NODESENTRY_TRY(auto truth, EvaluationTruth::load(project, options, request, context.part(0.0, 0.1)));
    if (!truth.hasLabels())
        return fail(Reason::NoTestLabels);
    Evaluation evaluation(project, options, request, std::move(truth));
    return evaluation.report(context.part(0.1, 1.0));
}

Result<std::vector<std::string>> staleMethods(const Project& project, const PipelineOptions& options,
                                              const std::vector<std::string>& methods)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    std::vector<std::string> stale;
    for (const auto& method : methods) {
        NODESENTRY_TRY(const auto record, project.stage(detectRecordName(method)));
        if (!record || record->fingerprint != prints.ofDetect(method))
            stale.push_back(method);
    }
    return stale;
}

Result<std::string> evaluationFingerprint(const Project& project, const PipelineOptions& options,
                                          const std::vector<std::string>& methods)
{
    NODESENTRY_TRY(const auto prints, StageFingerprints::of(project, options));
    return prints.ofEvaluate(methods);
}

} // namespace nodesentry
