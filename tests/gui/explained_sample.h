#pragma once

#include "core/detect/score_explanation.h"
#include "tests/gui/sample_project.h"

#include <limits>
#include <string>

namespace nodesentry::test {

/// What a method could say of a node of the sample project: of mem_free (3) it expected 42 and found it at
/// fault in the case, three times as much as net_in (5), of which it expected 1e5; load1 (2) was constant,
/// mem_cached (4) is represented by mem_free.
inline ScoreExplanation explainedSample(const std::string& method, const std::string& node)
{
    using Kind = MetricExpectation::Kind;
    constexpr auto kSamples = SampleProject::kSamples;
    ScoreExplanation explanation;
    explanation.method = method;
    explanation.node = node;
    explanation.grid = {SampleProject::kOrigin, SampleProject::kStep, kSamples};
    explanation.metrics.assign(7, {Kind::NotMeasured});
    explanation.metrics[2].kind = Kind::Constant;
    explanation.metrics[3].kind = Kind::Known;
    explanation.metrics[4] = {Kind::Represented, 3};
    explanation.metrics[5].kind = Kind::Known;
    explanation.metricOfRow = {2, 3, 5};
    explanation.error = SampleMatrix::Constant(3, kSamples, 0.1F);
    explanation.error.row(0).setZero();
    explanation.expected = SampleMatrix::Constant(3, kSamples, std::numeric_limits<float>::quiet_NaN());
    explanation.expected.row(1).setConstant(42.0F);
    explanation.expected.row(2).setConstant(1e5F);
    const auto size = std::size_t(kSamples);
    explanation.score.assign(size, 0.5F);
    explanation.threshold.assign(size, 2.0F);
    explanation.cluster.assign(size, 3);
    explanation.expert.assign(size, 1);
    explanation.confidence.assign(size, 0.8F);
    for (auto i = SampleProject::kCaseBegin; i < SampleProject::kCaseEnd; ++i) {
        explanation.error(1, i) = 6.0F;
        explanation.error(2, i) = 2.0F;
        explanation.score[std::size_t(i)] = i == SampleProject::kCaseBegin + 5 ? 9.0F : 8.0F;
    }
    return explanation;
}

} // namespace nodesentry::test
