#include "core/clustering/edit/editable_clustering.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/parallel.h"
#include "core/clustering/distance.h"
#include "core/clustering/edit/editable_clustering_p.h"
#include "core/clustering/edit/sums_io_p.h"
#include "core/clustering/cluster_figures_p.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace nodesentry {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
/// Rows whose distances to all others are held at a time.
constexpr std::size_t kRowsAtOnce = 64;

double largestNorm(const FeatureMatrix& rows)
{
    return rows.rows() == 0 ? 0.0 : std::sqrt(rows.rowwise().squaredNorm().maxCoeff());
}

double largestMagnitude(const FeatureMatrix& rows)
{
    return rows.size() == 0 ? 0.0 : rows.cwiseAbs().maxCoeff();
}

/// Adds the features of a row to a sum, or takes them away.
void addRow(const FeatureMatrix& features, std::int64_t row, const ExactUnit& unit, int sign,
            std::vector<std::int64_t>& sum)
{
    const double* values = features.row(row).data();
    for (std::size_t c = 0; c < sum.size(); ++c)
        sum[c] += sign * unit.units(values[c]);
}

Eigen::VectorXd meanOf(const std::vector<std::int64_t>& sum, const ExactUnit& unit, std::size_t count)
{
    Eigen::VectorXd mean(static_cast<Eigen::Index>(sum.size()));
    for (std::size_t c = 0; c < sum.size(); ++c)
        mean[static_cast<Eigen::Index>(c)] = unit.value(sum[c]) / static_cast<double>(count);
    return mean;
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Exact sums of the distances from every training row to the given ones.
Result<std::vector<std::int64_t>> sumsOverRows(const FeatureMatrix& whole, const ExactUnit& unit,
                                               const std::vector<std::int64_t>& rows,
                                               const RunContext& context)
{
    std::vector<std::int64_t> sums(static_cast<std::size_t>(whole.rows()), 0);
    for (std::size_t begin = 0; begin < rows.size(); begin += kRowsAtOnce) {
        const auto end = std::min(rows.size(), begin + kRowsAtOnce);
        const std::vector<std::int64_t> some(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                                             rows.begin() + static_cast<std::ptrdiff_t>(end));
        const RunContext quiet(context.stopToken(), {}, context.threads());
        NODESENTRY_TRY(const auto distances, euclideanDistancesFrom(whole, some, quiet));
        for (Eigen::Index r = 0; r < distances.rows(); ++r) {
            const float* row = distances.row(r).data();
            for (std::size_t i = 0; i < sums.size(); ++i)
                sums[i] += unit.units(static_cast<double>(row[i]));
        }
        context.report(static_cast<double>(end) / static_cast<double>(rows.size()));
    }
    return sums;
}

/// The same for all clusters at once: sums[c][i] over the training rows j with labelOf[j] = c.
Result<std::vector<std::vector<std::int64_t>>> sumsOfAll(const FeatureMatrix& whole, const ExactUnit& unit,
                                                         const std::vector<std::size_t>& labelOf,
                                                         std::size_t clusters, const RunContext& context)
{
    const auto t = static_cast<std::size_t>(whole.rows());
    std::vector<std::vector<std::int64_t>> sums(clusters, std::vector<std::int64_t>(t, 0));
    const auto blocks = static_cast<std::int64_t>((t + kRowsAtOnce - 1) / kRowsAtOnce);
    std::atomic<std::int64_t> done = 0;
    const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
        const auto begin = static_cast<std::size_t>(block) * kRowsAtOnce;
        std::vector<std::int64_t> rows(std::min(kRowsAtOnce, t - begin));
        std::iota(rows.begin(), rows.end(), static_cast<std::int64_t>(begin));
        const auto distances = euclideanDistancesFrom(whole, rows, RunContext(context.stopToken()));
        if (!distances)
            return; // stopped: parallelFor says so
        std::vector<std::int64_t> own(clusters);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            std::fill(own.begin(), own.end(), 0);
            const float* row = distances->row(static_cast<Eigen::Index>(r)).data();
            for (std::size_t j = 0; j < t; ++j)
                own[labelOf[j]] += unit.units(static_cast<double>(row[j]));
            for (std::size_t c = 0; c < clusters; ++c)
                sums[c][begin + r] = own[c];
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks));
    });
    if (!complete || context.stopRequested())
        return cancelled();
    return sums;
}

} // namespace

