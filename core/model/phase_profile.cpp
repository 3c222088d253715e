#include "core/model/phase_profile.h"

#include "core/base/expects.h"
#include "core/model/soft_limit_p.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nodesentry {

namespace {

/// Of so many values, evenly chosen, a median and a tail are known well enough.
constexpr std::int64_t kMostForLevel = 4096;
constexpr std::int64_t kMostForScale = 65536;

constexpr double kSmallestScale = 0.05; // standard deviations
constexpr double kSmallestTail = 0.1;
constexpr double kTailQuantile = 0.999;
constexpr double kDeviationsPerMedian = 1.4826; // of a normal distribution's absolute values

/// A distance of less than this is none: float samples that are all the same.
constexpr double kNoDistance = 1e-6;

bool isMeasured(const ScoreView& view, Eigen::Index metric, std::int64_t sample)
{
    return view.filled == nullptr || (*view.filled)(metric, sample) == 0;
}

/// @param values  not empty; taken apart on the way
double quantile(std::vector<float>& values, double share)
{
    const auto place
        = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end());
    return values[place];
}

/// A view's samples whose position is in [from, to).
struct Stretch {
    const ScoreView* view;
    std::int64_t begin;
    std::int64_t end;
};

std::vector<Stretch> stretchesAt(std::span<const ScoreView* const> views, std::int64_t from, std::int64_t to)
{
    std::vector<Stretch> stretches;
    for (const ScoreView* view : views) {
        const auto begin = std::max(view->begin, view->begin + from - view->position);
        const auto end = std::min(view->end, view->begin + to - view->position);
        if (begin < end)
            stretches.push_back({view, begin, end});
    }
    return stretches;
}

/// Calls @p take(view, sample) for at most @p most samples of the stretches, evenly chosen.
template <class Take> void visitEvenly(const std::vector<Stretch>& stretches, std::int64_t most, Take&& take)
{
    std::int64_t total = 0;
    for (const Stretch& stretch : stretches)
        total += stretch.end - stretch.begin;
    const auto every = std::max<std::int64_t>(1, (total + most - 1) / most);
    std::int64_t skip = 0; // samples until the next one that is taken
    for (const Stretch& stretch : stretches) {
        std::int64_t sample = stretch.begin + skip;
        for (; sample < stretch.end; sample += every)
            take(*stretch.view, sample);
        skip = sample - stretch.end;
    }
}

/// Median of what was measured of one metric; NaN where nothing was.
double medianOf(const std::vector<Stretch>& stretches, Eigen::Index metric, std::vector<float>& scratch)
{
    scratch.clear();
    visitEvenly(stretches, kMostForLevel, [&](const ScoreView& view, std::int64_t sample) {
        if (isMeasured(view, metric, sample))
            scratch.push_back((*view.unclipped)(metric, sample));
    });
    return scratch.empty() ? std::numeric_limits<double>::quiet_NaN() : quantile(scratch, 0.5);
}

} // namespace

