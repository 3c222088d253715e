#pragma once

#include <cmath>

namespace nodesentry {

inline constexpr double kTailQuantile = 0.999; ///< of usual errors: beyond it their tail begins
inline constexpr double kSmallestTail = 0.1; ///< standard deviations; a tail nearer to 0 is taken for this

/// Identity up to the limit, then growing with the logarithm; smooth where the two meet.
inline double softlyLimited(double deviation, double limit)
{
    const double size = std::abs(deviation);
    return size <= limit ? size : limit * (1.0 + std::log(size / limit));
}

} // namespace nodesentry
