#include "core/model/trainer_p.h"

#include "core/base/log.h"
#include "core/base/reason.h"
#include "core/model/adam_w_p.h"
#include "core/model/mixed_precision_p.h"
#include "core/model/torch_runtime.h"
#include "core/model/training_state_p.h"
#include "core/model/window_source_p.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>
#include <thread>

namespace nodesentry {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
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

/// Weighted squared errors of a part of a batch: their sum, and what to divide it by.
class WeightedLoss {
public:
    WeightedLoss(std::span<const double> weights, double visibleLoss, const torch::Device& device)
        : m_weights(torch::empty({static_cast<std::int64_t>(weights.size())})),
          m_visibleLoss(visibleLoss),
          m_device(device)
    {
        std::copy(weights.begin(), weights.end(), m_weights.data_ptr<float>());
    }

    /// One part of a batch, with what the loss needs beside it.
    struct Part {
        NetworkInput input; ///< on the device
        torch::Tensor factor; ///< windows x samples x metrics, or windows x samples
        double factorSum = 0.0; ///< with the metrics' weights
    };
    [[nodiscard]] Part prepare(std::span<const BatchItem> items) const
    {
        Part part;
        const NetworkInput input = makeInput(items);
        torch::Tensor factor = lossFactor(items, input.values.size(1), m_visibleLoss);
        if (factor.size(2) == 1) {
            part.factorSum = factor.sum().item<double>() * m_weights.sum().item<double>();
            factor = factor.squeeze(2);
        } else {
            factor = factor * m_weights;
            part.factorSum = factor.sum().item<double>();
        }
        part.input = input.to(m_device);
        part.factor = factor.to(m_device);
        return part;
    }

    [[nodiscard]] torch::Tensor sum(const torch::Tensor& output, const Part& part) const
    {
        const torch::Tensor squared = (output.to(torch::kFloat32) - part.input.values).square();
        if (part.factor.dim() == 2)
            return (at::matmul(squared, m_weights.to(m_device)) * part.factor).sum();
        return (squared * part.factor).sum();
    }

private:
    torch::Tensor m_weights; ///< on the CPU
    double m_visibleLoss;
    torch::Device m_device;
};

/// What one part of a batch contributes.
struct Gradients {
    std::vector<torch::Tensor> gradients; ///< one per parameter; undefined where it has no influence
    double error = 0.0;
    double balance = 0.0;
    std::vector<std::vector<std::int64_t>> loadOfLayer;
};

std::vector<torch::Tensor> copyOf(const std::vector<torch::Tensor>& parameters)
{
    std::vector<torch::Tensor> copies;
    copies.reserve(parameters.size());
    for (const torch::Tensor& parameter : parameters)
        copies.push_back(parameter.detach().clone());
    return copies;
}

void copyInto(std::vector<torch::Tensor>& parameters, const std::vector<torch::Tensor>& copies)
{
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i].copy_(copies[i]);
}

/// The largest value among the samples, where it is so large that no network can be fitted to it.
std::optional<Error> tooLargeValue(std::span<const SegmentView> segments,
                                   const std::vector<std::string>& metricNames)
{
    constexpr float kLargest = 1e6F; // standard deviations; what the stage prepare gives is limited to a few
    for (const SegmentView& segment : segments) {
        const auto samples = segment.values->middleCols(segment.begin, segment.length());
        Eigen::Index metric = 0;
        Eigen::Index sample = 0;
        const float value = samples.cwiseAbs().maxCoeff(&metric, &sample);
        if (value <= kLargest)
            continue;
        return errorOf(Reason::ValueTooLarge,
                       {std::to_string(segment.segmentId), fmt::format("{:.3g}", samples(metric, sample)),
                        metricLabel(metric, metricNames), std::to_string(segment.begin + sample)});
    }
    return {};
}

