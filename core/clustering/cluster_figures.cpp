#include "core/clustering/cluster_figures_p.h"

#include "core/base/splitmix.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace nodesentry {

namespace {

/// Key of the lots that segments draw where the training segments are chosen at random.
constexpr std::uint64_t kTrainingLot = 0x7261696e;
/// Fewer members say little of how far their cluster reaches; it reaches at least as far as others do.
constexpr std::size_t kMembersForOwnScale = 10;
/// A cluster's own quantile is taken when so many of its members are expected beyond it.
constexpr double kBeyondOwnQuantile = 2.0;
/// A cluster of near copies (idle nodes) would turn away everything; it reaches at least this share as far as
/// clusters do on the whole.
constexpr double kLeastShareOfPooled = 0.25;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// z such that a normal deviate exceeds it with probability @p rate, 0 < rate <= 0.5.
double normalDeviate(double rate)
{
    double low = 0.0, high = 40.0;
    for (int step = 0; step < 100; ++step) {
        const double z = (low + high) / 2;
        (0.5 * std::erfc(z / std::numbers::sqrt2) > rate ? low : high) = z;
    }
    return low;
}

/// How far clusters reach where no cluster has two members to tell.
double reachWithoutDistances(const std::vector<ClusterEntry>& entries, std::size_t firstNew)
{
    if (firstNew > 0) {
        // Only clusters of one member are new: those that are known tell how far a cluster reaches.
        std::vector<double> known;
        for (std::size_t i = 0; i < firstNew; ++i)
            known.push_back(entries[i].spread);
        return median(known);
    }
    // Every segment is a cluster of its own: each reaches half way to the nearest other one. One segment says
    // nothing of how they vary.
    double reach = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (std::size_t j = i + 1; j < entries.size(); ++j)
            reach = std::min(reach, (entries[i].matchCentroid - entries[j].matchCentroid).norm() / 2);
    return reach;
}

} // namespace

double upperLimit(std::vector<double> values, double rate)
{
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    const double rank = std::ceil((n + 1) * (1 - rate) - 1e-9);
    if (rank <= n)
        return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
    double count = 0, sum = 0, squares = 0;
    for (const double value : values)
        if (value > 0) {
            ++count;
            sum += std::log(value);
        }
    if (count < 2)
        return values.back();
    const double mean = sum / count;
    for (const double value : values)
        if (value > 0)
            squares += (std::log(value) - mean) * (std::log(value) - mean);
    const double deviation = std::sqrt(squares / (count - 1));
    return std::max(values.back(), std::exp(mean + normalDeviate(rate) * deviation));
}

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

std::vector<std::size_t> chooseTraining(const std::vector<double>& toCentroid,
                                        const std::vector<std::int64_t>& ids, const ClusterOptions& options)
{
    if (options.trainingChoice != "random")
        return nearestFirst(toCentroid, options.trainingSegments);
    // By a hash of the segment, so that the choice does not depend on the order of the members.
    const auto lot = [&](std::size_t member) {
        return splitMixAt(kTrainingLot, static_cast<std::uint64_t>(ids[member]));
    };
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lot(a) < lot(b); });
    order.resize(std::min(order.size(), static_cast<std::size_t>(options.trainingSegments)));
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
    if (pooled.empty()) {
        const double reach = reachWithoutDistances(entries, firstNew);
        for (std::size_t i = 0; i < distances.size(); ++i)
            entries[firstNew + i].spread = reach;
        return;
    }
    // Clusters differ in scale but less in shape: in units of their median, distances of all clusters make
    // one sample, large enough for a small rate.
    const double pooledMedian = median(pooled);
    std::vector<double> scales;
    std::vector<double> ratios;
    for (const auto& ofCluster : distances) {
        double scale = pooledMedian;
        if (!ofCluster.empty()) {
            const double least
                = ofCluster.size() < kMembersForOwnScale ? pooledMedian : kLeastShareOfPooled * pooledMedian;
            scale = std::max(median(ofCluster), least);
        }
        scales.push_back(scale);
        for (const double distance : ofCluster)
            ratios.push_back(scale > 0 ? distance / scale : distance);
    }
    const double limit = upperLimit(ratios, options.falseRate);
    for (std::size_t i = 0; i < distances.size(); ++i) {
        auto& spread = entries[firstNew + i].spread;
        spread = scales[i] > 0 ? scales[i] * limit : limit;
        const auto members = static_cast<double>(distances[i].size());
        if ((members + 1) * options.falseRate >= kBeyondOwnQuantile)
            spread = std::max(upperLimit(distances[i], options.falseRate),
                              kLeastShareOfPooled * pooledMedian * limit);
    }
}

} // namespace nodesentry