bool SegmentPlace::operator==(const SegmentPlace& other) const
{
    return cluster == other.cluster && fixed == other.fixed && fits == other.fits
        && sameNumber(distance, other.distance) && sameNumber(margin, other.margin)
        && sameNumber(silhouette, other.silhouette);
}

Result<EditableClustering> EditableClustering::make(Input input, const RunContext& context,
                                                    std::string_view sums)
{
    NODESENTRY_EXPECTS(input.segments != nullptr, "segments");
    const auto& segments = *input.segments;
    const auto n = static_cast<std::int64_t>(segments.keys.size());
    const auto t = segments.training;
    NODESENTRY_EXPECTS(t >= 1 && t <= n && segments.whole.rows() == t && segments.prefix.rows() == n
                           && static_cast<std::int64_t>(segments.ids.size()) == n,
                       "a row for each segment");
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(input.clusterOfRow.size()) == n
                           && static_cast<std::int64_t>(input.fixed.size()) == n,
                       "a place for each segment");
    if (!segments.whole.allFinite() || !segments.prefix.allFinite())
        return fail(ErrorCode::InvalidArgument, "a feature of the segments is not finite",
                    "scale the features first");

    auto shared = std::make_shared<Shared>();
    for (std::int64_t row = 0; row < n; ++row) {
        const auto& key = segments.keys[static_cast<std::size_t>(row)];
        if (!shared->rowOfKey[key.node].emplace(key.begin, row).second)
            return fail(ErrorCode::InconsistentData, fmt::format("two segments are called {}", key.text()));
    }
    shared->distanceUnit = ExactUnit(2 * largestNorm(segments.whole), t);
    shared->wholeUnit = ExactUnit(largestMagnitude(segments.whole), t);
    shared->prefixUnit = ExactUnit(largestMagnitude(segments.prefix), t);
    shared->scalers = std::move(input.library);
    shared->scalers.setEntries({});
    shared->options = std::move(input.options);

    EditableClustering made;
    made.m_segments = std::move(input.segments);
    made.m_shared = shared;
    made.m_links = std::move(input.links);
    std::sort(made.m_links.begin(), made.m_links.end());
    made.m_nextId = input.nextId;

    std::map<int, std::shared_ptr<Cluster>> clusters;
    for (auto& facts : input.clusters) {
        NODESENTRY_EXPECTS(facts.id < input.nextId, "ids of clusters are below the next one");
        auto cluster = std::make_shared<Cluster>();
        cluster->facts = facts;
        cluster->wholeSum.assign(static_cast<std::size_t>(segments.whole.cols()), 0);
        cluster->prefixSum.assign(static_cast<std::size_t>(segments.prefix.cols()), 0);
        clusters[facts.id] = std::move(cluster);
    }
    made.m_places.resize(static_cast<std::size_t>(n));
    for (std::int64_t row = 0; row < n; ++row) {
        auto& place = made.m_places[static_cast<std::size_t>(row)];
        place.fixed = row < t || input.fixed[static_cast<std::size_t>(row)] != 0;
        if (!place.fixed)
            continue;
        place.cluster = input.clusterOfRow[static_cast<std::size_t>(row)];
        const auto found = clusters.find(place.cluster);
        if (found == clusters.end())
            return fail(ErrorCode::InconsistentData,
                        fmt::format("segment {} is in cluster {}, which does not exist",
                                    segments.keys[static_cast<std::size_t>(row)].text(), place.cluster),
                        "run the cluster stage again");
        if (row >= t)
            continue;
        found->second->rows.push_back(row);
        addRow(segments.whole, row, shared->wholeUnit, 1, found->second->wholeSum);
        addRow(segments.prefix, row, shared->prefixUnit, 1, found->second->prefixSum);
    }
    std::map<int, std::size_t> numberOf;
    for (const auto& [id, cluster] : clusters) {
        if (cluster->rows.empty())
            return fail(ErrorCode::InconsistentData, fmt::format("cluster {} has no training segments", id),
                        "run the cluster stage again");
        numberOf.emplace(id, numberOf.size());
    }

    std::vector<std::size_t> labelOf;
    for (std::int64_t row = 0; row < t; ++row)
        labelOf.push_back(numberOf.at(made.m_places[static_cast<std::size_t>(row)].cluster));
    auto known = readSums(sums, segments.whole, shared->distanceUnit.scale(), labelOf, clusters.size());
    if (!known) {
        NODESENTRY_TRY(known,
                       sumsOfAll(segments.whole, shared->distanceUnit, labelOf, clusters.size(), context));
    }
    for (const auto& [id, cluster] : clusters) {
        cluster->distanceSums = std::move((*known)[numberOf.at(id)]);
        made.describe(*cluster);
        made.m_clusters[id] = cluster;
    }
    made.updateFigures();
    return made;
}

