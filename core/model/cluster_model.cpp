#include "core/model/cluster_model.h"

#include "core/base/expects.h"
#include "core/base/reason.h"
#include "core/model/checkpoint_p.h"
#include "core/model/metric_weights.h"
#include "core/model/scorer_p.h"
#include "core/model/torch_runtime.h"
#include "core/model/trainer_p.h"

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <spdlog/fmt/fmt.h>

#include <cmath>
#include <new>

namespace nodesentry {

struct ClusterModel::Private {
    TrainedModel model;
    std::string device;
};

namespace {

/// Runs @p work and turns what LibTorch throws into an Error.
template <class Work> auto guarded(Work&& work) -> decltype(work())
{
    try {
        return work();
    } catch (const c10::Error& problem) {
        return fail(Reason::TorchFailed, {problem.what_without_backtrace()});
    } catch (const std::bad_alloc&) {
        return fail(Reason::OutOfMemory);
    }
}

Result<void> checkOptions(TrainOptions options)
{
    ParameterBinder binder;
    bindParameters(binder, options);
    for (const Parameter& parameter : binder.parameters())
        NODESENTRY_CHECK(binder.set(parameter.name, parameter.valueText()));
    if (options.topK > options.experts)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("top_k is {}, but there are only {} experts", options.topK, options.experts));
    return {};
}

Result<void> checkSegments(std::span<const SegmentView> segments, const std::vector<std::string>& metricNames)
{
    if (segments.empty())
        return fail(ErrorCode::InvalidArgument, "there is no segment to train on");
    const Eigen::Index metrics = segments.front().values->rows();
    for (const SegmentView& segment : segments) {
        NODESENTRY_EXPECTS(0 <= segment.begin && segment.begin < segment.end
                               && segment.end <= segment.values->cols(),
                           "a segment lies within its node and is not empty");
        if (segment.values->rows() != metrics)
            return fail(ErrorCode::InconsistentData,
                        fmt::format("segment {} has {} metrics, the first one has {}", segment.segmentId,
                                    segment.values->rows(), metrics));
        if (metrics == 0)
            return fail(ErrorCode::InvalidArgument, "there is no metric to train on");
        NODESENTRY_EXPECTS(
            !segment.filled
                || (segment.filled->rows() == metrics && segment.filled->cols() == segment.values->cols()),
            "the mask has the shape of the values");
        for (Eigen::Index m = 0; m < metrics; ++m) {
            for (std::int64_t t = segment.begin; t < segment.end; ++t) {
                if (!std::isfinite((*segment.values)(m, t)))
                    return fail(ErrorCode::InvalidArgument,
                                fmt::format("segment {}: the value of {} at sample {} is not finite",
                                            segment.segmentId, metricLabel(m, metricNames), t));
            }
        }
    }
    return {};
}

/// A stream of its own for each training on one GPU, so that they need not wait for each other.
class OwnStream {
public:
    explicit OwnStream(const torch::Device& device)
    {
        if (device.is_cuda())
            m_guard.reset_stream(c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device));
    }

private:
    c10::OptionalStreamGuard m_guard;
};

/// Trains model.network in place and fills in what is learned along the way.
Result<void> fit(TrainedModel& model, std::span<const SegmentView> segments, std::uint64_t seed,
                 const torch::Device& device, const RunContext& context, const TrainingSupport& support)
{
    const OwnStream stream(device);
    model.network->to(device);
    NODESENTRY_TRY(model.report,
                   trainNetwork(*model.network, segments, model.options, model.scale.weight, seed, device,
                                context.part(0.0, 0.95), support));
    NODESENTRY_TRY(model.scale.usual,
                   measureUsualErrors(*model.network, segments, support.usual, model.options, device,
                                      context.part(0.95, 1.0)));
    if ((model.options.profileWeight > 0.0 || model.options.lastingWeight > 0.0) && !support.usual.empty())
        model.scale.profile = PhaseProfile::measure(support.usual, model.options.windowSamples);
    if (model.options.peerWeight > 0.0 && !support.usual.empty())
        model.scale.peers = PeerDistance::measure(support.usual);
    return {};
}

} // namespace

ClusterModel::ClusterModel(std::unique_ptr<Private> data) : d(std::move(data)) { }
ClusterModel::ClusterModel(ClusterModel&&) noexcept = default;
ClusterModel& ClusterModel::operator=(ClusterModel&&) noexcept = default;
ClusterModel::~ClusterModel() = default;

Result<ClusterModel> ClusterModel::train(std::span<const SegmentView> segments, const TrainOptions& options,
                                         std::uint64_t seed, const std::string& device,
                                         const RunContext& context, const TrainingSupport& support)
{
    NODESENTRY_CHECK(checkSegments(segments, support.metricNames));
    NODESENTRY_CHECK(checkOptions(options));
    auto data = std::make_unique<Private>();
    NODESENTRY_TRY(data->device, resolveDevice(device));
    data->model.metrics = static_cast<int>(segments.front().values->rows());
    data->model.options = options;
    data->model.scale.weight = metricWeightsFromChange(meanAbsoluteChange(segments), options.weightFloor);
    NODESENTRY_CHECK(guarded([&]() -> Result<void> {
        data->model.network = std::make_shared<TransformerNetwork>(data->model.metrics, options, seed);
        return fit(data->model, segments, seed, data->device, context, support);
    }));
    return ClusterModel(std::move(data));
}

