#include "core/clustering/cluster_library.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/clustering/cluster_figures_p.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace nodesentry {

namespace {

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

} // namespace

Result<ClusterLibrary> ClusterLibrary::describe(const std::vector<std::int64_t>& segmentIds,
                                                const std::vector<int>& clusterOfRow,
                                                const FeatureMatrix& whole, const FeatureMatrix& prefix,
                                                std::int64_t columnsPerMetric, const ClusterOptions& options,
                                                const ClusterLibrary* known, const std::vector<bool>& apart)
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
        library.m_wholeScaler = FeatureScaler::fit(whole, columnsPerMetric, options.metricBalance,
                                                   options.clip, options.signedRoot, apart);
        library.m_prefixScaler = FeatureScaler::fit(prefix, columnsPerMetric, options.metricBalance,
                                                    options.clip, options.signedRoot, apart);
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
        for (const auto row : rows)
            entry.members.push_back(segmentIds[static_cast<std::size_t>(row)]);
        for (const auto i : chooseTraining(toCentroid, entry.members, options))
            entry.training.push_back(entry.members[i]);
        prefixDistances.push_back(leaveOneOut(distancesTo(entry.matchCentroid, scaledPrefix, rows)));
        library.m_entries.push_back(std::move(entry));
    }
    setSpreads(library.m_entries, firstNew, prefixDistances, options);
    return library;
}

Match ClusterLibrary::match(const Eigen::VectorXd& rawPrefixFeatures, std::int64_t samples) const
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
    match.fits = match.distance <= reachOf(m_shortReach, samples) * nearest->spread;
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

void ClusterLibrary::setEntries(std::vector<ClusterEntry> entries)
{
    std::set<int> ids;
    for (const auto& entry : entries) {
        NODESENTRY_EXPECTS(entry.centroid.size() == m_wholeScaler.columns()
                               && entry.matchCentroid.size() == m_prefixScaler.columns(),
                           "centroids of these features");
        NODESENTRY_EXPECTS(ids.insert(entry.id).second, "ids are unique");
    }
    m_entries = std::move(entries);
}

void ClusterLibrary::setSilhouettes(const std::vector<double>& silhouetteOfEntry)
{
    NODESENTRY_EXPECTS(silhouetteOfEntry.size() == m_entries.size(), "one value per cluster");
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_entries[i].silhouette = silhouetteOfEntry[i];
}

} // namespace nodesentry
