#include "core/clustering/cluster_figures_p.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace nodesentry {

namespace {

/// From so many members on, a cluster's own quantile is taken for its spread.
constexpr std::size_t kMembersForOwnSpread = 10;
/// A cluster of near copies (idle nodes) would turn away everything; its spread is at least this share of the
/// spread over all clusters.
constexpr double kLeastShareOfPooledSpread = 0.25;

/// Linear interpolation between order statistics, as NumPy does by default.
double quantile(std::vector<double> values, double q)
{
    std::sort(values.begin(), values.end());
    const double position = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

} // namespace

std::vector<std::size_t> nearestFirst(const std::vector<double>& distances, int count)
{
    std::vector<std::size_t> order(distances.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return static_cast<float>(distances[a]) < static_cast<float>(distances[b]);
    });
    order.resize(std::min(order.size(), static_cast<std::size_t>(std::max(count, 1))));
    return order;
}

std::vector<double> leaveOneOut(std::vector<double> distances)
{
    if (distances.size() < 2)
        return {};
    // If c is the mean of m points, x one of them and c' the mean of the rest, x - c' = m / (m - 1) * (x -
    // c).
    const auto m = static_cast<double>(distances.size());
    for (auto& distance : distances)
        distance *= m / (m - 1);
    return distances;
}

void setSpreads(std::vector<ClusterEntry>& entries, std::size_t firstNew,
                const std::vector<std::vector<double>>& distances, const ClusterOptions& options)
{
    std::vector<double> pooled;
    for (const auto& ofCluster : distances)
        pooled.insert(pooled.end(), ofCluster.begin(), ofCluster.end());
    double pooledSpread = 0;
    if (!pooled.empty()) {
        pooledSpread = quantile(pooled, options.spreadQuantile) * options.spreadMargin;
    } else if (firstNew > 0) {
        // Only clusters of one member are new: those that are known tell how far a cluster reaches.
        std::vector<double> known;
        for (std::size_t i = 0; i < firstNew; ++i)
            known.push_back(entries[i].spread);
        pooledSpread = quantile(known, 0.5);
    } else if (entries.size() > 1) {
        // Every segment is a cluster of its own: each reaches half way to the nearest other one.
        pooledSpread = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < entries.size(); ++i)
            for (std::size_t j = i + 1; j < entries.size(); ++j)
                pooledSpread = std::min(pooledSpread,
                                        (entries[i].matchCentroid - entries[j].matchCentroid).norm() / 2);
    } else {
        pooledSpread = std::numeric_limits<double>::infinity(); // one segment says nothing of how they vary
    }
    for (std::size_t i = 0; i < distances.size(); ++i) {
        auto& entry = entries[firstNew + i];
        if (distances[i].empty()) {
            entry.spread = pooledSpread;
            continue;
        }
        const double own = quantile(distances[i], options.spreadQuantile) * options.spreadMargin;
        const bool enough = distances[i].size() >= kMembersForOwnSpread;
        entry.spread = std::max(own, enough ? kLeastShareOfPooledSpread * pooledSpread : pooledSpread);
    }
}

} // namespace nodesentry
