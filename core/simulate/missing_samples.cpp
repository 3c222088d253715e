#include "core/simulate/missing_samples.h"

#include "core/base/expects.h"
#include "core/simulate/noise_p.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace nodesentry {

namespace {

constexpr double kScrapes = 0.2;
constexpr double kValues = 0.1;
constexpr double kStretches = 0.6;
constexpr double kGroupStretches = 0.1;

/// Lengths of stretches: log-normal, median a quarter of an hour, at most four hours.
constexpr double kMedianGap = 900.0;
constexpr double kSpread = 1.0;
constexpr double kLongestGap = 4.0 * 3600.0;

double drawSeconds(SplitMix& random)
{
    return std::min(kLongestGap, kMedianGap * std::exp(kSpread * normal(random)));
}

/// Mean of drawSeconds(): that of the log-normal, less what lies beyond the longest.
double meanSeconds()
{
    const auto below = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
    const double cut = std::log(kLongestGap / kMedianGap) / kSpread;
    return kMedianGap * std::exp(0.5 * kSpread * kSpread) * below(cut - kSpread)
        + kLongestGap * (1.0 - below(cut));
}

/// Calls @p hit for positions in [0, count), each with probability @p chance, by jumping from one to the
/// next.
void forSome(SplitMix& random, double chance, std::int64_t count,
             const std::function<void(std::int64_t)>& hit)
{
    if (chance <= 0.0)
        return;
    const double scale = std::log1p(-chance);
    double position = -1.0;
    for (;;) {
        position += 1.0 + std::floor(std::log(1.0 - random.uniform()) / scale);
        if (position >= static_cast<double>(count))
            return;
        hit(static_cast<std::int64_t>(position));
    }
}

class MissingMask {
public:
    MissingMask(Eigen::Index metrics, Eigen::Index samples) : m_mask(MaskMatrix::Zero(metrics, samples)) { }

    void cut(Eigen::Index metric, std::int64_t begin, std::int64_t end)
    {
        end = std::min<std::int64_t>(end, m_mask.cols());
        m_mask.row(metric).segment(begin, end - begin).setOnes();
    }
    void cutAll(std::int64_t begin, std::int64_t end)
    {
        for (Eigen::Index metric = 0; metric < m_mask.rows(); ++metric)
            cut(metric, begin, end);
    }
    [[nodiscard]] const unsigned char* row(Eigen::Index metric) const { return m_mask.row(metric).data(); }

private:
    MaskMatrix m_mask;
};

void blank(float* values, const unsigned char* missing, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        if (missing[i] != 0)
            values[i] = std::numeric_limits<float>::quiet_NaN();
}

/// The same for a counter's rates.
void blankRates(float* rates, const unsigned char* missing, std::int64_t count)
{
    double increase = 0.0; ///< over the gap, in steps
    int steps = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        increase += static_cast<double>(rates[i]);
        ++steps;
        if (missing[i] != 0) {
            rates[i] = std::numeric_limits<float>::quiet_NaN();
            continue;
        }
        rates[i] = static_cast<float>(increase / steps);
        increase = 0.0;
        steps = 0;
    }
    // The first sample that is there has nothing before it.
    const auto* firstPresent = std::find(missing, missing + count, 0);
    if (firstPresent != missing + count)
        rates[firstPresent - missing] = std::numeric_limits<float>::quiet_NaN();
}

} // namespace

void removeMissing(const SimulationPlan& plan, int host, SampleMatrix& samples)
{
    NODESENTRY_EXPECTS(samples.rows() == static_cast<Eigen::Index>(plan.metrics.size()), "a row per metric");
    const auto count = static_cast<std::int64_t>(samples.cols());
    const double ratio = plan.options.missingRatio;
    const double step = plan.grid.stepSeconds();
    auto random = NoiseField(plan.seed, NoiseOf::Missing, {static_cast<std::uint64_t>(host)}).sequence();
    MissingMask mask(samples.rows(), samples.cols());
    const auto samplesOf = [&](double seconds) {
        return static_cast<std::int64_t>(std::max(1.0, std::round(seconds / step)));
    };
    const double stretchSamples = std::max(1.0, meanSeconds() / step);

    forSome(random, kScrapes * ratio, count, [&](std::int64_t i) { mask.cutAll(i, i + 1); });
    forSome(random, kValues * ratio, count * samples.rows(),
            [&](std::int64_t i) { mask.cut(i / count, i % count, i % count + 1); });
    forSome(random, kStretches * ratio / stretchSamples, count,
            [&](std::int64_t i) { mask.cutAll(i, i + samplesOf(drawSeconds(random))); });

    std::set<std::string> groups;
    for (const auto& metric : plan.metrics)
        groups.insert(metric.metric.group);
    for (const auto& group : groups) // one after the other, so that each metric loses the same share
        forSome(random, kGroupStretches * ratio / stretchSamples, count, [&](std::int64_t i) {
            const auto end = i + samplesOf(drawSeconds(random));
            for (std::size_t metric = 0; metric < plan.metrics.size(); ++metric)
                if (plan.metrics[metric].metric.group == group)
                    mask.cut(static_cast<Eigen::Index>(metric), i, end);
        });

    for (Eigen::Index metric = 0; metric < samples.rows(); ++metric) {
        const bool isRate = plan.metrics[static_cast<std::size_t>(metric)].metric.kind == MetricKind::Rate;
        (isRate ? blankRates : blank)(samples.row(metric).data(), mask.row(metric), count);
    }
}

} // namespace nodesentry
