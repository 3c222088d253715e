#include "core/model/scorer_p.h"

#include "core/base/expects.h"
#include "core/model/batch_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

constexpr double kSmallestDivisor = 0.02;

/// One forward pass over one window.
struct Pass {
    std::size_t view;
    Window window;
    int pass;
};

/// Identity up to the limit, then growing with the logarithm; smooth where the two meet.
double softlyLimited(double deviation, double limit)
{
    const double size = std::abs(deviation);
    return size <= limit ? size : limit * (1.0 + std::log(size / limit));
}

/// Sums the predictions of the passes that hid a value, so that none is judged by a network that saw it.
class Predictions {
public:
    Predictions(std::span<const ScoreView> views, const BlockMask& mask) : m_mask(mask)
    {
        for (const ScoreView& view : views) {
            const Eigen::Index metrics = view.clipped->rows();
            const Eigen::Index samples = view.end - view.begin;
            m_sum.emplace_back(SampleMatrix::Zero(metrics, samples));
            m_count.emplace_back(SampleMatrix::Zero(metrics, samples));
            m_expert.emplace_back(static_cast<std::size_t>(samples), std::int8_t{-1});
        }
    }

    void add(const Pass& pass, const ScoreView& view, const float* values, const std::int64_t* expert)
    {
        SampleMatrix& sum = m_sum[pass.view];
        SampleMatrix& count = m_count[pass.view];
        const auto metrics = static_cast<std::int64_t>(sum.rows());
        for (std::int64_t t = 0; t < pass.window.length; ++t) {
            const std::int64_t sample = pass.window.begin + t;
            for (std::int64_t m = 0; m < metrics; ++m) {
                if (m_mask.passes > 1
                    && !m_mask.hides(pass.pass, view.position + sample, static_cast<int>(m)))
                    continue;
                sum(m, sample) += values[t * metrics + m];
                count(m, sample) += 1.0F;
            }
            m_expert[pass.view][static_cast<std::size_t>(sample)] = static_cast<std::int8_t>(expert[t]);
        }
    }

    [[nodiscard]] SampleMatrix mean(std::size_t view) const
    {
        return m_sum[view].cwiseQuotient(m_count[view]);
    }
    [[nodiscard]] const std::vector<std::int8_t>& expert(std::size_t view) const { return m_expert[view]; }

private:
    const BlockMask& m_mask;
    std::vector<SampleMatrix> m_sum;
    std::vector<SampleMatrix> m_count;
    std::vector<std::vector<std::int8_t>> m_expert;
};

Reconstruction judge(const ScoreView& view, SampleMatrix expected, std::vector<std::int8_t> expert,
                     const TrainOptions& options, const ErrorScale& scale)
{
    Reconstruction result;
    result.values = std::move(expected);
    result.expert = std::move(expert);
    const Eigen::Index metrics = result.values.rows();
    const Eigen::Index samples = result.values.cols();
    result.error.resize(metrics, samples);
    result.score.resize(static_cast<std::size_t>(samples));
    const bool squared = options.scoreError == "squared";
    std::vector<double> weight = scale.weight;
    if (!squared)
        std::transform(weight.begin(), weight.end(), weight.begin(), [](double w) { return std::sqrt(w); });
    for (Eigen::Index t = 0; t < samples; ++t) {
        double weightSum = 0.0;
        double sum = 0.0;
        for (Eigen::Index m = 0; m < metrics; ++m) {
            const auto index = static_cast<std::size_t>(m);
            if (view.filled && (*view.filled)(m, view.begin + t)) {
                result.error(m, t) = 0.0F;
                continue;
            }
            const double deviation
                = static_cast<double>((*view.unclipped)(m, view.begin + t)) - result.values(m, t);
            const double limited
                = softlyLimited(deviation / std::sqrt(scale.divisor[index]), options.softLimit);
            const double error = weight[index] * (squared ? limited * limited : std::abs(limited));
            weightSum += weight[index];
            sum += error;
            result.error(m, t) = static_cast<float>(error);
        }
        // A mean over what was measured: a missing metric makes a sample neither more nor less normal.
        const double mean = weightSum > 0.0 ? 1.0 / weightSum : 0.0;
        result.error.col(t) *= static_cast<float>(mean);
        result.score[static_cast<std::size_t>(t)] = static_cast<float>(sum * mean);
    }
    return result;
}

} // namespace