/// One training, from its beginning or from where it was interrupted.
class Training {
public:
    Training(TransformerNetwork& network, std::span<const SegmentView> segments, const TrainOptions& options,
             std::span<const double> weights, std::uint64_t seed, const torch::Device& device,
             const TrainingSupport& support, SharedWork& helpers)
        : m_network(network),
          m_options(options),
          m_device(device),
          m_support(support),
          m_helpers(helpers),
          m_loss(weights, options.visibleLoss, device),
          m_source(segments, options, seed),
          m_parameters(network.parameters()),
          m_optimizer(m_parameters, options.weightDecay),
          m_scale(device.is_cuda() && options.mixedPrecision)
    {
        m_report.windows = m_source.trainingWindows();
        for (const torch::Tensor& parameter : m_parameters)
            m_report.parameters += parameter.numel();
        const std::int64_t stepsOfAllWindows
            = std::max<std::int64_t>(1, (m_report.windows + options.batchWindows - 1) / options.batchWindows);
        m_steps = std::clamp<std::int64_t>(options.epochs * stepsOfAllWindows,
                                           std::min(options.minSteps, options.maxSteps), options.maxSteps);
        // Very small and very large clusters report, and may stop, about as often as medium ones.
        m_stepsPerEpoch = std::max<std::int64_t>(1, (m_steps + options.epochs - 1) / options.epochs);
        m_report.plannedEpochs = static_cast<int>((m_steps + m_stepsPerEpoch - 1) / m_stepsPerEpoch);
        m_expertTokens.assign(static_cast<std::size_t>(options.experts), 0.0);
        m_loadOfEpoch.assign(static_cast<std::size_t>(options.layers), m_expertTokens);
        m_report.learningRate = options.learningRate;
    }

    [[nodiscard]] bool retried() const { return m_report.retried; }

    /// Begins the second try.
    void lowerLearningRate()
    {
        m_report.learningRate /= 10.0;
        m_report.retried = true;
    }

    /// Goes on from the checkpoint, if there is one of this training.
    void resume()
    {
        if (m_support.checkpointPath.empty())
            return;
        if (const auto state = readTrainingState(m_support.checkpointPath, m_support.checkpointFingerprint))
            restore(*state);
    }

    Result<TrainingReport> run(const RunContext& context)
    {
        m_started = m_epochStarted = m_saved = Clock::now();
        while (m_report.steps < m_steps && !m_stoppedEarly) {
            if (context.stopRequested()) {
                NODESENTRY_CHECK(save());
                return cancelled();
            }
            NODESENTRY_CHECK(step(context));
            if (m_report.steps % m_stepsPerEpoch == 0 || m_report.steps == m_steps) {
                NODESENTRY_CHECK(endEpoch());
                tellOfEpoch();
            }
            if (!m_support.checkpointPath.empty()
                && secondsSince(m_saved) >= 60.0 * m_support.checkpointMinutes)
                NODESENTRY_CHECK(save());
        }
        if (!m_best.empty())
            copyInto(m_parameters, m_best);
        return finished();
    }

private:
    Result<void> step(const RunContext& context)
    {
        const WindowBatch batch = m_source.next();
        const std::span<const BatchItem> items(batch.items);
        const auto count = std::min<std::size_t>(
            items.size(), m_device.is_cpu() ? static_cast<std::size_t>(m_options.batchParts) : 1);
        std::vector<WeightedLoss::Part> parts(count);
        std::vector<Gradients> results(count);
        const auto itemsOf = [&](std::size_t i) {
            const std::size_t begin = i * items.size() / count;
            return items.subspan(begin, (i + 1) * items.size() / count - begin);
        };
        onEach(count, [&](std::size_t i) { parts[i] = m_loss.prepare(itemsOf(i)); });
        double factorSum = 1e-6;
        std::int64_t tokens = 0;
        for (const WeightedLoss::Part& part : parts) {
            factorSum += part.factorSum;
            tokens += part.input.tokens;
        }
        onEach(count, [&](std::size_t i) {
            results[i]
                = gradientsOf(parts[i], factorSum,
                              static_cast<double>(parts[i].input.tokens) / static_cast<double>(tokens));
        });

        Gradients& all = results.front();
        for (std::size_t i = 1; i < count; ++i)
            add(all, results[i]);
        const bool counts = m_scale.unscale(all.gradients);
        for (std::size_t p = 0; p < m_parameters.size(); ++p)
            m_parameters[p].mutable_grad() = all.gradients[p];
        if (counts) {
            const double norm = torch::nn::utils::clip_grad_norm_(m_parameters, m_options.gradientClip);
            if (!std::isfinite(all.error) || !std::isfinite(norm))
                return diverged(m_report.steps + 1);
            m_optimizer.step(learningRateAt(m_report.steps, m_steps, m_report.learningRate));
        }

        const auto stepsOfEpoch = static_cast<double>(endOfEpoch() - beginOfEpoch());
        m_entry.trainLoss += all.error / stepsOfEpoch;
        m_entry.balanceLoss += all.balance / stepsOfEpoch;
        for (std::size_t layer = 0; layer < m_loadOfEpoch.size(); ++layer)
            for (std::size_t e = 0; e < m_expertTokens.size(); ++e)
                m_loadOfEpoch[layer][e] += static_cast<double>(all.loadOfLayer[layer][e]);
        m_tokens += tokens;
        ++m_report.steps;
        const double seconds = m_trainingSeconds + secondsSince(m_epochStarted);
        context.report(static_cast<double>(m_report.steps) / static_cast<double>(m_steps),
                       fmt::format("epoch {} of {}, loss {:.4g}{}, {:.0f} samples/s", epoch(),
                                   m_options.epochs, all.error, heldBackText(),
                                   static_cast<double>(m_tokens) / std::max(1e-9, seconds)));
        return {};
    }

