#pragma once

#include "core/base/run_context.h"
#include "core/model/reconstruction.h"
#include "core/model/segment_view.h"
#include "core/model/train_options.h"
#include "core/model/training_report.h"
#include "core/model/training_support.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nodesentry {

/// What the segments of one cluster normally look like: a Transformer encoder with a sparse mixture of
/// experts, trained to restore values that were hidden from it. Where it cannot restore them, something is
/// unusual.
///
/// @thread const functions may run at the same time on one object
/// @source the paper, sections 3.4 and 3.5; docs/model.md says where and why this differs
class ClusterModel {
public:
    ClusterModel(ClusterModel&&) noexcept;
    ClusterModel& operator=(ClusterModel&&) noexcept;
    ~ClusterModel();

    /// Trains a model on the segments of one cluster.
    ///
    /// @param segments  at least one, each of at least one sample, all with the same metrics in the same
    ///                  order
    /// @param seed      same seed, data, options and CPU: the same model, bit for bit, on any number of
    ///                  threads
    /// @param device    auto, cpu, cuda or cuda:n
    /// @param context   polled once per optimiser step or batch, at most some 100 ms of work by default;
    ///                  progress says epoch, losses and throughput
    /// @param support   helping threads, and where a training that was interrupted is taken up again
    /// @error InvalidArgument   no segments, an option out of range, or a value that is not finite (names
    ///                          segment, metric and sample)
    /// @error InconsistentData  segments with different numbers of metrics
    /// @error TrainingDiverged  the loss became infinite or not a number, with a tenth of the learning rate
    ///                          too; names epoch and step, or segment and metric where a value is the cause
    /// @error Unsupported       no such device, or LibTorch gave up, e.g. for lack of memory
    /// @error Cancelled         a stop was requested; there is no partial model
    /// @cost  proportional to options.maxSteps at most, however much data there is
    [[nodiscard]] static Result<ClusterModel> train(std::span<const SegmentView> segments,
                                                    const TrainOptions& options, std::uint64_t seed,
                                                    const std::string& device, const RunContext& context = {},
                                                    const TrainingSupport& support = {});

    /// Continues training this model on further segments, e.g. newly matched ones, and measures the usual
    /// errors anew; metric weights and options that shape the network stay as they are.
    /// @param segments  all that the model shall know from now on: those it leaves out it may forget
    /// @param steps     optimiser steps, >= 1; the learning rate starts at a third of that of training
    /// @error           as train(); also InconsistentData if the number of metrics is another
    [[nodiscard]] Result<ClusterModel> fineTuned(std::span<const SegmentView> segments, int steps,
                                                 std::uint64_t seed, const RunContext& context = {},
                                                 const TrainingSupport& support = {}) const;

    /// Says for samples [begin, end) of one node, all of one segment, what was to be expected and how unusual
    /// what happened is.
    ///
    /// @param clipped    what the network sees; kept metrics x samples
    /// @param unclipped  what its output is compared with; same shape
    /// @pre  shapes fit each other, 0 <= begin < end <= samples
    /// @error InconsistentData  other than metricCount() metrics
    /// @error Cancelled    a stop was requested
    /// @error Unsupported  LibTorch gave up, e.g. for lack of memory
    [[nodiscard]] Result<Reconstruction> reconstruct(const SampleMatrix& clipped,
                                                     const SampleMatrix& unclipped, std::int64_t begin,
                                                     std::int64_t end, const RunContext& context = {}) const;

    /// The same for many stretches of any nodes at once, which share batches: several times faster for short
    /// ones.
    /// @param context  batches are spread over its threads; the result is the same for any number of them
    /// @return one per view, in order, of samples [firstScored(), end)
    [[nodiscard]] Result<std::vector<Reconstruction>> reconstruct(std::span<const ScoreView> views,
                                                                  const RunContext& context = {}) const;

    /// What reconstruct() says of the newest samples of each stretch, without computing the others: for nodes
    /// that are watched while their jobs run.
    /// @param views    each from the begin of its segment, or from one window length back, to the newest
    ///                 sample
    /// @param samples  how many of the newest, >= 1; fewer where a view has fewer
    /// @return one per view, in order
    /// @cost  of a sample a window for each pass that hides it, half of the last layer and less
    [[nodiscard]] Result<std::vector<Reconstruction>>
    scoreLatest(std::span<const ScoreView> views, int samples = 1, const RunContext& context = {}) const;

    [[nodiscard]] const TrainingReport& report() const;
    [[nodiscard]] const TrainOptions& options() const;
    [[nodiscard]] int metricCount() const;
    [[nodiscard]] std::span<const double> metricWeights() const; ///< mean 1; stable metrics weigh more
    [[nodiscard]] bool comparesNodes() const; ///< whether ScoreView::peers has a part in the score
    [[nodiscard]] const std::string& device() const; ///< "cpu" or "cuda:n"
    [[nodiscard]] const std::string&
    extraJson() const; ///< what save() was given when this was loaded; else "{}"

    /// Writes PATH.pt (weights) and PATH.json (everything else), replacing older ones only when complete.
    /// @param extraJson  JSON object of the caller, given back by extraJson(); empty for none
    /// @error IoError          the files could not be written
    /// @error InvalidArgument  extraJson is not a JSON object
    Result<void> save(const std::string& pathWithoutEnding, const std::string& extraJson) const;

    /// Reads what save() wrote, on whatever device it was trained. Executes nothing from the files.
    /// @error NotFound, IoError  a file is not there or cannot be read
    /// @error Corrupt            damaged, truncated, or the two files do not belong together
    /// @error VersionTooNew      written by a newer version
    /// @error Unsupported        no such device
    [[nodiscard]] static Result<ClusterModel> load(const std::string& pathWithoutEnding,
                                                   const std::string& device);

    /// report() of a model that was saved, without its weights.
    /// @error NotFound, IoError, Corrupt, VersionTooNew  as load()
    /// @cost  some ten kilobytes are read
    [[nodiscard]] static Result<TrainingReport> savedReport(const std::string& pathWithoutEnding);

private:
    struct Private;
    explicit ClusterModel(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace nodesentry
