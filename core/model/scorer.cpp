#include "core/model/scorer_p.h"

#include "core/base/ordered_parallel.h"
#include "core/model/batch_p.h"
#include "core/model/soft_limit_p.h"
#include "core/model/torch_runtime.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace nodesentry {

namespace {

constexpr double kSmallestDivisor = 0.02;

/// Tokens that go through the network together: as many as keep the processor's caches warm, and a GPU busy.
constexpr std::int64_t kTokensOnCpu = 1024;
constexpr std::int64_t kTokensElsewhere = 32768;

/// One forward pass over one window.
struct Pass {
    std::size_t view;
    Window window;
    int pass;
    std::vector<std::int64_t> wanted; ///< samples of the window that the pass is to reconstruct, ascending
};

/// What the network says of some windows, on the CPU.
struct Answer {
    torch::Tensor values; ///< windows x wanted x metrics
    torch::Tensor expert; ///< windows x wanted, int64
    torch::Tensor confidence; ///< windows x wanted
};

/// Sums the predictions of the passes that hid a value, so that none is judged by a network that saw it.
class Predictions {
public:
    Predictions(std::span<const ScoreView> views, const BlockMask& mask) : m_views(views), m_mask(mask)
    {
        for (const ScoreView& view : views) {
            const Eigen::Index metrics = view.clipped->rows();
            const Eigen::Index samples = view.end - view.firstScored();
            m_sum.emplace_back(SampleMatrix::Zero(samples, metrics));
            m_count.emplace_back(SampleMatrix::Zero(samples, mask.groups));
            m_expert.emplace_back(static_cast<std::size_t>(samples), std::int8_t{-1});
            m_confidence.emplace_back(static_cast<std::size_t>(samples), 0.0F);
        }
    }

    /// @param row  of the answer
    void add(const Pass& pass, const Answer& answer, std::int64_t row)
    {
        const ScoreView& view = m_views[pass.view];
        SampleMatrix& sum = m_sum[pass.view];
        const Eigen::Index metrics = sum.cols();
        const std::int64_t wanted = answer.values.size(1);
        const float* values = answer.values.data_ptr<float>() + row * wanted * metrics;
        const std::int64_t* expert = answer.expert.data_ptr<std::int64_t>() + row * wanted;
        const float* confidence = answer.confidence.data_ptr<float>() + row * wanted;
        for (std::size_t i = 0; i < pass.wanted.size(); ++i, values += metrics) {
            const std::int64_t sample = pass.window.begin + pass.wanted[i]; // of the view
            const std::int64_t position = view.position + sample;
            const std::int64_t place = view.begin + sample - view.firstScored();
            for (int g = 0; g < m_mask.groups; ++g) {
                if (m_mask.passes > 1 && !m_mask.hidesGroup(pass.pass, position, g))
                    continue;
                m_count[pass.view](place, g) += 1.0F;
                if (m_mask.groups > 1) {
                    for (Eigen::Index m = 0; m < metrics; ++m)
                        if (m_mask.group[static_cast<std::size_t>(m)] == g)
                            sum(place, m) += values[m];
                } else {
                    sum.row(place) += Eigen::Map<const Eigen::RowVectorXf>(values, metrics);
                }
            }
            m_expert[pass.view][static_cast<std::size_t>(place)] = static_cast<std::int8_t>(expert[i]);
            m_confidence[pass.view][static_cast<std::size_t>(place)] = confidence[i];
        }
    }