std::string EditableClustering::sumsToBytes() const
{
    std::vector<const std::vector<std::int64_t>*> sums;
    std::vector<std::size_t> labelOf(static_cast<std::size_t>(m_segments->training));
    for (const auto& [id, cluster] : m_clusters) {
        for (const auto row : cluster->rows)
            labelOf[static_cast<std::size_t>(row)] = sums.size();
        sums.push_back(&cluster->distanceSums);
    }
    return writeSums(m_segments->whole, m_shared->distanceUnit.scale(), labelOf, sums);
}

/// Computes what follows from the sums and rows of one cluster.
void EditableClustering::describe(Cluster& cluster) const
{
    const auto& whole = m_segments->whole;
    const auto& prefix = m_segments->prefix;
    cluster.centroid = meanOf(cluster.wholeSum, m_shared->wholeUnit, cluster.rows.size());
    cluster.matchCentroid = meanOf(cluster.prefixSum, m_shared->prefixUnit, cluster.rows.size());
    cluster.matchDistances.resize(static_cast<std::size_t>(prefix.rows()));
    for (Eigen::Index row = 0; row < prefix.rows(); ++row)
        cluster.matchDistances[static_cast<std::size_t>(row)]
            = (prefix.row(row).transpose() - cluster.matchCentroid).norm();
    cluster.toCentroid.clear();
    cluster.othersDistances.clear();
    for (const auto row : cluster.rows) {
        cluster.toCentroid.push_back((whole.row(row).transpose() - cluster.centroid).norm());
        cluster.othersDistances.push_back(cluster.matchDistances[static_cast<std::size_t>(row)]);
    }
    cluster.othersDistances = leaveOneOut(std::move(cluster.othersDistances));

    std::vector<std::int64_t> ids;
    for (const auto row : cluster.rows)
        ids.push_back(m_segments->ids[static_cast<std::size_t>(row)]);
    cluster.learnsFrom.clear();
    for (const auto i : chooseTraining(cluster.toCentroid, ids, m_shared->options))
        cluster.learnsFrom.push_back(ids[i]);
}

