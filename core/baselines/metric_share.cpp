#include "core/baselines/metric_share_p.h"

#include "core/base/expects.h"

#include <algorithm>
#include <limits>

namespace nodesentry {

Result<void> requireTrainingSamples(std::span<const PreparedNode> nodes)
{
    const bool any = std::any_of(nodes.begin(), nodes.end(), [](const PreparedNode& node) {
        return node.trainEnd > 0 && node.unclipped.rows() > 0;
    });
    if (!any)
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
