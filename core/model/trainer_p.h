#pragma once

#include "core/base/run_context.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"
#include "core/model/training_report.h"
#include "core/model/transformer_p.h"

#include <span>
#include <vector>

namespace nodesentry {

/// Trains a network in place by masked reconstruction: AdamW, cosine learning rate with a short warm-up,
/// clipped gradients, early stop on held-back windows; the weights of the best epoch are kept.
///
/// Loss: weighted mean squared error over the measured values, hidden values counting 1 and visible ones
/// options.visibleLoss, times the metric's weight; plus loadBalance times the balance loss.
/// Held back are whole segments where there are at least eight, else the end of each segment.
///
/// @param weights  one per metric
/// @param context  polled once per step; progress is steps done
/// @error TrainingDiverged  a loss that is not finite; names epoch and step
/// @error Cancelled         the network is then half trained
[[nodiscard]] Result<TrainingReport> trainNetwork(TransformerNetwork& network,
                                                  std::span<const SegmentView> segments,
                                                  const TrainOptions& options,
                                                  std::span<const double> weights, std::uint64_t seed,
                                                  const torch::Device& device, const RunContext& context);

} // namespace nodesentry
