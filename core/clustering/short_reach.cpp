#include "core/clustering/short_reach.h"

#include "core/base/expects.h"
#include "core/clustering/cluster_figures_p.h"

#include <algorithm>

namespace nodesentry {

namespace {

constexpr std::int64_t kShortest = 12; ///< no segment is shorter
constexpr std::size_t kFewest = 5; ///< segments that say something of a class

} // namespace

std::vector<ShortReach> calibrateShortReach(std::span<const std::int64_t> samples,
                                            std::span<const double> ratios, std::int64_t minSamples,
                                            double falseRate)
{
    NODESENTRY_EXPECTS(samples.size() == ratios.size(), "a ratio for each segment");
    std::vector<ShortReach> reach;
    double longer = 1.0;
    for (auto below = minSamples; below > kShortest; below = (below + 1) / 2) {
        std::vector<double> ofClass;
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (samples[i] < below && 2 * samples[i] >= below)
                ofClass.push_back(ratios[i]);
        if (ofClass.size() >= kFewest)
            longer = std::max(longer, upperLimit(std::move(ofClass), falseRate));
        reach.push_back({below, longer});
    }
    std::reverse(reach.begin(), reach.end());
    return reach;
}

double reachOf(std::span<const ShortReach> reach, std::int64_t samples)
{
    const auto found = std::find_if(reach.begin(), reach.end(),
                                    [&](const ShortReach& item) { return samples < item.below; });
    return found == reach.end() ? 1.0 : found->factor;
}

} // namespace nodesentry
