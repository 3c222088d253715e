// Which features, scaling, distance and linkage find the cluster of a segment by its beginning, and the kinds
// of jobs that are known. Prints the rows of a table of docs/features.md.
//
// usage: feature-experiments PROJECT COLUMN SECONDS[,SECONDS...] [all|alternate] [LEAST]
//   COLUMN     of the job table, what is known of the jobs; "-" for nothing
//   SECONDS    lengths of the beginnings
//   all        every segment makes clusters, not only those in training
//   alternate  every other job makes clusters, the others are held back
//   LEAST      samples of a segment that is looked at
// The features of the project are those of the last experiment afterwards.

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/clustering/agglomerative.h"
#include "core/clustering/agreement.h"
#include "core/clustering/distance.h"
#include "core/clustering/feature_scaler.h"
#include "core/clustering/silhouette.h"
#include "core/features/extractor.h"
#include "core/features/feature_store.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/stored_options.h"
#include "core/project/project.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace nodesentry;

namespace {

/// One way to compare segments.
struct Variant {
    FeatureSet set = FeatureSet::Robust;
    /// z-score of each feature over the segments; else of each segment over its features
    bool byColumn = true;
    bool flat = true; ///< Euclidean over all features; else the sum of the norms of each metric's block
    Linkage linkage = Linkage::Average;
    bool root = true; ///< of the z-score of a feature, see FeatureScaler
};

const std::vector<Variant>& variants()
{
    using enum FeatureSet;
    using enum Linkage;
    static const std::vector<Variant> all{
        {Robust, true, true, Average},       {Paper, true, true, Average},
        {Robust, false, true, Average},      {Paper, false, true, Average},
        {Robust, true, false, Average},      {Paper, true, false, Average},
        {Paper, false, false, Average},      {Robust, true, true, Single},
        {Robust, true, true, Complete},      {Robust, true, true, Ward},
        {Paper, true, true, Ward},           {Robust, true, true, Average, false},
        {Paper, true, true, Average, false}, {Robust, true, true, Ward, false},
    };
    return all;
}

const char* nameOf(Linkage linkage)
{
    switch (linkage) {
    case Linkage::Single:
        return "single";
    case Linkage::Complete:
        return "complete";
    case Linkage::Average:
        return "average";
    case Linkage::Ward:
        return "ward";
    }
    return "";
}

/// Which segments make the clusters.
enum class Makers { Training, All, EveryOtherJob };

/// Segments of jobs with their features; rows of both matrices belong to the segments.
struct Table {
    FeatureMatrix whole;
    FeatureMatrix prefix;
    std::vector<bool> training;
    std::vector<std::string> known; ///< of the segment's job; empty where nothing is
};

/// The published scaling: each segment's features of a metric to mean 0 and deviation 1, NaN to 0.
FeatureMatrix byRow(FeatureMatrix values, Eigen::Index block)
{
    for (Eigen::Index row = 0; row < values.rows(); ++row)
        for (Eigen::Index begin = 0; begin < values.cols(); begin += block) {
            auto part = values.row(row).segment(begin, block).array();
            const double mean = part.mean();
            const double deviation = std::sqrt((part - mean).square().sum() / static_cast<double>(block - 1));
            part = deviation > 0 ? ((part - mean) / deviation).eval() : (part * 0.0).eval();
        }
    return values;
}

double apart(const Variant& variant, Eigen::Index block, const Eigen::RowVectorXd& a,
             const Eigen::RowVectorXd& b)
{
    if (variant.flat)
        return (a - b).norm();
    double sum = 0.0;
    for (Eigen::Index begin = 0; begin < a.size(); begin += block)
        sum += (a.segment(begin, block) - b.segment(begin, block)).norm();
    return sum;
}

Result<CondensedDistances> distancesOf(const Variant& variant, Eigen::Index block, const FeatureMatrix& rows,
                                       const RunContext& context)
{
    if (variant.flat)
        return euclideanDistances(rows, context);
    CondensedDistances distances(rows.rows());
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
        for (Eigen::Index j = i + 1; j < rows.rows(); ++j)
            distances.set(i, j, static_cast<float>(apart(variant, block, rows.row(i), rows.row(j))));
    return distances;
}

FeatureMatrix centroidsOf(const FeatureMatrix& rows, const std::vector<int>& labels, int clusters)
{
    FeatureMatrix centroids = FeatureMatrix::Zero(clusters, rows.cols());
    std::vector<double> sizes(static_cast<std::size_t>(clusters), 0.0);
    for (Eigen::Index row = 0; row < rows.rows(); ++row) {
        centroids.row(labels[static_cast<std::size_t>(row)]) += rows.row(row);
        ++sizes[static_cast<std::size_t>(labels[static_cast<std::size_t>(row)])];
    }
    for (int c = 0; c < clusters; ++c)
        centroids.row(c) /= std::max(sizes[static_cast<std::size_t>(c)], 1.0);
    return centroids;
}

int nearest(const Variant& variant, Eigen::Index block, const FeatureMatrix& centroids,
            const std::vector<int>& allowed, const Eigen::RowVectorXd& row)
{
    return *std::min_element(allowed.begin(), allowed.end(), [&](int a, int b) {
        return apart(variant, block, centroids.row(a), row) < apart(variant, block, centroids.row(b), row);
    });
}

/// What the cluster stage does, for any distance: the cut with the best silhouette, strays to the nearest.
struct Clusters {
    std::vector<int> labels; ///< of the training rows
    std::vector<int> kept; ///< labels in use
    double silhouette = 0.0;
};

Result<Clusters> clustersOf(const Variant& variant, Eigen::Index block, const FeatureMatrix& rows,
                            const ClusterOptions& options, const RunContext& context)
{
    Clusters clusters;
    clusters.labels.assign(static_cast<std::size_t>(rows.rows()), 0);
    clusters.kept = {0};
    NODESENTRY_TRY(auto distances, distancesOf(variant, block, rows, context));
    NODESENTRY_TRY(const auto tree, agglomerate(distances.clone(), variant.linkage, context));
    NODESENTRY_TRY(
        const auto curve,
        silhouetteCurve(distances, tree, {options.kMin, options.kMax, options.minClusterSize}, context));
    if (curve.k.empty())
        return clusters;
    const int k = curve.best(1).front();
    auto labels = cutTree(tree, k);
    std::vector<int> kept;
    for (int c = 0; c < k; ++c)
        if (std::count(labels.begin(), labels.end(), c) >= options.minClusterSize)
            kept.push_back(c);
    if (kept.empty())
        return clusters;
    const auto centroids = centroidsOf(rows, labels, k);
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (std::find(kept.begin(), kept.end(), labels[row]) == kept.end())
            labels[row] = nearest(variant, block, centroids, kept, rows.row(static_cast<Eigen::Index>(row)));
    NODESENTRY_TRY(const auto silhouettes, silhouetteSamples(distances, labels, context));
    const double mean = std::accumulate(silhouettes.begin(), silhouettes.end(), 0.0)
        / static_cast<double>(silhouettes.size());
    if (mean < options.minSilhouette)
        return clusters;
    clusters.labels = std::move(labels);
    clusters.kept = std::move(kept);
    clusters.silhouette = mean;
    return clusters;
}

Result<Table> tableOf(const std::shared_ptr<Project>& project, PipelineOptions options, FeatureSet set,
                      double seconds, const std::string& column, Makers makers, std::int64_t least,
                      const RunContext& context)
{
    options.features.set = featureSetName(set);
    options.cluster.matchPeriodSeconds = seconds;
    Pipeline pipeline(project, options);
    NODESENTRY_CHECK(pipeline.run(context, Stage::Features));
    NODESENTRY_TRY(const auto features, readFeatures(project->featuresPath()));
    NODESENTRY_TRY(const auto segments, project->segments());
    NODESENTRY_TRY(const auto jobs, project->jobs());
    std::map<std::string, std::string> knownOf;
    std::map<std::string, int> timesSeen; // of each kind, so that every other job of a kind is held back
    std::map<std::string, bool> heldBack;
    for (const auto& job : jobs) {
        knownOf[job.id] = lowerCase(column) == "name" ? job.name : std::string();
        for (const auto& [name, value] : job.attributes)
            if (lowerCase(name) == lowerCase(column))
                knownOf[job.id] = value;
        heldBack[job.id] = timesSeen[knownOf[job.id]]++ % 2 == 1;
    }
    std::map<std::int64_t, const Segment*> segmentOf;
    for (const auto& segment : segments)
        segmentOf[segment.id] = &segment;
    Table table;
    std::vector<Eigen::Index> rows;
    for (std::size_t row = 0; row < features.segments.size(); ++row) {
        const auto& segment = *segmentOf.at(features.segments[row]);
        if (segment.length() < least || (column != "-" && segment.idle()))
            continue; // the cluster stage keeps idle time apart
        rows.push_back(static_cast<Eigen::Index>(row));
        const auto held = heldBack.find(segment.job);
        table.training.push_back(
            makers == Makers::All
            || (makers == Makers::Training ? segment.train : held == heldBack.end() || !held->second));
        const auto known = knownOf.find(segment.job);
        table.known.push_back(known == knownOf.end() ? std::string() : known->second);
    }
    table.whole = features.whole(rows, Eigen::all);
    table.prefix = features.prefix(rows, Eigen::all);
    return table;
}

/// Share of rows for which the beginning is nearest to the cluster of the whole.
struct Rate {
    std::int64_t right = 0;
    std::int64_t all = 0;

