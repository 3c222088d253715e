#include "core/model/block_mask_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

BlockMask scoringMask(const TrainOptions& options, int metrics)
{
    BlockMask mask;
    mask.passes = options.scoreMasks;
    mask.group.resize(static_cast<std::size_t>(metrics), 0);
    if (mask.passes == 1)
        return mask;
    mask.hiddenPasses
        = std::clamp(static_cast<int>(std::lround(options.maskRatio * mask.passes)), 1, mask.passes);
    mask.blockSamples = options.maskBlock;
    // A single metric has no other metrics to be told from.
    mask.byTime = options.maskMode != "metric" || metrics == 1;
    if (options.maskMode != "time" && metrics > 1) {
        mask.groups = mask.passes;
        for (int m = 0; m < metrics; ++m)
            mask.group[static_cast<std::size_t>(m)] = m % mask.passes;
    }
    return mask;
}

BlockMask trainingMask(const TrainOptions& options, int metrics, Random& random)
{
    TrainOptions training = options;
    // A network that will be used without masks still has to be kept from learning the identity.
    training.scoreMasks = std::max(options.scoreMasks, 2);
    BlockMask mask = scoringMask(training, metrics);
    if (options.scoreMasks == 1) {
        mask.passes = 20;
        mask.hiddenPasses = std::clamp(static_cast<int>(std::lround(options.maskRatio * 20)), 1, 20);
    }
    if (options.maskMode != "time" && metrics > 1) {
        mask.groups = mask.passes;
        for (int& group : mask.group)
            group = static_cast<int>(random.below(mask.passes));
    }
    mask.shift = random.below(static_cast<std::int64_t>(mask.blockSamples) * mask.passes);
    return mask;
}

} // namespace nodesentry
