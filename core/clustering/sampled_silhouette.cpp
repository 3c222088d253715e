#include "core/base/expects.h"
#include "core/base/parallel.h"
#include "core/clustering/nested_cuts_p.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <random>

namespace nodesentry {

namespace {

constexpr std::int64_t kRowsTogether = 32;
constexpr std::int64_t kPassedTogether = 128;
constexpr std::int64_t kLeastDrawnOfCluster = 50;

/// The first @p count of a shuffle of 0 .. n-1, and all the rest behind them.
std::vector<std::int64_t> drawnFirst(std::int64_t n, std::int64_t count, std::uint64_t seed)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    std::mt19937_64 random(seed);
    for (std::int64_t i = 0; i < std::min(count, n - 1); ++i) {
        // The bias of the remainder is below n / 2^64.
        const auto other = i + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n - i));
        std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(other)]);
    }
    return order;
}

FeatureMatrix rowsOf(const FeatureMatrix& points, const std::vector<std::int64_t>& rows, std::int64_t begin,
                     std::int64_t end)
{
    FeatureMatrix chosen(end - begin, points.cols());
    for (std::int64_t r = begin; r < end; ++r)
        chosen.row(r - begin) = points.row(rows[static_cast<std::size_t>(r)]);
    return chosen;
}

/// For some rows, the sums of their distances to the members of each cluster among @p others.
///
/// @param labels  of the others
/// @param body    called as body(position in rows, sums), on several threads
template <class Body>
bool sumDistances(const FeatureMatrix& points, const std::vector<std::int64_t>& rows,
                  const FeatureMatrix& others, const std::vector<int>& labels, int clusters,
                  const RunContext& context, const Body& body)
{
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t blocks = (count + kRowsTogether - 1) / kRowsTogether;
    std::atomic<std::int64_t> done = 0;
    return parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t begin = block * kRowsTogether;
        const std::int64_t end = std::min(count, begin + kRowsTogether);
        const FeatureMatrix chosen = rowsOf(points, rows, begin, end);
        std::vector<std::vector<double>> sums(static_cast<std::size_t>(end - begin),
                                              std::vector<double>(static_cast<std::size_t>(clusters), 0.0));
        std::vector<double> squared(static_cast<std::size_t>(kRowsTogether * kPassedTogether));
        for (std::int64_t from = 0; from < others.rows(); from += kPassedTogether) {
            const std::int64_t width = std::min(kPassedTogether, others.rows() - from);
            squaredDistances(chosen.data(), end - begin, &others(from, 0), width, points.cols(),
                             squared.data());
            for (std::int64_t r = 0; r < end - begin; ++r)
                for (std::int64_t c = 0; c < width; ++c)
                    sums[static_cast<std::size_t>(r)]
                        [static_cast<std::size_t>(labels[static_cast<std::size_t>(from + c)])]
                        += std::sqrt(squared[static_cast<std::size_t>(r * width + c)]);
        }
        for (std::int64_t r = begin; r < end; ++r)
            body(r, sums[static_cast<std::size_t>(r - begin)]);
        context.report(static_cast<double>(++done) / static_cast<double>(blocks));
    });
}

struct MeanAndError {
    double mean = 0.0;
    double error = 0.0;
};

/// @param values  of a sample drawn without replacement from @p population values
MeanAndError meanOfSample(const std::vector<double>& values, std::int64_t population)
{
    const auto m = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / m;
    if (values.size() < 2)
        return {mean, 0.0};
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const double unseen = 1.0 - m / static_cast<double>(population);
    return {mean, std::sqrt(squares / (m - 1) / m * std::max(unseen, 0.0))};
}

} // namespace

Result<SilhouetteCurve> sampledSilhouetteCurve(const FeatureMatrix& points, const MergeTree& tree,
                                               CutRange range, SilhouetteSampling sampling,
                                               const RunContext& context)
{
    const std::int64_t n = tree.points;
    NODESENTRY_EXPECTS(points.rows() == n, "the tree is of these points");
    NODESENTRY_EXPECTS(sampling.points >= 2, "an error needs two points");
    if (n < 3 || range.kMax < range.kMin)
        return SilhouetteCurve{};
    const NestedCuts cuts(tree, range);
    auto drawn = drawnFirst(n, sampling.points, sampling.seed);
    drawn.resize(static_cast<std::size_t>(std::min<std::int64_t>(n, sampling.points)));

    std::vector<std::vector<double>> silhouettes(cuts.count(), std::vector<double>(drawn.size()));
    const bool complete
        = sumDistances(points, drawn, points, cuts.finest(), cuts.kMax(), context,
                       [&](std::int64_t r, std::vector<double>& sums) {
                           const auto row = static_cast<std::size_t>(drawn[static_cast<std::size_t>(r)]);
                           cuts.visit(sums, cuts.finest()[row], [&](std::size_t cut, double silhouette) {
                               silhouettes[cut][static_cast<std::size_t>(r)] = silhouette;
                           });
                       });
    if (!complete)
        return cancelled();
    SilhouetteCurve curve;
    curve.kept = cuts.clustersKept();
    for (std::size_t cut = 0; cut < cuts.count(); ++cut) {
        const auto [mean, error] = meanOfSample(silhouettes[cut], n);
        curve.k.push_back(cuts.kMin() + static_cast<int>(cut));
        curve.mean.push_back(mean);
        curve.error.push_back(error);
    }
    return curve;
}

