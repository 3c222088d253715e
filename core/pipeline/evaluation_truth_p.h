#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/labels/sample_labels.h"
#include "core/pipeline/evaluation_report.h"
#include "core/pipeline/prepared_project_p.h"
#include "core/preprocess/split_by_job.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace nodesentry {

/// A node that is evaluated.
struct JudgedNode {
    std::string node;
    TimeGrid grid;
    std::int64_t trainEnd = 0;
};

/// Which labels count as the truth.
enum class TruthLabels {
    Independent, ///< as if nobody had made labels by accepting a method's suggestions
    All,
};

/// What is known of one node before any score is looked at. All vectors are as long as its grid.
struct NodeTruth {
    std::vector<std::uint8_t> truth; ///< 1 = anomalous
    std::vector<std::uint8_t> excluded; ///< 1 = transition margin
    /// 1 = not judged: training time, outside of segments (there is nothing to score), other groups, other
    /// classes. Whatever a method scored or not: all are judged by the same.
    std::vector<std::uint8_t> ignored;
};

/// Labels, jobs and groups of a project, as an evaluation sees them. The order of labels does not matter.
class EvaluationTruth {
public:
    static Result<EvaluationTruth> load(const Project& project, const PipelineOptions& options,
                                        const EvaluationRequest& request, const RunContext& context);

    [[nodiscard]] const std::vector<JudgedNode>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<std::string>& groups() const { return m_groups; } ///< ascending
    [[nodiscard]] bool hasLabels() const { return m_hasLabels; } ///< in test time
    /// Labels in test time that came from suggestions, by method.
    [[nodiscard]] const std::map<std::string, int>& suggested() const { return m_suggested; }

    /// @param group  position in groups(), or -1 for the whole. A sample may be in several groups: of jobs
    ///               that share the node, of classes whose labels overlap.
    [[nodiscard]] NodeTruth of(const JudgedNode& node, int group, TruthLabels labels) const;
    /// Judged samples that are anomalous by TruthLabels::All alone.
    [[nodiscard]] std::int64_t suggestedSamples() const;

private:
    using Marks = std::vector<std::uint8_t>;

    explicit EvaluationTruth(EvaluationRequest request) : m_request(std::move(request)) { }
    void listGroups(const JudgedNode& node);
    /// Marks the samples of a group; those of all segments for the whole and for classes.
    [[nodiscard]] Marks samplesOfGroup(const JudgedNode& node, int group) const;
    [[nodiscard]] std::vector<SampleSpan> spansOfJobs(const JudgedNode& node, const std::string& group) const;
    [[nodiscard]] std::string groupValue(const Job& job) const; ///< empty: in no group

    EvaluationRequest m_request;
    double m_marginSeconds = 0.0;
    Preparation m_preparation;
    std::vector<Job> m_jobs;
    JobsByNode m_jobsOfNode;
    std::map<std::string, std::vector<Label>> m_labels; ///< by node
    std::map<LabelId, std::string> m_sourceOfLabel; ///< of suggested ones
    std::map<std::string, int> m_suggested;
    std::vector<std::string> m_groups;
    std::vector<JudgedNode> m_nodes;
    bool m_hasLabels = false;
};

} // namespace nodesentry
