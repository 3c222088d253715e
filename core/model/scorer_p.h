#pragma once

#include "core/base/run_context.h"
#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"
#include "core/model/transformer_p.h"

#include <span>
#include <vector>

namespace nodesentry {

/// What turns a reconstruction into a score; learned in training, stored with the network.
struct ErrorScale {
    std::vector<double> weight; ///< of each metric, mean 1
    std::vector<double> divisor; ///< of each metric's squared error, > 0
    /// Of each metric: what all but a thousandth of its errors in training are below, in standard deviations,
    /// > 0; empty: unknown, as in models of earlier versions.
    std::vector<double> tail{};
};

/// Reconstructs stretches of any number of nodes together, in batches over windows and masks; on a CPU as
/// many batches at the same time as there are threads, with the same result for any number of them.
///
/// @param views    all with the network's number of metrics, each of at least one sample
/// @param context  polled once per batch; progress is windows done
/// @return one per view, in order
[[nodiscard]] Result<std::vector<Reconstruction>>
reconstructViews(const TransformerNetwork& network, std::span<const ScoreView> views,
                 const TrainOptions& options, const ErrorScale& scale, const torch::Device& device,
                 const RunContext& context);

/// Each metric's usual squared error on training windows (or 1 for `error_normalisation = none`), as the
/// divisor of its later errors.
///
/// A metric that hardly moves in training has an error near 0, by which nothing may be divided: the divisor
/// never falls below kSmallestDivisor squared standard deviations.
[[nodiscard]] Result<std::vector<double>>
measureErrorDivisors(const TransformerNetwork& network, std::span<const SegmentView> segments,
                     const TrainOptions& options, const torch::Device& device, const RunContext& context);

/// ErrorScale::tail, from evenly spaced windows of @p usual; empty for a tailWeight of 0. Never below
/// kSmallestTail standard deviations.
[[nodiscard]] Result<std::vector<double>>
measureErrorTails(const TransformerNetwork& network, std::span<const ScoreView> usual,
                  const TrainOptions& options, const torch::Device& device, const RunContext& context);

/// Segments as what is usual, where nothing but what the network sees is known of them.
[[nodiscard]] std::vector<ScoreView> scoreViewsOf(std::span<const SegmentView> segments);

} // namespace nodesentry
