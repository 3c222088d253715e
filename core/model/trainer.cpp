#include "core/model/trainer_p.h"

#include "core/model/batch_p.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace nodesentry {

namespace {

/// Shares the windows of all segments out to training and to deciding when to stop, and hands out batches.
class WindowSource {
public:
    WindowSource(std::span<const SegmentView> segments, const TrainOptions& options, std::uint64_t seed)
        : m_segments(segments),
          m_options(options),
          m_random(seed)
    {
        constexpr std::size_t kEnoughSegments = 8;
        const auto every = options.heldBack > 0.0
            ? static_cast<std::size_t>(std::max(2L, std::lround(1.0 / options.heldBack)))
            : 0;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::int64_t length = segments[i].length();
            std::int64_t trained = length;
            if (segments.size() >= kEnoughSegments) {
                if (every > 0 && i % every == every / 2)
                    trained = 0;
            } else if (const auto tail = std::llround(options.heldBack * static_cast<double>(length));
                       tail >= std::min(options.windowSamples, 16)) {
                trained = length - tail;
            }
            m_trained.push_back(trained);
            if (trained < length) {
                for (Window window : cutWindows(static_cast<int>(i), length - trained, options.windowSamples,
                                                options.windowSamples)) {
                    window.begin += trained;
                    m_heldBack.push_back(window);
                }
            }
        }
        refill();
    }

    [[nodiscard]] std::int64_t trainingWindows() const { return m_windowsPerEpoch; }
    [[nodiscard]] const std::vector<Window>& heldBack() const { return m_heldBack; }

    /// The next training batch; all windows are seen once before any is seen again.
    [[nodiscard]] Batch next()
    {
        std::vector<Window> windows;
        const auto wanted = std::min<std::int64_t>(m_options.batchWindows, m_windowsPerEpoch);
        while (static_cast<std::int64_t>(windows.size()) < wanted) {
            if (m_next == m_windows.size())
                refill();
            windows.push_back(m_windows[m_next++]);
        }
        return assemble(windows, m_random, true);
    }

    /// @param known  whether a window may carry its segment's embedding; the loss that decides when to stop
    ///               must be that of segments never seen before
    [[nodiscard]] Batch assemble(const std::vector<Window>& windows, Random& random, bool known) const
    {
        std::vector<BlockMask> masks;
        masks.reserve(windows.size());
        std::vector<BatchItem> items;
        for (const Window& window : windows) {
            const SegmentView& segment = m_segments[static_cast<std::size_t>(window.source)];
            masks.push_back(trainingMask(m_options, static_cast<int>(segment.values->rows()), random));
            BatchItem item;
            item.values = segment.values;
            item.filled = segment.filled;
            item.begin = segment.begin + window.begin;
            item.length = window.length;
            item.position = segment.position + window.begin;
            // Every other window pretends to be of an unknown segment, so that slot 0 is trained as well.
            if (known && m_options.segmentSlots > 0 && random.uniform() < 0.5)
                item.slot = 1 + window.source % m_options.segmentSlots;
            item.mask = &masks.back();
            item.pass = static_cast<int>(random.below(masks.back().passes));
            items.push_back(item);
        }
        return makeBatch(items);
    }

private:
    void refill()
    {
        m_windows.clear();
        m_next = 0;
        const std::int64_t stride = std::clamp(m_options.strideSamples, 1, m_options.windowSamples);
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            if (m_trained[i] == 0)
                continue;
            const std::vector<Window> windows = cutWindows(
                static_cast<int>(i), m_trained[i], m_options.windowSamples, stride, m_random.below(stride));
            m_windows.insert(m_windows.end(), windows.begin(), windows.end());
        }
        m_random.shuffle(m_windows);
        m_windowsPerEpoch = static_cast<std::int64_t>(m_windows.size());
    }

    std::span<const SegmentView> m_segments;
    const TrainOptions& m_options;
    Random m_random;
    std::vector<std::int64_t> m_trained; ///< of each segment, samples from its begin that are trained on
    std::vector<Window> m_windows; ///< shuffled
    std::size_t m_next = 0;
    std::int64_t m_windowsPerEpoch = 0;
    std::vector<Window> m_heldBack;
};

