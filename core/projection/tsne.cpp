#include "core/projection/tsne.h"

#include "core/base/expects.h"
#include "core/base/log.h"
#include "core/base/parallel.h"
#include "core/projection/nearest_neighbours.h"
#include "core/projection/quad_tree_p.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace nodesentry {

namespace {

constexpr double kExaggeration = 12.0;
constexpr double kFirstMomentum = 0.5;
constexpr double kLaterMomentum = 0.8;
constexpr double kLeastGain = 0.01;
constexpr double kStartDeviation = 1e-4;
constexpr std::int64_t kBlockPoints = 256;

/// Pairs of near points with the probability of each; both ways round. Rows lie one after another.
struct Affinities {
    std::vector<std::int64_t> begin; ///< n + 1, where each point's pairs begin
    std::vector<int> other;
    std::vector<double> probability; ///< sums to 1 over all pairs
};

/// Shares of a point's neighbours, exp(-beta d^2) normalised, with beta such that their entropy is
/// log(perplexity).
void conditionalShares(const double* squared, int count, double perplexity, double* shares)
{
    const double wanted = std::log(perplexity);
    double low = 0.0;
    double high = std::numeric_limits<double>::infinity();
    // Only differences to the nearest matter, which keeps the exponentials in range.
    const double nearest = squared[0];
    const double reach = squared[count - 1] - nearest;
    double beta = reach > 0 ? 1.0 / reach : 1.0;
    for (int step = 0; step < 100; ++step) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < count; ++i) {
            shares[i] = std::exp(-beta * (squared[i] - nearest));
            sum += shares[i];
            weighted += (squared[i] - nearest) * shares[i];
        }
        for (int i = 0; i < count; ++i)
            shares[i] /= sum;
        const double entropy = std::log(sum) + beta * weighted / sum;
        if (std::abs(entropy - wanted) < 1e-6 || !(reach > 0))
            return;
        if (entropy > wanted) {
            low = beta;
            beta = std::isinf(high) ? beta * 2 : (beta + high) / 2;
        } else {
            high = beta;
            beta = (beta + low) / 2;
        }
    }
}

/// p(i, j) = (p(j | i) + p(i | j)) / 2n.
Affinities affinitiesOf(const NeighbourTable& table, std::int64_t n, double perplexity,
                        const RunContext& context)
{
    const int k = table.neighbours;
    std::vector<double> shares(table.squared.size());
    parallelFor(n, context, [&](std::int64_t i) {
        conditionalShares(table.squaredOf(i), k, perplexity, shares.data() + i * k);
    });

    struct Pair {
        int other;
        double probability;
    };
    Affinities affinities;
    std::vector<std::int64_t> size(static_cast<std::size_t>(n), k);
    for (const int j : table.index)
        ++size[static_cast<std::size_t>(j)];
    std::vector<std::int64_t> at(static_cast<std::size_t>(n) + 1, 0);
    std::partial_sum(size.begin(), size.end(), at.begin() + 1);
    std::vector<Pair> pairs(static_cast<std::size_t>(at.back()));
    auto next = at;
    for (std::int64_t i = 0; i < n; ++i)
        for (int c = 0; c < k; ++c) {
            const int j = table.indexOf(i)[c];
            const double share = shares[static_cast<std::size_t>(i * k + c)] / (2.0 * static_cast<double>(n));
            pairs[static_cast<std::size_t>(next[static_cast<std::size_t>(i)]++)] = {j, share};
            pairs[static_cast<std::size_t>(next[static_cast<std::size_t>(j)]++)]
                = {static_cast<int>(i), share};
        }
    affinities.begin.push_back(0);
    for (std::size_t i = 0; i < size.size(); ++i) {
        const auto first = pairs.begin() + at[i];
        const auto last = pairs.begin() + at[i + 1];
        std::sort(first, last, [](const Pair& a, const Pair& b) { return a.other < b.other; });
        for (auto pair = first; pair != last; ++pair) {
            const bool mutual = pair != first && pair->other == affinities.other.back();
            if (mutual) { // two terms at most, whose sum does not depend on their order
                affinities.probability.back() += pair->probability;
            } else {
                affinities.other.push_back(pair->other);
                affinities.probability.push_back(pair->probability);
            }
        }
        affinities.begin.push_back(static_cast<std::int64_t>(affinities.other.size()));
    }
    return affinities;
}

/// The descent, one step at a time.
class Descent {
public:
    Descent(FeatureMatrix start, const Affinities& affinities, double theta)
        : m_layout(std::move(start)),
          m_affinities(affinities),
          m_theta(theta),
          m_attraction(FeatureMatrix::Zero(m_layout.rows(), 2)),
          m_repulsion(FeatureMatrix::Zero(m_layout.rows(), 2)),
          m_speed(FeatureMatrix::Zero(m_layout.rows(), 2)),
          m_gain(FeatureMatrix::Ones(m_layout.rows(), 2))
    {
    }

