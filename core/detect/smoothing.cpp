#include "core/detect/smoothing.h"

#include "core/base/expects.h"

#include <cmath>
#include <cstdint>

namespace nodesentry {

std::vector<float> smoothScores(std::span<const float> score, int windowSamples)
{
    NODESENTRY_EXPECTS(windowSamples >= 1, "the window holds the sample itself");
    std::vector<float> smooth(score.begin(), score.end());
    if (windowSamples == 1)
        return smooth;
    // Summed afresh for each sample: windows are a few samples long, and
    // a running sum would carry the rounding of large scores on.
    const auto width = static_cast<std::size_t>(windowSamples);
    for (std::size_t t = 0; t < score.size(); ++t) {
        if (std::isnan(score[t]))
            continue;
        double sum = 0.0;
        std::int64_t count = 0;
        for (std::size_t s = t + 1 >= width ? t + 1 - width : 0; s <= t; ++s) {
            if (std::isnan(score[s]))
                continue;
            sum += score[s];
            ++count;
        }
        smooth[t] = static_cast<float>(sum / static_cast<double>(count));
    }
    return smooth;
}

} // namespace nodesentry
