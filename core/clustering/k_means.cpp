#include "core/clustering/k_means.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/parallel.h"
#include "core/clustering/distance.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

namespace nodesentry {

namespace {

constexpr std::int64_t kPointsOfMeansBlock = 256;

/// In [0, 1), the same with every standard library.
double uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

struct Assignment {
    std::vector<int> labels;
    std::vector<double> squared; ///< distance of each point to the centroid of its label
    double inertia = 0.0;
};

bool assign(const FeatureMatrix& points, const FeatureMatrix& centroids, Assignment& assignment,
            const RunContext& context)
{
    const std::int64_t n = points.rows();
    const std::int64_t clusters = centroids.rows();
    const std::int64_t blocks = (n + kPointsOfMeansBlock - 1) / kPointsOfMeansBlock;
    const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
        const std::int64_t begin = block * kPointsOfMeansBlock;
        const std::int64_t rows = std::min(kPointsOfMeansBlock, n - begin);
        std::vector<double> squared(static_cast<std::size_t>(rows * clusters));
        squaredDistances(points.row(begin).data(), rows, centroids.data(), clusters, points.cols(),
                         squared.data());
        for (std::int64_t r = 0; r < rows; ++r) {
            const double* row = squared.data() + r * clusters;
            const double* least = std::min_element(row, row + clusters);
            assignment.labels[static_cast<std::size_t>(begin + r)] = static_cast<int>(least - row);
            assignment.squared[static_cast<std::size_t>(begin + r)] = *least;
        }
    });
    assignment.inertia = std::accumulate(assignment.squared.begin(), assignment.squared.end(), 0.0);
    return complete;
}

/// Each further seed is a point drawn with the chance of its squared distance to the seeds there are.
/// @return fewer seeds where no other point differs from them
FeatureMatrix seedCentroids(const FeatureMatrix& points, int clusters, std::mt19937_64& random)
{
    const std::int64_t n = points.rows();
    FeatureMatrix seeds(clusters, points.cols());
    auto chosen = static_cast<std::int64_t>(uniform(random) * static_cast<double>(n));
    std::vector<double> nearest(static_cast<std::size_t>(n), std::numeric_limits<double>::infinity());
    std::vector<double> squared(static_cast<std::size_t>(n));
    for (int c = 0; c < clusters; ++c) {
        seeds.row(c) = points.row(chosen);
        squaredDistances(points.data(), n, seeds.row(c).data(), 1, points.cols(), squared.data());
        double total = 0;
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            nearest[i] = std::min(nearest[i], squared[i]);
            total += nearest[i];
        }
        if (!(total > 0))
            return seeds.topRows(c + 1);
        const double wanted = uniform(random) * total;
        double sum = 0;
        for (std::size_t i = 0; i < nearest.size(); ++i) {
            if (nearest[i] > 0)
                chosen = static_cast<std::int64_t>(i); // the last one, should rounding keep the sum below
            sum += nearest[i];
            if (sum > wanted && nearest[i] > 0)
                break;
        }
    }
    return seeds;
}

/// The mean of each label's points; a label without points takes the point farthest from its centroid.
void updateCentroids(const FeatureMatrix& points, Assignment& assignment, FeatureMatrix& centroids)
{
    std::vector<std::int64_t> size(static_cast<std::size_t>(centroids.rows()), 0);
    for (const int label : assignment.labels)
        ++size[static_cast<std::size_t>(label)];
    for (std::size_t c = 0; c < size.size(); ++c) {
        if (size[c] > 0)
            continue;
        const auto farthest = std::max_element(assignment.squared.begin(), assignment.squared.end());
        if (!(*farthest > 0))
            continue; // every point lies on its centroid
        const auto point = static_cast<std::size_t>(farthest - assignment.squared.begin());
        --size[static_cast<std::size_t>(assignment.labels[point])];
        assignment.labels[point] = static_cast<int>(c);
        *farthest = 0;
        size[c] = 1;
    }
    FeatureMatrix sums = FeatureMatrix::Zero(centroids.rows(), centroids.cols());
    for (std::int64_t i = 0; i < points.rows(); ++i)
        sums.row(assignment.labels[static_cast<std::size_t>(i)]) += points.row(i);
    for (std::int64_t c = 0; c < centroids.rows(); ++c)
        if (const auto count = size[static_cast<std::size_t>(c)]; count > 0)
            centroids.row(c) = sums.row(c) / static_cast<double>(count);
}

/// Numbers the labels by first appearance and leaves out those without points.
void renumber(KMeans& result)
{
    std::vector<int> number(static_cast<std::size_t>(result.centroids.rows()), -1);
    std::vector<Eigen::Index> order;
    for (int& label : result.labels) {
        int& assigned = number[static_cast<std::size_t>(label)];
        if (assigned < 0) {
            assigned = static_cast<int>(order.size());
            order.push_back(label);
        }
        label = assigned;
    }
    result.centroids = FeatureMatrix(result.centroids(order, Eigen::all));
}

} // namespace

Result<KMeans> kMeans(const FeatureMatrix& points, const KMeansOptions& options, const RunContext& context)
{
    const std::int64_t n = points.rows();
    if (options.clusters < 1 || options.clusters > n)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} clusters of {} segments are wanted", options.clusters, n),
                    "choose a number between 1 and that of the segments");
    NODESENTRY_CHECK(checkFinite(points));
    std::mt19937_64 random(options.seed);
    KMeans best;
    best.inertia = std::numeric_limits<double>::infinity();
    const int restarts = std::max(options.restarts, 1);
    for (int start = 0; start < restarts; ++start) {
        const auto part
            = context.part(static_cast<double>(start) / restarts, static_cast<double>(start + 1) / restarts);
        FeatureMatrix centroids = seedCentroids(points, options.clusters, random);
        Assignment assignment{std::vector<int>(static_cast<std::size_t>(n), -1),
                              std::vector<double>(static_cast<std::size_t>(n), 0.0), 0.0};
        int iteration = 0;
        for (; iteration < options.maximumIterations; ++iteration) {
            const auto before = assignment.labels;
            // Progress is told by starts, since nobody knows how many iterations there will be.
            if (!assign(points, centroids, assignment, RunContext(part.stopToken(), {}, part.threads())))
                return cancelled();
            if (assignment.labels == before)
                break;
            updateCentroids(points, assignment, centroids);
        }
        part.report(1.0);
        if (assignment.inertia < best.inertia)
            best = {std::move(assignment.labels), std::move(centroids), assignment.inertia, iteration};
    }
    renumber(best);
    return best;
}

} // namespace nodesentry
