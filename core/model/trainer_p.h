#pragma once

#include "core/base/run_context.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"
#include "core/model/training_report.h"
#include "core/model/training_support.h"
#include "core/model/transformer_p.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// Trains a network in place by masked reconstruction: AdamW, cosine learning rate with a short warm-up,
/// clipped gradients, early stop on held-back windows; the weights of the best epoch are kept.
///
/// Loss: weighted mean squared error over the measured values, hidden values counting 1 and visible ones
/// options.visibleLoss, times the metric's weight; plus loadBalance times the balance loss.
///
/// On a CPU each batch is computed in options.batchParts parts, each on one thread, and their gradients are
/// added in the order of the parts: the result is the same for any number of threads, and for any number of
/// trainings beside this one. With CUDA the products are in half precision, unless options.mixedPrecision
/// says otherwise.
///
/// A training whose loss becomes infinite or not a number is begun anew once, with a tenth of the learning
/// rate. One that was interrupted goes on from support.checkpointPath, to the same bits as without the
/// interruption.
///
/// @param weights  one per metric
/// @param context  polled once per step; progress is steps done
/// @error TrainingDiverged  a loss that is not finite, twice; names epoch and step, or the value among the
///                          samples that is so large that it is the cause
/// @error Cancelled         the network is then half trained
/// @error IoError           the checkpoint cannot be written
[[nodiscard]] Result<TrainingReport>
trainNetwork(TransformerNetwork& network, std::span<const SegmentView> segments, const TrainOptions& options,
             std::span<const double> weights, std::uint64_t seed, const torch::Device& device,
             const RunContext& context, const TrainingSupport& support = {});

/// "metric 3", or "metric 'cpu_user'" where names are known.
[[nodiscard]] std::string metricLabel(std::int64_t metric, const std::vector<std::string>& names);

/// Runs @p use with threads that help, those that are given or context.threads() - 1 of its own.
void withHelpers(SharedWork* given, const RunContext& context, const std::function<void(SharedWork&)>& use);

} // namespace nodesentry
