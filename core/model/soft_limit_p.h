#pragma once

#include <cmath>

namespace nodesentry {

/// Identity up to the limit, then growing with the logarithm; smooth where the two meet.
inline double softlyLimited(double deviation, double limit)
{
    const double size = std::abs(deviation);
    return size <= limit ? size : limit * (1.0 + std::log(size / limit));
}

} // namespace nodesentry