/// Computes what depends on all clusters: spreads, silhouettes, and whom the matched segments match.
void EditableClustering::updateFigures()
{
    std::vector<const Cluster*> clusters;
    std::map<int, std::size_t> numberOf;
    std::vector<ClusterEntry> entries;
    std::vector<std::vector<double>> othersDistances;
    for (const auto& [id, cluster] : m_clusters) {
        numberOf.emplace(id, clusters.size());
        clusters.push_back(cluster.get());
        ClusterEntry entry;
        entry.id = id;
        entry.matchCentroid = cluster->matchCentroid;
        entries.push_back(std::move(entry));
        othersDistances.push_back(cluster->othersDistances);
    }
    setSpreads(entries, 0, othersDistances, m_shared->options);
    m_spreads.clear();
    for (const auto& entry : entries)
        m_spreads.push_back(entry.spread);

    for (const auto* cluster : clusters)
        for (std::size_t i = 0; i < cluster->rows.size(); ++i)
            m_places[static_cast<std::size_t>(cluster->rows[i])].distance = cluster->toCentroid[i];

    double total = 0.0;
    const auto t = static_cast<std::size_t>(m_segments->training);
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        auto& place = m_places[row];
        double nearest = std::numeric_limits<double>::infinity();
        double second = nearest;
        std::size_t best = 0;
        for (std::size_t c = 0; c < clusters.size(); ++c) {
            const double distance = clusters[c]->matchDistances[row];
            if (c == 0 || distance < nearest) {
                second = nearest;
                nearest = distance;
                best = c;
            } else {
                second = std::min(second, distance);
            }
        }
        place.margin = clusters.size() < 2 ? 1.0 : second > 0 ? (second - nearest) / second : 0.0;
        if (row >= t) {
            const auto own = place.fixed ? numberOf.at(place.cluster) : best;
            place.distance = clusters[own]->matchDistances[row];
            place.fits = place.distance
                <= (m_segments->reach.empty() ? 1.0 : m_segments->reach[row]) * m_spreads[own];
            if (!place.fixed)
                place.cluster = place.fits || m_shared->options.useNearest ? clusters[best]->facts.id : -1;
            place.silhouette = kNaN;
            continue;
        }
        place.fits = true;
        place.silhouette = 0.0;
        const auto own = numberOf.at(place.cluster);
        const auto mean = [&](std::size_t c, std::size_t members) {
            return m_shared->distanceUnit.value(clusters[c]->distanceSums[row])
                / static_cast<double>(members);
        };
        if (clusters.size() < 2 || clusters[own]->rows.size() < 2)
            continue;
        double other = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < clusters.size(); ++c)
            if (c != own)
                other = std::min(other, mean(c, clusters[c]->rows.size()));
        const double inside = mean(own, clusters[own]->rows.size() - 1);
        const double larger = std::max(inside, other);
        place.silhouette = larger > 0 ? (other - inside) / larger : 0.0;
        total += place.silhouette;
    }
    m_meanSilhouette = total / static_cast<double>(t);
}

Result<void> EditableClustering::checkBefore(const ClusterChange& change) const
{
    const auto differs = [](const std::string& what) {
        return fail(ErrorCode::InconsistentData, "the clustering is not as it was before this edit: " + what,
                    "edits are taken back in the order of the history, and not across a new clustering");
    };
    for (const auto& placement : change.placements) {
        const auto row = rowOf(placement.segment);
        if (row < 0)
            return differs(fmt::format("there is no segment {}", placement.segment.text()));
        const auto& place = placeOf(row);
        if (place.fixed != placement.fixedBefore || (place.fixed && place.cluster != placement.from))
            return differs(
                fmt::format("segment {} is in cluster {}", placement.segment.text(), place.cluster));
    }
    for (const auto& cluster : change.clusters) {
        const auto& facts = cluster.before ? *cluster.before : *cluster.after;
        const auto* present = find(facts.id);
        if ((present != nullptr) != cluster.before.has_value() || (present != nullptr && *present != facts))
            return differs(fmt::format("cluster {}", facts.id));
    }
    for (const auto& link : change.links)
        if (std::binary_search(m_links.begin(), m_links.end(), link.link) != link.before)
            return differs(
                fmt::format("the link of {} and {}", link.link.first.text(), link.link.second.text()));
    return {};
}

