#include "core/simulate/node_activity.h"

#include "core/base/expects.h"
#include "core/simulate/benign_burst.h"
#include "core/simulate/noise_p.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nodesentry {

namespace {

using enum Activity;

constexpr double kHour = 3600.0;
constexpr double kDay = 86'400.0;

/// Share of the way that a first-order lag of @p lagSeconds goes in one step.
float lagShare(double stepSeconds, double lagSeconds)
{
    return static_cast<float>(1.0 - std::exp(-stepSeconds / lagSeconds));
}

/// Builds the activities of one host, one influence after the other.
class ActivityBuilder {
public:
    ActivityBuilder(const SimulationPlan& plan, int host)
        : m_plan(plan),
          m_host(host),
          m_id(static_cast<std::uint64_t>(host)),
          m_grid(plan.hosts[static_cast<std::size_t>(host)].grid),
          m_levels(static_cast<Eigen::Index>(kActivityCount), m_grid.size)
    {
        const auto idle = idleLevels();
        for (std::size_t k = 0; k < kActivityCount; ++k)
            m_levels.row(static_cast<Eigen::Index>(k)).setConstant(idle[k]);
    }

    void addJobs();
    void smoothTransitions();
    void addNoise();
    void addBackground();
    void addBursts();
    void addCachesAndDisk();
    void addAnomalies();
    void derive();

    SampleMatrix take() { return std::move(m_levels); }

private:
    float& at(Activity activity, std::int64_t sample)
    {
        return m_levels(static_cast<Eigen::Index>(activity), sample);
    }
    [[nodiscard]] NoiseField noise(NoiseOf subject, std::uint64_t part = 0) const
    {
        return {m_plan.seed, subject, {m_id, part}};
    }
    void apply(const Anomaly& anomaly, const AnomalyEffect& effect);