    bool step(double exaggeration, double momentum, double rate, const RunContext& context)
    {
        m_tree.build(m_layout);
        const std::int64_t n = m_layout.rows();
        const std::int64_t blocks = (n + kBlockPoints - 1) / kBlockPoints;
        std::vector<double> kernels(static_cast<std::size_t>(blocks), 0.0);
        const bool complete = parallelFor(blocks, context, [&](std::int64_t block) {
            const std::int64_t end = std::min(n, (block + 1) * kBlockPoints);
            for (std::int64_t place = block * kBlockPoints; place < end; ++place) {
                const int i = m_tree.order()[static_cast<std::size_t>(place)];
                const auto force = m_tree.forceOn(i, m_theta);
                m_repulsion(i, 0) = force.x;
                m_repulsion(i, 1) = force.y;
                kernels[static_cast<std::size_t>(block)] += force.kernel;
                attract(i);
            }
        });
        if (!complete)
            return false;
        // Summed block by block, in order: the same bits with any number of threads.
        const double kernel = std::accumulate(kernels.begin(), kernels.end(), 0.0);
        for (std::int64_t i = 0; i < n; ++i)
            for (int axis = 0; axis < 2; ++axis) {
                const double gradient = exaggeration * m_attraction(i, axis) - m_repulsion(i, axis) / kernel;
                double& gain = m_gain(i, axis);
                double& speed = m_speed(i, axis);
                gain = std::max((gradient > 0) == (speed > 0) ? gain * 0.8 : gain + 0.2, kLeastGain);
                speed = momentum * speed - rate * gain * gradient;
                m_layout(i, axis) += speed;
            }
        const Eigen::RowVector2d middle = m_layout.colwise().mean();
        m_layout.rowwise() -= middle;
        return true;
    }

    [[nodiscard]] const FeatureMatrix& layout() const { return m_layout; }

private:
    void attract(int i)
    {
        const auto row = static_cast<std::size_t>(i);
        double sumX = 0, sumY = 0;
        const double x = m_layout(i, 0), y = m_layout(i, 1);
        for (auto at = m_affinities.begin[row]; at < m_affinities.begin[row + 1]; ++at) {
            const int j = m_affinities.other[static_cast<std::size_t>(at)];
            const double dx = x - m_layout(j, 0);
            const double dy = y - m_layout(j, 1);
            const double pull
                = m_affinities.probability[static_cast<std::size_t>(at)] / (1 + dx * dx + dy * dy);
            sumX += pull * dx;
            sumY += pull * dy;
        }
        m_attraction(i, 0) = sumX;
        m_attraction(i, 1) = sumY;
    }

    FeatureMatrix m_layout;
    const Affinities& m_affinities;
    double m_theta;
    QuadTree m_tree;
    FeatureMatrix m_attraction;
    FeatureMatrix m_repulsion;
    FeatureMatrix m_speed;
    FeatureMatrix m_gain;
};

} // namespace

Result<FeatureMatrix> tsne(const FeatureMatrix& points, const TsneOptions& options, const RunContext& context)
{
    NODESENTRY_EXPECTS(points.cols() >= 2, "two columns to begin with");
    if (!(options.perplexity > 1) || options.iterations < 1 || !(options.theta >= 0 && options.theta <= 0.7))
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("t-SNE with perplexity {}, {} iterations, theta {}", options.perplexity,
                                options.iterations, options.theta),
                    "the perplexity must be above 1, theta from 0 to 0.7");
    const std::int64_t n = points.rows();
    FeatureMatrix start = points.leftCols(2);
    if (n < 5)
        return start;
    const double perplexity = std::max(1.1, std::min(options.perplexity, static_cast<double>(n - 1) / 3));
    const int neighbours = static_cast<int>(std::min<std::int64_t>(n - 1, std::llround(3 * perplexity)));
    std::vector<std::int64_t> rows(static_cast<std::size_t>(n));
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    NODESENTRY_TRY(const auto table,
                   nearestNeighbours(points, rows, neighbours, context.part(0.0, 0.2, "neighbours")));
    const RunContext quiet(context.stopToken(), {}, context.threads());
    const auto affinities = affinitiesOf(table, n, perplexity, quiet);

    const double deviation = std::sqrt(start.col(0).squaredNorm() / static_cast<double>(n));
    if (deviation > 0)
        start *= kStartDeviation / deviation;
    Descent descent(std::move(start), affinities, options.theta);
    const double rate = std::max(static_cast<double>(n) / kExaggeration, 50.0);
    const int early = options.iterations / 3;
    const auto rest = context.part(0.2, 1.0, "layout");
    for (int iteration = 0; iteration < options.iterations; ++iteration) {
        const bool first = iteration < early;
        if (!descent.step(first ? kExaggeration : 1.0, first ? kFirstMomentum : kLaterMomentum, rate, quiet))
            return cancelled();
        rest.report(static_cast<double>(iteration + 1) / options.iterations);
    }
    return descent.layout();
}

} // namespace nodesentry