/// The weighted mean squared error of one batch.
class WeightedLoss {
public:
    WeightedLoss(std::span<const double> weights, double visibleLoss, const torch::Device& device)
        : m_weights(torch::empty({static_cast<std::int64_t>(weights.size())})),
          m_visibleLoss(visibleLoss)
    {
        std::copy(weights.begin(), weights.end(), m_weights.data_ptr<float>());
        m_weights = m_weights.to(device);
    }

    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& output, const NetworkInput& input,
                                           const Batch& batch) const
    {
        const torch::Tensor masked = batch.masked.to(output.device());
        const torch::Tensor factor
            = (masked + m_visibleLoss * (1 - masked)) * batch.measured.to(output.device()) * m_weights;
        return ((output - input.values).square() * factor).sum() / factor.sum().clamp_min(1e-6);
    }

private:
    torch::Tensor m_weights;
    double m_visibleLoss;
};

double heldBackLoss(const TransformerNetwork& network, const WindowSource& source, const WeightedLoss& loss,
                    const TrainOptions& options, const torch::Device& device)
{
    if (source.heldBack().empty())
        return std::numeric_limits<double>::quiet_NaN();
    const torch::NoGradGuard noGradient;
    Random random(0); // the same masks every time: epochs are compared with each other
    constexpr std::size_t kMostBatches = 16; // evenly spaced; enough to tell epochs apart
    const auto batchSize = static_cast<std::size_t>(options.batchWindows);
    const std::size_t wanted = std::min(source.heldBack().size(), kMostBatches * batchSize);
    double sum = 0.0;
    std::int64_t tokens = 0;
    for (std::size_t begin = 0; begin < wanted; begin += batchSize) {
        std::vector<Window> windows;
        for (std::size_t i = begin; i < std::min(begin + batchSize, wanted); ++i)
            windows.push_back(source.heldBack()[i * source.heldBack().size() / wanted]);
        const Batch batch = source.assemble(windows, random, false);
        const NetworkInput input = batch.input.to(device);
        const double value = loss(network.forward(input).values, input, batch).item<double>();
        sum += value * static_cast<double>(batch.tokens);
        tokens += batch.tokens;
    }
    return sum / static_cast<double>(tokens);
}

std::vector<torch::Tensor> copyOf(const std::vector<torch::Tensor>& parameters)
{
    std::vector<torch::Tensor> copies;
    copies.reserve(parameters.size());
    for (const torch::Tensor& parameter : parameters)
        copies.push_back(parameter.detach().clone());
    return copies;
}

void restore(std::vector<torch::Tensor>& parameters, const std::vector<torch::Tensor>& copies)
{
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i].copy_(copies[i]);
}

/// Linear warm-up over the first twentieth, then half a cosine down to zero.
double learningRateAt(std::int64_t step, std::int64_t steps, double peak)
{
    const double warmUp = std::max(1.0, 0.05 * static_cast<double>(steps));
    const double at = static_cast<double>(step) + 1.0;
    if (at < warmUp)
        return peak * at / warmUp;
    const double progress = (at - warmUp) / std::max(1.0, static_cast<double>(steps) - warmUp);
    return peak * 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(1.0, progress)));
}

tl::unexpected<Error> diverged(int epoch, std::int64_t step)
{
    return fail(ErrorCode::TrainingDiverged,
                fmt::format("the loss is no longer finite in epoch {}, step {}", epoch, step),
                "lower train.learning_rate or train.gradient_clip");
}

} // namespace

