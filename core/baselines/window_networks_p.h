#pragma once

#include "core/baselines/baseline_options.h"
#include "core/baselines/torch_precompiled_p.h"
#include "core/detect/detector.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace nodesentry {

/// A network that reconstructs windows of one node: what examon, ruad and usad have of their own.
class WindowNetwork {
public:
    virtual ~WindowNetwork() = default;

    /// One step of training.
    /// @param windows  batch x window x metrics
    /// @param epoch    from 1
    /// @return the loss
    virtual double train(const torch::Tensor& windows, std::int64_t epoch) = 0;

    /// After the last step: what only training needs can go.
    virtual void finish() = 0;

    /// How far the last sample of each window is from what was expected.
    /// @param windows  batch x window x metrics, clipped: what the network sees
    /// @param last     batch x metrics, the last samples, not clipped
    /// @return batch x metrics, >= 0
    [[nodiscard]] virtual torch::Tensor error(const torch::Tensor& windows,
                                              const torch::Tensor& last) const = 0;
};

/// Makes the network of one node.
/// @param training  metrics x samples, the training range, clipped
using WindowNetworkFactory
    = std::function<std::unique_ptr<WindowNetwork>(const SampleMatrix& training, std::uint64_t seed)>;

enum class ErrorSum {
    Mean, ///< score: mean error of the metrics; metricError: each one's summand
    Largest, ///< score: largest error of any metric; metricError: the score at that metric
};

/// A detector with one network a node, trained on all windows of the node's training range that end at one of
/// its samples; before the first sample it repeats. Windows go over the ends of segments, as in the papers.
///
/// Each network has random numbers of its own for each seed and node name and runs on one thread, so that
/// scores do not depend on other nodes and threads.
///
/// fit() @error TrainingDiverged  a loss that is not finite; names node and step
/// score() @error NotFound  the node was not fitted
[[nodiscard]] std::unique_ptr<Detector> makeWindowNetworks(std::string method, int window,
                                                           const NetworkTraining& training, ErrorSum sum,
                                                           std::uint64_t seed, WindowNetworkFactory factory);

} // namespace nodesentry
