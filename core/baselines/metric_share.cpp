#include "core/baselines/metric_share_p.h"

#include "core/base/expects.h"

#include <algorithm>
#include <limits>

namespace nodesentry {

Result<void> requireTrainingSamples(const NodeSource& nodes)
{
    const auto& entries = nodes.entries();
    const bool any = std::any_of(entries.begin(), entries.end(),
                                 [](const NodeSource::Entry& entry) { return entry.trainEnd > 0; });
    if (!any || nodes.metricCount() == 0)
        return fail(ErrorCode::InvalidArgument, "the training range is empty on every node",
                    "choose a later end of training, or check that metrics were kept");
    return {};
}

NodeScores scoresFromShares(const PreparedNode& node, SampleMatrix share)
{
    NODESENTRY_EXPECTS(share.cols() == node.grid.size, "a node has a column per sample of its grid");
    // The square of a far excursion can leave the range of float; infinite scores would spoil every mean.
    constexpr float kLargest = std::numeric_limits<float>::max();
    share = share.cwiseMin(kLargest);
    const Eigen::VectorXd sum = share.cast<double>().colwise().sum();

    NodeScores scores;
    scores.node = node.node;
    scores.score.resize(static_cast<std::size_t>(share.cols()));
    for (Eigen::Index t = 0; t < share.cols(); ++t)
        scores.score[static_cast<std::size_t>(t)] = static_cast<float>(std::min<double>(sum[t], kLargest));
    scores.metricError = std::move(share);
    return scores;
}

} // namespace nodesentry