    Gradients gradientsOf(const WeightedLoss::Part& part, double factorSum, double share) const
    {
        const torch::AutoGradMode withGradient(true);
        torch::Tensor error;
        NetworkOutput output;
        {
            const AutocastGuard halfPrecision(m_device.is_cuda() && m_options.mixedPrecision);
            output = m_network.forward(part.input);
            error = m_loss.sum(output.values, part) / factorSum;
        }
        const torch::Tensor total = error + (m_options.loadBalance * share) * output.balanceLoss;
        Gradients result;
        result.gradients = torch::autograd::grad({total * m_scale.factor()}, m_parameters, {},
                                                 /*retain_graph=*/false, /*create_graph=*/false,
                                                 /*allow_unused=*/true);
        result.error = error.item<double>();
        result.balance = share * output.balanceLoss.item<double>();
        result.loadOfLayer = std::move(output.loadOfLayer);
        return result;
    }

    static void add(Gradients& sum, const Gradients& more)
    {
        const torch::NoGradGuard noGradient;
        for (std::size_t p = 0; p < sum.gradients.size(); ++p) {
            if (!sum.gradients[p].defined())
                sum.gradients[p] = more.gradients[p];
            else if (more.gradients[p].defined())
                sum.gradients[p] = sum.gradients[p] + more.gradients[p]; // in place would change the other's
        }
        sum.error += more.error;
        sum.balance += more.balance;
        for (std::size_t layer = 0; layer < sum.loadOfLayer.size(); ++layer)
            for (std::size_t e = 0; e < sum.loadOfLayer[layer].size(); ++e)
                sum.loadOfLayer[layer][e] += more.loadOfLayer[layer][e];
    }

    Result<void> endEpoch()
    {
        m_trainingSeconds += secondsSince(m_epochStarted);
        m_entry.epoch = epoch();
        m_entry.heldBackLoss = heldBackLoss();
        m_report.epochs.push_back(m_entry);
        m_entry = {};
        m_loadOfLastEpoch = m_loadOfEpoch;
        for (std::size_t e = 0; e < m_expertTokens.size(); ++e)
            m_expertTokens[e] += m_loadOfEpoch.back()[e];
        for (std::vector<double>& load : m_loadOfEpoch)
            std::fill(load.begin(), load.end(), 0.0);
        m_epochStarted = Clock::now();
        const EpochReport& last = m_report.epochs.back();
        spdlog::debug("epoch {}: loss {:.5g}, held back {:.5g}, balance {:.3g}, {:.0f} samples/s", last.epoch,
                      last.trainLoss, last.heldBackLoss, last.balanceLoss,
                      static_cast<double>(m_tokens) / std::max(1e-9, m_trainingSeconds));
        if (m_source.heldBack().empty())
            return {};
        if (!std::isfinite(last.heldBackLoss))
            return diverged(m_report.steps);
        if (last.heldBackLoss < m_bestLoss) {
            m_bestLoss = last.heldBackLoss;
            m_best = copyOf(m_parameters);
            m_epochsSinceBest = 0;
        } else if (++m_epochsSinceBest == m_options.patience) {
            m_stoppedEarly = true;
        }
        return {};
    }

