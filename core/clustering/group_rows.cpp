#include "core/clustering/group_rows_p.h"

#include "core/base/log.h"
#include "core/base/memory.h"
#include "core/base/splitmix.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/dbscan.h"
#include "core/clustering/gaussian_mixture.h"
#include "core/clustering/k_means.h"
#include "core/clustering/principal_components.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

namespace nodesentry {

namespace {

/// Up to here the distances are copied for the silhouettes, beyond they are computed once more.
constexpr std::int64_t kPairsKeptTwice = (std::int64_t{1} << 30) / 4;
/// Beyond the memory budget, wider features are first reduced to so many principal components.
constexpr int kColumnsBeyondBudget = 256;
/// Of components that rows are reduced to, so many are exact; what the others miss is in none of them.
constexpr int kExactComponents = 2;
/// Sampling and seeding begin here; the grouping of given segments is always the same.
constexpr std::uint64_t kSeed = 1;
constexpr double kBytesPerGigabyte = 1e9;

double budgetOf(const ClusterOptions& options)
{
    return options.memoryBudget > 0 ? options.memoryBudget * kBytesPerGigabyte
                                    : static_cast<double>(availableMemory()) / 2;
}

double bytesOfDistances(std::int64_t n)
{
    return static_cast<double>(CondensedDistances::pairsOf(n)) * sizeof(float);
}

bool allAlike(const FeatureMatrix& rows)
{
    for (std::int64_t row = 1; row < rows.rows(); ++row)
        if (rows.row(row) != rows.row(0))
            return false;
    return true;
}

/// Numbers labels from 0 by their first appearance.
std::vector<int> numberedByAppearance(std::vector<int> labels)
{
    std::vector<int> number(1 + static_cast<std::size_t>(*std::max_element(labels.begin(), labels.end())),
                            -1);
    int next = 0;
    for (int& label : labels) {
        int& assigned = number[static_cast<std::size_t>(label)];
        if (assigned < 0)
            assigned = next++;
        label = assigned;
    }
    return labels;
}

/// How many labels have @p minimumSize rows.
int clustersOfSize(const std::vector<int>& labels, int minimumSize)
{
    std::vector<int> size(1 + static_cast<std::size_t>(*std::max_element(labels.begin(), labels.end())), 0);
    for (const int label : labels)
        ++size[static_cast<std::size_t>(label)];
    return static_cast<int>(std::count_if(size.begin(), size.end(), [&](int s) { return s >= minimumSize; }));
}

/// Gives the rows of clusters with fewer than @p minimumSize members to the nearest of the others; the labels
/// are numbered by first appearance again. Nothing changes where there are no others.
std::vector<int> dissolveStrays(const FeatureMatrix& scaled, std::vector<int> labels, int minimumSize)
{
    const int clusters = 1 + *std::max_element(labels.begin(), labels.end());
    FeatureMatrix centroids = FeatureMatrix::Zero(clusters, scaled.cols());
    std::vector<int> size(static_cast<std::size_t>(clusters), 0);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        centroids.row(labels[row]) += scaled.row(static_cast<Eigen::Index>(row));
        ++size[static_cast<std::size_t>(labels[row])];
    }
    std::vector<int> kept;
    for (int c = 0; c < clusters; ++c) {
        centroids.row(c) /= size[static_cast<std::size_t>(c)];
        if (size[static_cast<std::size_t>(c)] >= minimumSize)
            kept.push_back(c);
    }
    if (kept.empty())
        return labels;
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (size[static_cast<std::size_t>(labels[row])] < minimumSize) {
            const auto apart = [&](int c) {
                return (scaled.row(static_cast<Eigen::Index>(row)) - centroids.row(c)).squaredNorm();
            };
            labels[row] = *std::min_element(kept.begin(), kept.end(),
                                            [&](int a, int b) { return apart(a) < apart(b); });
        }
    return numberedByAppearance(std::move(labels));
}

/// Judges groupings of the same rows: exactly while the distances between all of them can be kept, by a
/// sample otherwise.
class Judge {
public:
    Judge(const FeatureMatrix& rows, const ClusterOptions& options)
        : m_rows(rows),
          m_sampling{options.silhouetteSample, kSeed},
          m_range{options.kMin, options.kMax, options.minClusterSize},
          m_exact(bytesOfDistances(rows.rows()) <= budgetOf(options))
    {
    }

