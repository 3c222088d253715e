#pragma once

#include "core/labels/sample_labels.h"
#include "core/labels/seen.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nodesentry {

/// How far two people agree, sample by sample and event by event. Counts add up over nodes.
struct AgreementFigures {
    std::int64_t samples = 0; ///< that both have judged
    std::int64_t first = 0; ///< of these, labelled by the first person
    std::int64_t second = 0;
    std::int64_t both = 0;
    std::int64_t firstEvents = 0; ///< stretches without a gap, among what both have judged
    std::int64_t secondEvents = 0;
    std::int64_t firstFound = 0; ///< events of the first person that share a sample with one of the second
    std::int64_t secondFound = 0;

    /// Cohen's kappa of "labelled or not": 1 full agreement, 0 as by chance.
    /// NaN where chance already agrees on everything: nobody labelled anything, or both everything.
    /// @source J. Cohen (1960), Educational and Psychological Measurement 20:37-46
    [[nodiscard]] double kappa() const;
    /// Harmonic mean of the shares of events that the other person has too; NaN if neither has any.
    [[nodiscard]] double eventF1() const;
};

struct ClassAgreement {
    std::string category;
    AgreementFigures figures;
};

struct PairAgreement {
    std::string first; ///< names ascending
    std::string second;
    AgreementFigures any; ///< labelled as whatever
    std::vector<ClassAgreement> classes; ///< those that one of the two has used, ascending
};

/// Compares every two authors of labels.
///
/// A person has judged what is marked as seen by them, and what they labelled. One who never marked anything
/// has judged the whole of every node on which they have a label. Only nodes and samples that both have
/// judged count.
/// @param nodes  sample times; labels of other nodes are left out
/// @return pairs in ascending order; empty with fewer than two authors
[[nodiscard]] std::vector<PairAgreement> compareAnnotators(const std::vector<Label>& labels,
                                                           const std::vector<SeenStretch>& seen,
                                                           const std::vector<NodeGrid>& nodes);

/// The stretches of a node where two of @p authors do not say the same classes and nothing is adjudicated:
/// what is left to settle. Open labels end with the grid.
/// @cost  for the node's labels of these authors, their number squared
[[nodiscard]] std::vector<TimeRange> disagreements(const std::vector<Label>& labels,
                                                   const std::vector<std::string>& authors,
                                                   const NodeGrid& node);

} // namespace nodesentry