    void tellOfEpoch() const
    {
        if (!m_support.onEpoch)
            return;
        m_support.onEpoch({m_report.epochs.back(), m_report.plannedEpochs,
                           learningRateAt(m_report.steps - 1, m_steps, m_report.learningRate),
                           static_cast<double>(m_tokens) / std::max(1e-9, m_trainingSeconds),
                           m_report.retried, m_stoppedEarly || m_report.steps == m_steps});
    }

    /// Mean over evenly spaced batches, as many as tell epochs apart.
    [[nodiscard]] double heldBackLoss() const
    {
        const std::vector<Window>& heldBack = m_source.heldBack();
        if (heldBack.empty())
            return std::numeric_limits<double>::quiet_NaN();
        Random random(0); // the same masks every time: epochs are compared with each other
        constexpr std::size_t kMostBatches = 16;
        const auto batchSize = static_cast<std::size_t>(m_options.batchWindows);
        const std::size_t wanted = std::min(heldBack.size(), kMostBatches * batchSize);
        std::vector<WindowBatch> batches;
        for (std::size_t begin = 0; begin < wanted; begin += batchSize) {
            std::vector<Window> windows;
            for (std::size_t i = begin; i < std::min(begin + batchSize, wanted); ++i)
                windows.push_back(heldBack[i * heldBack.size() / wanted]);
            batches.push_back(m_source.assemble(windows, random, false));
        }
        std::vector<double> losses(batches.size());
        std::vector<double> tokens(batches.size());
        onEach(batches.size(), [&](std::size_t i) {
            const torch::NoGradGuard noGradient;
            const WeightedLoss::Part part = m_loss.prepare(batches[i].items);
            losses[i] = m_loss.sum(m_network.forward(part.input).values, part).item<double>()
                / std::max(1e-6, part.factorSum);
            tokens[i] = static_cast<double>(part.input.tokens);
        });
        double sum = 0.0;
        double all = 0.0;
        for (std::size_t i = 0; i < losses.size(); ++i) {
            sum += losses[i] * tokens[i];
            all += tokens[i];
        }
        return sum / all;
    }

    TrainingReport finished()
    {
        double all = 0.0;
        for (const double count : m_expertTokens)
            all += count;
        for (const double count : m_expertTokens)
            m_report.expertShare.push_back(count / all);
        for (std::size_t layer = 0; layer < m_loadOfLastEpoch.size(); ++layer)
            findDeadExperts(static_cast<int>(layer));
        m_report.tokensPerSecond = static_cast<double>(m_tokens) / std::max(1e-9, m_trainingSeconds);
        m_report.seconds += secondsSince(m_started);
        return m_report;
    }

    void findDeadExperts(int layer)
    {
        constexpr double kAlive = 0.01; // of an even share
        const std::vector<double>& load = m_loadOfLastEpoch[static_cast<std::size_t>(layer)];
        double all = 0.0;
        for (const double count : load)
            all += count;
        for (std::size_t e = 0; e < load.size(); ++e)
            if (load[e] < kAlive * all / static_cast<double>(load.size()))
                m_report.deadExperts.push_back({layer, static_cast<int>(e), load[e] / all});
    }

    /// Pieces that need nothing of each other, each on one thread where that is a processor's.
    void onEach(std::size_t count, const std::function<void(std::size_t)>& body) const
    {
        m_helpers.run(static_cast<int>(count), [&](int i) {
            std::optional<OneTorchThread> oneThread;
            if (m_device.is_cpu())
                oneThread.emplace();
            body(static_cast<std::size_t>(i));
        });
    }

    [[nodiscard]] int epoch() const { return static_cast<int>(m_report.epochs.size()) + 1; }
    [[nodiscard]] std::int64_t beginOfEpoch() const { return (epoch() - 1) * m_stepsPerEpoch; }
    [[nodiscard]] std::int64_t endOfEpoch() const { return std::min(m_steps, epoch() * m_stepsPerEpoch); }