    /// Metrics x samples.
    [[nodiscard]] SampleMatrix mean(std::size_t view) const
    {
        SampleMatrix mean(m_sum[view].cols(), m_sum[view].rows());
        for (Eigen::Index m = 0; m < mean.rows(); ++m)
            mean.row(m) = m_sum[view].col(m).cwiseQuotient(
                m_count[view].col(m_mask.groups > 1 ? m_mask.group[static_cast<std::size_t>(m)] : 0));
        return mean;
    }
    [[nodiscard]] std::vector<std::int8_t>& expert(std::size_t view) { return m_expert[view]; }
    [[nodiscard]] std::vector<float>& confidence(std::size_t view) { return m_confidence[view]; }

private:
    std::span<const ScoreView> m_views;
    const BlockMask& m_mask;
    std::vector<SampleMatrix> m_sum; ///< samples x metrics: a token's values lie side by side
    std::vector<SampleMatrix> m_count; ///< samples x groups
    std::vector<std::vector<std::int8_t>> m_expert;
    std::vector<std::vector<float>> m_confidence;
};

/// Fills in error and score from the expected values.
void judge(const ScoreView& view, Reconstruction& result, const TrainOptions& options,
           std::span<const double> weights, const UsualErrors& usualErrors)
{
    const Eigen::Index metrics = result.values.rows();
    const Eigen::Index samples = result.values.cols();
    const std::int64_t first = view.firstScored();
    const bool squared = options.scoreError == "squared";
    result.error.resize(metrics, samples);
    std::vector<double> weightSum(static_cast<std::size_t>(samples), 0.0);
    std::vector<double> sum(static_cast<std::size_t>(samples), 0.0);
    for (Eigen::Index m = 0; m < metrics; ++m) {
        const auto index = static_cast<std::size_t>(m);
        const double weight = squared ? weights[index] : std::sqrt(weights[index]);
        const double usual = std::sqrt(usualErrors.divisor[index]);
        const float* measured = view.unclipped->data() + m * view.unclipped->cols() + first;
        const unsigned char* filled
            = view.filled ? view.filled->data() + m * view.filled->cols() + first : nullptr;
        for (Eigen::Index t = 0; t < samples; ++t) {
            const auto sample = static_cast<std::size_t>(t);
            if (filled && filled[t]) {
                result.error(m, t) = 0.0F;
                continue;
            }
            const double deviation = static_cast<double>(measured[t]) - result.values(m, t);
            const double limited = softlyLimited(deviation / usual, options.softLimit);
            const double error = weight * (squared ? limited * limited : limited);
            weightSum[sample] += weight;
            sum[sample] += error;
            result.error(m, t) = static_cast<float>(error);
        }
    }
    result.score.resize(static_cast<std::size_t>(samples));
    Eigen::RowVectorXf share(samples);
    for (Eigen::Index t = 0; t < samples; ++t) {
        const auto sample = static_cast<std::size_t>(t);
        // A mean over what was measured: a missing metric makes a sample neither more nor less normal.
        const double mean = weightSum[sample] > 0.0 ? 1.0 / weightSum[sample] : 0.0;
        share[t] = static_cast<float>(mean);
        result.score[sample] = static_cast<float>(sum[sample] * mean);
    }
    result.error.array().rowwise() *= share.array();
}

/// Adds what errors exceed those of training by: few metrics that are far off are lost in a mean over many.
void addTails(const ScoreView& view, Reconstruction& result, const TrainOptions& options,
              const UsualErrors& usualErrors)
{
    if (usualErrors.tail.empty() || options.tailWeight <= 0.0)
        return;
    const std::int64_t first = view.firstScored();
    for (Eigen::Index m = 0; m < result.values.rows(); ++m) {
        const double tail = usualErrors.tail[static_cast<std::size_t>(m)];
        for (Eigen::Index t = 0; t < result.values.cols(); ++t) {
            if (view.filled && (*view.filled)(m, first + t))
                continue;
            const double deviation
                = std::abs(static_cast<double>((*view.unclipped)(m, first + t)) - result.values(m, t));
            if (deviation <= tail)
                continue;
            const auto excess = static_cast<float>(options.tailWeight * std::log(deviation / tail));
            result.error(m, t) += excess;
            result.score[static_cast<std::size_t>(t)] += excess;
        }
    }
}

/// The passes that reconstruct what is to be scored; those that would only read it are left out.
std::vector<Pass> passesOf(std::span<const ScoreView> views, const BlockMask& mask,
                           const TrainOptions& options)
{
    std::vector<Pass> passes;
    for (std::size_t v = 0; v < views.size(); ++v) {
        const ScoreView& view = views[v];
        const std::int64_t from = view.firstScored() - view.begin;
        for (const Window& window : cutWindows(static_cast<int>(v), view.end - view.begin,
                                               options.windowSamples, options.scoreStrideSamples)) {
            for (int pass = 0; pass < mask.passes; ++pass) {
                Pass next{v, window, pass, {}};
                for (std::int64_t t = std::max<std::int64_t>(0, from - window.begin); t < window.length; ++t)
                    if (mask.passes == 1 || mask.hidesAny(pass, view.position + window.begin + t))
                        next.wanted.push_back(t);
                if (!next.wanted.empty())
                    passes.push_back(std::move(next));
            }
        }
    }
    // Windows of like length share batches, so that little is padded.
    std::stable_sort(passes.begin(), passes.end(), [](const Pass& a, const Pass& b) {
        return a.window.length != b.window.length ? a.window.length > b.window.length
                                                  : a.wanted.size() > b.wanted.size();
    });
    return passes;
}

/// Sends some windows through the network.
Answer reconstructPasses(const TransformerNetwork& network, std::span<const ScoreView> views,
                         const BlockMask& mask, std::span<const Pass> passes, const torch::Device& device)
{
    const torch::NoGradGuard noGradient;
    std::vector<BatchItem> items;
    std::size_t most = 0;
    bool all = true;
    for (const Pass& pass : passes) {
        const ScoreView& view = views[pass.view];
        BatchItem item;
        item.values = view.clipped;
        item.filled = view.filled;
        item.begin = view.begin + pass.window.begin;
        item.length = pass.window.length;
        item.position = view.position + pass.window.begin;
        item.mask = &mask;
        item.pass = pass.pass;
        items.push_back(item);
        most = std::max(most, pass.wanted.size());
        all = all && static_cast<std::int64_t>(pass.wanted.size()) == pass.window.length;
    }
    NetworkInput input = makeInput(items);
    if (!all) {
        // Windows with fewer wanted samples repeat their last one; nobody reads the repetitions.
        input.wanted = torch::empty(
            {static_cast<std::int64_t>(passes.size()), static_cast<std::int64_t>(most)}, torch::kInt64);
        auto* next = input.wanted.data_ptr<std::int64_t>();
        for (const Pass& pass : passes)
            for (std::size_t i = 0; i < most; ++i)
                *next++ = pass.wanted[std::min(i, pass.wanted.size() - 1)];
    }
    const NetworkOutput output = network.forward(input.to(device));
    return {output.values.cpu().contiguous(), output.expert.cpu().contiguous(),
            output.confidence.cpu().contiguous()};
}

/// At most @p most windows of the stretches, evenly spaced.
std::vector<ScoreView> evenWindows(std::span<const ScoreView> stretches, const TrainOptions& options,
                                   std::size_t most)
{
    std::vector<ScoreView> windows;
    for (const ScoreView& stretch : stretches)
        for (const Window& window :
             cutWindows(0, stretch.end - stretch.begin, options.windowSamples, options.windowSamples)) {
            ScoreView view = stretch;
            view.begin = stretch.begin + window.begin;
            view.end = view.begin + window.length;
            view.position = stretch.position + window.begin;
            windows.push_back(view);
        }
    if (windows.size() <= most)
        return windows;
    std::vector<ScoreView> kept;
    for (std::size_t i = 0; i < most; ++i)
        kept.push_back(windows[i * windows.size() / most]);
    return kept;
}

/// What the network expects where values are hidden in one way; without errors and scores.
Result<std::vector<Reconstruction>> expectedValues(const TransformerNetwork& network,
                                                   std::span<const ScoreView> views, const BlockMask& mask,
                                                   const TrainOptions& options, const torch::Device& device,
                                                   const RunContext& context)
{
    const std::vector<Pass> passes = passesOf(views, mask, options);
    const std::int64_t tokens = device.is_cpu() ? kTokensOnCpu : kTokensElsewhere;
    std::vector<std::span<const Pass>> batches;
    for (std::size_t begin = 0; begin < passes.size();) {
        const auto size
            = static_cast<std::size_t>(std::max<std::int64_t>(1, tokens / passes[begin].window.length));
        const auto end = std::min(passes.size(), begin + size);
        batches.push_back(std::span(passes).subspan(begin, end - begin));
        begin = end;
    }

    // Batches side by side, each on one thread: what a batch gives does not depend on how many there are.
    Predictions predictions(views, mask);
    const RunContext workers(context.stopToken(), {}, device.is_cpu() ? context.threads() : 1);
    NODESENTRY_CHECK(parallelInOrder<Answer>(
        static_cast<std::int64_t>(batches.size()), workers,
        [&](std::int64_t i) -> Result<Answer> {
            std::optional<OneTorchThread> oneThread;
            if (device.is_cpu())
                oneThread.emplace();
            return reconstructPasses(network, views, mask, batches[static_cast<std::size_t>(i)], device);
        },
        [&](std::int64_t i, const Answer& answer) -> Result<void> {
            const auto& batch = batches[static_cast<std::size_t>(i)];
            for (std::size_t row = 0; row < batch.size(); ++row)
                predictions.add(batch[row], answer, static_cast<std::int64_t>(row));
            context.report(static_cast<double>(i + 1) / static_cast<double>(batches.size()));
            return {};
        }));

    std::vector<Reconstruction> results(views.size());
    for (std::size_t v = 0; v < views.size(); ++v) {
        results[v].values = predictions.mean(v);
        results[v].expert = std::move(predictions.expert(v));
        results[v].confidence = std::move(predictions.confidence(v));
    }
    return results;
}

/// Takes over what @p other says of the samples that it finds more unusual.
void takeLarger(Reconstruction& result, const Reconstruction& other)
{
    for (std::size_t t = 0; t < result.score.size(); ++t) {
        if (!(other.score[t] > result.score[t]))
            continue;
        const auto column = static_cast<Eigen::Index>(t);
        result.values.col(column) = other.values.col(column);
        result.error.col(column) = other.error.col(column);
        result.score[t] = other.score[t];
        result.expert[t] = other.expert[t];
        result.confidence[t] = other.confidence[t];
    }
}

/// The usual squared error of each metric on training windows.
std::vector<double> divisorsOf(std::span<const ScoreView> views, std::span<const Reconstruction> expected)
{
    std::vector<double> divisors;
    for (Eigen::Index m = 0; m < expected.front().values.rows(); ++m) {
        double sum = 0.0;
        std::int64_t count = 0;
        for (std::size_t v = 0; v < views.size(); ++v) {
            for (std::int64_t t = views[v].begin; t < views[v].end; ++t) {
                if (views[v].filled && (*views[v].filled)(m, t))
                    continue;
                const double deviation = static_cast<double>((*views[v].clipped)(m, t))
                    - expected[v].values(m, t - views[v].begin);
                sum += deviation * deviation;
                ++count;
            }
        }
        divisors.push_back(std::max(kSmallestDivisor, count > 0 ? sum / static_cast<double>(count) : 1.0));
    }
    return divisors;
}

/// What all but a thousandth of each metric's errors are below.
std::vector<double> tailsOf(std::span<const ScoreView> views, std::span<const Reconstruction> expected)
{
    std::vector<double> tails;
    std::vector<double> errors;
    for (Eigen::Index m = 0; m < expected.front().values.rows(); ++m) {
        errors.clear();
        for (std::size_t v = 0; v < views.size(); ++v)
            for (std::int64_t t = views[v].begin; t < views[v].end; ++t)
                if (!views[v].filled || !(*views[v].filled)(m, t))
                    errors.push_back(std::abs(static_cast<double>((*views[v].unclipped)(m, t))
                                              - expected[v].values(m, t - views[v].begin)));
        if (errors.empty()) {
            tails.push_back(std::numeric_limits<double>::infinity()); // nothing is known: nothing is too much
            continue;
        }
        const auto place = std::min(
            errors.size() - 1, static_cast<std::size_t>(kTailQuantile * static_cast<double>(errors.size())));
        std::nth_element(errors.begin(), errors.begin() + static_cast<std::ptrdiff_t>(place), errors.end());
        tails.push_back(std::max(kSmallestTail, errors[place]));
    }
    return tails;
}

} // namespace

