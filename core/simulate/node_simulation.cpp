#include "core/simulate/node_simulation.h"

#include "core/base/expects.h"
#include "core/simulate/missing_samples.h"
#include "core/simulate/node_activity.h"
#include "core/simulate/noise_p.h"

#include <spdlog/fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace nodesentry {

namespace {

/// A stretch of samples in which one application runs, or none.
struct Stretch {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    int application = -1; ///< -1: idle
};

std::vector<Stretch> stretchesOf(const SimulationPlan& plan, int host)
{
    const auto& grid = plan.hosts[static_cast<std::size_t>(host)].grid;
    std::vector<Stretch> stretches;
    std::int64_t done = 0;
    for (const int index : plan.jobsOfHost[static_cast<std::size_t>(host)]) {
        const auto& job = plan.jobs[static_cast<std::size_t>(index)];
        const auto begin = grid.firstAtOrAfter(job.job.begin);
        const auto end = grid.firstAtOrAfter(job.endOr(plan.grid.range().end));
        stretches.push_back({done, begin, -1});
        stretches.push_back({begin, end, job.application});
        done = end;
    }
    stretches.push_back({done, grid.size, -1});
    std::erase_if(stretches, [](const Stretch& stretch) { return stretch.begin >= stretch.end; });
    return stretches;
}

/// Rounds to a multiple of the quantum. Adding and taking away 1.5 * 2^52 leaves no fraction (IEEE 754, round
/// to nearest); unlike std::nearbyint it needs no call.
inline double rounded(double value, double perQuantum, double quantum)
{
    constexpr double kInteger = 6755399441055744.0;
    return ((value * perQuantum + kInteger) - kInteger) * quantum;
}

/// Turns the activities of a host into the values of one metric after the other.
class MetricWriter {
public:
    MetricWriter(const SimulationPlan& plan, int host, const SampleMatrix& activity)
        : m_plan(plan),
          m_host(static_cast<std::uint64_t>(host)),
          m_activity(activity),
          m_stretches(stretchesOf(plan, host)),
          m_signal(static_cast<std::size_t>(activity.cols()))
    {
    }

    void write(const MetricModel& model, std::span<float> values)
    {
        if (model.terms.empty()) {
            std::fill(values.begin(), values.end(), static_cast<float>(model.base));
            return;
        }
        sumActivities(model);
        scaleByApplication(model);
        addNoise(model, values);
        if (model.repeats)
            repeat(model, values);
    }

private:
    void sumActivities(const MetricModel& model)
    {
        std::fill(m_signal.begin(), m_signal.end(), 0.0F);
        for (const auto& term : model.terms) {
            const float* levels = m_activity.row(static_cast<Eigen::Index>(term.activity)).data();
            const auto coefficient = static_cast<float>(term.coefficient);
            for (std::size_t i = 0; i < m_signal.size(); ++i)
                m_signal[i] += coefficient * levels[i];
        }
    }

    /// The node's gain, and how much this application's work shows in this metric.
    void scaleByApplication(const MetricModel& model)
    {
        float gain = 1.0F;
        if (model.maximum > 1.0) // shares of time are the same on all hardware
            gain = std::exp(0.04F
                            * NoiseField(m_plan.seed, NoiseOf::Hardware, {m_host, 2}).roughNormal(model.key));
        for (const auto& stretch : m_stretches) {
            float factor = gain;
            if (stretch.application >= 0 && model.loadingSpread > 0)
                factor *= std::exp(static_cast<float>(model.loadingSpread)
                                   * NoiseField(m_plan.seed, NoiseOf::Loading,
                                                {static_cast<std::uint64_t>(stretch.application)})
                                         .roughNormal(model.key));
            for (auto i = stretch.begin; i < stretch.end; ++i)
                m_signal[static_cast<std::size_t>(i)] *= factor;
        }
    }

    void addNoise(const MetricModel& model, std::span<float> values)
    {
        // Noise grows with the value, and is not quite nothing without one; half of its variance is new with
        // every sample. Of 4096 samples of a counter one is a spike, but for shares of time, whose sum could
        // not be 1 then.
        const double scale = model.scale();
        const auto relative = static_cast<float>(model.noise);
        const auto least = static_cast<float>(0.02 * scale);
        constexpr float kMemoryOfNoise = 0.7F;
        const float fresh = std::sqrt(1.0F - kMemoryOfNoise * kMemoryOfNoise);
        const bool hasSpikes = model.metric.kind == MetricKind::Rate && model.maximum > 1.0;
        const auto offset = NoiseField(m_plan.seed, NoiseOf::Hardware, {m_host, 3}).roughNormal(model.key);
        const double base = model.base * (1.0 + 0.01 * static_cast<double>(offset));
        const double perQuantum = model.quantum > 0 ? 1.0 / model.quantum : 0.0;
        const NoiseField field(m_plan.seed, NoiseOf::Metric, {m_host, model.key});
        float state = 0.0F;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto bits = field.bits(i);
            state = kMemoryOfNoise * state + fresh * NoiseField::roughNormalOf(bits);
            double value = base
                + static_cast<double>(m_signal[i] + relative * (std::abs(m_signal[i]) + least) * state);
            if (hasSpikes && (bits & 0xfffU) == 0x5a5U) {
                const double height = static_cast<double>((bits >> 12U) & 0xffffU) / 65536.0;
                value += 0.3 * scale * height * height;
            }
            value = std::min(std::max(value, 0.0), model.maximum);
            if (model.quantum > 0)
                value = rounded(value, perQuantum, model.quantum);
            values[i] = static_cast<float>(value);
        }
    }

