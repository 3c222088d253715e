#include "core/pipeline/explain_scores.h"

#include "core/base/reason.h"
#include "core/detect/score_store.h"
#include "core/pipeline/prepared_project_p.h"
#include "core/pipeline/score_details.h"
#include "core/preprocess/metric_fate.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <limits>

namespace nodesentry {

namespace {

using Kind = MetricExpectation::Kind;

/// Of a kept metric on one node.
Kind kindOnNode(const Preparation::NodeStatistics& statistics, std::size_t row, bool byMethod)
{
    if (std::binary_search(statistics.drifting.begin(), statistics.drifting.end(), static_cast<int>(row)))
        return Kind::Drifting;
    if (statistics.scale[row] == 0.0)
        return Kind::Constant;
    return byMethod ? Kind::Known : Kind::NotByMethod;
}

Result<std::vector<MetricExpectation>> expectationsOf(const MetricCatalog& catalog,
                                                      const Preparation& preparation,
                                                      const Preparation::NodeStatistics& statistics,
                                                      bool byMethod)
{
    NODESENTRY_TRY(const auto fates, metricFates(catalog, preparation));
    std::vector<MetricExpectation> expectations(fates.size());
    for (std::size_t metric = 0; metric < fates.size(); ++metric) {
        if (fates[metric].kind == MetricFate::Kind::Redundant)
            expectations[metric] = {Kind::Represented, fates[metric].standIn};
        else if (fates[metric].kind == MetricFate::Kind::NeverMeasured)
            expectations[metric].kind = Kind::NotMeasured;
    }
    for (std::size_t row = 0; row < preparation.keptMetrics.size(); ++row)
        expectations[static_cast<std::size_t>(preparation.keptMetrics[row])].kind
            = kindOnNode(statistics, row, byMethod);
    return expectations;
}

/// From standard deviations about the mean to the metric's unit, in place.
void takeBack(SampleMatrix& values, const Preparation::NodeStatistics& statistics)
{
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
        const auto kept = static_cast<std::size_t>(row);
        const double mean = statistics.mean[kept];
        const double scale = statistics.scale[kept];
        if (scale == 0.0) { // it was 0 for the method, whatever it was
            values.row(row).setConstant(std::numeric_limits<float>::quiet_NaN());
            continue;
        }
        values.row(row) = (values.row(row).cast<double>().array() * scale + mean).cast<float>();
    }
}

} // namespace

Result<ScoreExplanation> explainScores(const Project& project, const PipelineOptions& options,
                                       const std::string& method, const std::string& node,
                                       const RunContext& context)
{
    NODESENTRY_CHECK(requireCurrentScores(project, options, method));
    NODESENTRY_TRY(auto details, scoreDetails(project, options, method, node, context));
    if (details.metricError.size() == 0)
        return fail(Reason::MethodExplainsNothing, {method});
    NODESENTRY_TRY(auto judged, ScoreStore::read(project.scoresPath(), method, node, false));
    NODESENTRY_TRY(const auto prepared, PreparedProject::open(project));
    const auto& preparation = prepared.preparation();
    const auto* statistics = preparation.findNode(node);
    const auto rows = prepared.metricCount();
    const bool byMethod = details.reconstruction.size() > 0;
    const auto fits = [&](const SampleMatrix& values) {
        return values.rows() == rows && values.cols() == judged.grid.size;
    };
    if (statistics == nullptr || !fits(details.metricError) || (byMethod && !fits(details.reconstruction)))
        return fail(Reason::ScoresUnfit, {method, node});

    ScoreExplanation explanation;
    explanation.method = method;
    explanation.node = node;
    explanation.grid = judged.grid;
    NODESENTRY_TRY(const auto catalog, project.metrics());
    NODESENTRY_TRY(explanation.metrics, expectationsOf(catalog, preparation, *statistics, byMethod));
    explanation.metricOfRow = preparation.keptMetrics;
    explanation.error = std::move(details.metricError);
    explanation.expected = std::move(details.reconstruction);
    takeBack(explanation.expected, *statistics);
    explanation.score = std::move(judged.scores.score);
    explanation.threshold = std::move(judged.threshold);
    explanation.cluster = std::move(details.cluster);
    explanation.expert = std::move(details.expert);
    explanation.confidence = std::move(details.confidence);
    return explanation;
}

} // namespace nodesentry