Result<ClusterModel> ClusterModel::fineTuned(std::span<const SegmentView> segments, int steps,
                                             std::uint64_t seed, const RunContext& context,
                                             const TrainingSupport& support) const
{
    NODESENTRY_EXPECTS(steps >= 1, "training takes at least one step");
    NODESENTRY_CHECK(checkSegments(segments, support.metricNames));
    if (segments.front().values->rows() != d->model.metrics)
        return fail(ErrorCode::InconsistentData,
                    fmt::format("the model knows {} metrics, the segments have {}", d->model.metrics,
                                segments.front().values->rows()));
    auto data = std::make_unique<Private>(*d);
    TrainOptions shorter = data->model.options;
    shorter.minSteps = shorter.maxSteps = steps;
    shorter.epochs = std::min(shorter.epochs, steps);
    shorter.learningRate /= 3.0;
    NODESENTRY_CHECK(guarded([&]() -> Result<void> {
        data->model.network = std::make_shared<TransformerNetwork>(d->model.metrics, d->model.options, seed);
        data->model.network->to(torch::Device(d->device));
        {
            const torch::NoGradGuard noGradient;
            auto mine = data->model.network->parameters();
            const auto theirs = d->model.network->parameters();
            for (std::size_t i = 0; i < mine.size(); ++i)
                mine[i].copy_(theirs[i]);
        }
        data->model.options = shorter;
        const Result<void> done = fit(data->model, segments, seed, data->device, context, support);
        data->model.options = d->model.options;
        return done;
    }));
    return ClusterModel(std::move(data));
}

Result<Reconstruction> ClusterModel::reconstruct(const SampleMatrix& clipped, const SampleMatrix& unclipped,
                                                 std::int64_t begin, std::int64_t end,
                                                 const RunContext& context) const
{
    ScoreView view;
    view.clipped = &clipped;
    view.unclipped = &unclipped;
    view.begin = begin;
    view.end = end;
    NODESENTRY_TRY(std::vector<Reconstruction> all, reconstruct(std::span(&view, 1), context));
    return std::move(all.front());
}

Result<std::vector<Reconstruction>> ClusterModel::reconstruct(std::span<const ScoreView> views,
                                                              const RunContext& context) const
{
    for (const ScoreView& view : views) {
        if (view.clipped->rows() != d->model.metrics)
            return fail(Reason::ModelUnfit,
                        {std::to_string(d->model.metrics), std::to_string(view.clipped->rows())});
        NODESENTRY_EXPECTS(view.clipped->rows() == d->model.metrics
                               && view.unclipped->rows() == d->model.metrics,
                           "the values have the metrics that the model was trained on");
        NODESENTRY_EXPECTS(view.unclipped->cols() == view.clipped->cols(),
                           "clipped and unclipped values agree");
        NODESENTRY_EXPECTS(0 <= view.begin && view.begin < view.end && view.end <= view.clipped->cols()
                               && view.position >= 0 && view.from < view.end,
                           "the stretch lies within the node and is not empty");
    }
    return guarded([&] {
        return reconstructViews(*d->model.network, views, d->model.options, d->model.scale,
                                torch::Device(d->device), context);
    });
}

Result<std::vector<Reconstruction>> ClusterModel::scoreLatest(std::span<const ScoreView> views, int samples,
                                                              const RunContext& context) const
{
    NODESENTRY_EXPECTS(samples >= 1, "at least one sample is wanted");
    std::vector<ScoreView> latest(views.begin(), views.end());
    for (ScoreView& view : latest)
        view.from = std::max(view.firstScored(), view.end - samples);
    return reconstruct(latest, context);
}

const TrainingReport& ClusterModel::report() const
{
    return d->model.report;
}
const TrainOptions& ClusterModel::options() const
{
    return d->model.options;
}
int ClusterModel::metricCount() const
{
    return d->model.metrics;
}
std::span<const double> ClusterModel::metricWeights() const
{
    return d->model.scale.weight;
}
bool ClusterModel::comparesNodes() const
{
    return !d->model.scale.peers.empty();
}
const std::string& ClusterModel::device() const
{
    return d->device;
}
const std::string& ClusterModel::extraJson() const
{
    return d->model.extraJson;
}

Result<void> ClusterModel::save(const std::string& pathWithoutEnding, const std::string& extraJson) const
{
    TrainedModel model = d->model;
    model.extraJson = extraJson;
    return guarded([&] { return writeCheckpoint(pathWithoutEnding, model); });
}

Result<ClusterModel> ClusterModel::load(const std::string& pathWithoutEnding, const std::string& device)
{
    auto data = std::make_unique<Private>();
    NODESENTRY_TRY(data->device, resolveDevice(device));
    NODESENTRY_CHECK(guarded([&]() -> Result<void> {
        NODESENTRY_TRY(data->model, readCheckpoint(pathWithoutEnding));
        data->model.network->to(torch::Device(data->device));
        return {};
    }));
    return ClusterModel(std::move(data));
}

Result<TrainingReport> ClusterModel::savedReport(const std::string& pathWithoutEnding)
{
    return readReport(pathWithoutEnding);
}

} // namespace nodesentry