    void add(bool found)
    {
        right += found ? 1 : 0;
        ++all;
    }
    [[nodiscard]] std::string text() const
    {
        return all == 0 ? "-" : fmt::format("{:.2f}", static_cast<double>(right) / static_cast<double>(all));
    }
};

Result<void> experiment(const std::string& path, const std::string& column,
                        const std::vector<double>& periods, Makers makers, std::int64_t least)
{
    NODESENTRY_TRY(const auto project, Project::open(path, OpenMode::ReadWrite));
    NODESENTRY_TRY(const auto options, storedOptions(*project));
    const RunContext context({}, {}, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    std::map<std::pair<FeatureSet, double>, Table> tables;
    for (const auto set : {FeatureSet::Robust, FeatureSet::Paper})
        for (const double seconds : periods) {
            NODESENTRY_TRY(auto table,
                           tableOf(project, options, set, seconds, column, makers, least, context));
            tables.emplace(std::pair(set, seconds), std::move(table));
        }
    const auto& any = tables.begin()->second;
    const auto training = std::count(any.training.begin(), any.training.end(), true);
    fmt::print("{} segments, {} of them make the clusters\n\n", any.training.size(), training);

    fmt::print("| features | z-score | root | distance | linkage | clusters | silhouette | Rand index |");
    for (const double seconds : periods)
        fmt::print(" {:g} s |", seconds);
    fmt::print("\n|---|---|---|---|---|---|---|---|");
    for (std::size_t i = 0; i < periods.size(); ++i)
        fmt::print("---|");
    fmt::print("\n");
    for (const auto& variant : variants()) {
        const auto block = static_cast<Eigen::Index>(featureNames(variant.set).size());
        std::string line;
        for (const double seconds : periods) {
            const auto& table = tables.at({variant.set, seconds});
            std::vector<Eigen::Index> rows;
            for (std::size_t row = 0; row < table.training.size(); ++row)
                if (table.training[row])
                    rows.push_back(static_cast<Eigen::Index>(row));
            const FeatureMatrix trainWhole = table.whole(rows, Eigen::all);
            const FeatureMatrix trainPrefix = table.prefix(rows, Eigen::all);
            const auto scaled = [&](const FeatureMatrix& fitted, const FeatureMatrix& values) {
                if (!variant.byColumn)
                    return byRow(values, block);
                return FeatureScaler::fit(fitted, block, options.cluster.metricBalance, options.cluster.clip,
                                          variant.root)
                    .apply(values);
            };
            const auto whole = scaled(trainWhole, table.whole);
            const auto prefix = scaled(trainPrefix, table.prefix);
            const FeatureMatrix trained = whole(rows, Eigen::all);
            NODESENTRY_TRY(const auto clusters,
                           clustersOf(variant, block, trained, options.cluster, context));
            const int count = 1 + *std::max_element(clusters.labels.begin(), clusters.labels.end());
            const auto centroids = centroidsOf(trained, clusters.labels, count);
            const auto matchCentroids
                = centroidsOf(FeatureMatrix(prefix(rows, Eigen::all)), clusters.labels, count);
            if (line.empty()) {
                std::vector<int> labels;
                std::vector<std::string> known;
                for (std::size_t i = 0; i < rows.size(); ++i)
                    if (!table.known[static_cast<std::size_t>(rows[i])].empty()) {
                        labels.push_back(clusters.labels[i]);
                        known.push_back(table.known[static_cast<std::size_t>(rows[i])]);
                    }
                const bool severalKinds
                    = std::adjacent_find(known.begin(), known.end(), std::not_equal_to<>()) != known.end();
                line = fmt::format("| {} | {} | {} | {} | {} | {} | {:.2f} | {} |",
                                   featureSetName(variant.set), variant.byColumn ? "column" : "row",
                                   variant.byColumn && variant.root ? "yes" : "no",
                                   variant.flat ? "flat" : "sum of norms", nameOf(variant.linkage),
                                   clusters.kept.size(), clusters.silhouette,
                                   severalKinds ? fmt::format("{:.3f}", adjustedRandIndex(labels, known))
                                                : std::string("-"));
            }
            Rate seen;
            Rate unseen;
            for (std::size_t row = 0, trainingRow = 0; row < table.training.size(); ++row) {
                const auto at = static_cast<Eigen::Index>(row);
                const int found = nearest(variant, block, matchCentroids, clusters.kept, prefix.row(at));
                if (table.training[row])
                    seen.add(found == clusters.labels[trainingRow++]);
                else
                    unseen.add(found == nearest(variant, block, centroids, clusters.kept, whole.row(at)));
            }
            line += fmt::format(" {} / {} |", seen.text(), unseen.text());
        }
        fmt::print("{}\n", line);
    }
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(
            stderr,
            "usage: feature-experiments PROJECT COLUMN SECONDS[,SECONDS...] [all|alternate] [LEAST]\n");
        return 2;
    }
    setUpLog("warn");
    std::vector<double> periods;
    std::stringstream list(argv[3]);
    for (std::string item; std::getline(list, item, ',');)
        periods.push_back(std::stod(item));
    const std::string wanted = argc > 4 ? argv[4] : "";
    const auto makers = wanted == "all" ? Makers::All
        : wanted == "alternate"         ? Makers::EveryOtherJob
                                        : Makers::Training;
    const auto done = experiment(argv[1], argv[2], periods, makers, argc > 5 ? std::stoll(argv[5]) : 0);
    if (!done)
        fmt::print(stderr, "feature-experiments: {}\n", done.error().text());
    return done ? 0 : 1;
}
