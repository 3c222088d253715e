#include "core/detect/pareto_tail.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace nodesentry {

double quantileOf(std::vector<float>& values, double share)
{
    NODESENTRY_EXPECTS(!values.empty() && share >= 0.0 && share <= 1.0, "a share of some values");
    const double position = share * static_cast<double>(values.size() - 1);
    const auto lower = static_cast<std::ptrdiff_t>(std::floor(position));
    std::nth_element(values.begin(), values.begin() + lower, values.end());
    const double below = values[static_cast<std::size_t>(lower)];
    if (lower + 1 == static_cast<std::ptrdiff_t>(values.size()))
        return below;
    const double above = *std::min_element(values.begin() + lower + 1, values.end());
    return below + (position - static_cast<double>(lower)) * (above - below);
}

double ParetoTail::exceededBy(double risk) const
{
    NODESENTRY_EXPECTS(risk > 0.0 && risk <= 1.0, "a probability");
    const double rarity = -std::log(risk);
    // expm1 keeps the limit at shape 0 without a case of its own but that of 0 itself.
    return shape == 0.0 ? scale * rarity : scale * std::expm1(shape * rarity) / shape;
}

ParetoTail fitParetoTail(std::vector<double>& excesses)
{
    NODESENTRY_EXPECTS(excesses.size() >= 2, "two excesses to fit to");
    std::sort(excesses.begin(), excesses.end());
    const auto n = static_cast<double>(excesses.size());
    double mean = 0.0; // a0 = E[X]
    double weighted = 0.0; // a1 = E[X (1 - F(X))]
    for (std::size_t i = 0; i < excesses.size(); ++i) {
        const double position = (static_cast<double>(i) + 1.0 - 0.35) / n;
        mean += excesses[i] / n;
        weighted += excesses[i] * (1.0 - position) / n;
    }
    // Excesses that are much alike would give a shape far below -1, the uniform distribution's.
    const double shape = std::max(2.0 - mean / std::max(mean - 2.0 * weighted, mean / 3.0), -1.0);
    return {mean * (1.0 - shape), shape}; // the mean of the distribution is scale / (1 - shape)
}

double peaksOverThreshold(std::span<const float> scores, double initialQuantile, double risk)
{
    std::vector<float> known;
    std::copy_if(scores.begin(), scores.end(), std::back_inserter(known),
                 [](float value) { return !std::isnan(value); });
    if (known.empty())
        return 0.0;
    const double initial = quantileOf(known, initialQuantile);
    std::vector<double> excesses;
    for (const float value : known)
        if (static_cast<double>(value) > initial)
            excesses.push_back(static_cast<double>(value) - initial);
    constexpr std::size_t kFewest = 10;
    if (excesses.size() < kFewest)
        return *std::max_element(known.begin(), known.end());
    const double aboveInitial = static_cast<double>(excesses.size()) / static_cast<double>(known.size());
    if (risk >= aboveInitial)
        return initial;
    return initial + fitParetoTail(excesses).exceededBy(risk / aboveInitial);
}

} // namespace nodesentry
