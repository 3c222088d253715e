#pragma once

#include "core/base/run_context.h"
#include "core/model/peer_distance_p.h"
#include "core/model/phase_profile_p.h"
#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"
#include "core/model/transformer_p.h"

#include <span>
#include <vector>

namespace nodesentry {

/// Errors that were usual in training, where values were hidden in one way.
struct UsualErrors {
    std::vector<double> divisor; ///< of each metric's squared error, > 0
    /// Of each metric: what all but a thousandth of its errors in training are below, in standard deviations,
    /// > 0; empty: unknown, as in models of earlier versions.
    std::vector<double> tail{};
};

/// What turns a reconstruction into a score; learned in training, stored with the network.
struct ErrorScale {
    std::vector<double> weight; ///< of each metric, mean 1
    std::vector<UsualErrors> usual; ///< one for each of scoringMasks()
    PhaseProfile profile{}; ///< empty: not asked for, no jobs, or a model of an earlier version
    PeerDistance peers{}; ///< likewise
};

/// Reconstructs stretches of any number of nodes together, in batches over windows and masks; on a CPU as
/// many batches at the same time as there are threads, with the same result for any number of them. Where
/// values are hidden in two ways, each sample has what is said of it by the one that finds it more unusual.
///
/// @param views    all with the network's number of metrics, each of at least one sample
/// @param context  polled once per batch; progress is windows done
/// @return one per view, in order
[[nodiscard]] Result<std::vector<Reconstruction>>
reconstructViews(const TransformerNetwork& network, std::span<const ScoreView> views,
                 const TrainOptions& options, const ErrorScale& scale, const torch::Device& device,
                 const RunContext& context);

/// What is usual, for each of scoringMasks(). The divisor is each metric's usual squared error on training
/// windows, or 1 for `error_normalisation = none`; the tail comes from evenly spaced windows of @p known, and
/// is empty for a tailWeight of 0.
///
/// A metric that hardly moves in training has an error near 0, by which nothing may be divided: the divisor
/// never falls below kSmallestDivisor squared standard deviations, the tail never below kSmallestTail.
/// @param known  all that is known of what is usual; empty: @p segments
[[nodiscard]] Result<std::vector<UsualErrors>>
measureUsualErrors(const TransformerNetwork& network, std::span<const SegmentView> segments,
                   std::span<const ScoreView> known, const TrainOptions& options, const torch::Device& device,
                   const RunContext& context);

} // namespace nodesentry