Result<std::vector<Reconstruction>> reconstructViews(const TransformerNetwork& network,
                                                     std::span<const ScoreView> views,
                                                     const TrainOptions& options, const ErrorScale& scale,
                                                     const torch::Device& device, const RunContext& context)
{
    std::vector<Reconstruction> results;
    if (views.empty())
        return results;
    const auto masks = scoringMasks(options, static_cast<int>(views.front().clipped->rows()));
    for (std::size_t i = 0; i < masks.size(); ++i) {
        const double share = 1.0 / static_cast<double>(masks.size());
        NODESENTRY_TRY(
            auto part,
            expectedValues(network, views, masks[i], options, device,
                           context.part(static_cast<double>(i) * share, static_cast<double>(i + 1) * share)));
        for (std::size_t v = 0; v < views.size(); ++v) {
            judge(views[v], part[v], options, scale.weight, scale.usual[i]);
            addTails(views[v], part[v], options, scale.usual[i]);
            if (i > 0)
                takeLarger(results[v], part[v]);
        }
        if (i == 0)
            results = std::move(part);
    }
    for (std::size_t v = 0; v < views.size(); ++v) {
        scale.profile.addDistances(views[v], options.profileWeight, options.softLimit, results[v]);
        scale.profile.addLasting(views[v], options.lastingWeight, results[v]);
        scale.peers.addDistances(views[v], options.peerWeight, options.softLimit, results[v]);
    }
    return results;
}