    [[nodiscard]] bool exact() const { return m_exact; }

    /// Hands out the distances, of which a copy is kept if there is room for it.
    Result<CondensedDistances> distances(const RunContext& context)
    {
        NODESENTRY_TRY(auto distances, euclideanDistances(m_rows, context));
        if (distances.pairs() <= kPairsKeptTwice)
            m_kept = distances.clone();
        return distances;
    }

    Result<SilhouetteCurve> curve(const MergeTree& tree, const RunContext& context)
    {
        if (!m_exact)
            return sampledSilhouetteCurve(m_rows, tree, m_range, m_sampling, context);
        NODESENTRY_CHECK(keep(context.part(0.0, 0.7)));
        return silhouetteCurve(*m_kept, tree, m_range, context.part(0.7, 1.0));
    }

    /// @param labels  from 0, without noise
    Result<SampledSilhouettes> silhouettes(const std::vector<int>& labels, int minimumSize,
                                           const RunContext& context)
    {
        if (!m_exact)
            return sampledSilhouettes(m_rows, labels, m_sampling, context, minimumSize);
        NODESENTRY_CHECK(keep(context.part(0.0, 0.7)));
        SampledSilhouettes all;
        NODESENTRY_TRY(all.ofPoint, silhouetteSamples(*m_kept, labels, context.part(0.7, 1.0), minimumSize));
        all.mean = std::accumulate(all.ofPoint.begin(), all.ofPoint.end(), 0.0)
            / static_cast<double>(labels.size());
        return all;
    }

private:
    Result<void> keep(const RunContext& context)
    {
        if (!m_kept) {
            NODESENTRY_TRY(m_kept, euclideanDistances(m_rows, context));
        }
        return {};
    }

