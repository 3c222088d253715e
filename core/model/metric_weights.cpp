#include "core/model/metric_weights.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nodesentry {

std::vector<double> meanAbsoluteChange(std::span<const SegmentView> segments)
{
    NODESENTRY_EXPECTS(!segments.empty(), "there is nothing to measure");
    const Eigen::Index metrics = segments.front().values->rows();
    std::vector<double> sum(static_cast<std::size_t>(metrics), 0.0);
    std::vector<std::int64_t> pairs(static_cast<std::size_t>(metrics), 0);
    for (const SegmentView& segment : segments) {
        for (Eigen::Index m = 0; m < metrics; ++m) {
            for (std::int64_t t = segment.begin + 1; t < segment.end; ++t) {
                if (segment.filled && ((*segment.filled)(m, t) || (*segment.filled)(m, t - 1)))
                    continue;
                sum[static_cast<std::size_t>(m)]
                    += std::abs(static_cast<double>((*segment.values)(m, t)) - (*segment.values)(m, t - 1));
                ++pairs[static_cast<std::size_t>(m)];
            }
        }
    }
    for (std::size_t m = 0; m < sum.size(); ++m)
        sum[m] = pairs[m] > 0 ? sum[m] / static_cast<double>(pairs[m]) : 0.0;
    return sum;
}

std::vector<double> metricWeightsFromChange(std::span<const double> change, double floor)
{
    NODESENTRY_EXPECTS(floor > 0.0 && floor <= 1.0, "the floor is a share of the largest weight");
    std::vector<double> weights(change.size());
    std::transform(change.begin(), change.end(), weights.begin(),
                   [floor](double c) { return std::max(std::exp(-c), floor); });
    const double mean = std::accumulate(weights.begin(), weights.end(), 0.0)
        / static_cast<double>(std::max<std::size_t>(1, weights.size()));
    for (double& weight : weights)
        weight /= mean;
    return weights;
}

} // namespace nodesentry