/// Brings the sums of the touched clusters up to date. Where most of a cluster leaves for one other, the sums
/// over the rest are computed instead, which says the same; when clusters merge, that is nothing at all.
Result<void>
EditableClustering::moveSums(std::map<int, std::shared_ptr<Cluster>>& touched,
                             const std::map<std::pair<int, int>, std::vector<std::int64_t>>& groups,
                             const RunContext& context) const
{
    std::map<int, int> groupsFrom;
    for (const auto& [fromTo, rows] : groups)
        ++groupsFrom[fromTo.first];
    std::map<int, std::vector<std::int64_t>> left; // sums a cluster loses
    std::map<int, std::vector<std::int64_t>> gained;
    const auto add = [](std::vector<std::int64_t>& to, const std::vector<std::int64_t>& sums) {
        to.resize(sums.size(), 0);
        std::transform(to.begin(), to.end(), sums.begin(), to.begin(), std::plus<>());
    };
    double done = 0.0;
    for (const auto& [fromTo, rows] : groups) {
        const auto& source = *touched.at(fromTo.first);
        std::vector<std::int64_t> rest;
        std::set_difference(source.rows.begin(), source.rows.end(), rows.begin(), rows.end(),
                            std::back_inserter(rest));
        const bool byRest = groupsFrom.at(fromTo.first) == 1 && rest.size() < rows.size();
        const auto part = context.part(done, done + 1.0 / static_cast<double>(groups.size()));
        done += 1.0 / static_cast<double>(groups.size());
        NODESENTRY_TRY(auto sums,
                       sumsOverRows(m_segments->whole, m_shared->distanceUnit, byRest ? rest : rows, part));
        if (byRest)
            std::transform(source.distanceSums.begin(), source.distanceSums.end(), sums.begin(), sums.begin(),
                           std::minus<>());
        add(left[fromTo.first], sums);
        add(gained[fromTo.second], sums);
    }
    for (const auto& [id, sums] : left)
        std::transform(sums.begin(), sums.end(), touched.at(id)->distanceSums.begin(),
                       touched.at(id)->distanceSums.begin(),
                       [](std::int64_t lost, std::int64_t sum) { return sum - lost; });
    for (const auto& [id, sums] : gained)
        add(touched.at(id)->distanceSums, sums);

    for (const auto& [fromTo, rows] : groups) {
        auto& source = *touched.at(fromTo.first);
        auto& target = *touched.at(fromTo.second);
        for (const auto row : rows) {
            addRow(m_segments->whole, row, m_shared->wholeUnit, -1, source.wholeSum);
            addRow(m_segments->whole, row, m_shared->wholeUnit, 1, target.wholeSum);
            addRow(m_segments->prefix, row, m_shared->prefixUnit, -1, source.prefixSum);
            addRow(m_segments->prefix, row, m_shared->prefixUnit, 1, target.prefixSum);
        }
        std::vector<std::int64_t> rest;
        std::set_difference(source.rows.begin(), source.rows.end(), rows.begin(), rows.end(),
                            std::back_inserter(rest));
        source.rows = std::move(rest);
        std::vector<std::int64_t> joined;
        std::merge(target.rows.begin(), target.rows.end(), rows.begin(), rows.end(),
                   std::back_inserter(joined));
        target.rows = std::move(joined);
    }
    return {};
}