    [[nodiscard]] std::string heldBackText() const
    {
        if (m_report.epochs.empty() || !std::isfinite(m_report.epochs.back().heldBackLoss))
            return {};
        return fmt::format(", held back {:.4g}", m_report.epochs.back().heldBackLoss);
    }

    [[nodiscard]] tl::unexpected<Error> diverged(std::int64_t step) const
    {
        const auto epoch = std::min<std::int64_t>(m_options.epochs, (step - 1) / m_stepsPerEpoch + 1);
        return fail(m_report.retried ? Reason::TrainingDivergedAgain : Reason::TrainingDiverged,
                    {std::to_string(epoch), std::to_string(step)});
    }

    Result<void> save()
    {
        m_saved = Clock::now();
        if (m_support.checkpointPath.empty())
            return {};
        auto epochs = nlohmann::json::array();
        for (const EpochReport& entry : m_report.epochs)
            epochs.push_back(toJson(entry));
        const nlohmann::json facts{
            {"steps", m_report.steps},
            {"learning_rate", m_report.learningRate},
            {"retried", m_report.retried},
            {"epochs", epochs},
            {"entry", toJson(m_entry)},
            {"best_loss", m_best.empty() ? nlohmann::json(nullptr) : nlohmann::json(m_bestLoss)},
            {"epochs_since_best", m_epochsSinceBest},
            {"stopped_early", m_stoppedEarly},
            {"expert_tokens", m_expertTokens},
            {"load_of_epoch", m_loadOfEpoch},
            {"load_of_last_epoch", m_loadOfLastEpoch},
            {"tokens", m_tokens},
            {"training_seconds", m_trainingSeconds + secondsSince(m_epochStarted)},
            {"seconds", m_report.seconds + secondsSince(m_started)},
            {"windows", m_source.state()},
            {"optimizer_steps", m_optimizer.state().steps},
            {"gradient_scale", m_scale.factor()},
            {"gradient_scale_steps", m_scale.goodSteps()}};
        TrainingState state{facts.dump(), {}};
        for (std::size_t i = 0; i < m_parameters.size(); ++i) {
            state.tensors["parameter " + std::to_string(i)] = m_parameters[i];
            state.tensors["mean " + std::to_string(i)] = m_optimizer.state().mean[i];
            state.tensors["square " + std::to_string(i)] = m_optimizer.state().square[i];
            if (!m_best.empty())
                state.tensors["best " + std::to_string(i)] = m_best[i];
        }
        return writeTrainingState(m_support.checkpointPath, m_support.checkpointFingerprint, state);
    }

    void restore(const TrainingState& state)
    {
        const nlohmann::json facts = nlohmann::json::parse(state.facts);
        const auto named = [&](const std::string& what) {
            std::vector<torch::Tensor> tensors;
            for (std::size_t i = 0; i < m_parameters.size(); ++i)
                tensors.push_back(state.tensors.at(what + " " + std::to_string(i)).to(m_device));
            return tensors;
        };
        if (!m_source.setState(facts.at("windows")))
            return;
        copyInto(m_parameters, named("parameter"));
        m_optimizer.setState({facts.at("optimizer_steps"), named("mean"), named("square")});
        m_scale.restore(facts.at("gradient_scale"), facts.at("gradient_scale_steps"));
        if (!facts.at("best_loss").is_null()) {
            m_bestLoss = facts.at("best_loss");
            m_best = named("best");
        }
        m_report.steps = m_report.resumedAt = facts.at("steps");
        m_report.learningRate = facts.at("learning_rate");
        m_report.retried = facts.at("retried");
        for (const auto& entry : facts.at("epochs"))
            m_report.epochs.push_back(entryOf(entry));
        m_entry = entryOf(facts.at("entry"));
        m_epochsSinceBest = facts.at("epochs_since_best");
        m_stoppedEarly = facts.at("stopped_early");
        m_expertTokens = facts.at("expert_tokens").get<std::vector<double>>();
        m_loadOfEpoch = facts.at("load_of_epoch").get<std::vector<std::vector<double>>>();
        m_loadOfLastEpoch = facts.at("load_of_last_epoch").get<std::vector<std::vector<double>>>();
        m_tokens = facts.at("tokens");
        m_trainingSeconds = facts.at("training_seconds");
        m_report.seconds = facts.at("seconds");
    }

