#include "core/model/phase_profile_p.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace nodesentry {

namespace {

/// Of so many values, evenly chosen, a median is known well enough.
constexpr std::int64_t kMostForLevel = 4096;

/// The samples of @p views whose position is in [from, to).
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

/// Median of what was measured of one metric; NaN where nothing was.
double medianOf(const std::vector<Stretch>& stretches, Eigen::Index metric, std::vector<float>& scratch)
{
    scratch.clear();
    visitEvenly(stretches, kMostForLevel, [&](const ScoreView& view, std::int64_t sample) {
        if (isMeasured(view, metric, sample))
            scratch.push_back((*view.unclipped)(metric, sample));
    });
    return scratch.empty() ? std::numeric_limits<double>::quiet_NaN() : takeQuantile(scratch, 0.5);
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
    const auto levelOf = [&](const ScoreView& view, Eigen::Index metric, std::int64_t sample) {
        return profile.levelAt(metric, view.position + sample - view.begin);
    };
    profile.m_distance = LevelDistance::measure(all, metrics, levelOf);
    profile.m_lasting = LastingDistance::measure(views, window, levelOf);
    return profile;
}

PhaseProfile PhaseProfile::of(std::int64_t step, SampleMatrix level, LevelDistance distance,
                              LastingDistance lasting)
{
    PhaseProfile profile;
    profile.m_step = step;
    profile.m_level = std::move(level);
    profile.m_distance = std::move(distance);
    profile.m_lasting = std::move(lasting);
    return profile;
}

bool PhaseProfile::fits(std::size_t metrics) const
{
    return empty()
        || (m_step >= 1 && static_cast<std::size_t>(m_level.rows()) == metrics && m_level.allFinite()
            && !m_distance.empty() && m_distance.fits(metrics) && m_lasting.fits(metrics));
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
    m_distance.add(
        view,
        [this](const ScoreView& of, Eigen::Index metric, std::int64_t sample, std::span<float> levels) {
            fillLevels(metric, of.position + sample - of.begin, levels);
        },
        weight, softLimit, result);
}

void PhaseProfile::addLasting(const ScoreView& view, double weight, Reconstruction& result) const
{
    if (empty() || !view.ofJob)
        return;
    m_lasting.add(
        view,
        [this](const ScoreView& of, Eigen::Index metric, std::int64_t sample, std::span<float> levels) {
            fillLevels(metric, of.position + sample - of.begin, levels);
        },
        weight, result);
}

void PhaseProfile::fillLevels(Eigen::Index metric, std::int64_t position, std::span<float> levels) const
{
    const auto last = static_cast<std::int64_t>(m_level.cols()) - 1; // of the whole cluster
    const auto ofStep = 1.0F / static_cast<float>(m_step);
    for (std::size_t i = 0; i < levels.size();) {
        const auto knot = (position + static_cast<std::int64_t>(i)) / m_step;
        if (knot >= last) {
            std::fill(levels.begin() + static_cast<std::ptrdiff_t>(i), levels.end(), m_level(metric, last));
            return;
        }
        const float level = m_level(metric, knot);
        const float slope = (m_level(metric, knot + 1) - level) * ofStep;
        auto offset = position + static_cast<std::int64_t>(i) - knot * m_step;
        for (; offset < m_step && i < levels.size(); ++offset, ++i)
            levels[i] = level + slope * static_cast<float>(offset);
    }
}

} // namespace nodesentry