    const SimulationPlan& m_plan;
    int m_host;
    std::uint64_t m_id;
    TimeGrid m_grid;
    SampleMatrix m_levels;
};

void ActivityBuilder::addJobs()
{
    for (const int index : m_plan.jobsOfHost[static_cast<std::size_t>(m_host)]) {
        const auto& job = m_plan.jobs[static_cast<std::size_t>(index)];
        const auto& application = m_plan.applications[static_cast<std::size_t>(job.application)];
        // The nodes of a job show one pattern, a little apart in level and phase.
        auto random = NoiseField(m_plan.seed, NoiseOf::JobOnNode, {static_cast<std::uint64_t>(index), m_id})
                          .sequence();
        const double shift = 2.0 * normal(random);
        ActivityLevels factors;
        for (auto& factor : factors)
            factor = static_cast<float>(std::exp(0.02 * normal(random)));

        const auto begin = m_grid.firstAtOrAfter(job.job.begin);
        const auto end = m_grid.firstAtOrAfter(job.endOr(m_plan.grid.range().end));
        for (auto sample = begin; sample < end; ++sample) {
            const double elapsed
                = static_cast<double>(m_grid.timeOf(sample) - job.job.begin) / 1000.0 + shift;
            const auto levels
                = levelsAt(application, job.shape, std::clamp(elapsed, 0.0, job.shape.lengthSeconds - 0.001));
            for (std::size_t k = 0; k < kActivityCount; ++k)
                m_levels(static_cast<Eigen::Index>(k), sample) = levels[k] * factors[k];
        }
    }
}

void ActivityBuilder::smoothTransitions()
{
    constexpr double kLagSeconds = 12.0; // a sample sees what was before it, too
    constexpr double kMemoryLagSeconds = 20.0;
    for (std::size_t k = 0; k < kActivityCount; ++k) {
        const bool isMemory = k == indexOf(Memory);
        const float share = lagShare(m_grid.stepSeconds(), isMemory ? kMemoryLagSeconds : kLagSeconds);
        float* levels = m_levels.row(static_cast<Eigen::Index>(k)).data();
        float level = levels[0];
        for (std::int64_t i = 0; i < m_grid.size; ++i)
            levels[i] = level += share * (levels[i] - level);
    }
}

void ActivityBuilder::addNoise()
{
    constexpr float kMemoryOfNoise = 0.8F;
    const float fresh = std::sqrt(1.0F - kMemoryOfNoise * kMemoryOfNoise);
    for (std::size_t k = 0; k < indexOf(Idle); ++k) {
        const bool isSteady = k == indexOf(Memory) || k == indexOf(Tasks) || k == indexOf(DiskUsed);
        const float size = isSteady ? 0.003F : 0.02F;
        const auto field = noise(NoiseOf::Activity, k);
        float* levels = m_levels.row(static_cast<Eigen::Index>(k)).data();
        float state = 0.0F;
        for (std::int64_t i = 0; i < m_grid.size; ++i) {
            state = kMemoryOfNoise * state + fresh * field.roughNormal(static_cast<std::uint64_t>(i));
            levels[i] *= 1.0F + size * state;
        }
    }
}

void ActivityBuilder::addBackground()
{
    const auto hours = noise(NoiseOf::NodeHours);
    const double hourly = hours.uniform(0) * kHour; ///< when in the hour
    const double nightly = 2.5 * kHour + hours.uniform(1) * 0.5 * kHour;
    constexpr double kHourlySeconds = 45.0;
    constexpr double kNightlySeconds = 1500.0;
    for (std::int64_t i = 0; i < m_grid.size; ++i) {
        const double second = std::fmod(static_cast<double>(m_grid.timeOf(i)) / 1000.0, kDay);
        const double inHour = std::fmod(second - hourly + kDay, kHour);
        if (inHour < kHourlySeconds) {
            at(System, i) += 0.02F;
            at(Faults, i) += 0.02F;
            at(DiskWrite, i) += 0.05F;
            at(Metadata, i) += 0.05F;
            at(Switches, i) += 0.03F;
        }
        if (second >= nightly && second < nightly + kNightlySeconds) {
            at(System, i) += 0.02F;
            at(IoWait, i) += 0.02F;
            at(DiskRead, i) += 0.25F;
            at(Metadata, i) += 0.30F;
        }
    }
}

void ActivityBuilder::addBursts()
{
    for (const auto& burst : benignBurstsOf(m_plan, m_host))
        for (auto i = burst.begin; i < burst.end; ++i)
            at(burst.activity, i) += burst.level;

    constexpr double kMemoryErrorsPerHour = 0.05;
    const auto errors = noise(NoiseOf::MemoryError);
    const double chance = kMemoryErrorsPerHour * m_grid.stepSeconds() / kHour;
    for (std::int64_t i = 0; i < m_grid.size; ++i) {
        const double drawn = errors.uniform(static_cast<std::uint64_t>(i));
        if (drawn < chance)
            at(MemoryErrors, i) += static_cast<float>(0.2 + 0.6 * drawn / chance);
    }
}

void ActivityBuilder::addCachesAndDisk()
{
    // What is read and written stays in the page cache until the job ends.
    constexpr double kCacheLagSeconds = 1800.0;
    const float share = lagShare(m_grid.stepSeconds(), kCacheLagSeconds);
    const float empty = idleLevels()[indexOf(PageCache)];
    std::vector<bool> jobBegins(static_cast<std::size_t>(m_grid.size), false);
    for (const int index : m_plan.jobsOfHost[static_cast<std::size_t>(m_host)]) {
        const auto begin = m_grid.firstAtOrAfter(m_plan.jobs[static_cast<std::size_t>(index)].job.begin);
        if (begin < m_grid.size)
            jobBegins[static_cast<std::size_t>(begin)] = true;
    }
    const auto ownDisk = static_cast<float>(0.2 + 0.3 * noise(NoiseOf::Hardware, 1).uniform(0));
    float cached = empty;
    for (std::int64_t i = 0; i < m_grid.size; ++i) {
        if (jobBegins[static_cast<std::size_t>(i)])
            cached = empty;
        const float room = std::max(0.02F, 0.96F - at(Memory, i));
        const float wanted = std::min(room, empty + 2.5F * (at(DiskRead, i) + at(DiskWrite, i)));
        cached += share * (wanted - cached);
        at(PageCache, i) = std::min(cached, room);
        at(DiskUsed, i) = std::min(ownDisk + at(DiskUsed, i), 0.97F);
    }
}

void ActivityBuilder::apply(const Anomaly& anomaly, const AnomalyEffect& effect)
{
    float* levels = m_levels.row(static_cast<Eigen::Index>(effect.activity)).data();
    double mean = 0.0;
    for (auto i = anomaly.begin; i < anomaly.end; ++i)
        mean += static_cast<double>(levels[i]) / static_cast<double>(anomaly.end - anomaly.begin);
    for (auto i = anomaly.begin; i < anomaly.end; ++i) {
        const double level = levels[i];
        double goal = mean;
        if (effect.mode == AnomalyEffect::Mode::Toward)
            goal = effect.value;
        else if (effect.mode == AnomalyEffect::Mode::Scale)
            goal = effect.value * level;
        const double pull = effect.weight * anomaly.strengthAt(i, m_grid.stepSeconds());
        levels[i] = static_cast<float>(level + pull * (goal - level));
    }
}

void ActivityBuilder::addAnomalies()
{
    for (const auto& anomaly : m_plan.anomaliesOf(m_host))
        for (const auto& effect : effectsOf(anomaly.kind))
            apply(anomaly, effect);
}

void ActivityBuilder::derive()
{
    const double step = m_grid.stepSeconds();
    const std::array loads{Load1, Load5, Load15};
    const std::array shares{lagShare(step, 60.0), lagShare(step, 300.0), lagShare(step, 900.0)};
    const float heatShare = lagShare(step, 120.0);
    std::array<float, 3> load{};
    float heat = 0.0F;
    for (std::int64_t i = 0; i < m_grid.size; ++i) {
        auto& system = at(System, i);
        auto& ioWait = at(IoWait, i);
        auto& user = at(User, i);
        system = std::min(system, 0.9F);
        ioWait = std::min(ioWait, 0.95F - system);
        user = std::min(user, 0.998F - system - ioWait);
        at(Idle, i) = 1.0F - user - system - ioWait;
        at(Memory, i) = std::min(at(Memory, i), 0.96F);
        at(PageCache, i) = std::min(at(PageCache, i), 0.965F - at(Memory, i));
        at(Tasks, i) = std::min(at(Tasks, i), 1.2F);

        const float runnable = user + system + 1.2F * ioWait + 0.04F * at(Tasks, i);
        const float warmth = 0.7F * user + 0.3F * at(Instructions, i);
        for (std::size_t k = 0; k < loads.size(); ++k) {
            load[k] = i == 0 ? runnable : load[k] + shares[k] * (runnable - load[k]);
            at(loads[k], i) = load[k];
        }
        heat = i == 0 ? warmth : heat + heatShare * (warmth - heat);
        at(Heat, i) = heat;
    }
}

} // namespace

SampleMatrix nodeActivity(const SimulationPlan& plan, int host, bool withAnomalies)
{
    NODESENTRY_EXPECTS(0 <= host && host < static_cast<int>(plan.hosts.size()), "the plan has the host");
    ActivityBuilder builder(plan, host);
    builder.addJobs();
    builder.smoothTransitions();
    builder.addNoise();
    builder.addBackground();
    builder.addBursts();
    builder.addCachesAndDisk();
    if (withAnomalies)
        builder.addAnomalies();
    builder.derive();
    return builder.take();
}

} // namespace nodesentry