Result<TrainingReport> trainNetwork(TransformerNetwork& network, std::span<const SegmentView> segments,
                                    const TrainOptions& options, std::span<const double> weights,
                                    std::uint64_t seed, const torch::Device& device,
                                    const RunContext& context)
{
    const auto start = std::chrono::steady_clock::now();
    const torch::AutoGradMode withGradient(true);
    WindowSource source(segments, options, seed);
    const WeightedLoss loss(weights, options.visibleLoss, device);
    std::vector<torch::Tensor> parameters = network.parameters();
    torch::optim::AdamW optimizer(
        parameters, torch::optim::AdamWOptions(options.learningRate).weight_decay(options.weightDecay));

    TrainingReport report;
    report.windows = source.trainingWindows();
    for (const torch::Tensor& parameter : parameters)
        report.parameters += parameter.numel();
    const std::int64_t stepsOfAllWindows
        = std::max<std::int64_t>(1, (report.windows + options.batchWindows - 1) / options.batchWindows);
    const std::int64_t steps = std::clamp<std::int64_t>(
        options.epochs * stepsOfAllWindows, std::min(options.minSteps, options.maxSteps), options.maxSteps);
    // Very small and very large clusters report, and may stop, about as often as medium ones.
    const std::int64_t stepsPerEpoch
        = std::max<std::int64_t>(1, (steps + options.epochs - 1) / options.epochs);

    double best = std::numeric_limits<double>::infinity();
    std::vector<torch::Tensor> bestParameters;
    int epochsSinceBest = 0;
    std::vector<double> expertTokens(static_cast<std::size_t>(options.experts), 0.0);
    std::int64_t tokens = 0;
    double trainingSeconds = 0.0;

    for (int epoch = 1; report.steps < steps; ++epoch) {
        const auto epochStart = std::chrono::steady_clock::now();
        EpochReport entry;
        entry.epoch = epoch;
        const std::int64_t end = std::min(steps, report.steps + stepsPerEpoch);
        const auto stepsOfEpoch = static_cast<double>(end - report.steps);
        for (; report.steps < end; ++report.steps) {
            if (context.stopRequested())
                return cancelled();
            for (torch::optim::OptimizerParamGroup& group : optimizer.param_groups())
                static_cast<torch::optim::AdamWOptions&>(group.options())
                    .lr(learningRateAt(report.steps, steps, options.learningRate));
            const Batch batch = source.next();
            const NetworkInput input = batch.input.to(device);
            const NetworkOutput output = network.forward(input);
            const torch::Tensor error = loss(output.values, input, batch);
            const torch::Tensor total = error + options.loadBalance * output.balanceLoss;
            optimizer.zero_grad();
            total.backward();
            const double norm = torch::nn::utils::clip_grad_norm_(parameters, options.gradientClip);
            const double value = error.item<double>();
            if (!std::isfinite(value) || !std::isfinite(norm))
                return diverged(epoch, report.steps + 1);
            optimizer.step();

            entry.trainLoss += value / stepsOfEpoch;
            entry.balanceLoss += output.balanceLoss.item<double>() / stepsOfEpoch;
            for (std::size_t e = 0; e < expertTokens.size(); ++e)
                expertTokens[e] += static_cast<double>(output.load[e]);
            tokens += batch.tokens;
            context.report(static_cast<double>(report.steps + 1) / static_cast<double>(steps),
                           fmt::format("epoch {}, loss {:.4g}", epoch, value));
        }
        trainingSeconds
            += std::chrono::duration<double>(std::chrono::steady_clock::now() - epochStart).count();
        entry.heldBackLoss = heldBackLoss(network, source, loss, options, device);
        report.epochs.push_back(entry);
        if (source.heldBack().empty())
            continue;
        if (!std::isfinite(entry.heldBackLoss))
            return diverged(epoch, report.steps);
        if (entry.heldBackLoss < best) {
            best = entry.heldBackLoss;
            bestParameters = copyOf(parameters);
            epochsSinceBest = 0;
        } else if (++epochsSinceBest == options.patience) {
            break;
        }
    }
    if (!bestParameters.empty())
        restore(parameters, bestParameters);

    double allTokens = 0.0;
    for (const double count : expertTokens)
        allTokens += count;
    for (const double count : expertTokens)
        report.expertShare.push_back(count / allTokens);
    report.tokensPerSecond = static_cast<double>(tokens) / std::max(1e-9, trainingSeconds);
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

} // namespace nodesentry
