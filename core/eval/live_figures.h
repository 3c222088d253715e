#pragma once

#include "core/eval/confusion.h"
#include "core/eval/evaluation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace nodesentry {

/// What one node's figures need, so ordered that they are known at any threshold at once: for a line that is
/// dragged over the scores.
///
/// A sample is flagged where its score is above the threshold, the same one for all samples of all nodes;
/// scores are made comparable before, e.g. by thresholdRatios().
class LiveNode {
public:
    /// @param score     NaN = never flagged
    /// @param excluded, ignored  as in EvaluationNode; all three of one length
    /// @cost O(n log n)
    LiveNode(std::vector<float> score, std::vector<std::uint8_t> excluded, std::vector<std::uint8_t> ignored);

    /// Judges by other labels from now on; without any call nothing is anomalous.
    /// @param truth  1 = anomalous, as long as the score
    /// @cost O(n)
    void setTruth(std::span<const std::uint8_t> truth);

    [[nodiscard]] std::int64_t samples() const { return static_cast<std::int64_t>(m_score.size()); }
    [[nodiscard]] bool hasAnomalies() const
    {
        return m_positives > 0;
    } ///< among samples that are not ignored

    struct Counts {
        Confusion paper; ///< after point adjustment, without transition margins
        Confusion strict;
    };
    /// @cost O(log n)
    [[nodiscard]] Counts at(double threshold) const;

private:
    std::vector<float> m_score;
    std::vector<std::uint8_t> m_excluded;
    std::vector<std::uint8_t> m_ignored;
    std::vector<std::uint32_t> m_order; ///< samples with a score, ascending by it
    // Scores, ascending, of the samples that count.
    std::vector<float> m_anomalous;
    std::vector<float> m_normal;
    std::vector<float> m_paperNormal; ///< without transition margins
    // Events of the paper's mode, ascending by their highest score, which decides whether they are found.
    std::vector<float> m_eventPeaks;
    std::vector<std::int64_t> m_eventSamples; ///< of this event and all with a lower peak
    std::int64_t m_positives = 0;
    std::int64_t m_paperPositives = 0;
};

/// Precision, recall and F1 as evaluateMethod() gives them for flags that are score > threshold. The other
/// figures are left undefined.
/// @cost O(nodes log n)
struct LiveFigures {
    PaperFigures paper;
    StrictFigures strict;
};
[[nodiscard]] LiveFigures liveFigures(std::span<const LiveNode* const> nodes, double threshold);

} // namespace nodesentry