Result<std::vector<Reconstruction>> reconstructViews(const TransformerNetwork& network,
                                                     std::span<const ScoreView> views,
                                                     const TrainOptions& options, const ErrorScale& scale,
                                                     const torch::Device& device, const RunContext& context)
{
    if (views.empty())
        return std::vector<Reconstruction>();
    const torch::NoGradGuard noGradient;
    const BlockMask mask = scoringMask(options, static_cast<int>(views.front().clipped->rows()));
    std::vector<Pass> passes;
    for (std::size_t v = 0; v < views.size(); ++v) {
        for (const Window& window : cutWindows(static_cast<int>(v), views[v].end - views[v].begin,
                                               options.windowSamples, options.scoreStrideSamples)) {
            for (int pass = 0; pass < mask.passes; ++pass)
                passes.push_back({v, window, pass});
        }
    }
    // Windows of like length share batches, so that little is padded.
    std::stable_sort(passes.begin(), passes.end(),
                     [](const Pass& a, const Pass& b) { return a.window.length > b.window.length; });

    Predictions predictions(views, mask);
    const auto batchSize = static_cast<std::size_t>(options.batchWindows);
    for (std::size_t begin = 0; begin < passes.size(); begin += batchSize) {
        if (context.stopRequested())
            return cancelled();
        const std::size_t end = std::min(begin + batchSize, passes.size());
        std::vector<BatchItem> items;
        for (std::size_t i = begin; i < end; ++i) {
            const ScoreView& view = views[passes[i].view];
            BatchItem item;
            item.values = view.clipped;
            item.filled = view.filled;
            item.begin = view.begin + passes[i].window.begin;
            item.length = passes[i].window.length;
            item.position = view.position + passes[i].window.begin;
            item.mask = &mask;
            item.pass = passes[i].pass;
            items.push_back(item);
        }
        const Batch batch = makeBatch(items);
        const NetworkOutput output = network.forward(batch.input.to(device));
        const torch::Tensor values = output.values.cpu().contiguous();
        const torch::Tensor expert = output.expert.cpu().contiguous();
        const std::int64_t samples = values.size(1);
        const std::int64_t metrics = values.size(2);
        for (std::size_t i = begin; i < end; ++i) {
            const auto row = static_cast<std::int64_t>(i - begin);
            predictions.add(passes[i], views[passes[i].view],
                            values.data_ptr<float>() + row * samples * metrics,
                            expert.data_ptr<std::int64_t>() + row * samples);
        }
        context.report(static_cast<double>(end) / static_cast<double>(passes.size()));
    }

    std::vector<Reconstruction> results;
    results.reserve(views.size());
    for (std::size_t v = 0; v < views.size(); ++v)
        results.push_back(judge(views[v], predictions.mean(v), predictions.expert(v), options, scale));
    return results;
}

Result<std::vector<double>> measureErrorDivisors(const TransformerNetwork& network,
                                                 std::span<const SegmentView> segments,
                                                 const TrainOptions& options, const torch::Device& device,
                                                 const RunContext& context)
{
    const auto metrics = static_cast<std::size_t>(segments.front().values->rows());
    std::vector<double> divisors(metrics, 1.0);
    if (options.errorNormalisation == "none")
        return divisors;

    // Evenly spaced windows: enough for a mean, however long the training range is.
    constexpr std::size_t kMostWindows = 512;
    std::vector<ScoreView> views;
    for (const SegmentView& segment : segments) {
        for (const Window& window :
             cutWindows(0, segment.length(), options.windowSamples, options.windowSamples)) {
            ScoreView view;
            view.clipped = view.unclipped = segment.values;
            view.begin = segment.begin + window.begin;
            view.end = view.begin + window.length;
            view.position = segment.position + window.begin;
            view.filled = segment.filled;
            views.push_back(view);
        }
    }
    if (views.size() > kMostWindows) {
        std::vector<ScoreView> kept;
        for (std::size_t i = 0; i < kMostWindows; ++i)
            kept.push_back(views[i * views.size() / kMostWindows]);
        views = std::move(kept);
    }
    NODESENTRY_TRY(const std::vector<Reconstruction> reconstructions,
                   reconstructViews(network, views, options,
                                    {std::vector<double>(metrics, 1.0), std::vector<double>(metrics, 1.0)},
                                    device, context));
    for (std::size_t m = 0; m < metrics; ++m) {
        double sum = 0.0;
        std::int64_t count = 0;
        for (std::size_t v = 0; v < views.size(); ++v) {
            for (std::int64_t t = views[v].begin; t < views[v].end; ++t) {
                const auto row = static_cast<Eigen::Index>(m);
                if (views[v].filled && (*views[v].filled)(row, t))
                    continue;
                const double deviation = static_cast<double>((*views[v].clipped)(row, t))
                    - reconstructions[v].values(row, t - views[v].begin);
                sum += deviation * deviation;
                ++count;
            }
        }
        divisors[m] = std::max(kSmallestDivisor, count > 0 ? sum / static_cast<double>(count) : 1.0);
    }
    return divisors;
}

} // namespace nodesentry
