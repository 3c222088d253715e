#pragma once

#include "core/model/random_p.h"
#include "core/model/train_options.h"

#include <cstdint>
#include <vector>

namespace nodesentry {

/// Which values of a window are hidden from the network in each of several complementary passes.
///
/// Time is cut into blocks and the metrics into as many groups as there are passes; block b and group g are
/// hidden in pass p where (b + g - p) mod passes < hiddenPasses. Every value is so hidden in exactly
/// hiddenPasses of the passes, and every pass hides about hiddenPasses / passes of all values.
/// Mode "time" has one group (all metrics vanish together), mode "metric" one block (a metric vanishes for
/// the whole window), "both" makes a checkerboard.
struct BlockMask {
    int passes = 1; ///< 1: nothing is ever hidden
    int hiddenPasses = 0;
    int blockSamples = 1;
    bool byTime = true; ///< false: one block for the whole window
    int groups = 1; ///< groups that metrics may be in; 1: all metrics vanish together
    std::vector<int> group; ///< of each metric, 0 .. groups-1
    std::int64_t shift = 0; ///< of the block borders, in samples, >= 0

    [[nodiscard]] bool hides(int pass, std::int64_t position, int metric) const
    {
        return hidesGroup(pass, position, group[static_cast<std::size_t>(metric)]);
    }
    [[nodiscard]] bool hidesGroup(int pass, std::int64_t position, int groupOfMetric) const
    {
        const std::int64_t block = byTime ? (position + shift) / blockSamples : 0;
        return (block + groupOfMetric + passes - pass) % passes < hiddenPasses;
    }
    /// Whether the pass hides anything at that position.
    [[nodiscard]] bool hidesAny(int pass, std::int64_t position) const
    {
        for (int g = 0; g < groups; ++g)
            if (hidesGroup(pass, position, g))
                return true;
        return false;
    }
};

/// The masks of scoring: one, or for the mode "mixed" one by time and one by metric. They are the same for
/// every window, so that scores do not depend on chance.
[[nodiscard]] std::vector<BlockMask> scoringMasks(const TrainOptions& options, int metrics);

/// The mask of one training window: like one of those of scoring, with other groups and other block borders
/// each time.
[[nodiscard]] BlockMask trainingMask(const TrainOptions& options, int metrics, Random& random);

} // namespace nodesentry