PhaseProfile PhaseProfile::measure(std::span<const ScoreView> known, std::int64_t window)
{
    NODESENTRY_EXPECTS(window >= 2, "levels are half a window apart");
    std::vector<const ScoreView*> views;
    std::int64_t longest = 0;
    for (const ScoreView& view : known)
        if (view.ofJob) {
            views.push_back(&view);
            longest = std::max(longest, view.position + view.end - view.begin);
        }
    PhaseProfile profile;
    if (views.empty())
        return profile;
    const auto half = window / 2;
    profile.m_step = half;
    const Eigen::Index metrics = views.front()->unclipped->rows();
    const auto knots = static_cast<Eigen::Index>(longest / half + 1);
    profile.m_level.resize(metrics, knots + 1);

    std::vector<float> scratch;
    const auto all = stretchesAt(views, 0, longest);
    for (Eigen::Index m = 0; m < metrics; ++m) {
        const double median = medianOf(all, m, scratch);
        profile.m_level(m, knots) = std::isfinite(median) ? static_cast<float>(median) : 0.0F;
    }
    for (Eigen::Index k = 0; k < knots; ++k) {
        const auto here = stretchesAt(views, (k - 1) * half, (k + 1) * half);
        for (Eigen::Index m = 0; m < metrics; ++m) {
            const double median = here.size() >= kFewestJobs ? medianOf(here, m, scratch)
                                                             : std::numeric_limits<double>::quiet_NaN();
            profile.m_level(m, k)
                = std::isfinite(median) ? static_cast<float>(median) : profile.m_level(m, knots);
        }
    }
    for (Eigen::Index m = 0; m < metrics; ++m) {
        scratch.clear();
        visitEvenly(all, kMostForScale, [&](const ScoreView& view, std::int64_t sample) {
            if (isMeasured(view, m, sample))
                scratch.push_back(static_cast<float>(std::abs(
                    (*view.unclipped)(m, sample) - profile.levelAt(m, view.position + sample - view.begin))));
        });
        const bool moves = std::any_of(scratch.begin(), scratch.end(),
                                       [](float distance) { return distance > kNoDistance; });
        if (!moves) {
            profile.m_scale.push_back(std::numeric_limits<double>::infinity());
            profile.m_tail.push_back(kSmallestTail);
            continue;
        }
        profile.m_scale.push_back(std::max(kSmallestScale, kDeviationsPerMedian * quantile(scratch, 0.5)));
        profile.m_tail.push_back(std::max(kSmallestTail, quantile(scratch, kTailQuantile)));
    }
    return profile;
}

PhaseProfile PhaseProfile::of(std::int64_t step, SampleMatrix level, std::vector<double> scale,
                              std::vector<double> tail)
{
    PhaseProfile profile;
    profile.m_step = step;
    profile.m_level = std::move(level);
    profile.m_scale = std::move(scale);
    profile.m_tail = std::move(tail);
    return profile;
}

bool PhaseProfile::fits(std::size_t metrics) const
{
    const auto positive = [](double value) { return value > 0.0; };
    return empty()
        || (m_step >= 1 && static_cast<std::size_t>(m_level.rows()) == metrics && m_level.allFinite()
            && m_scale.size() == metrics && m_tail.size() == metrics
            && std::all_of(m_scale.begin(), m_scale.end(), positive)
            && std::all_of(m_tail.begin(), m_tail.end(), positive));
}

double PhaseProfile::levelAt(Eigen::Index metric, std::int64_t position) const
{
    const auto last = static_cast<std::int64_t>(m_level.cols()) - 1; // of the whole cluster
    const auto before = position / m_step;
    if (before >= last)
        return m_level(metric, last);
    const double share = static_cast<double>(position % m_step) / static_cast<double>(m_step);
    return (1.0 - share) * m_level(metric, before) + share * m_level(metric, before + 1);
}

void PhaseProfile::addDistances(const ScoreView& view, double weight, double softLimit,
                                Reconstruction& result) const
{
    if (empty() || !view.ofJob || weight <= 0.0)
        return;
    const auto first = view.firstScored();
    const auto samples = result.values.cols();
    std::vector<int> measured(static_cast<std::size_t>(samples), 0);
    const auto moves = [&](Eigen::Index m) { return std::isfinite(m_scale[static_cast<std::size_t>(m)]); };
    for (Eigen::Index m = 0; m < m_level.rows(); ++m)
        for (Eigen::Index t = 0; t < samples; ++t)
            measured[static_cast<std::size_t>(t)] += moves(m) && isMeasured(view, m, first + t) ? 1 : 0;
    for (Eigen::Index m = 0; m < m_level.rows(); ++m) {
        const double scale = m_scale[static_cast<std::size_t>(m)];
        const double tail = m_tail[static_cast<std::size_t>(m)];
        for (Eigen::Index t = 0; t < samples; ++t) {
            if (!isMeasured(view, m, first + t))
                continue;
            const double distance = std::abs((*view.unclipped)(m, first + t)
                                             - levelAt(m, view.position + first + t - view.begin));
            double added = 0.0;
            if (moves(m))
                added += softlyLimited(distance / scale, softLimit) / measured[static_cast<std::size_t>(t)];
            if (distance > tail)
                added += std::log(distance / tail);
            result.error(m, t) += static_cast<float>(weight * added);
            result.score[static_cast<std::size_t>(t)] += static_cast<float>(weight * added);
        }
    }
}

} // namespace nodesentry