    const FeatureMatrix& m_rows;
    SilhouetteSampling m_sampling;
    CutRange m_range;
    bool m_exact;
    std::optional<CondensedDistances> m_kept;
};

void makeOneCluster(Grouping& grouping)
{
    std::fill(grouping.labels.begin(), grouping.labels.end(), 0);
    std::fill(grouping.silhouettes.begin(), grouping.silhouettes.end(), 0.0);
    grouping.silhouette = grouping.silhouetteError = 0.0;
}

/// Takes the silhouettes of the labels over; a clustering that tells nothing apart becomes one cluster.
Result<void> judgeLabels(Grouping& grouping, Judge& judge, const ClusterOptions& options,
                         const RunContext& context)
{
    NODESENTRY_TRY(auto judged, judge.silhouettes(grouping.labels, 1, context));
    grouping.silhouettes = std::move(judged.ofPoint);
    grouping.silhouette = judged.mean;
    grouping.silhouetteError = judged.error;
    if (options.k == 0 && judged.mean < options.minSilhouette)
        makeOneCluster(grouping);
    return {};
}

/// Silhouettes of all rows but the noise.
/// @return whether they are exact
Result<bool> judgeAll(Grouping& grouping, const FeatureMatrix& scaled, const ClusterOptions& options,
                      const RunContext& context)
{
    std::vector<Eigen::Index> rows;
    std::vector<int> labels;
    for (std::size_t row = 0; row < grouping.labels.size(); ++row)
        if (grouping.labels[row] >= 0) {
            rows.push_back(static_cast<Eigen::Index>(row));
            labels.push_back(grouping.labels[row]);
        }
    const FeatureMatrix clustered = scaled(rows, Eigen::all);
    Judge judge(clustered, options);
    NODESENTRY_TRY(const auto judged, judge.silhouettes(labels, 1, context));
    grouping.silhouettes.assign(grouping.labels.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < rows.size(); ++i)
        grouping.silhouettes[static_cast<std::size_t>(rows[i])] = judged.ofPoint[i];
    grouping.silhouette = judged.mean;
    grouping.silhouetteError = judged.error;
    return judge.exact();
}

int chosenNumber(const ClusterOptions& options, const SilhouetteCurve& curve, std::int64_t n)
{
    return options.k > 0 ? static_cast<int>(std::min<std::int64_t>(options.k, n)) : curve.best(1).front();
}

/// The rows themselves, or their leading principal components where there are too many of both to work on.
Result<FeatureMatrix> reducedBeyondBudget(const FeatureMatrix& scaled, std::string& note,
                                          const RunContext& context)
{
    if (scaled.cols() <= kColumnsBeyondBudget)
        return scaled;
    NODESENTRY_TRY(const auto components,
                   principalComponents(scaled, kColumnsBeyondBudget, context, kExactComponents));
    note += fmt::format("; the {} features were reduced to {} principal components, which keep {:.1f} % of "
                        "the variance",
                        scaled.cols(), components.axes.rows(), 100 * components.explained());
    return components.apply(scaled);
}

Result<Grouping> groupHierarchically(const FeatureMatrix& scaled, const ClusterOptions& options,
                                     const RunContext& context)
{
    NODESENTRY_TRY(const auto linkage, parseLinkage(options.linkage));
    const std::int64_t n = scaled.rows();
    Grouping grouping;
    grouping.linkage = linkageName(linkage);
    FeatureMatrix reduced;
    bool useReduced = false;
    if (bytesOfDistances(n) > budgetOf(options)) {
        grouping.linkage = linkageName(Linkage::Ward);
        grouping.note = fmt::format(
            "the distances between {} segments take {:.3g} GB, above the budget of {:.3g} GB: ", n,
            bytesOfDistances(n) / kBytesPerGigabyte, budgetOf(options) / kBytesPerGigabyte);
        grouping.note += linkage == Linkage::Ward
            ? "linked from the features"
            : fmt::format("linked by ward instead of {}", options.linkage);
        grouping.note += fmt::format(", silhouettes from a sample of {}", options.silhouetteSample);
        NODESENTRY_TRY(reduced,
                       reducedBeyondBudget(scaled, grouping.note, context.part(0.0, 0.1, "components")));
        useReduced = reduced.cols() != scaled.cols();
    }
    const FeatureMatrix& rows = useReduced ? reduced : scaled;
    Judge judge(rows, options);
    if (judge.exact()) {
        NODESENTRY_TRY(auto distances, judge.distances(context.part(0.0, 0.4, "distances")));
        NODESENTRY_TRY(grouping.tree,
                       agglomerate(std::move(distances), linkage, context.part(0.4, 0.7, "linkage")));
    } else {
        NODESENTRY_TRY(grouping.tree, agglomerateWard(rows, context.part(0.1, 0.7, "linkage")));
    }
    NODESENTRY_TRY(grouping.curve, judge.curve(grouping.tree, context.part(0.7, 0.9, "silhouette")));
    grouping.labels = cutTree(grouping.tree, chosenNumber(options, grouping.curve, n));
    if (options.k == 0)
        grouping.labels = dissolveStrays(rows, std::move(grouping.labels), options.minClusterSize);
    NODESENTRY_CHECK(judgeLabels(grouping, judge, options, context.part(0.9, 1.0)));
    return grouping;
}

/// Groups by a method that is told the number of clusters, for every number to be tried.
/// @param assign  Result<std::vector<int>>(int k, const RunContext&); labels by first appearance
template <class Assign>
Result<Grouping> groupForEveryNumber(const FeatureMatrix& scaled, const ClusterOptions& options,
                                     const RunContext& context, const Assign& assign)
{
    const auto n = static_cast<int>(scaled.rows());
    const int last = options.k > 0 ? std::min(options.k, n) : std::min(options.kMax, n - 1);
    const int first = options.k > 0 ? last : std::min(options.kMin, last);
    Judge judge(scaled, options);
    Grouping grouping;
    if (!judge.exact())
        grouping.note
            = fmt::format("silhouettes come from a sample of {} segments", options.silhouetteSample);
    double best = -std::numeric_limits<double>::infinity();
    for (int k = first; k <= last; ++k) {
        const double begin = static_cast<double>(k - first) / (last - first + 1);
        const double end = static_cast<double>(k - first + 1) / (last - first + 1);
        const auto part = context.part(0.9 * begin, 0.9 * end, "clusters");
        NODESENTRY_TRY(auto labels, assign(k, part.part(0.0, 0.5)));
        NODESENTRY_TRY(
            const auto judged,
            judge.silhouettes(labels, options.k > 0 ? 1 : options.minClusterSize, part.part(0.5, 1.0)));
        grouping.curve.k.push_back(k);
        grouping.curve.mean.push_back(judged.mean);
        grouping.curve.kept.push_back(clustersOfSize(labels, options.k > 0 ? 1 : options.minClusterSize));
        if (!judge.exact())
            grouping.curve.error.push_back(judged.error);
        if (judged.mean > best) {
            best = judged.mean;
            grouping.labels = std::move(labels);
        }
    }
    if (options.k == 0)
        grouping.labels = dissolveStrays(scaled, std::move(grouping.labels), options.minClusterSize);
    NODESENTRY_CHECK(judgeLabels(grouping, judge, options, context.part(0.9, 1.0)));
    return grouping;
}

Result<Grouping> groupByMeans(const FeatureMatrix& scaled, const ClusterOptions& options,
                              const RunContext& context)
{
    return groupForEveryNumber(
        scaled, options, context, [&](int k, const RunContext& part) -> Result<std::vector<int>> {
            NODESENTRY_TRY(auto groups, kMeans(scaled, {k, options.restarts, 300, kSeed}, part));
            return std::move(groups.labels);
        });
}

Result<Grouping> groupByMixture(const FeatureMatrix& scaled, const ClusterOptions& options,
                                const RunContext& context)
{
    NODESENTRY_TRY(const auto components,
                   principalComponents(scaled, options.gmmComponents, context.part(0.0, 0.1, "components"),
                                       kExactComponents));
    const FeatureMatrix leading = components.apply(scaled);
    return groupForEveryNumber(scaled, options, context.part(0.1, 1.0),
                               [&](int k, const RunContext& part) -> Result<std::vector<int>> {
                                   GaussianMixtureOptions mixture;
                                   mixture.components = k;
                                   mixture.covariance = options.gmmCovariance == "full"
                                       ? Covariance::Full
                                       : Covariance::Diagonal;
                                   mixture.restarts = options.restarts;
                                   mixture.seed = kSeed;
                                   NODESENTRY_TRY(const auto fit, fitGaussianMixture(leading, mixture, part));
                                   return numberedByAppearance(fit.classify(leading));
                               });
}

Result<Grouping> groupByDensity(const FeatureMatrix& scaled, const ClusterOptions& options,
                                const RunContext& context)
{
    Grouping grouping;
    grouping.eps = options.dbscanEps;
    if (!(grouping.eps > 0)) {
        const auto neighbours
            = static_cast<int>(std::min<std::int64_t>(options.dbscanMinPoints, scaled.rows()));
        NODESENTRY_TRY(const auto distances,
                       kDistances(scaled, neighbours, context.part(0.0, 0.3, "distances")));
        grouping.eps = suggestEps(distances);
        if (!(grouping.eps > 0))
            return fail(ErrorCode::InvalidArgument,
                        "the distances between the segments suggest no eps: most of them are copies",
                        "set cluster.dbscan_eps, or choose another cluster.method");
    }
    NODESENTRY_TRY(
        grouping.labels,
        dbscan(scaled, {grouping.eps, options.dbscanMinPoints}, context.part(0.3, 0.7, "density")));
    const int clusters = 1 + *std::max_element(grouping.labels.begin(), grouping.labels.end());
    if (clusters == 0)
        return fail(
            ErrorCode::InvalidArgument,
            fmt::format("DBSCAN with eps {:.4g} and {} points finds no cluster: all segments are noise",
                        grouping.eps, options.dbscanMinPoints),
            "raise cluster.dbscan_eps or lower cluster.dbscan_min_points");
    NODESENTRY_TRY(const bool exact,
                   judgeAll(grouping, scaled, options, context.part(0.7, 1.0, "silhouette")));
    if (!exact)
        grouping.note
            = fmt::format("silhouettes come from a sample of {} segments", options.silhouetteSample);
    grouping.curve.k = {clusters};
    grouping.curve.mean = {grouping.silhouette};
    if (!exact)
        grouping.curve.error = {grouping.silhouetteError};
    return grouping;
}

/// Each row replaced by the mean of its set.
FeatureMatrix meansOfSets(const FeatureMatrix& rows, const std::vector<int>& setOfRow, int sets)
{
    FeatureMatrix means = FeatureMatrix::Zero(sets, rows.cols());
    std::vector<double> sizes(static_cast<std::size_t>(sets), 0.0);
    for (std::size_t row = 0; row < setOfRow.size(); ++row) {
        means.row(setOfRow[row]) += rows.row(static_cast<Eigen::Index>(row));
        ++sizes[static_cast<std::size_t>(setOfRow[row])];
    }
    for (int set = 0; set < sets; ++set)
        means.row(set) /= sizes[static_cast<std::size_t>(set)];
    return means(setOfRow, Eigen::all);
}

Result<Grouping> groupByThemselves(const FeatureMatrix& scaled, const ClusterOptions& options,
                                   const RunContext& context)
{
    const std::int64_t n = scaled.rows();
    if (n < 3 || allAlike(scaled)) {
        Grouping one;
        one.labels.assign(static_cast<std::size_t>(n), 0);
        one.silhouettes.assign(static_cast<std::size_t>(n), 0.0);
        one.tree.points = n;
        return one;
    }
    auto grouping = options.method == "kmeans" ? groupByMeans(scaled, options, context)
        : options.method == "gmm"              ? groupByMixture(scaled, options, context)
        : options.method == "dbscan"           ? groupByDensity(scaled, options, context)
        : options.method == "hac"
        ? groupHierarchically(scaled, options, context)
        : fail(ErrorCode::InvalidArgument, fmt::format("there is no way of clustering '{}'", options.method),
               "choose hac, kmeans, dbscan, gmm or shuffled");
    if (grouping) {
        grouping->tree.points = n;
        if (!grouping->note.empty())
            spdlog::warn("clustering: {}", grouping->note);
    }
    return grouping;
}

/// The clusters of hac with their rows dealt out at random: as many and as large, and alike in nothing.
Result<Grouping> groupShuffled(const FeatureMatrix& scaled, const ClusterOptions& options,
                               const SegmentHints& hints, const RunContext& context)
{
    auto hac = options;
    hac.method = "hac";
    NODESENTRY_TRY(auto grouping, groupRows(scaled, hac, hints, context.part(0.0, 0.8)));
    auto& labels = grouping.labels;
    if (*std::max_element(labels.begin(), labels.end()) == 0)
        return grouping;
    SplitMix lots(kSeed, "shuffled clusters");
    for (std::size_t left = labels.size(); left > 1; --left)
        std::swap(labels[left - 1],
                  labels[static_cast<std::size_t>(lots.index(static_cast<std::int64_t>(left)))]);
    labels = numberedByAppearance(std::move(labels));
    Judge judge(scaled, options);
    NODESENTRY_TRY(auto judged, judge.silhouettes(labels, 1, context.part(0.8, 1.0)));
    grouping.silhouettes = std::move(judged.ofPoint);
    grouping.silhouette = judged.mean;
    grouping.silhouetteError = judged.error;
    grouping.tree.merges.clear(); // it says nothing of these clusters
    return grouping;
}

/// Rows of one set stay together.
Result<Grouping> groupSets(const FeatureMatrix& scaled, const ClusterOptions& options,
                           const std::vector<int>& together, const RunContext& context)
{
    const int sets = together.empty() ? 0 : 1 + *std::max_element(together.begin(), together.end());
    if (sets == 0 || sets == scaled.rows() || options.method == "dbscan" || (sets == 1 && options.k > 0))
        return groupByThemselves(scaled, options, context);
    if (sets == 1) {
        // The tree and the curve are kept for those who want to split all the same.
        NODESENTRY_TRY(auto grouping, groupByThemselves(scaled, options, context));
        makeOneCluster(grouping);
        grouping.note += (grouping.note.empty() ? "" : "; ")
            + std::string("all segments are nodes of one job, hence one cluster");
        return grouping;
    }
    NODESENTRY_TRY(auto grouping,
                   groupByThemselves(meansOfSets(scaled, together, sets), options, context.part(0.0, 0.7)));
    if (*std::max_element(grouping.labels.begin(), grouping.labels.end()) > 0) {
        Judge judge(scaled, options);
        NODESENTRY_TRY(auto judged, judge.silhouettes(grouping.labels, 1, context.part(0.7, 1.0)));
        grouping.silhouettes = std::move(judged.ofPoint);
        grouping.silhouette = judged.mean;
        grouping.silhouetteError = judged.error;
    }
    return grouping;
}

/// The other rows by themselves, and those kept apart as one more cluster.
Result<Grouping> groupWithApart(const FeatureMatrix& scaled, const ClusterOptions& options,
                                const SegmentHints& hints, const RunContext& context)
{
    std::vector<std::int64_t> others;
    std::vector<int> sets;
    std::map<int, int> numberOfSet; // sets are numbered without gaps
    for (std::size_t row = 0; row < hints.apart.size(); ++row) {
        if (hints.apart[row])
            continue;
        others.push_back(static_cast<std::int64_t>(row));
        if (!hints.together.empty())
            sets.push_back(numberOfSet.try_emplace(hints.together[row], static_cast<int>(numberOfSet.size()))
                               .first->second);
    }
    NODESENTRY_TRY(auto grouping,
                   groupSets(scaled(others, Eigen::all), options, sets, context.part(0.0, 0.7)));
    const int next = 1 + *std::max_element(grouping.labels.begin(), grouping.labels.end());
    std::vector<int> labels(hints.apart.size(), next);
    for (std::size_t i = 0; i < others.size(); ++i)
        labels[static_cast<std::size_t>(others[i])] = grouping.labels[i];
    grouping.labels = std::move(labels);
    grouping.treeRows = std::move(others);
    NODESENTRY_CHECK(judgeAll(grouping, scaled, options, context.part(0.7, 1.0)));
    return grouping;
}

} // namespace

Result<Grouping> groupRows(const FeatureMatrix& scaled, const ClusterOptions& options,
                           const SegmentHints& hints, const RunContext& context)
{
    if (options.method == "shuffled")
        return groupShuffled(scaled, options, hints, context);
    if (!hints.apart.empty())
        return groupWithApart(scaled, options, hints, context);
    NODESENTRY_TRY(auto grouping, groupSets(scaled, options, hints.together, context));
    grouping.treeRows.resize(static_cast<std::size_t>(scaled.rows()));
    std::iota(grouping.treeRows.begin(), grouping.treeRows.end(), std::int64_t{0});
    return grouping;
}

} // namespace nodesentry