std::vector<ScoreView> scoreViewsOf(std::span<const SegmentView> segments)
{
    std::vector<ScoreView> views;
    for (const SegmentView& segment : segments) {
        ScoreView view;
        view.clipped = view.unclipped = segment.values;
        view.begin = segment.begin;
        view.end = segment.end;
        view.position = segment.position;
        view.filled = segment.filled;
        views.push_back(view);
    }
    return views;
}

Result<std::vector<UsualErrors>> measureUsualErrors(const TransformerNetwork& network,
                                                    std::span<const SegmentView> segments,
                                                    std::span<const ScoreView> known,
                                                    const TrainOptions& options, const torch::Device& device,
                                                    const RunContext& context)
{
    constexpr std::size_t kMostForMeans = 256; // windows: 16,384 samples by default
    constexpr std::size_t kMostForTails = 1024; // 65,536 samples by default: 65 errors lie beyond the tail
    const auto segmentViews = scoreViewsOf(segments);
    const auto ofMeans = evenWindows(segmentViews, options, kMostForMeans);
    const auto ofTails = evenWindows(known.empty() ? segmentViews : known, options, kMostForTails);
    const auto metrics = static_cast<std::size_t>(segments.front().values->rows());

    std::vector<UsualErrors> usual;
    const auto masks = scoringMasks(options, static_cast<int>(metrics));
    for (const BlockMask& mask : masks) {
        const auto share = 1.0 / static_cast<double>(masks.size());
        const auto done = share * static_cast<double>(usual.size());
        UsualErrors errors{std::vector<double>(metrics, 1.0)};
        if (options.errorNormalisation != "none") {
            NODESENTRY_TRY(const auto expected,
                           expectedValues(network, ofMeans, mask, options, device,
                                          context.part(done, done + 0.4 * share)));
            errors.divisor = divisorsOf(ofMeans, expected);
        }
        if (options.tailWeight > 0.0) {
            NODESENTRY_TRY(const auto expected,
                           expectedValues(network, ofTails, mask, options, device,
                                          context.part(done + 0.4 * share, done + share)));
            errors.tail = tailsOf(ofTails, expected);
        }
        usual.push_back(std::move(errors));
    }
    return usual;
}

} // namespace nodesentry