    void repeat(const MetricModel& model, std::span<float> values)
    {
        // A counter under another name is read a moment later; a gauge is the same number.
        const auto factor = static_cast<float>(model.factor);
        const float noise = model.metric.kind == MetricKind::Rate ? 0.002F : 0.0F;
        const NoiseField field(m_plan.seed, NoiseOf::Repetition,
                               {m_host, model.key, static_cast<std::uint64_t>(model.factor * 1e6)});
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] *= factor * (1.0F + noise * field.roughNormal(i));
    }

    const SimulationPlan& m_plan;
    std::uint64_t m_host;
    const SampleMatrix& m_activity;
    std::vector<Stretch> m_stretches;
    std::vector<float> m_signal;
};

/// The metrics that @p anomaly moves most, by name.
std::vector<std::string> culpritsOf(const SimulationPlan& plan, const Anomaly& anomaly,
                                    const SampleMatrix& with, const SampleMatrix& without)
{
    const auto samples = anomaly.end - anomaly.begin;
    const SampleMatrix change
        = with.middleCols(anomaly.begin, samples) - without.middleCols(anomaly.begin, samples);
    std::vector<double> moved(plan.metrics.size(), 0.0);
    for (std::size_t m = 0; m < plan.metrics.size(); ++m) {
        const auto& model = plan.metrics[m];
        if (model.terms.empty() || model.repeats)
            continue;
        Eigen::RowVectorXf sum = Eigen::RowVectorXf::Zero(samples);
        for (const auto& term : model.terms)
            sum += static_cast<float>(term.coefficient)
                * change.row(static_cast<Eigen::Index>(term.activity));
        moved[m] = static_cast<double>(sum.cwiseAbs().mean()) / model.scale();
    }
    std::vector<std::size_t> order(moved.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return moved[a] > moved[b]; });
    constexpr std::size_t kMost = 5;
    constexpr double kLeastShare = 0.25; ///< of what the first one moved
    std::vector<std::string> names;
    for (const auto m : order)
        if (names.size() < kMost && moved[m] >= kLeastShare * moved[order.front()])
            names.push_back(plan.metrics[m].metric.name);
    return names;
}

std::vector<Label> labelsOf(const SimulationPlan& plan, int host, const SampleMatrix& activity)
{
    const auto anomalies = plan.anomaliesOf(host);
    std::vector<Label> labels;
    if (anomalies.empty())
        return labels;
    const auto& simulated = plan.hosts[static_cast<std::size_t>(host)];
    const auto undisturbed = nodeActivity(plan, host, false);
    for (const auto& anomaly : anomalies) {
        Label label;
        label.node = simulated.name;
        label.begin = simulated.grid.timeOf(anomaly.begin);
        label.end = simulated.grid.timeOf(anomaly.end);
        label.category = anomalyKindName(anomaly.kind);
        label.author = kSimulationAuthor;
        label.note = fmt::format("culprit metrics: {}",
                                 fmt::join(culpritsOf(plan, anomaly, activity, undisturbed), " "));
        labels.push_back(std::move(label));
    }
    return labels;
}

} // namespace

SimulatedNode simulateNode(const SimulationPlan& plan, int host)
{
    NODESENTRY_EXPECTS(0 <= host && host < static_cast<int>(plan.hosts.size()), "the plan has the host");
    const auto& simulated = plan.hosts[static_cast<std::size_t>(host)];
    const auto activity = nodeActivity(plan, host, true);

    SimulatedNode node;
    node.series.node = simulated.name;
    node.series.grid = simulated.grid;
    node.series.metrics.resize(plan.metrics.size());
    std::iota(node.series.metrics.begin(), node.series.metrics.end(), 0);
    node.series.values.resize(static_cast<Eigen::Index>(plan.metrics.size()), simulated.grid.size);
    MetricWriter writer(plan, host, activity);
    for (std::size_t m = 0; m < plan.metrics.size(); ++m)
        writer.write(plan.metrics[m],
                     {node.series.values.row(static_cast<Eigen::Index>(m)).data(),
                      static_cast<std::size_t>(simulated.grid.size)});
    removeMissing(plan, host, node.series.values);
    node.labels = labelsOf(plan, host, activity);
    return node;
}

} // namespace nodesentry
