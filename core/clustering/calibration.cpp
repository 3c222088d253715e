#include "core/clustering/calibration_p.h"

#include "core/base/parallel.h"
#include "core/clustering/cluster_figures_p.h"

#include <algorithm>
#include <limits>
#include <map>

namespace nodesentry {

namespace {

constexpr int kFolds = 5;

struct Held {
    int cluster;
    std::int64_t row;
};

/// The library's entries without one fold of their members, and who is in it.
struct Fold {
    std::vector<ClusterEntry> entries;
    std::vector<Held> held;
};

Fold withoutFold(int fold, const std::map<int, std::vector<std::int64_t>>& rowsOf,
                 const FeatureMatrix& scaled, const ClusterLibrary& library, const ClusterOptions& options)
{
    Fold result;
    for (const auto& entry : library.entries())
        if (!rowsOf.contains(entry.id))
            result.entries.push_back(entry);
    const auto firstNew = result.entries.size();
    std::vector<std::vector<double>> distances;
    for (const auto& [id, rows] : rowsOf) {
        std::vector<std::int64_t> kept;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            // A cluster of one keeps its member: without it there is nothing to match.
            if (rows.size() > 1 && static_cast<int>(i % kFolds) == fold)
                result.held.push_back({id, rows[i]});
            else
                kept.push_back(rows[i]);
        }
        ClusterEntry entry;
        entry.id = id;
        entry.matchCentroid = Eigen::VectorXd::Zero(scaled.cols());
        for (const auto row : kept)
            entry.matchCentroid += scaled.row(row).transpose();
        entry.matchCentroid /= static_cast<double>(kept.size());
        std::vector<double> toCentroid;
        for (const auto row : kept)
            toCentroid.push_back((scaled.row(row).transpose() - entry.matchCentroid).norm());
        distances.push_back(leaveOneOut(std::move(toCentroid)));
        result.entries.push_back(std::move(entry));
    }
    setSpreads(result.entries, firstNew, distances, options);
    return result;
}

} // namespace

Result<Calibration> calibrate(const ClusterLibrary& library, const std::vector<int>& clusterOfRow,
                              const FeatureMatrix& prefix, const ClusterOptions& options,
                              const RunContext& context)
{
    const FeatureMatrix scaled = library.prefixScaler().apply(prefix);
    std::map<int, std::vector<std::int64_t>> rowsOf;
    for (std::size_t row = 0; row < clusterOfRow.size(); ++row)
        rowsOf[clusterOfRow[row]].push_back(static_cast<std::int64_t>(row));

    std::vector<Calibration> ofFold(kFolds);
    const bool complete = parallelFor(kFolds, context, [&](std::int64_t fold) {
        auto& figures = ofFold[static_cast<std::size_t>(fold)];
        const auto [entries, held] = withoutFold(static_cast<int>(fold), rowsOf, scaled, library, options);
        for (const auto& [cluster, row] : held) {
            if (context.stopRequested())
                return;
            const ClusterEntry* nearest = nullptr;
            double least = std::numeric_limits<double>::infinity();
            for (const auto& entry : entries) {
                const double distance = (scaled.row(row).transpose() - entry.matchCentroid).norm();
                if (nearest == nullptr || distance < least) {
                    least = distance;
                    nearest = &entry;
                }
            }
            ++figures.heldBack;
            figures.turnedAway += least > nearest->spread ? 1 : 0;
            figures.misplaced += nearest->id != cluster ? 1 : 0;
        }
    });
    if (!complete || context.stopRequested())
        return cancelled();
    Calibration sum;
    sum.statedRate = options.falseRate;
    for (const auto& figures : ofFold) {
        sum.heldBack += figures.heldBack;
        sum.turnedAway += figures.turnedAway;
        sum.misplaced += figures.misplaced;
    }
    return sum;
}

} // namespace nodesentry
