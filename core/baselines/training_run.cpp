#include "core/baselines/training_run_p.h"

#include "core/base/expects.h"
#include "core/base/reason.h"
#include "core/baselines/draw_samples_p.h"

#include <spdlog/fmt/fmt.h>

#include <cmath>

namespace nodesentry {

Result<void> runTraining(std::int64_t count, const NetworkTraining& training, SplitMix& random,
                         const RunContext& context, const std::string& what,
                         const std::function<double(std::span<const std::int64_t>, std::int64_t)>& step)
{
    NODESENTRY_EXPECTS(count >= 1, "there is something to learn from");
    std::vector<std::int64_t> items(static_cast<std::size_t>(count));
    std::iota(items.begin(), items.end(), std::int64_t{0});
    std::int64_t done = 0;
    for (std::int64_t epoch = 1; epoch <= training.epochs; ++epoch) {
        drawToFront(items, count, random);
        for (std::int64_t begin = 0; begin < count; begin += training.batch) {
            if (done == training.steps)
                return {};
            if (context.stopRequested())
                return cancelled();
            const auto size = std::min<std::int64_t>(training.batch, count - begin);
            const double loss = step(
                std::span(items).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(size)),
                epoch);
            ++done;
            if (!std::isfinite(loss))
                return fail(Reason::NetworkDiverged, {std::string(what), std::to_string(done)});
        }
    }
    return {};
}

} // namespace nodesentry