Result<SampledSilhouettes> sampledSilhouettes(const FeatureMatrix& points, const std::vector<int>& labels,
                                              SilhouetteSampling sampling, const RunContext& context,
                                              int minimumSize)
{
    const std::int64_t n = points.rows();
    NODESENTRY_EXPECTS(static_cast<std::int64_t>(labels.size()) == n && n > 0, "one label per point");
    NODESENTRY_EXPECTS(sampling.points >= 2, "an error needs two points");
    const int clusters = 1 + *std::max_element(labels.begin(), labels.end());
    const auto sizes = sizesOf(labels, clusters);
    const auto labelOf = [&](std::int64_t row) { return labels[static_cast<std::size_t>(row)]; };

    // The sample, and behind it in the same random order what small clusters need for their points' sake.
    const auto order = drawnFirst(n, n, sampling.seed);
    const auto sampled = static_cast<std::size_t>(std::min<std::int64_t>(n, sampling.points));
    std::vector<std::int64_t> drawn(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(sampled));
    std::vector<double> drawnSizes(sizes.size(), 0.0);
    for (const auto row : drawn)
        ++drawnSizes[static_cast<std::size_t>(labelOf(row))];
    for (std::size_t i = sampled; i < order.size(); ++i)
        if (auto& size = drawnSizes[static_cast<std::size_t>(labelOf(order[i]))];
            size < kLeastDrawnOfCluster) {
            ++size;
            drawn.push_back(order[i]);
        }

    SampledSilhouettes result;
    result.ofPoint.assign(labels.size(), 0.0);
    std::vector<bool> isDrawn(labels.size(), false);
    for (const auto row : drawn)
        isDrawn[static_cast<std::size_t>(row)] = true;
    bool complete = sumDistances(points, drawn, points, labels, clusters, context.part(0.0, 0.5),
                                 [&](std::int64_t r, std::vector<double>& sums) {
                                     const auto row = drawn[static_cast<std::size_t>(r)];
                                     result.ofPoint[static_cast<std::size_t>(row)]
                                         = silhouetteOf(sums, sizes, clusters, labelOf(row), minimumSize);
                                 });
    if (!complete)
        return cancelled();
    std::vector<double> exact;
    for (std::size_t r = 0; r < sampled; ++r)
        exact.push_back(result.ofPoint[static_cast<std::size_t>(drawn[r])]);
    const auto [mean, error] = meanOfSample(exact, n);
    result.mean = mean;
    result.error = error;

    std::vector<std::int64_t> rest;
    for (std::int64_t row = 0; row < n; ++row)
        if (!isDrawn[static_cast<std::size_t>(row)])
            rest.push_back(row);
    const FeatureMatrix references = rowsOf(points, drawn, 0, static_cast<std::int64_t>(drawn.size()));
    std::vector<int> referenceLabels;
    for (const auto row : drawn)
        referenceLabels.push_back(labelOf(row));
    complete = sumDistances(points, rest, references, referenceLabels, clusters, context.part(0.5, 1.0),
                            [&](std::int64_t r, std::vector<double>& sums) {
                                const auto row = rest[static_cast<std::size_t>(r)];
                                const auto own = static_cast<std::size_t>(labelOf(row));
                                // Mean distances become sums over whole clusters, as if every member had been
                                // looked at; the point itself is not among those drawn, so its own cluster
                                // has one distance fewer.
                                for (std::size_t c = 0; c < sums.size(); ++c)
                                    if (drawnSizes[c] > 0)
                                        sums[c] *= (c == own ? sizes[c] - 1 : sizes[c]) / drawnSizes[c];
                                result.ofPoint[static_cast<std::size_t>(row)]
                                    = silhouetteOf(sums, sizes, clusters, labelOf(row), minimumSize);
                            });
    if (!complete)
        return cancelled();
    return result;
}

} // namespace nodesentry
