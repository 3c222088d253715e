#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/eval/evaluation_options.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// One node as the evaluation sees it. All vectors are as long as the node's grid.
struct EvaluationNode {
    std::string node;
    std::vector<float> score; ///< NaN: not scored; ranks below every other sample
    std::vector<std::uint8_t> flagged; ///< 1 = above the threshold that was set without labels
    std::vector<std::uint8_t> truth; ///< 1 = anomalous
    std::vector<std::uint8_t> excluded; ///< 1 = transition margin: left out of the paper's figures only
    std::vector<std::uint8_t> ignored; ///< 1 = left out of everything: training range, other classes
    double stepSeconds = 1.0; ///< > 0
};

/// The paper's protocol (NodeSentry, SC '25, 4.1): per node, averaged over the nodes with anomalous samples.
/// Nodes without any have neither recall nor AUC; their false alarms show in StrictFigures.
struct PaperFigures {
    double precision = std::numeric_limits<double>::quiet_NaN(); ///< point-wise, after point adjustment
    double recall = std::numeric_limits<double>::quiet_NaN(); ///< point-wise, after point adjustment
    double auc = std::numeric_limits<double>::quiet_NaN(); ///< ROC of the scores as they are, not adjusted
    double f1 = std::numeric_limits<double>::quiet_NaN(); ///< harmonic mean of the two averages
};

/// Figures without point adjustment. Counts are pooled over all nodes; figures over all thresholds are means
/// of per-node values, since scores of different nodes need not share a scale.
struct StrictFigures {
    double f1 = std::numeric_limits<double>::quiet_NaN(); ///< pooled
    double precision = std::numeric_limits<double>::quiet_NaN(); ///< pooled
    double recall = std::numeric_limits<double>::quiet_NaN(); ///< pooled
    /// Mean over nodes of the best F1 of any constant threshold, chosen on the labels: an upper bound for
    /// each node, never a result. As a mean over nodes it need not bound the pooled f1.
    double f1Oracle = std::numeric_limits<double>::quiet_NaN();
    double paK20
        = std::numeric_limits<double>::quiet_NaN(); ///< pooled F1 after PA%K with EvaluationOptions::paK
    /// Harmonic mean of pooled point precision and event recall (Garg et al., 2021).
    double compositeF1 = std::numeric_limits<double>::quiet_NaN();
    double eventPrecision = std::numeric_limits<double>::quiet_NaN(); ///< pooled
    /// Event precision times (1 - flaggedNormalShare): 0 for a detector that always alarms, whose one alarm
    /// is a true one (Sehili and Zhang, 2023; ESA-ADB, 2024).
    double eventPrecisionCorrected = std::numeric_limits<double>::quiet_NaN();
    double eventRecall = std::numeric_limits<double>::quiet_NaN(); ///< pooled
    double aucRoc = std::numeric_limits<double>::quiet_NaN(); ///< mean over nodes
    double aucPr = std::numeric_limits<double>::quiet_NaN(); ///< mean over nodes of the average precision
    double vusPr = std::numeric_limits<double>::quiet_NaN(); ///< mean over nodes, see volumesUnderSurface()
    double vusRoc = std::numeric_limits<double>::quiet_NaN(); ///< mean over nodes
    double delaySeconds = std::numeric_limits<double>::quiet_NaN(); ///< mean over detected events
    double falseAlarmsPerNodeDay
        = std::numeric_limits<double>::quiet_NaN(); ///< pooled, per day of judged samples
    /// Of the normal samples, pooled: what event precision, recall and delay cost.
    double flaggedNormalShare = std::numeric_limits<double>::quiet_NaN();
};

/// How sure the figures are, as far as that depends on which nodes were looked at: intervals of the bootstrap
/// over nodes. NaN: no interval, since most of the drawn sets of nodes leave the figure undefined, or since
/// it rests on the anomalies of one node alone, however many others there are.
///
/// Few nodes make intervals that are too narrow and jump; see kNodesForIntervals. They say nothing of what
/// another seed, another time or another cluster would give.
struct EvaluationIntervals {
    double level = 0.95; ///< share of the drawn sets of nodes whose figure lies within
    int resamples = 0; ///< sets of nodes that were drawn
    std::int64_t nodes = 0; ///< that they were drawn from, with repetition
    std::int64_t labelledNodes = 0; ///< of these, with anomalous samples: what most figures depend on
    PaperFigures paperLow;
    PaperFigures paperHigh;
    StrictFigures strictLow;
    StrictFigures strictHigh;
};

/// With fewer labelled nodes, intervals are printed with a warning.
inline constexpr std::int64_t kNodesForIntervals = 10;

/// A figure that is undefined (no anomaly, no sample, no detected event) is NaN.
struct MethodEvaluation {
    PaperFigures paper;
    StrictFigures strict;
    std::optional<EvaluationIntervals> intervals; ///< none with fewer than two nodes
    std::int64_t nodes = 0; ///< with at least one sample that is not ignored
    std::int64_t testSamples = 0; ///< not ignored
    std::int64_t anomalousSamples = 0; ///< of these
    std::int64_t scoredSamples = 0; ///< of testSamples, with a score; the others rank lowest
    std::int64_t labelledNodes = 0; ///< with anomalous samples
};

/// Judges the scores and flags of one method against the truth.
///
/// @param nodes  empty allowed: all figures are undefined
/// @param context  nodes are judged on context.threads() threads; progress is the share of nodes done
/// @error Cancelled  a stop was requested
/// Intervals are the same for the same nodes, whatever the threads.
/// @cost  per node O(n log n + n vusBufferSamples); intervals O(nodes bootstrapResamples)
/// @source of the intervals: Efron (1979), The Annals of Statistics 7(1), 1-26; percentiles
[[nodiscard]] Result<MethodEvaluation> evaluateMethod(std::span<const EvaluationNode> nodes,
                                                      const EvaluationOptions& options,
                                                      const RunContext& context = {});

/// `{"paper": {"precision": …}, "strict": {"f1": …}, "scored_samples": …, "intervals": {"level": …, "paper":
/// {"f1": [low, high]}}}`, the value of one method in `evaluate --json`. Undefined figures are null, and so
/// are intervals there are not.
[[nodiscard]] std::string toJson(const MethodEvaluation& evaluation);

} // namespace nodesentry
