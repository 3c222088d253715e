#include "core/clustering/cluster_library.h"

#include "core/base/expects.h"
#include "core/base/log.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
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

Eigen::VectorXd meanOfRows(const FeatureMatrix& matrix, const std::vector<std::int64_t>& rows)
{
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(matrix.cols());
    for (const auto row : rows)
        mean += matrix.row(row).transpose();
    return mean / static_cast<double>(rows.size());
}

std::vector<double> distancesTo(const Eigen::VectorXd& centre, const FeatureMatrix& matrix,
                                const std::vector<std::int64_t>& rows)
{
    std::vector<double> distances;
    for (const auto row : rows)
        distances.push_back((matrix.row(row).transpose() - centre).norm());
    return distances;
}

/// Distances of the members to the mean of the others. If c is the mean of m points, x one of them and c' the
/// mean of the rest, then x - c' = m / (m - 1) * (x - c).
std::vector<double> leaveOneOut(std::vector<double> distances)
{
    if (distances.size() < 2)
        return {};
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

} // namespace

Result<ClusterLibrary> ClusterLibrary::describe(const std::vector<std::int64_t>& segmentIds,
                                                const std::vector<int>& clusterOfRow,
                                                const FeatureMatrix& whole, const FeatureMatrix& prefix,
                                                std::int64_t columnsPerMetric, const ClusterOptions& options,
                                                const ClusterLibrary* known)
{
    const auto n = static_cast<std::int64_t>(segmentIds.size());
    NODESENTRY_EXPECTS(whole.rows() == n && prefix.rows() == n, "one row per segment");
    NODESENTRY_EXPECTS(whole.cols() == prefix.cols(), "the same features of segment and match period");
    NODESENTRY_EXPECTS(clusterOfRow.size() == segmentIds.size(), "one cluster per row");
    if (n == 0)
        return fail(ErrorCode::InvalidArgument, "there are no segments to make clusters of",
                    "check that the training range holds segments of at least the minimum length");

    ClusterLibrary library;
    if (known != nullptr && !known->empty()) {
        library = *known;
    } else {
        library.m_wholeScaler
            = FeatureScaler::fit(whole, columnsPerMetric, options.metricBalance, options.clip);
        library.m_prefixScaler
            = FeatureScaler::fit(prefix, columnsPerMetric, options.metricBalance, options.clip);
    }
    library.m_useNearest = options.useNearest;
    NODESENTRY_EXPECTS(library.m_wholeScaler.columns() == whole.cols(), "the features of the known library");

    const FeatureMatrix scaledWhole = library.m_wholeScaler.apply(whole);
    const FeatureMatrix scaledPrefix = library.m_prefixScaler.apply(prefix);
    std::map<int, std::vector<std::int64_t>> rowsOf;
    for (std::int64_t row = 0; row < n; ++row)
        rowsOf[clusterOfRow[static_cast<std::size_t>(row)]].push_back(row);

    const std::size_t firstNew = library.m_entries.size();
    std::vector<std::vector<double>> prefixDistances;
    for (const auto& [id, rows] : rowsOf) {
        if (library.find(id) != nullptr)
            return fail(ErrorCode::InvalidArgument, fmt::format("there is a cluster {} already", id),
                        "ids of clusters are never used again");
        ClusterEntry entry;
        entry.id = id;
        entry.centroid = meanOfRows(scaledWhole, rows);
        entry.matchCentroid = meanOfRows(scaledPrefix, rows);
        const auto toCentroid = distancesTo(entry.centroid, scaledWhole, rows);
        std::vector<std::size_t> order(rows.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return toCentroid[a] < toCentroid[b]; });
        for (const auto row : rows)
            entry.members.push_back(segmentIds[static_cast<std::size_t>(row)]);
        order.resize(std::min(order.size(), static_cast<std::size_t>(std::max(options.trainingSegments, 1))));
        for (const auto i : order)
            entry.training.push_back(entry.members[i]);
        prefixDistances.push_back(leaveOneOut(distancesTo(entry.matchCentroid, scaledPrefix, rows)));
        library.m_entries.push_back(std::move(entry));
    }
    setSpreads(library.m_entries, firstNew, prefixDistances, options);
    return library;
}

Match ClusterLibrary::match(const Eigen::VectorXd& rawPrefixFeatures) const
{
    NODESENTRY_EXPECTS(!empty(), "a library with clusters");
    const Eigen::VectorXd scaled = m_prefixScaler.apply(rawPrefixFeatures);
    Match match;
    match.distance = std::numeric_limits<double>::infinity();
    double second = std::numeric_limits<double>::infinity();
    const ClusterEntry* nearest = nullptr;
    for (const auto& entry : m_entries) {
        const double distance = (scaled - entry.matchCentroid).norm();
        if (nearest == nullptr || distance < match.distance) {
            second = match.distance;
            match.runnerUp = match.nearest;
            match.distance = distance;
            match.nearest = entry.id;
            nearest = &entry;
        } else if (distance < second || match.runnerUp < 0) {
            second = distance;
            match.runnerUp = entry.id;
        }
    }
    match.fits = match.distance <= nearest->spread;
    match.cluster = match.fits || m_useNearest ? match.nearest : -1;
    if (match.runnerUp >= 0)
        match.margin = second > 0 ? (second - match.distance) / second : 0.0;
    return match;
}

const ClusterEntry* ClusterLibrary::find(int id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [id](const ClusterEntry& e) { return e.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

void ClusterLibrary::setSilhouettes(const std::vector<double>& silhouetteOfEntry)
{
    NODESENTRY_EXPECTS(silhouetteOfEntry.size() == m_entries.size(), "one value per cluster");
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].silhouette = silhouetteOfEntry[i];
}

} // namespace nodesentry
