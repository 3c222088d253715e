#include "core/model/block_mask_p.h"

#include <algorithm>
#include <cmath>

namespace nodesentry {

namespace {

/// @param mode  time, metric or both
BlockMask evenMask(const std::string& mode, const TrainOptions& options, int metrics)
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
    mask.byTime = mode != "metric" || metrics == 1;
    if (mode != "time" && metrics > 1) {
        mask.groups = mask.passes;
        for (int m = 0; m < metrics; ++m)
            mask.group[static_cast<std::size_t>(m)] = m % mask.passes;
    }
    return mask;
}

} // namespace

std::vector<BlockMask> scoringMasks(const TrainOptions& options, int metrics)
{
    if (options.maskMode != "mixed")
        return {evenMask(options.maskMode, options, metrics)};
    if (options.scoreMasks == 1 || metrics == 1) // both would be the same
        return {evenMask("time", options, metrics)};
    return {evenMask("time", options, metrics), evenMask("metric", options, metrics)};
}

BlockMask trainingMask(const TrainOptions& options, int metrics, Random& random)
{
    TrainOptions training = options;
    // A network that will be used without masks still has to be kept from learning the identity.
    training.scoreMasks = std::max(options.scoreMasks, 2);
    const auto mode = options.maskMode != "mixed" ? options.maskMode
        : metrics > 1 && random.below(2) == 1     ? std::string("metric")
                                                  : std::string("time");
    BlockMask mask = evenMask(mode, training, metrics);
    if (options.scoreMasks == 1) {
        mask.passes = 20;
        mask.hiddenPasses = std::clamp(static_cast<int>(std::lround(options.maskRatio * 20)), 1, 20);
    }
    if (mode != "time" && metrics > 1) {
        mask.groups = mask.passes;
        for (int& group : mask.group)
            group = static_cast<int>(random.below(mask.passes));
    }
    mask.shift = random.below(static_cast<std::int64_t>(mask.blockSamples) * mask.passes);
    return mask;
}

} // namespace nodesentry