Result<void> EditableClustering::apply(const ClusterChange& change, const RunContext& context)
{
    NODESENTRY_CHECK(checkBefore(change));
    std::map<int, std::shared_ptr<Cluster>> touched;
    int nextId = m_nextId;
    for (const auto& cluster : change.clusters) {
        const auto& facts = cluster.after ? *cluster.after : *cluster.before;
        auto& copy = touched[facts.id];
        if (cluster.before) {
            copy = std::make_shared<Cluster>(*m_clusters.at(facts.id));
        } else {
            copy = std::make_shared<Cluster>();
            copy->distanceSums.assign(static_cast<std::size_t>(m_segments->training), 0);
            copy->wholeSum.assign(static_cast<std::size_t>(m_segments->whole.cols()), 0);
            copy->prefixSum.assign(static_cast<std::size_t>(m_segments->prefix.cols()), 0);
            nextId = std::max(nextId, facts.id + 1);
        }
        copy->facts = facts;
    }
    std::map<std::pair<int, int>, std::vector<std::int64_t>> groups;
    std::set<int> moved;
    for (const auto& placement : change.placements) {
        const auto row = rowOf(placement.segment);
        if (row >= m_segments->training)
            continue;
        for (const int id : {placement.from, placement.to}) {
            if (!touched.contains(id)) {
                const auto found = m_clusters.find(id);
                if (found == m_clusters.end())
                    return fail(ErrorCode::InconsistentData, fmt::format("there is no cluster {}", id));
                touched[id] = std::make_shared<Cluster>(*found->second);
            }
            moved.insert(id);
        }
        groups[{placement.from, placement.to}].push_back(row);
    }
    for (auto& [fromTo, rows] : groups)
        std::sort(rows.begin(), rows.end());
    NODESENTRY_CHECK(moveSums(touched, groups, context));

    // From here nothing fails.
    for (const auto& cluster : change.clusters)
        if (!cluster.after) {
            NODESENTRY_EXPECTS(touched.at(cluster.before->id)->rows.empty(), "only empty clusters disappear");
            m_clusters.erase(cluster.before->id);
            touched.erase(cluster.before->id);
        }
    for (const auto& [id, cluster] : touched) {
        NODESENTRY_EXPECTS(!cluster->rows.empty(), "empty clusters disappear");
        if (moved.contains(id))
            describe(*cluster);
        m_clusters[id] = cluster;
    }
    for (const auto& placement : change.placements) {
        auto& place = m_places[static_cast<std::size_t>(rowOf(placement.segment))];
        place.cluster = placement.to;
        place.fixed = placement.fixedAfter;
    }
    for (const auto& link : change.links) {
        const auto at = std::lower_bound(m_links.begin(), m_links.end(), link.link);
        if (link.after && !link.before)
            m_links.insert(at, link.link);
        else if (link.before && !link.after)
            m_links.erase(at);
    }
    m_nextId = nextId;
    updateFigures();
    return {};
}

std::vector<ClusterFacts> EditableClustering::clusters() const
{
    std::vector<ClusterFacts> facts;
    for (const auto& [id, cluster] : m_clusters)
        facts.push_back(cluster->facts);
    return facts;
}

const ClusterFacts* EditableClustering::find(int id) const
{
    const auto found = m_clusters.find(id);
    return found == m_clusters.end() ? nullptr : &found->second->facts;
}

std::int64_t EditableClustering::rowOf(const SegmentKey& key) const
{
    const auto node = m_shared->rowOfKey.find(key.node);
    if (node == m_shared->rowOfKey.end())
        return -1;
    const auto row = node->second.find(key.begin);
    return row == node->second.end() ? -1 : row->second;
}

std::vector<std::int64_t> EditableClustering::trainingRowsOf(int cluster) const
{
    const auto found = m_clusters.find(cluster);
    NODESENTRY_EXPECTS(found != m_clusters.end(), "a cluster that exists");
    return found->second->rows;
}

ClusterLibrary EditableClustering::library() const
{
    ClusterLibrary library = m_shared->scalers;
    std::vector<ClusterEntry> entries;
    for (const auto& [id, cluster] : m_clusters) {
        ClusterEntry entry;
        entry.id = id;
        entry.centroid = cluster->centroid;
        entry.matchCentroid = cluster->matchCentroid;
        entry.spread = m_spreads[entries.size()];
        for (const auto row : cluster->rows) {
            entry.members.push_back(m_segments->ids[static_cast<std::size_t>(row)]);
            entry.silhouette += placeOf(row).silhouette / static_cast<double>(cluster->rows.size());
        }
        entry.training = cluster->learnsFrom;
        entries.push_back(std::move(entry));
    }
    library.setEntries(std::move(entries));
    library.setUsesNearest(m_shared->options.useNearest);
    return library;
}

} // namespace nodesentry
