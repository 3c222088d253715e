#include "core/model/level_distance_p.h"

#include <limits>

namespace nodesentry {

namespace {

constexpr double kSmallestScale = 0.05; // standard deviations
constexpr double kDeviationsPerMedian = 1.4826; // of a normal distribution's absolute values

/// A distance of less than this is none: float samples that are all the same.
constexpr float kNoDistance = 1e-6F;

} // namespace

double takeQuantile(std::vector<float>& values, double share)
{
    const auto place
        = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end());
    return values[place];
}

void LevelDistance::addMetric(std::vector<float>& distances)
{
    const bool moves = std::any_of(distances.begin(), distances.end(),
                                   [](float distance) { return distance > kNoDistance; });
    if (!moves) {
        m_scale.push_back(std::numeric_limits<double>::infinity());
        m_tail.push_back(kSmallestTail);
        return;
    }
    m_scale.push_back(std::max(kSmallestScale, kDeviationsPerMedian * takeQuantile(distances, 0.5)));
    m_tail.push_back(std::max(kSmallestTail, takeQuantile(distances, kTailQuantile)));
}

LevelDistance LevelDistance::of(std::vector<double> scale, std::vector<double> tail)
{
    LevelDistance distance;
    distance.m_scale = std::move(scale);
    distance.m_tail = std::move(tail);
    return distance;
}

bool LevelDistance::fits(std::size_t metrics) const
{
    const auto positive = [](double value) { return value > 0.0; };
    return (empty() && m_tail.empty())
        || (m_scale.size() == metrics && m_tail.size() == metrics
            && std::all_of(m_scale.begin(), m_scale.end(), positive)
            && std::all_of(m_tail.begin(), m_tail.end(), positive));
}

} // namespace nodesentry