    /// Without held-back windows their loss is NaN, which JSON does not have.
    static nlohmann::json toJson(const EpochReport& entry)
    {
        return {{"epoch", entry.epoch},
                {"train_loss", entry.trainLoss},
                {"held_back_loss",
                 std::isfinite(entry.heldBackLoss) ? nlohmann::json(entry.heldBackLoss)
                                                   : nlohmann::json(nullptr)},
                {"balance_loss", entry.balanceLoss}};
    }
    static EpochReport entryOf(const nlohmann::json& json)
    {
        return {json.at("epoch"), json.at("train_loss"),
                json.at("held_back_loss").is_null() ? std::numeric_limits<double>::quiet_NaN()
                                                    : json.at("held_back_loss").get<double>(),
                json.at("balance_loss")};
    }

    TransformerNetwork& m_network;
    const TrainOptions& m_options;
    torch::Device m_device;
    const TrainingSupport& m_support;
    SharedWork& m_helpers;
    WeightedLoss m_loss;
    WindowSource m_source;
    std::vector<torch::Tensor> m_parameters;
    AdamW m_optimizer;
    GradientScale m_scale;

    std::int64_t m_steps = 0; ///< to be done
    std::int64_t m_stepsPerEpoch = 1;
    TrainingReport m_report;
    EpochReport m_entry; ///< of the epoch in hand
    double m_bestLoss = std::numeric_limits<double>::infinity();
    std::vector<torch::Tensor> m_best; ///< parameters at that loss
    int m_epochsSinceBest = 0;
    bool m_stoppedEarly = false;
    std::vector<double> m_expertTokens; ///< of the last layer, over all finished epochs
    std::vector<std::vector<double>> m_loadOfEpoch; ///< [layer][expert], of the epoch in hand
    std::vector<std::vector<double>> m_loadOfLastEpoch;
    std::int64_t m_tokens = 0;
    double m_trainingSeconds = 0.0; ///< of finished epochs
    Clock::time_point m_started;
    Clock::time_point m_epochStarted;
    Clock::time_point m_saved;
};

} // namespace

std::string metricLabel(std::int64_t metric, const std::vector<std::string>& names)
{
    const auto index = static_cast<std::size_t>(metric);
    return index < names.size() ? fmt::format("metric '{}'", names[index]) : fmt::format("metric {}", metric);
}

void withHelpers(SharedWork* given, const RunContext& context, const std::function<void(SharedWork&)>& use)
{
    if (given != nullptr)
        return use(*given);
    SharedWork own;
    std::vector<std::jthread> threads;
    for (int i = 1; i < context.threads(); ++i)
        threads.emplace_back([&own] { own.help(); });
    struct Closing { // before the threads are waited for, also when use() throws
        SharedWork& work;
        ~Closing() { work.close(); }
    } closing{own};
    use(own);
}

Result<TrainingReport> trainNetwork(TransformerNetwork& network, std::span<const SegmentView> segments,
                                    const TrainOptions& options, std::span<const double> weights,
                                    std::uint64_t seed, const torch::Device& device,
                                    const RunContext& context, const TrainingSupport& support)
{
    Result<TrainingReport> report;
    std::vector<torch::Tensor> parameters = network.parameters();
    const std::vector<torch::Tensor> initial = copyOf(parameters);
    withHelpers(support.helpers, context, [&](SharedWork& helpers) {
        Training first(network, segments, options, weights, seed, device, support, helpers);
        first.resume();
        report = first.run(context);
        if (report || report.error().code != ErrorCode::TrainingDiverged || first.retried())
            return;
        if (const auto cause = tooLargeValue(segments, support.metricNames)) {
            report = fail(*cause);
            return;
        }
        spdlog::warn("{}; beginning anew with a tenth of the learning rate", report.error().message);
        copyInto(parameters, initial);
        Training second(network, segments, options, weights, seed, device, support, helpers);
        second.lowerLearningRate();
        report = second.run(context);
    });
    return report;
}

} // namespace nodesentry
